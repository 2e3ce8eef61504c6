import type { Fault } from '../../workbench/sandbox/sandbox';
import { ask, closeBenches, connected, newReport, select } from '../support/bench';
import { isThorough, sampled } from '../support/breadth';

afterEach(closeBenches);

const hour = 3_600_000;
const zones = [
  'America/New_York',
  'America/Los_Angeles',
  'America/Sao_Paulo',
  'Europe/London',
  'Europe/Berlin',
  'Asia/Kathmandu',
  'Asia/Tokyo',
  'Pacific/Auckland',
];
const faults: readonly Fault[] = [
  { kind: 'status', status: 503 },
  { kind: 'reset' },
  { kind: 'status', status: 429, retryAfter: '99999999999' },
  { kind: 'status', status: 408 },
  { kind: 'garbage', body: 'html' },
];
/** Hours from the Saturday that the outage begins on: over Monday's due time in every zone. */
const lengths = { 'three nights': 66, 'ten days': 240, 'a month': 720 } as const;

const spans = Object.entries(lengths)
  .slice(0, isThorough ? 3 : 1)
  .flatMap(([what, hours]) => sampled(zones, 2).map((zone, index) => [what, zone, hours, index] as const));

test.each(spans)(
  '%s without Journeybee in %s: nothing is paused, Monday’s report is there in the first run after it, and mails are the second miss, one a day and the end',
  async (_, timeZone, hours, index) => {
    const made = await connected('owner', { timeZone });
    const schedules = [
      { kind: 'hourly' },
      { kind: 'weekly', days: [1], hour: 8 },
      { kind: 'weekly', days: [1, 2, 3, 4, 5], hour: 6 },
    ] as const;
    for (const [place, schedule] of schedules.entries()) {
      select(made, '0', `${'AFK'[place]}1`);
      const period = (['current_year', 'last_year', 'last_quarter'] as const)[place] ?? 'last_month';
      const wanted = { name: `Report ${place}`, schedule, columns: ['rank', 'name', 'revenue'] as const };
      await ask(made, 'saveReport', newReport({ period, type: null, limit: 3, where: 'cell' }, wanted));
    }
    await made.google.advance(23.5 * hour);
    expect(made.google.mails).toEqual([]);
    made.sandbox.faults.always(faults[index % faults.length] ?? { kind: 'reset' });
    const began = made.clock.now();
    for (let passed = 0; passed < hours; passed += 24) {
      await made.google.advance(Math.min(24, hours - passed) * hour);
      const { schedule } = await ask(made, 'overview', undefined);
      expect(schedule.health.state).toBe('running');
      expect(Object.values(schedule.reports).map(({ failing }) => failing?.paused ?? null)).toEqual([null, null, null]);
    }
    const told = made.google.mails.map(({ at, subject }) => [Math.round((at - began) / hour - 0.5), subject] as const);
    expect(told.map(([at]) => at)).toEqual(
      Array.from({ length: Math.ceil((hours - 1) / 24) }, (__, day) => 1 + 24 * day),
    );
    made.sandbox.faults.clear();
    await made.google.advance(hour);
    const { reports, schedule } = await ask(made, 'overview', undefined);
    const [hourly, monday] = reports;
    expect(reports.map(({ refreshedAt }) => refreshedAt)).toEqual(Array(3).fill(hourly?.refreshedAt));
    expect(monday?.problem).toBeNull();
    expect(Object.values(schedule.reports).map(({ failing }) => failing)).toEqual([null, null, null]);
    // Whoever was told that a report fails is told that it works again. One that failed after the last mail was never told of.
    const named = (body: string, what: string) =>
      [...body.matchAll(new RegExp(`^(Report \\d): ${what}`, 'gm'))].map(([, name]) => name);
    const [ended, ...others] = made.google.mails.slice(told.length);
    const failed = new Set(made.google.mails.slice(0, told.length).flatMap(({ body }) => named(body, 'not refreshed')));
    expect(others).toEqual([]);
    expect(ended?.subject).toMatch(/^Journeybee: (Report \d is|\d reports are) refreshed again$/);
    expect(named(ended?.body ?? '', 'refreshed again').sort()).toEqual([...failed].sort());
  },
);
