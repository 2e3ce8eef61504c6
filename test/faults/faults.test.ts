import type { FaultView, Overview, RunView } from '../../src/contract/sidebar-api';
import { diagnosticsText } from '../../src/sidebar/diagnostics-text';
import type { Workbench } from '../../workbench/workbench';
import { anna, ask, closeBenches, connected, newReport, select } from '../support/bench';
import { type Kept, keptFromNow } from '../support/keeping';
import { enter } from '../support/spreadsheet';
import { type Variant, variantOf } from '../support/variant';

const hour = 3_600_000;
/** The message of each of them is what must not be kept: names, a figure, the key, and a line that looks like a stack's. */
const faults = [
  {
    file: 'src/domain/ranking.ts',
    find: '  const partners = [...leaderboard.partners].sort(byRevenue);\n',
    replace: `  const partners = [...leaderboard.partners].sort(byRevenue);
  const first = partners[0];
  if (layout.sort.column === 'name') throw new TypeError(\`\${first?.name} \${first?.revenue}\\n    at Secret (Code:1:1)\`);
`,
  },
  {
    file: 'src/sheets/block.ts',
    find: '  const own = ownColumns(written, rect, area);\n  if (',
    replace: `  if (wanted.header.length === 4) throw new RangeError(JSON.stringify(wanted));
  const own = ownColumns(written, rect, area);
  if (`,
  },
  {
    file: 'src/schedules/tick.ts',
    find: '    const { reports, due } = readDue();\n    tellNews',
    replace: `    if (began > Date.UTC(2026, 4, 16)) throw new TypeError(\`\${owner} \${JSON.stringify(key)}\`);
    const { reports, due } = readDue();
    tellNews`,
  },
  {
    file: 'src/google/interface.ts',
    find: '  SpreadsheetApp.getUi().showSidebar(',
    replace: `  throw new TypeError(title);
  SpreadsheetApp.getUi().showSidebar(`,
  },
];

let variant: Variant;
let made: Workbench;
let kept: readonly Kept[];

beforeAll(async () => {
  variant = await variantOf(faults);
  made = await connected('owner', { dist: variant.dist });
  kept = keptFromNow(made, [made.file], [anna]);
}, 60_000);

afterAll(async () => {
  await closeBenches();
  variant.remove();
});

const threePartners = (more: Parameters<typeof newReport>[1]) =>
  newReport({ period: 'current_year', type: null, limit: 3, where: 'cell' }, more);

async function read<T>(method: string): Promise<T> {
  const outcome = await made.file.run(anna, 'sidebarCall', [method], 'FULL');
  if (!outcome.ok) throw new Error(outcome.message);
  return (outcome.value as { value: T }).value;
}

const keptFaults = () => read<readonly FaultView[]>('faults');

/** The sentence about a fault, and its code. */
const told = (text: unknown) =>
  /This is a fault of the add-on \(([a-z]+-[0-9a-z]{4})\)\. Try again\./.exec(String(text))?.[1];

const innermost = ({ stack }: FaultView) => stack[0]?.replace(/ .*/, '');

test('of ranking in a cell: the note tells of it with its code, and blames nobody else', async () => {
  const { note } = await enter(made, '=JB_PARTNERS("current_year";"";3;"sort=name")');
  await made.file.workbook.type('0', 1, 1, '');
  expect(told(note)).toMatch(/^cell-/);
  expect(note).not.toMatch(/Google|Journeybee/);
  const [fault, ...others] = await keptFaults();
  expect(others).toEqual([]);
  expect(fault).toMatchObject({ code: told(note), kind: 'TypeError' });
  expect(fault && innermost(fault)).toBe('standings');
  expect(fault?.stack.join()).toContain('inCell');
  // A cell may write no property.
  expect(made.file.properties.has('faults')).toBe(false);
});

test('of the menu: opening the sidebar tells of it in words of the add-on’s, and no error of Google’s is seen', async () => {
  const outcome = await made.file.choose(anna, 'Open Journeybee');
  const code = told(made.file.screen(anna).toast?.message);
  expect([outcome.ok, code]).toEqual([true, expect.stringMatching(/^menu-/)]);
  const [fault] = await keptFaults();
  expect(fault).toMatchObject({ code, kind: 'TypeError' });
  expect(fault && innermost(fault)).toBe('showSidebar');
});

