import fc from 'fast-check';
import { daysOfWeek, type Schedule } from '../../src/domain/schedule';
import { memoized } from '../../src/domain/time-zone';
import { dueAfter, dueSince } from '../../src/schedules/due';
import { nextRun, nextRunText } from '../../src/schedules/next-run';
import { tries } from '../support/breadth';
import { anyMoment, anyZone, offsetOf, wallClock } from './zones';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const anyHour = fc.integer({ min: 0, max: 23 });
const weekly: fc.Arbitrary<Schedule> = fc.record({
  kind: fc.constant('weekly' as const),
  days: fc.subarray([...daysOfWeek], { minLength: 1 }),
  hour: anyHour,
});
const monthly: fc.Arbitrary<Schedule> = fc.record({
  kind: fc.constant('monthly' as const),
  day: fc.integer({ min: 1, max: 31 }),
  hour: anyHour,
});
const anyDays = fc.oneof(weekly, monthly);
const anySchedule = fc.oneof(fc.constant<Schedule>({ kind: 'hourly' }), anyDays);

/** Whether a wall clock shows a day of the schedule's, at its hour: the schedule's own words, and nothing of its code. */
function isReadyTime(schedule: Exclude<Schedule, { kind: 'hourly' }>, ms: number, zone: string): boolean {
  const shown = wallClock(ms, zone);
  if (shown.hour !== schedule.hour) return false;
  if (schedule.kind === 'weekly') return schedule.days.some((one) => one === shown.weekday);
  const [year = 0, month = 0, date = 0] = shown.day.split('-').map(Number);
  return date === Math.min(schedule.day, new Date(Date.UTC(year, month, 0)).getUTCDate());
}

/** Whether the wall clock jumps over an hour in the quarter of an hour before. */
const skips = (ms: number, zone: string) => offsetOf(zone)(ms) > offsetOf(zone)(ms - 15 * minute);

test('it is due an hour before the wall clock shows its hour on one of its days, wherever the clocks are changed', () => {
  fc.assert(
    fc.property(anyDays, anyMoment, anyZone, (schedule, after, zone) => {
      if (schedule.kind === 'hourly') return;
      const ready = dueAfter(schedule, after, offsetOf(zone)) + hour;
      // Where the hour is skipped, it is ready when the clocks are put forward past it.
      if (skips(ready, zone)) {
        const before = wallClock(ready - minute, zone);
        expect(before.hour < schedule.hour || schedule.hour === 0).toBe(true);
        expect(wallClock(ready, zone).hour >= schedule.hour || schedule.hour === 23).toBe(true);
      } else expect(isReadyTime(schedule, ready, zone)).toBe(true);
    }),
    { numRuns: tries(300, 1000) },
  );
});

test('of all such hours none is left out: there is none between a moment and the next due time', () => {
  fc.assert(
    fc.property(anyDays, anyMoment, anyZone, (schedule, after, zone) => {
      if (schedule.kind === 'hourly') return;
      const next = dueAfter(schedule, after, offsetOf(zone));
      expect(next).toBeGreaterThan(after);
      // By quarters of an hour, which every zone's hours begin at; an hour that comes twice counts the first time.
      for (let at = Math.ceil((after + hour) / (15 * minute)) * 15 * minute; at < next + hour; at += 15 * minute) {
        if (at - hour <= after || !isReadyTime(schedule, at, zone)) continue;
        const begun = isReadyTime(schedule, at - 15 * minute, zone);
        const again = offsetOf(zone)(at) < offsetOf(zone)(at - 2 * hour);
        expect(begun || again).toBe(true);
      }
    }),
    { numRuns: tries(50, 150) },
  );
});

test('ticks that come early or late, some twice within minutes, run each due time once, and none is skipped', () => {
  const jitter = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 24 * 40, maxLength: 24 * 40 });
  fc.assert(
    fc.property(anyDays, anyMoment, anyZone, jitter, (schedule, begin, zone, minutes) => {
      const offsetAt = memoized(offsetOf(zone));
      let refreshedAt = begin;
      const ran: number[] = [];
      const ticks = minutes.flatMap((late, index) => {
        const now = begin + (index + 1) * hour + late * minute;
        return late % 5 === 0 ? [now, now + 2 * minute] : [now];
      });
      ticks.forEach((now) => {
        const since = dueSince(schedule, refreshedAt, now, offsetAt);
        if (since === null) return;
        ran.push(since);
        refreshedAt = now;
      });
      const due: number[] = [];
      const end = begin + minutes.length * hour - 2 * hour;
      for (let at = dueAfter(schedule, begin, offsetAt); at < end; at = dueAfter(schedule, at, offsetAt)) due.push(at);
      expect(ran.slice(0, due.length)).toEqual(due);
      expect(ran.length - due.length).toBeLessThanOrEqual(1);
    }),
    { numRuns: tries(20, 60) },
  );
});

