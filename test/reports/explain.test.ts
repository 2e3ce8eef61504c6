import type { ExplainView } from '../../src/contract/explain-view';
import type { ReportDefinition } from '../../src/contract/report-definition';
import type { Reply } from '../../src/contract/sidebar-api';
import { columnNames } from '../../src/domain/column-names';
import { decimalsOf } from '../../src/domain/money';
import type { Workbench } from '../../workbench/workbench';
import { answering } from '../support/answers';
import { anna, ask, closeBenches, connected, held, newReport, plainly, select } from '../support/bench';
import { isThorough } from '../support/breadth';
import { formattedAmount, unitsWritten } from '../support/decimal';

afterEach(closeBenches);

const sheet = '0';
const hour = 3_600_000;

async function explain(made: Workbench, cell: string, of = sheet): Promise<ExplainView> {
  select(made, of, cell);
  const outcome = await made.file.run(anna, 'sidebarCall', ['explain', null], 'FULL');
  if (!outcome.ok) throw new Error(outcome.message);
  const reply = outcome.value as Reply<ExplainView>;
  if (!reply.ok) throw new Error(reply.problem);
  return reply.value;
}

const letter = (column: number) => String.fromCharCode(65 + column);
const fact = ({ facts }: ExplainView, label: string) => facts.find((one) => one.label === label)?.text;

/** What a view's inputs come to, as a reader works it out: amounts in whole smallest units, everything else as numbers. */
function workedOut({ derivation, currency }: ExplainView): unknown {
  if (!derivation) throw new Error('Nothing is explained.');
  const { rule, inputs } = derivation;
  const decimals = decimalsOf(currency);
  const [first, second] = inputs.map(({ value }) => value);
  const isMoney = inputs.some(({ kind }) => kind === 'money');
  const units = (value: unknown) => unitsWritten(Number(value ?? 0), decimals);
  const amount = (of: bigint) => Number(formattedAmount(of, decimals));
  switch (rule) {
    case 'as sent':
      return first ?? '';
    case 'rounded':
      return amount(units(first));
    case 'percent':
      return first === null ? '' : Number(first) / 100;
    case 'sum':
      return isMoney
        ? amount(inputs.reduce((sum, { value }) => sum + units(value), 0n))
        : inputs.reduce((sum, { value }) => sum + Number(value), 0);
    case 'difference':
      return isMoney ? amount(units(first) - units(second)) : Number(first) - Number(second);
    case 'growth':
      if (Number(second) === 0) return Number(first) > 0 ? 'new' : '';
      return Number(second) > 0 ? Number(first) / Number(second) : '';
    case 'ratio':
      return Number(second) > 0 ? Number(first) / Number(second) : '';
    case 'average':
      return amount(units(Number(first) / Number(second)));
    case 'rank':
      return Number(first) + 1;
    case 'rank of':
      return `${Number(first) + 1} of ${second}`;
    case 'places':
      return Number(first) - Number(second);
    case 'arrow': {
      const moved = Number(first) - Number(second);
      return moved === 0 ? '=' : moved > 0 ? `▲ ${moved}` : `▼ ${-moved}`;
    }
  }
}

/** Expects that what a view shows comes to the cell. */
function expectCell(view: ExplainView, value: unknown): void {
  expect([view.place, view.note]).toEqual([view.place, null]);
  const result = workedOut(view);
  const number = typeof value === 'number' && typeof result === 'number';
  expect([view.place, number && Math.abs(value - result) <= 1e-12 * Math.abs(value) ? value : result]).toEqual([
    view.place,
    value,
  ]);
}

const plain: Partial<ReportDefinition> = {
  columns: columnNames.filter((name) => name !== 'tier' && name !== 'category' && name !== 'stage'),
  comparison: 'full',
  movement: 'previous period',
  totals: true,
};

const insert = (made: Workbench, more: Partial<ReportDefinition>, limit = 6) =>
  ask(made, 'saveReport', newReport({ period: 'last_quarter', type: null, limit, where: 'cell' }, more));

