import type { Workbench } from '../../workbench/workbench';
import { ask, ben, closeBenches, connected, held, newReport, plainly, select } from '../support/bench';

afterEach(closeBenches);

const hour = 3_600_000;

async function withHourlyTable(): Promise<Workbench> {
  const made = await connected();
  select(made, '0', 'A1');
  await ask(made, 'saveReport', newReport({ period: 'current_year', type: null, limit: 3, where: 'cell' }));
  await ask(made, 'setHourly', { on: true });
  return made;
}

function doubleDeals({ sandbox }: Workbench): void {
  for (const deal of sandbox.data.deals) deal.value *= 2;
}

const overview = (made: Workbench) => ask(made, 'overview', undefined);

test('with the switch on, the table is new an hour later, with nobody looking', async () => {
  const made = await withHourlyTable();
  doubleDeals(made);
  await made.google.advance(hour);
  const answer = await plainly(made, 'period=current_year&limit=3');
  expect(held(made, '0', 'C3:C5')).toEqual(answer.partners.map(({ revenue }) => [revenue]));
  expect(await overview(made)).toMatchObject({
    schedule: { own: true, lastRun: '2026-05-15 10:00', problem: null },
    reports: [{ refreshedAt: '2026-05-15 10:00' }],
  });
});

test('with the switch off again, nothing happens any more', async () => {
  const made = await withHourlyTable();
  await ask(made, 'setHourly', { on: false });
  const requests = made.google.requests.length;
  await made.google.advance(24 * hour);
  expect(made.google.requests).toHaveLength(requests);
  expect(made.file.triggers.triggers).toEqual([]);
});

test('a day of hourly runs is twenty-four, and there is one trigger however often the sidebar is opened', async () => {
  const made = await withHourlyTable();
  for (let time = 0; time < 5; time += 1) await overview(made);
  await ask(made, 'setHourly', { on: true });
  await made.google.advance(24 * hour);
  expect(made.google.executions.filter(({ name }) => name === 'tick')).toHaveLength(24);
  expect(made.file.triggers.triggers).toHaveLength(1);
});

test('a run that fails keeps the table, says why in the sidebar, and the next one recovers', async () => {
  const made = await withHourlyTable();
  const before = held(made, '0', 'A1:K5');
  made.sandbox.faults.always({ kind: 'status', status: 500 });
  await made.google.advance(hour);
  expect(held(made, '0', 'A1:K5')).toEqual(before);
  expect(await overview(made)).toMatchObject({ schedule: { problem: expect.stringContaining('status 500') } });
  made.sandbox.faults.clear();
  await made.google.advance(hour);
  expect(await overview(made)).toMatchObject({ schedule: { problem: null } });
});

test('somebody else sees whose schedule it is and cannot start a second one', async () => {
  const made = await withHourlyTable();
  const bens = await ask(made, 'connect', { key: made.sandbox.keys.full, use: 'tables' }, ben);
  expect(bens.schedule).toMatchObject({ owner: 'anna@example.com', own: false });
  await expect(ask(made, 'setHourly', { on: true }, ben)).rejects.toThrow('anna@example.com already refreshes');
  expect(made.file.triggers.triggers).toHaveLength(1);
});

test('a trigger that Google lost is there again once its person opens the sidebar (P3-12)', async () => {
  const made = await withHourlyTable();
  made.file.triggers.triggers.length = 0;
  await overview(made);
  expect(made.file.triggers.triggers).toHaveLength(1);
});

test('switching off while a run is under way stays switched off', async () => {
  const made = await withHourlyTable();
  made.sandbox.settings.latencyMs = 5000;
  const run = made.google.advance(hour + 60_000);
  await made.clock.wait(1);
  await ask(made, 'setHourly', { on: false });
  await run;
  expect(await overview(made)).toMatchObject({ schedule: { owner: null } });
  expect(made.file.triggers.triggers).toEqual([]);
});

test('where Google refuses the trigger the switch stays off, the sidebar says why, and goes on working (P3-5)', async () => {
  const made = await connected();
  made.google.interfere = ({ call }) =>
    call === 'ClockTriggerBuilder.create' ? { fail: 'too many time-based triggers' } : 'go on';
  await expect(ask(made, 'setHourly', { on: true })).rejects.toThrow(
    'Google did not let the hourly refresh be changed',
  );
  expect(await overview(made)).toMatchObject({ schedule: { owner: null } });
});

test('disconnecting ends one’s own schedule: without a key it could only fail', async () => {
  const made = await withHourlyTable();
  expect(await ask(made, 'disconnect', undefined)).toMatchObject({ schedule: { owner: null } });
  expect(made.file.triggers.triggers).toEqual([]);
});

test('after a permission was taken back the run does nothing, and no other trigger is made (P3-13)', async () => {
  const made = await withHourlyTable();
  made.google.account('anna@example.com').granted.delete('https://www.googleapis.com/auth/script.external_request');
  const requests = made.google.requests.length;
  await made.google.advance(2 * hour);
  expect(made.google.requests).toHaveLength(requests);
  expect(made.google.executions.filter(({ name, ok }) => name === 'tick' && !ok)).toHaveLength(2);
});