test('hourly: every tick runs it, however early or late it comes; a second one right after does not', () => {
  const jitter = fc.array(fc.integer({ min: -14, max: 14 }), { minLength: 48, maxLength: 48 });
  fc.assert(
    fc.property(anyMoment, jitter, (begin, minutes) => {
      let refreshedAt = begin;
      for (const [index, late] of minutes.entries()) {
        const now = begin + (index + 1) * hour + late * minute;
        expect(dueSince({ kind: 'hourly' }, refreshedAt, now, () => 0)).not.toBeNull();
        refreshedAt = now + 20_000;
        expect(dueSince({ kind: 'hourly' }, refreshedAt, now + 5 * minute, () => 0)).toBeNull();
      }
    }),
  );
});

test('ticks that were missed for weeks are caught up once: the next run is for a due time after that', () => {
  const weeks = fc.integer({ min: 5 * 7 * 24, max: 12 * 7 * 24 });
  fc.assert(
    fc.property(anySchedule, anyMoment, anyZone, weeks, (schedule, refreshedAt, zone, hours) => {
      const offsetAt = offsetOf(zone);
      const now = refreshedAt + hours * hour;
      expect(dueSince(schedule, refreshedAt, now, offsetAt)).not.toBeNull();
      // Every due time that was missed is before the one run that makes up for it.
      expect(dueSince(schedule, now, now, offsetAt)).toBeNull();
      expect(dueAfter(schedule, now, offsetAt)).toBeGreaterThan(now);
    }),
  );
});

test('the next run is in the future, and a tick in its time finds it due', () => {
  fc.assert(
    fc.property(anySchedule, anyMoment, fc.integer({ min: 0, max: 40 * day }), anyZone, (schedule, at, age, zone) => {
      const offsetAt = offsetOf(zone);
      const { from, by, overdue } = nextRun(schedule, at - age, at, offsetAt);
      expect(from).toBeGreaterThanOrEqual(at);
      expect(by).toBe(from + hour);
      if (overdue) expect(from).toBe(at);
      expect(dueSince(schedule, at - age, by, offsetAt)).not.toBeNull();
      if (from > at) expect(dueSince(schedule, at - age, from - 1, offsetAt)).toBeNull();
    }),
    { numRuns: tries(150, 500) },
  );
});

test('the next run in words is the time that the wall clock shows then', () => {
  const text = (schedule: Schedule, at: string, zone: string) => {
    const now = Date.parse(at);
    const offsetAt = offsetOf(zone);
    return nextRunText(schedule, nextRun(schedule, now, now, offsetAt), now, offsetAt);
  };
  const mondays: Schedule = { kind: 'weekly', days: [1], hour: 8 };
  expect(text(mondays, '2026-05-15T09:00Z', 'Europe/Berlin')).toBe('Monday 2026-05-18, between 7:00 and 8:00');
  expect(text({ ...mondays, hour: 1 }, '2026-05-15T09:00Z', 'Etc/UTC')).toBe(
    'Monday 2026-05-18, between 0:00 and 1:00',
  );
  expect(text({ ...mondays, hour: 0 }, '2026-05-15T09:00Z', 'Etc/UTC')).toBe(
    'Sunday 2026-05-17, between 23:00 and 24:00',
  );
  expect(text({ kind: 'monthly', day: 31, hour: 10 }, '2026-06-02T00:00Z', 'Asia/Kolkata')).toBe(
    'Tuesday 2026-06-30, between 9:00 and 10:00',
  );
  expect(text({ kind: 'hourly' }, '2026-06-02T00:00Z', 'Etc/UTC')).toBe('within the hour');
});