test('each figure of a report, worked out again from what is shown of it, is what its cell holds', async () => {
  const made = await connected();
  await insert(made, plain);
  const requests = made.google.requests.length;
  const [header = [], ...rows] = held(made, sheet, `A2:${letter(23)}9`);
  const width = header.filter((label) => label !== '').length;
  const { partners } = await plainly(made, 'period=last_quarter&limit=100');
  const notTold: unknown[] = [];
  for (let column = 0; column < width; column += 1) {
    // Another partner for each column, and each total.
    for (const row of isThorough ? [0, 1, 2, 3, 4, 5, 6] : [column % 6, 6]) {
      const value = rows[row]?.[column];
      if (value instanceof Date || (row === 6 && typeof value !== 'number')) continue;
      const view = await explain(made, `${letter(column)}${3 + row}`);
      // Blank is what nothing is known of.
      if (view.derivation !== null) expectCell(view, value);
      // Whom the answer for earlier days does not list was asked for by uuid.
      else if (value !== '' && !(value === 0 && header[column] === 'Previous revenue (EUR)'))
        notTold.push(header[column]);
      if (row === 6 || !view.derivation) continue;
      const partner = partners.find(({ uuid }) => uuid === fact(view, 'UUID'));
      expect(partner?.name).toBe(rows[row]?.[header.indexOf('Partner')]);
      if (header[column] === 'Revenue (EUR)') expect(view.derivation.inputs[0]?.value).toBe(partner?.revenue);
    }
  }
  expect(notTold).toEqual([]);
  expect(made.google.requests.length).toBe(requests);
  const view = await explain(made, 'C3');
  expect(view.text).toMatch(/^This is Revenue of .+ in Top 6 partners, last quarter\.$/);
  expect(view.facts.map(({ label }) => label)).toEqual(
    'Partner,UUID,Days,Whose calendar,Partner type,Leads,Currency,Fetched,Key of'.split(','),
  );
  expect(fact(view, 'Key of')).toBe(anna);
  expect(view.compare[0]).toEqual({ label: 'Where', text: 'Dashboard, Revenue & Leads' });
  // A PDF of all that is said has no key in it.
  expect(JSON.stringify(view)).not.toContain(made.sandbox.keys.full);
});

test('a Board is explained after its rows were sorted and columns of somebody’s stand between', async () => {
  const made = await connected();
  await insert(made, { ...plain, style: 'board', bars: true, columns: ['rank', 'name', 'revenue', 'won deals'] });
  const { workbook } = made.file;
  const area = { row: 5, column: 1, rows: 6, columns: 9 };
  const cells = workbook.read(sheet, area);
  workbook.write(
    sheet,
    area,
    [...cells].reverse().map((row) => row.map(({ value }) => value)),
  );
  const [header = [], first = []] = held(made, sheet, 'A4:I5');
  for (const label of ['Rank', 'Move', 'Revenue (EUR)', 'Change (EUR)', 'Change %', 'Won deals']) {
    const column = header.indexOf(label);
    const view = await explain(made, `${letter(column)}5`);
    expect(fact(view, 'Partner')).toBe(first[header.indexOf('Partner')]);
    expectCell(view, first[column]);
  }
});

test('amounts that are rounded and rates that are percent are shown as Journeybee sent them', async () => {
  const made = await connected();
  await answering(made, (answer) => ({
    ...answer,
    partners: answer.partners.map((row, index) => ({
      ...row,
      revenue: 5000 - index + 1 / 3,
      win_rate: 100 / (index + 1),
    })),
  }));
  await insert(made, { ...plain, comparison: null, movement: null, totals: false });
  const [header = [], , second = []] = held(made, sheet, 'A2:S4');
  const at = (label: string) => `${letter(header.indexOf(label))}4`;
  const revenue = await explain(made, at('Revenue (EUR)'));
  expect(revenue.derivation).toMatchObject({ rule: 'rounded', inputs: [{ value: 4999 + 1 / 3 }] });
  expectCell(revenue, second[header.indexOf('Revenue (EUR)')]);
  const rate = await explain(made, at('Win rate'));
  expect(rate.derivation).toMatchObject({ rule: 'percent', inputs: [{ value: 50 }] });
  expectCell(rate, 0.5);
});

