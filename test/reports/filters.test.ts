import type { ReportDefinition } from '../../src/contract/report-definition';
import type { Workbench } from '../../workbench/workbench';
import { ask, closeBenches, connected, held, newReport, plainly, select } from '../support/bench';
import { closeScripts, scripted, uuidOf } from '../support/scripted';
import { enter } from '../support/spreadsheet';

afterEach(async () => {
  closeScripts();
  await closeBenches();
});

const sheet = '0';

/** Eight tiers, twelve categories and six stages over 240 partners. */
async function labelled(): Promise<{ made: Workbench; filters: ReportDefinition['filters'] }> {
  const made = await connected('tables');
  const { data } = made.sandbox;
  const label = (kind: string, index: number) => ({
    uuid: `${kind}0000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    label: `${kind}${index}`,
  });
  const [model] = data.partners;
  if (!model) throw new Error('There is no partner.');
  while (data.partners.length < 240) data.addPartner({ ...model, name: `Crowd ${data.partners.length}` });
  data.partners.forEach((partner, index) => {
    // The ninth tier, the thirteenth category and the seventh stage are nobody's that is asked for.
    Object.assign(partner, {
      tier: label('a', index % 9),
      category: label('b', index % 13),
      stage: label('c', index % 7),
    });
    const closedDay = '2026-02-03';
    data.addDeal({
      partnerUuid: partner.uuid,
      value: 1000 + index,
      createdDay: '2026-01-10',
      status: 'won',
      closedDay,
    });
  });
  const uuids = (kind: string, count: number) => Array.from({ length: count }, (_, index) => label(kind, index).uuid);
  return { made, filters: { partner: [], tier: uuids('a', 8), category: uuids('b', 12), stage: uuids('c', 6) } };
}

const asked = (made: Workbench, from: number) => made.google.requests.length - from;

test('a report with 8 tiers, 12 categories and 6 stages is a table, in a few requests (F19)', async () => {
  const { made, filters } = await labelled();
  select(made, sheet, 'A1');
  const before = made.google.requests.length;
  await ask(
    made,
    'saveReport',
    newReport(
      { period: 'current_year', type: null, limit: 100, where: 'cell' },
      { filters, columns: ['uuid', 'revenue'] },
    ),
  );
  // One of the directory says how many partners there are: the report costs no more than half a day's quota.
  expect(asked(made, before)).toBeLessThanOrEqual(1 + 9);
  const { partners } = await plainly(made, `period=current_year&limit=100&${query(filters)}`);
  expect(partners).toHaveLength(100);
  expect(held(made, sheet, 'A3:B102')).toEqual(partners.map(({ uuid, revenue }) => [uuid, revenue]));
  await made.clock.advance(60_000);
  const again = made.google.requests.length;
  await ask(made, 'refresh', { id: null, withMyKey: false });
  expect(asked(made, again)).toBeLessThanOrEqual(9);
});

test('so is a formula, once for a quarter of an hour', async () => {
  const { made, filters } = await labelled();
  await ask(made, 'connect', { key: made.sandbox.keys.full, use: 'owner' });
  const before = made.google.requests.length;
  const list = (uuids: readonly string[]) => uuids.join(', ');
  const options = `tier=${list(filters.tier)}; category=${list(filters.category)}; stage=${list(filters.stage)}`;
  await made.file.workbook.type(sheet, 1, 15, `${options}; columns=uuid, revenue; headers=no`);
  const { rows, note } = await enter(made, '=JB_PARTNERS("current_year"; ""; 100; O1)');
  expect(note).toBe('');
  const { partners } = await plainly(made, `period=current_year&limit=100&${query(filters)}`);
  expect(rows.map((row) => row.slice(0, 2))).toEqual(partners.map(({ uuid, revenue }) => [uuid, revenue]));
  expect(asked(made, before)).toBeLessThanOrEqual(3 + 10);
  const again = made.google.requests.length;
  await enter(made, '=SUM(JB_PARTNERS("current_year"; ""; 50; O1))');
  expect(asked(made, again)).toBe(0);
});

test('a line of the hidden sheet with thousands of labels asks for no more', async () => {
  const { made, filters } = await labelled();
  select(made, sheet, 'A1');
  const wanted = newReport(
    { period: 'current_year', type: null, limit: 5, where: 'cell' },
    { columns: ['uuid', 'revenue'] },
  );
  await ask(made, 'saveReport', wanted);
  const { workbook } = made.file;
  const hidden = workbook.sheets().find(({ name }) => name === 'Journeybee');
  const [[, , cell] = []] = workbook.read(hidden?.id ?? '', { row: 2, column: 1, rows: 1, columns: 3 });
  const thousands = (kind: string) => Array.from({ length: 600 }, (_, index) => uuidOf(index).replace('a', kind));
  const definition = {
    ...JSON.parse(String(cell?.value)),
    filters: { ...filters, tier: [...filters.tier, ...thousands('d')] },
  };
  await workbook.type(hidden?.id ?? '', 2, 3, `'${JSON.stringify(definition)}`);
  await made.clock.advance(60_000);
  const before = made.google.requests.length;
  await ask(made, 'refresh', { id: null, withMyKey: false });
  expect(asked(made, before)).toBeLessThanOrEqual(9);
  const { partners } = await plainly(made, `period=current_year&limit=5&${query(filters)}`);
  expect(held(made, sheet, 'A3:B7')).toEqual(partners.map(({ uuid, revenue }) => [uuid, revenue]));
});

test('a formula that takes more than is sent at once is refused in a sentence', async () => {
  const made = await connected();
  const directory = Array.from({ length: 2500 }, (_, index) => ({ uuid: uuidOf(index), name: `Partner ${index}` }));
  const script = await scripted(made, { directory, leaderboard: () => [] });
  const many = Array.from({ length: 100 }, (_, index) => uuidOf(index)).join(', ');
  await made.file.workbook.type(sheet, 1, 15, `tier=${many}; category=${many}; stage=${many}`);
  const { note } = await enter(made, '=JB_PARTNERS("current_year"; ""; 100; O1)');
  expect(note).toMatch(
    /This takes \d+ requests to Journeybee, more than are sent at once\. Choose fewer tiers, categories/,
  );
  expect(script.asked).toHaveLength(0);
});

test('rows that came in spite of chosen partners are left out of a report, and its title says so', async () => {
  const made = await connected('tables');
  const rows = [1, 2, 3].map((index) => ({ uuid: uuidOf(index), name: `Partner ${index}`, revenue: index }));
  await scripted(made, { directory: rows, leaderboard: () => rows });
  select(made, sheet, 'A1');
  const filters = { partner: [uuidOf(2).toUpperCase(), uuidOf(4)], tier: [], category: [], stage: [] };
  const wanted = newReport(
    { period: 'last_year', type: null, limit: 5, where: 'cell' },
    { filters, columns: ['name', 'revenue'], totals: true },
  );
  await ask(made, 'saveReport', wanted);
  expect(held(made, sheet, 'A3:B4')).toEqual([
    ['Partner 2', 2],
    ['Total', 2],
  ]);
  expect(held(made, sheet, 'A1')[0]?.[0]).toContain('Journeybee answered for others too, who are left out');
});

const query = ({ tier, category, stage }: ReportDefinition['filters']) =>
  [
    ...tier.map((uuid) => `tier_uuids=${uuid}`),
    ...category.map((uuid) => `category_uuids=${uuid}`),
    ...stage.map((uuid) => `stage_uuids=${uuid}`),
  ].join('&');
