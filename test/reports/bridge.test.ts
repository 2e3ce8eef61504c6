import type { ReportDefinition } from '../../src/contract/report-definition';
import { columnsOf } from '../../src/domain/style';
import type { Workbench } from '../../workbench/workbench';
import { answering, sentRow } from '../support/answers';
import { ask, closeBenches, connected, held, newReport, select, shown } from '../support/bench';

afterEach(closeBenches);

const board = { style: 'board', columns: columnsOf.board, movement: null, comparison: 'full' } as const;

/** Journeybee has these revenues now, and those in the year before. */
async function selling(
  made: Workbench,
  now: Readonly<Record<string, number>>,
  before: Readonly<Record<string, number>>,
  earlierCurrency = 'EUR',
): Promise<void> {
  await answering(made, (answer, asked) => {
    const isEarlier = asked.get('start_date') !== null;
    return {
      ...answer,
      currency_code: isEarlier ? earlierCurrency : 'EUR',
      partners: Object.entries(isEarlier ? before : now).map(([name, revenue]) => sentRow(name, revenue)),
    };
  });
}

const now = { Grown: 1_421_000.5, Fresh: 186_000, Shrunk: 40_000 };
const before = { Grown: 1_000_000, Shrunk: 100_000, Gone: 10_000.25 };

async function insert(made: Workbench, more: Partial<ReportDefinition> = {}) {
  const wanted = newReport({ period: 'last_year', type: null, limit: 10, where: 'cell' }, { ...board, ...more });
  return (await ask(made, 'saveReport', wanted)).reports[0];
}

const refresh = (made: Workbench) => ask(made, 'refresh', { id: null, withMyKey: false });
const sentence = (made: Workbench) => held(made, '0', 'A1')[0]?.[0];

test('a Board says above it what its change is made of, and as five rows where somebody wants them', async () => {
  const made = await connected();
  await selling(made, now, before);
  const report = await insert(made, { name: 'Board' });
  expect(report).toMatchObject({ hasBridge: true, problem: null });
  expect(sentence(made)).toBe(
    'Up €537k on 2024: +€421k from 1 that grew, +€186k from 1 new, −€60k from 1 that shrank, −€10k from 1 gone',
  );
  expect(held(made, '0', 'A2:A4').flat()).toEqual(['Board', expect.stringContaining('compared with'), 'Rank']);
  expect(report?.cells?.range).toMatch(/^A1:/);

  const { id = '' } = report ?? {};
  const requests = made.sandbox.requests.length;
  select(made, '0', 'B20');
  const { message } = await ask(made, 'insertBridge', { id });
  expect(message).toBe('The change is in B20:D24. These are plain values: no refresh changes them.');
  expect(made.sandbox.requests.length).toBe(requests);
  const rows = held(made, '0', 'B20:D24');
  expect(rows).toEqual([
    ['Grew', 1, 421_000.5],
    ['New', 1, 186_000],
    ['Shrank', 1, -60_000],
    ['Gone', 1, -10_000.25],
    ['Change, Jan 1 – Dec 31, 2025 against Jan 1 – Dec 31, 2024 (EUR)', 4, 537_000.25],
  ]);
  expect(shown(made, '0', 'D20:D23').flat()).toEqual(['421,000.50', '186,000.00', '-60,000.00', '-10,000.25']);
  // Neither over what is there, nor over blank cells of a report.
  for (const cell of ['B18', 'A1', 'G4']) {
    select(made, '0', cell);
    await expect(ask(made, 'insertBridge', { id })).rejects.toThrow(/is not free\. Select a cell with five rows/);
  }
  expect(held(made, '0', 'B20:D24')).toEqual(rows);
  select(made, '0', 'A998');
  await expect(ask(made, 'insertBridge', { id })).rejects.toThrow(/^A998:C1002 goes beyond the sheet/);
  await ask(made, 'removeReport', { id, clear: true });
  expect(held(made, '0', 'A1:A8').flat()).toEqual(Array(8).fill(''));
  expect(held(made, '0', 'B20:D24')).toEqual(rows);
});

test('the line stays where there is nothing to say, and is said again with the next figures', async () => {
  const made = await connected('owner', { locale: 'de_DE' });
  await selling(made, now, before, 'USD');
  const report = await insert(made);
  expect([sentence(made), held(made, '0', 'A4')[0]?.[0], report?.hasBridge]).toEqual(['', 'Rank', false]);
  const { id = '' } = report ?? {};
  select(made, '0', 'B20');
  await expect(ask(made, 'insertBridge', { id })).rejects.toThrow(/^Its last refresh had nothing to compare with/);
  await selling(made, { Grown: 3_250_000 }, { Grown: 1_000_000 });
  await refresh(made);
  expect(sentence(made)).toBe('Up €2,25M on 2024: +€2,25M from 1 that grew');
  // Taken off with the comparison, and nothing of it stays.
  const definition = { ...report?.definition, comparison: null } as ReportDefinition;
  await ask(made, 'saveReport', { id, definition, where: 'cell' });
  expect([sentence(made), held(made, '0', 'A4')[0]?.[0]]).toEqual(['', 'Rank']);
});

test('a report that shows fewer partners speaks of these, and is as its row of totals', async () => {
  const made = await connected();
  await selling(made, now, before);
  await insert(made, { rows: 2, totals: true });
  expect(sentence(made)).toBe('These 2: up €607k on 2024: +€421k from 1 that grew, +€186k from 1 new');
  const [header = [], ...rows] = held(made, '0', 'A4:G7');
  expect(rows[2]?.[header.indexOf('Change (EUR)')]).toBe(607_000.5);
});

test('a Board that was made before keeps its shape', async () => {
  const made = await connected();
  await insert(made, { bridge: false, name: 'Board' });
  expect(sentence(made)).toBe('Board');
});
