import { readFileSync } from 'node:fs';
import type { Workbench } from '../../workbench/workbench';
import { closeBenches, connected } from '../support/bench';
import { enter, sheet } from '../support/spreadsheet';

afterEach(closeBenches);

const documents = ['README.md', 'docs/guide.md'] as const;

/** What stands in cells that the examples refer to. */
const cells: ReadonlyArray<readonly [row: number, column: number, typed: string]> = [
  [1, 20, '2026-01-01'],
  [1, 21, '2026-03-31'],
  [1, 22, 'columns'],
  [1, 23, 'name, revenue'],
  [2, 22, 'tier'],
  [2, 23, 'Gold'],
];
/** The examples' F1:G1 and H1:I2 are further to the right here, so that tables have room. */
const moved = (formula: string) => formula.replace('F1:G1', 'T1:U1').replace('H1:I2', 'V1:W2');

/** A Journeybee that has the partner whom the examples name. */
async function withAcme(): Promise<Workbench> {
  const made = await connected();
  const [partner] = made.sandbox.data.partners.filter(({ type }) => type === 'reseller');
  if (partner) partner.name = 'Acme Industries';
  for (const [row, column, typed] of cells) await made.file.workbook.type(sheet, row, column, typed);
  return made;
}

/** Every formula, in a line of code or a block of it; "=JB_PARTNERS(period, …)" says what the arguments are. */
const formulas = documents.flatMap((document) => {
  const found = readFileSync(document, 'utf8').match(/(?<=^|`)=[A-Z_(]*JB_[A-Z]+\([^`\n]*\)(?=$|`)/gm) ?? [];
  return found
    .filter((formula) => !/\((?:period|partner|metric|type),/.test(formula))
    .map((formula) => [document, formula] as const);
});

test('the documents have formulas', () => {
  for (const document of documents) expect(formulas.filter(([of]) => of === document)).not.toEqual([]);
  expect(formulas.length).toBeGreaterThan(18);
});

test.each(formulas)('%s: %s calculates', async (_, formula) => {
  const made = await withAcme();
  const { value, note } = await enter(made, moved(formula));
  expect([value, note]).toEqual([expect.anything(), '']);
  expect(String(value)).not.toMatch(/^#/);
  expect(value).not.toBe('');
});

/** A formula in a block of code, and the table right below it. */
const results = documents.flatMap((document) =>
  [...readFileSync(document, 'utf8').matchAll(/```\n(=JB_.*)\n```\n\n((?:\|.*\n)+)/g)].map(
    ([, formula = '', table = '']) => [document, formula, table] as const,
  ),
);

test('the README and the guide show what a formula gives', () => {
  expect(results.map(([document]) => document)).toEqual(documents);
});

test.each(results)('%s: %s gives the table below it', async (_, formula, table) => {
  const made = await connected('owner', { account: 'believable' });
  await enter(made, formula);
  const printed = table
    .trim()
    .split('\n')
    .filter((_row, index) => index !== 1);
  const rows = printed.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  const area = { row: 1, column: 1, rows: rows.length + 1, columns: rows[0]?.length ?? 1 };
  const views = made.file.workbook.read(sheet, area);
  const shown = views.map((row) => row.map(({ value }, column) => written(value, rows[0]?.[column] ?? '')));
  // A last column of … stands for those that are left out.
  const kept = (row: readonly string[]) => (rows[0]?.at(-1) === '…' ? row.slice(0, -1) : row);
  expect(rows.map(kept)).toEqual(shown.slice(0, -1).map(kept));
  expect(shown.at(-1)?.join('')).toBe('');
});

/** A figure as people format it. */
function written(value: unknown, heading: string): string {
  if (typeof value !== 'number') return String(value);
  if (/\(EUR\)/.test(heading)) return value.toLocaleString('en', { minimumFractionDigits: 2 });
  return /rate/i.test(heading) ? `${(100 * value).toFixed(1)}%` : String(value);
}