test('of the planner, in the sidebar: saving a report is refused with the code', async () => {
  select(made, '0', 'A1');
  const columns = ['rank', 'name', 'revenue', 'tier'] as const;
  const sentence = await ask(made, 'saveReport', threePartners({ columns: [...columns] })).catch(String);
  expect(told(sentence)).toMatch(/^report-/);
  const [fault] = await keptFaults();
  expect(fault).toMatchObject({ code: told(sentence), kind: 'RangeError' });
  expect(fault && innermost(fault)).toBe('planBlock');
  expect(made.file.properties.has('faults')).toBe(true);
});

test('of ranking on a schedule: card, menu and mail tell of it, and the schedule goes on', async () => {
  select(made, '0', 'A1');
  let { reports } = await ask(made, 'saveReport', threePartners({ schedule: { kind: 'hourly' } }));
  const [report] = reports;
  if (!report?.definition) throw new Error('No report was saved.');
  const definition = { ...report.definition, sort: { column: 'name', descending: false } as const };
  const saved = await ask(made, 'saveReport', { id: report.id, definition, where: 'cell' });
  expect(told(saved.message)).toMatch(/^report-/);
  await made.file.choose(anna, 'Refresh all');
  expect(told(made.file.screen(anna).toast?.message)).toBe(told(saved.message));
  await made.google.advance(7 * hour);
  ({ reports } = await ask(made, 'overview', undefined));
  expect(told(reports[0]?.problem)).toBe(told(saved.message));
  expect(made.google.mails.map(({ body }) => told(body))).toEqual([told(saved.message)]);
  expect(made.google.mails[0]?.body).toContain('What happens next: it is tried again every hour, until it works.');
});

test('of a run of the schedules itself: it is in what was done lately, and mailed once a day', async () => {
  const before = made.google.mails.length;
  await made.google.advance(24 * hour);
  const mails = made.google.mails.slice(before);
  expect(mails.map(({ subject }) => subject)).toEqual(['Journeybee: scheduled reports were not refreshed']);
  const [run] = await read<readonly RunView[]>('runs');
  expect(told(run?.problem)).toBe(told(mails[0]?.body));
  expect(told(run?.problem)).toMatch(/^schedule-/);
});

test('stand in the diagnostics with class and stack, each once', async () => {
  const overview: Overview = await ask(made, 'overview', undefined);
  const found = await keptFaults();
  const beside = { runs: await read<readonly RunView[]>('runs'), faults: found, version: '0', browser: 'none' };
  const text = diagnosticsText(overview, beside);
  expect(found.map(({ code, kind }) => `${code.replace(/-.*/, '')} ${kind}`)).toEqual([
    'schedule TypeError',
    'report TypeError',
    'report RangeError',
    'menu TypeError',
  ]);
  // The cache has forgotten the cell's by now.
  expect(found.map(innermost)).toEqual(['runDue', 'standings', 'planBlock', 'showSidebar']);
  for (const { code } of found) expect(text).toContain(`Fault ${code}, 2026-05-1`);
  expect(text).toMatch(/TypeError\n {2}at standings \(\d+:\d+\)\n/);
});

test('keep nothing that anybody typed: no name, key, address or figure', async () => {
  const texts = kept.filter(({ name }) => name === 'faults').map(({ value }) => value);
  const { partners, deals } = made.sandbox.data;
  const secrets = [
    // A line or a column of Code.js may be what a partner is called that has a number for a name.
    ...partners.flatMap(({ uuid, name }) => [uuid, name]).filter((text) => !/^-?\d{1,6}$/.test(text)),
    ...deals.map(({ value }) => String(value)).filter((figure) => /\d{7}|\d\.\d/.test(figure)),
    ...Object.values(made.sandbox.keys),
    anna,
    '@',
    'Secret',
    'current_year',
  ];
  expect(secrets.filter((secret) => texts.some((text) => text.includes(secret)))).toEqual([]);
  expect(texts.length).toBeGreaterThan(3);
});