describe('the night in which the clocks change', () => {
  const daily = (at: number): Schedule => ({ kind: 'weekly', days: [...daysOfWeek], hour: at });
  const due = (at: number, after: string, zone: string) =>
    new Date(dueAfter(daily(at), Date.parse(after), offsetOf(zone))).toISOString();

  test('put forward: what is to be ready by the hour that is skipped, and by the one after, is ready at the change', () => {
    // 2:00 becomes 3:00 at 07:00 UTC on 8 March 2026.
    expect(due(2, '2026-03-08T05:00Z', 'America/New_York')).toBe('2026-03-08T06:00:00.000Z');
    expect(due(3, '2026-03-08T05:00Z', 'America/New_York')).toBe('2026-03-08T06:00:00.000Z');
    expect(due(4, '2026-03-08T05:00Z', 'America/New_York')).toBe('2026-03-08T07:00:00.000Z');
  });

  test('put back: what is to be ready by the hour that comes twice is ready the first time', () => {
    // 2:00 becomes 1:00 at 06:00 UTC on 1 November 2026.
    expect(due(1, '2026-11-01T03:00Z', 'America/New_York')).toBe('2026-11-01T04:00:00.000Z');
    expect(due(2, '2026-11-01T03:00Z', 'America/New_York')).toBe('2026-11-01T06:00:00.000Z');
    expect(due(1, '2026-11-01T04:30Z', 'America/New_York')).toBe('2026-11-02T05:00:00.000Z');
  });

  test('a change at midnight: what is to be ready by a midnight that does not exist is ready when the day begins', () => {
    // Santiago: 0:00 becomes 1:00 at 04:00 UTC on 6 September 2026.
    expect(due(0, '2026-09-06T00:00Z', 'America/Santiago')).toBe('2026-09-06T03:00:00.000Z');
  });
});

test('a month without the chosen day has its last day instead', () => {
  const days = (chosen: number, from: string) => {
    const list: string[] = [];
    for (let at = Date.parse(from); list.length < 4; ) {
      at = dueAfter({ kind: 'monthly', day: chosen, hour: 8 }, at, () => 0);
      list.push(new Date(at).toISOString().slice(0, 10));
    }
    return list;
  };
  expect(days(31, '2026-01-15')).toEqual(['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30']);
  expect(days(30, '2028-02-01')).toEqual(['2028-02-29', '2028-03-30', '2028-04-30', '2028-05-30']);
  expect(days(1, '2026-01-15')).toEqual(['2026-02-01', '2026-03-01', '2026-04-01', '2026-05-01']);
});

test('after the time zone is changed its words count in the new one', () => {
  const mondays: Schedule = { kind: 'weekly', days: [1], hour: 8 };
  const refreshed = Date.parse('2026-05-18T05:30Z'); // Monday 7:30 in Berlin.
  expect(new Date(dueAfter(mondays, refreshed, offsetOf('Europe/Berlin'))).toISOString()).toBe(
    '2026-05-25T05:00:00.000Z',
  );
  expect(new Date(dueAfter(mondays, refreshed, offsetOf('America/New_York'))).toISOString()).toBe(
    '2026-05-18T11:00:00.000Z',
  );
});

test('a report without figures is due at once', () => {
  expect(dueSince({ kind: 'monthly', day: 1, hour: 8 }, null, 1000, () => 0)).toBe(1000);
});

test('sixty reports about the same week ask Google for the offset some twenty times', () => {
  let asked = 0;
  const offsetAt = memoized((ms) => {
    asked += 1;
    return offsetOf('Europe/Berlin')(ms);
  });
  for (let index = 0; index < 60; index += 1) {
    const schedule: Schedule = { kind: 'weekly', days: [((index % 7) + 1) as 1], hour: index % 24 };
    dueAfter(schedule, Date.parse('2026-05-18T05:30Z'), offsetAt);
  }
  expect(asked).toBeLessThan(20);
});

test('what is memoized of a zone is what the zone is, to the minute', () => {
  fc.assert(
    fc.property(anyZone, fc.array(anyMoment, { minLength: 1, maxLength: 20 }), (zone, moments) => {
      const offsetAt = memoized(offsetOf(zone));
      for (const ms of moments) expect(offsetAt(ms)).toBe(offsetOf(zone)(Math.floor(ms / minute) * minute));
    }),
    { numRuns: tries(100, 300) },
  );
});
