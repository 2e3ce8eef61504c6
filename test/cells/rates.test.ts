import { ask, closeBenches, connected, held, newReport, select } from '../support/bench';
import { closeScripts, scripted, uuidOf } from '../support/scripted';
import { enter } from '../support/spreadsheet';

afterEach(async () => {
  closeScripts();
  await closeBenches();
});

const rate = (partner: string) => `=JB_PARTNER("${partner}"; "conversion rate"; "last_year")`;
const open = { uuid: uuidOf(1), name: 'Open', conversion_rate: 0.5 };
const directory = [
  { uuid: uuidOf(1), name: 'Open' },
  { uuid: uuidOf(2), name: 'Told' },
];

test.each([
  ['one of ten leads, half of the decided: a fraction (F18)', { total_leads: 10, converted_leads: 1 }, 0.5],
  ['one of two hundred leads: half a percent', { total_leads: 200, converted_leads: 1 }, 0.005],
  ['no counts: a fraction', { total_leads: null, converted_leads: null }, 0.5],
])('a rate of 0.5 with %s', async (_, counts, shown) => {
  const made = await connected();
  await scripted(made, { directory, leaderboard: () => [{ ...open, ...counts }] });
  expect((await enter(made, rate('Open'))).value).toBeCloseTo(shown, 12);
});

test('a scale that a refresh was certain of is the account’s, also for an answer that leaves it open', async () => {
  const made = await connected();
  const told = { uuid: uuidOf(2), name: 'Told', revenue: 9, conversion_rate: 42 };
  const script = await scripted(made, { directory, leaderboard: () => [told, open] });
  select(made, '0', 'M1');
  await ask(
    made,
    'saveReport',
    newReport({ period: 'last_year', type: null, limit: 5, where: 'cell' }, { columns: ['name', 'conversion rate'] }),
  );
  expect(held(made, '0', 'M3:N4')).toEqual([
    ['Told', 0.42],
    ['Open', 0.005],
  ]);
  script.leaderboard = () => [open];
  await made.clock.advance(16 * 60_000);
  expect((await enter(made, rate('Open'))).value).toBeCloseTo(0.005, 12);
});

test('one board and one partner beyond its hundred rows do not disagree', async () => {
  const made = await connected();
  const crowd = Array.from({ length: 100 }, (_, index) => ({
    uuid: uuidOf(100 + index),
    name: `Crowd ${index}`,
    conversion_rate: 30,
  }));
  await scripted(made, {
    directory: [...crowd, ...directory],
    leaderboard: (query) => (query.getAll('partner_uuids').includes(uuidOf(1)) ? [open] : crowd),
  });
  expect((await enter(made, rate('Open'))).value).toBeCloseTo(0.005, 12);
});