test('what cannot be known is said, and nothing is guessed', async () => {
  const made = await connected();
  await insert(made, plain);
  const { workbook } = made.file;
  // Somebody's own cell, the report's other cells, and one that somebody changed.
  expect((await explain(made, 'B40')).text).toMatch(/^This cell is not ours/);
  expect((await explain(made, 'A1')).text).toMatch(/^This line is above the table of Top 6 partners/);
  expect((await explain(made, 'C2')).text).toMatch(/^This is a heading of Top 6 partners, last quarter: Revenue\.$/);
  workbook.write(sheet, { row: 4, column: 3, rows: 1, columns: 1 }, [[4711]]);
  const changed = await explain(made, 'C4');
  expect(changed.note).toMatch(/^The cell shows something else than what went in gives/);
  expect(workedOut(changed)).not.toBe(4711);
  // The row of another cell is not the one that was written any more.
  expect(await explain(made, 'E4')).toMatchObject({
    derivation: null,
    note: expect.stringMatching(/^This row is not as/),
  });
  // The cache forgets; and another answer is not that of the cells.
  await made.clock.advance(7 * hour);
  const forgotten = await explain(made, 'C3');
  expect(forgotten).toMatchObject({ derivation: null, note: expect.stringMatching(/is not kept any more/) });
  expect(forgotten.facts.map(({ label }) => label)).toEqual(['Fetched', 'Key of']);
});

test('a report of several answers says that they are not kept, and whose partners it is of', async () => {
  const made = await connected('tables', { account: 'believable' });
  const { owners } = await ask(made, 'learnLabels', undefined);
  const [owner] = owners;
  if (!owner) throw new Error('Nobody is an owner.');
  await insert(made, { owners: [owner.uuid] });
  const view = await explain(made, 'C3');
  expect(view).toMatchObject({ derivation: null, note: expect.stringMatching(/^It is made of several answers/) });
  expect(fact(view, 'Assigned to')).toBe(owner.label);
});

test('cells that JB_ formulas fill are explained, and what else formulas calculate is not', async () => {
  const made = await connected();
  const { workbook } = made.file;
  const { partners } = await plainly(made, 'period=last_year&limit=100');
  const name = String(partners[2]?.name);
  workbook.write(sheet, { row: 1, column: 1, rows: 1, columns: 1 }, [[name]]);
  const formulas: Readonly<Record<string, string>> = {
    A2: '=JB_PARTNER(A1;"revenue";"last_year")',
    A3: '=JB_PARTNER($A$1;"rank";"last_year")',
    A4: '=JB_PARTNER(A1;"share";"last_year")',
    A5: '=JB_PARTNER(A1;"revenue";"last_year")*2',
    A6: '=JB_PARTNER(TRIM(A1);"revenue";"last_year")',
    A10: '=JB_PARTNERS("last_year";"";4;"columns=rank,name,win rate,revenue")',
    A20: '=JB_SCORECARD(A1;"last_year")',
  };
  for (const [cell, formula] of Object.entries(formulas)) await workbook.type(sheet, Number(cell.slice(1)), 1, formula);
  const requests = made.google.requests.length;
  const cells = ['A2', 'A3', 'A4', 'C12', 'D13', 'A14', 'B21', 'C21', 'D21', 'E21', 'B25', 'D25', 'B30', 'C30', 'D30'];
  for (const cell of cells) expectCell(await explain(made, cell), held(made, sheet, cell)[0]?.[0]);
  expect(made.google.requests.length).toBe(requests);
  expect((await explain(made, 'A2')).text).toBe(`This is Revenue of ${name}, from JB_PARTNER.`);
  expect((await explain(made, 'A5')).note).toMatch(/^It calculates with the function/);
  expect((await explain(made, 'A6')).note).toMatch(/^Its arguments are calculated/);
  expect((await explain(made, 'E12')).text).toMatch(/^This cell is not ours/);
});
