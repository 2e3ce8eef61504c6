import type { ReportDefinition } from '../../src/contract/report-definition';
import { newsMail } from '../../src/schedules/alert';
import type { Workbench } from '../../workbench/workbench';
import { ask, closeBenches, connected, newReport, select } from '../support/bench';
import { sampled } from '../support/breadth';

afterEach(closeBenches);

const hour = 3_600_000;
const hourly: ReportDefinition['schedule'] = { kind: 'hourly' };
const sheetNames = ({ file }: Workbench) => file.workbook.sheets().map(({ name }) => name);

async function withReport(more: Partial<ReportDefinition>, where: 'cell' | 'sheet' = 'cell') {
  const made = await connected('tables');
  select(made, '0', 'A1');
  const { reports } = await ask(
    made,
    'saveReport',
    newReport(
      { period: 'current_quarter', type: null, limit: 3, where },
      { columns: ['rank', 'name', 'revenue'], ...more },
    ),
  );
  return { made, id: reports[0]?.id ?? '' };
}

const unusual = [
  ['99 signs', 'x'.repeat(99)],
  ['100 signs', 'Ü'.repeat(100)],
  ['50 signs of two halves each', '👍'.repeat(50)],
  ['signs that a range’s name cannot have', '‘(=1+1)’ / [x]:*?'],
  ['100 signs with one of two halves at each odd place', `a${'👍'.repeat(49)}b`],
] as const;

describe.each(sampled(unusual, 2))('a report whose name has %s', (_, name) => {
  test('is made in a sheet of its own, duplicated twice, duplicated for the next period, and has a history', async () => {
    const { made, id } = await withReport({ name, history: 'refresh' }, 'sheet');
    for (const next of [false, false, true]) await ask(made, 'duplicate', { id, next });
    const { reports } = await ask(made, 'refresh', { id: null, withMyKey: false });
    expect(reports.map(({ problem }) => problem)).toEqual(Array(4).fill(null));
    // One begins later, and says so.
    expect(reports.flatMap(({ notes }) => notes).filter(({ kind }) => kind !== 'information')).toEqual([]);
    const names = reports.map((report) => report.definition?.name ?? '');
    expect(names.map((one) => one.replace(/^.*(?=\((?:copy|next period)\)$)/s, ''))).toEqual([
      name,
      '(copy)',
      '(copy)',
      '(next period)',
    ]);
    for (const one of [...names, ...sheetNames(made)]) {
      expect(one.length).toBeLessThanOrEqual(100);
      expect(one).toBe(Buffer.from(one).toString());
    }
    expect(new Set(sheetNames(made).map((one) => one.toLowerCase())).size).toBe(sheetNames(made).length);
    expect(sheetNames(made).filter((one) => one.startsWith('History – '))).toHaveLength(4);
  });
});

test('twenty-five failing reports whose names somebody made 49,000 signs long in the hidden sheet are a short mail', async () => {
  const { made } = await withReport({ schedule: hourly, name: 'Top' });
  for (let index = 1; index < 25; index += 1) {
    select(made, '0', `A${1 + 10 * index}`);
    const request = { period: 'current_quarter', type: null, limit: 3, where: 'cell' } as const;
    await ask(made, 'saveReport', newReport(request, { schedule: hourly, columns: ['rank', 'name', 'revenue'] }));
  }
  const { workbook } = made.file;
  const hidden = workbook.sheets().find(({ name }) => name === 'Journeybee')?.id ?? '';
  const long = Array.from({ length: 25 }, () => [`'${'n'.repeat(49_000)}`]);
  workbook.write(hidden, { row: 2, column: 2, rows: 25, columns: 1 }, long);
  made.sandbox.faults.always({ kind: 'status', status: 500 });
  await made.google.advance(7 * hour);
  expect(made.google.mails.length).toBeGreaterThan(0);
  for (const { subject, body } of made.google.mails) {
    expect(subject.length).toBeLessThanOrEqual(250);
    expect(body.length).toBeLessThan(20_000);
    expect(body).not.toContain('nnn');
    expect(body).toContain('Top: not refreshed.');
  }
  // Damaged beside that, they are told of by the beginning of what stands there.
  for (const key of [...made.file.properties.keys()])
    if (key.startsWith('definition:')) made.file.properties.delete(key);
  workbook.write(
    hidden,
    { row: 2, column: 3, rows: 25, columns: 1 },
    Array.from({ length: 25 }, () => ['oops']),
  );
  await made.google.advance(hour);
  const told = made.google.mails.at(-1);
  expect(told?.subject).toBe('Journeybee: 25 reports cannot be read any more');
  expect(told?.body.length).toBeLessThan(5000);
  const { reports } = await ask(made, 'overview', undefined);
  expect(Math.max(...reports.map(({ name }) => name.length))).toBe(100);
}, 60_000);

test('a mail lists twenty-five reports, and says how many more there are', () => {
  const trouble = {
    failures: 1,
    since: 0,
    lastAt: 0,
    problem: `Because ${'of this '.repeat(5000)}`,
    paused: null,
    mailedAt: null,
    pauseMailed: false,
    mendedBy: 'journeybee' as const,
  };
  const failing = Array.from({ length: 400 }, () => ({ name: 'x'.repeat(5000), trouble, refreshedAt: null }));
  const origin = { spreadsheet: 'y'.repeat(5000), url: null, timeZone: 'UTC', offsetAt: () => 0 };
  const { subject, body } = newsMail({ failing, recovered: Array(400).fill('z'.repeat(5000)) }, origin);
  expect(subject.length).toBeLessThanOrEqual(250);
  expect(Buffer.byteLength(body)).toBeLessThan(200 * 1024);
  expect(body).toContain('The Journeybee sidebar lists 775 more.');
  const [only] = failing;
  if (only) expect(newsMail({ failing: [only], recovered: [] }, origin).subject.length).toBeLessThanOrEqual(250);
});
