import fc from 'fast-check';
import { outcomes, whys } from '../../src/contract/outcomes';
import type { Receipt } from '../../src/reports/receipts';
import { codeOf } from '../support/modules';
import { closeProjects, project, type TestProject } from '../support/project';

const code = codeOf('test/reports/receipts-project.ts');

afterEach(closeProjects);

const receipt = (at: number, more: Partial<Receipt> = {}): Receipt => ({
  at,
  by: 'anna@example.com',
  why: 'schedule',
  tookMs: 1200,
  requests: 3,
  formulas: 0,
  problem: null,
  reports: [],
  ...more,
});

const reports = (count: number, problem: (index: number) => string | null = () => null) =>
  Array.from({ length: count }, (_, index) => ({
    id: `0mp6osdc0-${index}`,
    outcome: problem(index) === null ? ('unchanged' as const) : ('failed' as const),
    rows: problem(index) === null ? 10 : null,
    problem: problem(index),
  }));

const read = (made: TestProject, most = 1000) => made.call('readAll', most) as Promise<Receipt[]>;
const sizes = ({ file }: TestProject) =>
  [...file.properties].map(([name, value]) => Buffer.byteLength(name) + Buffer.byteLength(value));

test('a receipt is read as it was kept, the newest first', async () => {
  const made = await project(code);
  const any = fc.record({
    at: fc.integer(),
    by: fc.emailAddress(),
    why: fc.constantFrom(...whys),
    tookMs: fc.nat(),
    requests: fc.nat(),
    formulas: fc.nat(),
    problem: fc.option(fc.string({ maxLength: 200 })),
    reports: fc.array(
      fc.record({
        id: fc.string(),
        outcome: fc.constantFrom(...outcomes),
        rows: fc.option(fc.nat()),
        problem: fc.option(fc.constantFrom('“ü”', 'No room at B7.', 'Journeybee has a problem.')),
      }),
      { maxLength: 20 },
    ),
  });
  const kept: Receipt[] = [];
  for (const one of JSON.parse(JSON.stringify(fc.sample(any, 40)))) {
    await made.call('keepAll', [one]);
    kept.unshift(one);
  }
  const all = await read(made);
  expect(all).toHaveLength(40);
  // Reports that did not work come first; otherwise in the order in which they were done.
  const sorted = (one: Receipt) => ({
    ...one,
    reports: [...one.reports].sort((a, b) => Number(b.problem !== null) - Number(a.problem !== null)),
  });
  expect(all).toEqual(kept.map(sorted));
  expect(await read(made, 7)).toEqual(all.slice(0, 7));
});

test('a year of them leaves room for the reports: the oldest go, and no property is too long (P4-5)', async () => {
  const made = await project(code);
  for (let day = 0; day < 60; day += 1) {
    const ofDay = Array.from({ length: 24 }, (_, hour) => receipt(day * 24 + hour, { reports: reports(30) }));
    await made.call('keepAll', ofDay);
  }
  const all = await read(made);
  expect(all[0]?.at).toBe(60 * 24 - 1);
  expect(all.map(({ at }) => at)).toEqual(Array.from({ length: all.length }, (_, index) => 60 * 24 - 1 - index));
  expect(all.length).toBeGreaterThan(48);
  expect(Math.max(...sizes(made))).toBeLessThan(9 * 1024);
  expect(sizes(made).reduce((sum, size) => sum + size, 0)).toBeLessThan(60 * 1024);
});

test('three hundred reports that each failed in words of their own are one receipt that fits, with the failures first', async () => {
  const made = await project(code);
  const long = (index: number) =>
    index % 2 === 0 ? `Nº ${index}: ${'kein Platz für die Tabelle – '.repeat(30)}` : null;
  await made.call('keepAll', [receipt(1, { reports: reports(300, long) }), receipt(2)]);
  const [, first] = await read(made);
  expect(first?.reports).toHaveLength(120);
  expect(first?.reports.every(({ outcome }) => outcome === 'failed')).toBe(true);
  expect(first?.reports[0]?.problem).toContain('kein Platz');
  expect(Math.max(...sizes(made))).toBeLessThan(9 * 1024);
});

test('what somebody has spoilt is left out, and does not stop the next', async () => {
  const made = await project(code);
  await made.call('keepAll', [receipt(1), receipt(2)]);
  made.file.properties.set('receipts:1', `{"at":5}\n${made.file.properties.get('receipts:1')}\nnot JSON`);
  await made.call('keepAll', [receipt(3)]);
  expect((await read(made)).map(({ at }) => at)).toEqual([3, 2, 1]);
  for (const damaged of ['x', '-1', '1e300', '']) {
    made.file.properties.set('receipts', damaged);
    await made.call('keepAll', [receipt(4)]);
    expect((await read(made))[0]?.at).toBe(4);
  }
});
