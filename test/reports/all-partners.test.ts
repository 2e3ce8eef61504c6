import type { Workbench } from '../../workbench/workbench';
import { anna, ask, closeBenches, connected, everyHour, held, newReport } from '../support/bench';

afterEach(closeBenches);

/** So many partners, each with a deal of its own size won last year. */
function crowd({ sandbox }: Workbench, count: number): void {
  const { data } = sandbox;
  const [model] = data.partners;
  if (!model) throw new Error('There is no partner.');
  for (let index = 0; index < count; index += 1) {
    const { uuid } = data.addPartner({ ...model, name: `Crowd ${index}` });
    data.addDeal({
      partnerUuid: uuid,
      value: 1000 + index,
      createdDay: '2025-03-01',
      status: 'won',
      closedDay: '2025-03-02',
    });
  }
}

const everybody = (more = {}) =>
  newReport(
    { period: 'last_year', type: null, limit: 10, where: 'cell' },
    { rows: 'all', columns: ['rank', 'name', 'revenue', 'uuid'], ...more },
  );

test('a report of all partners lists them whole, in revenue order, though an answer has a hundred rows (J-12)', async () => {
  const made = await connected();
  crowd(made, 400);
  const { reports } = await ask(made, 'saveReport', everybody());
  expect(reports).toMatchObject([{ problem: null, notes: [] }]);
  const [range] = made.file.workbook.namedRanges();
  const rows = held(made, '0', `A3:D${1 + (range?.rect.rows ?? 0)}`);
  expect(rows.length).toBeGreaterThan(450);
  const revenues = rows.map(([, , revenue]) => Number(revenue));
  expect(revenues).toEqual([...revenues].sort((a, b) => b - a));
  expect(new Set(rows.map(([, , , uuid]) => uuid)).size).toBe(rows.length);
}, 60_000);

test('where time runs out it says what is missing, in the title and in the sidebar', async () => {
  const made = await connected();
  made.sandbox.settings.arrays = 'single';
  made.sandbox.settings.latencyMs = 200;
  made.sandbox.settings.ratePerMinute = 100;
  crowd(made, 600);
  const { reports } = await ask(made, 'saveReport', everybody());
  expect(reports[0]?.notes).toEqual([
    { kind: 'warning', text: expect.stringMatching(/^Partial: \d+ partners, \d+ could not be asked for in time$/) },
  ]);
  expect(held(made, '0', 'A1')[0]?.[0]).toContain('partial: ');
}, 120_000);

test('while it is fetched, whoever asks is told how far it is', async () => {
  const made = await connected();
  crowd(made, 1500);
  const asked: Array<Promise<unknown>> = [];
  made.google.interfere = ({ call, name }) => {
    if (name === 'sidebarCall' && call === 'Cache.put') {
      asked.push(
        made.file.run(anna, 'sidebarCall', ['progress'], 'FULL').then((outcome) => outcome.ok && outcome.value),
      );
    }
    return 'go on';
  };
  await ask(made, 'saveReport', everybody());
  expect(await Promise.all(asked)).toContainEqual({
    ok: true,
    value: { done: expect.any(Number), of: made.sandbox.data.partners.length, what: 'partners' },
  });
}, 60_000);

describe('more requests than half a day’s', () => {
  function crowded({ sandbox }: Workbench): void {
    const { partners } = sandbox.data;
    const [model] = partners;
    if (!model) throw new Error('There is no partner.');
    for (let index = 0; index < 20_000; index += 1) {
      partners.push({ ...model, uuid: `${index}`.padStart(8, '0') + model.uuid.slice(8) });
    }
  }
  const tooMany = /more than half of the 20,000 that Google allows a day/;

  test('are refused before a report is saved', async () => {
    const made = await connected();
    crowded(made);
    const hourly = everybody({ schedule: { kind: 'hourly' } });
    await expect(ask(made, 'saveReport', hourly)).rejects.toThrow(tooMany);
    expect((await ask(made, 'overview', undefined)).reports).toEqual([]);
  }, 60_000);

  test('are refused before a report is put on a schedule that has them', async () => {
    const made = await connected();
    await ask(made, 'saveReport', everybody());
    crowded(made);
    await expect(everyHour(made)).rejects.toThrow(tooMany);
    expect((await ask(made, 'overview', undefined)).schedule.owner).toBeNull();
    expect(made.file.triggers.triggers).toEqual([]);
  }, 60_000);
});
