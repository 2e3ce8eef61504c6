import fc from 'fast-check';
import type { MendedBy } from '../../src/problem';
import type { ReportReceipt } from '../../src/reports/receipts';
import { mailed, pausedFor, type Trouble, troublesAfter } from '../../src/schedules/trouble';
import { tries } from '../support/breadth';

const hour = 3_600_000;

const failure = (
  id: string,
  mendedBy: MendedBy = 'journeybee',
  outcome: ReportReceipt['outcome'] = 'failed',
): ReportReceipt => ({ id, outcome, rows: null, problem: 'Journeybee has a problem (status 500).', mendedBy });

interface Told {
  readonly at: number;
  readonly news: boolean;
  readonly recovered: boolean;
  readonly paused: boolean;
}

/**
 * What a schedule's owner is told of one report that fails (false), works (true) or is left for later (null) hour by hour;
 * a report that is paused is not run. `delivers`: whether mails arrive.
 */
function months(
  outcomes: ReadonlyArray<boolean | null>,
  mendedBy: MendedBy = 'journeybee',
  delivers: (at: number) => boolean = () => true,
): Told[] {
  let troubles = new Map<string, Trouble>();
  let refreshedAt = 0;
  return outcomes.map((works, index): Told => {
    const now = (index + 1) * hour;
    const paused = pausedFor(troubles.get('a'), refreshedAt) !== null;
    if (works && !paused) refreshedAt = now;
    const failed = works === false && !paused ? [failure('a', mendedBy)] : [];
    const { changed, news, recovered } = troublesAfter(
      troubles,
      failed,
      new Map([['a', { name: 'A', refreshedAt }]]),
      now,
    );
    troubles = after(troubles, changed, news, now, delivers);
    return {
      at: now,
      news: news.length > 0,
      recovered: recovered.length > 0,
      paused: pausedFor(troubles.get('a'), refreshedAt) !== null,
    };
  });
}

function after(
  before: ReadonlyMap<string, Trouble>,
  changed: ReadonlyMap<string, Trouble | null>,
  news: readonly string[],
  now: number,
  delivers: (at: number) => boolean = () => true,
): Map<string, Trouble> {
  const troubles = new Map(before);
  for (const [id, trouble] of changed) {
    if (trouble) troubles.set(id, trouble);
    else troubles.delete(id);
  }
  for (const id of news) {
    const trouble = troubles.get(id);
    if (trouble && delivers(now)) troubles.set(id, mailed(trouble, now));
  }
  return troubles;
}

const happened = (told: readonly Told[], what: 'news' | 'recovered' | 'paused') =>
  told.flatMap((one) => (one[what] ? one.at / hour : []));

test.each(['journeybee', 'google'] as const)(
  'an outage at %s of a month is mailed with the second miss, once a day, and when it is over; nothing is ever paused',
  (mendedBy) => {
    const told = months([...Array(720).fill(false), true, true], mendedBy);
    expect(happened(told, 'news')).toEqual(Array.from({ length: 30 }, (_, day) => 2 + 24 * day));
    expect(happened(told, 'recovered')).toEqual([721]);
    expect(happened(told, 'paused')).toEqual([]);
  },
);

test('one miss alone is told to nobody', () => {
  const told = months(Array.from({ length: 48 }, (_, index) => index % 2 === 1));
  expect([happened(told, 'news'), happened(told, 'recovered')]).toEqual([[], []]);
});

test('what a person has to mend is mailed with the second miss, and when it is paused after five failures in a row', () => {
  const told = months(Array(80).fill(false), 'person');
  expect(happened(told, 'news')).toEqual([2, 5]);
  expect(happened(told, 'paused')).toEqual(Array.from({ length: 76 }, (_, index) => index + 5));
});

test('… and once a day in between, where it fails more rarely than hourly', () => {
  const everyTwelveHours = Array.from({ length: 49 }, (_, index) => (index % 12 === 0 ? false : null));
  expect(happened(months(everyTwelveHours, 'person'), 'news')).toEqual([13, 37, 49]);
  expect(happened(months(everyTwelveHours, 'person'), 'paused')).toEqual([49]);
});

test('failures of an outage do not count against what a person has to mend after it', () => {
  const scheduled = new Map([['a', { name: 'A', refreshedAt: 0 }]]);
  let troubles = new Map<string, Trouble>();
  for (let index = 1; index <= 20; index += 1) {
    const mendedBy = index <= 16 ? 'journeybee' : 'person';
    const { changed, news } = troublesAfter(troubles, [failure('a', mendedBy)], scheduled, index * hour);
    troubles = after(troubles, changed, news, index * hour);
  }
  expect(troubles.get('a')).toMatchObject({ failures: 4, paused: null });
});

test('several reports are one matter in an outage: one mail a day of all of them, and one when it is over', () => {
  const times = { hourly: [1, 1], later: [5, 1], last: [30, 1] } as const;
  const mails: Array<[at: number, news: string[], recovered: readonly string[]]> = [];
  let troubles = new Map<string, Trouble>();
  for (let index = 1; index <= 60; index += 1) {
    const now = index * hour;
    const over = index > 55;
    const ids = Object.entries(times).flatMap(([id, [from]]) => (index >= from ? id : []));
    const scheduled = new Map(ids.map((id) => [id, { name: id, refreshedAt: over ? now : 0 }]));
    const failed = over ? [] : ids.map((id) => failure(id));
    const { changed, news, recovered } = troublesAfter(troubles, failed, scheduled, now);
    troubles = after(troubles, changed, news, now);
    if (news.length + recovered.length > 0) mails.push([index, [...news], recovered]);
  }
  expect(mails).toEqual([
    [2, ['hourly'], []],
    [26, ['hourly', 'later'], []],
    [50, ['hourly', 'later', 'last'], []],
    [56, [], ['hourly', 'later', 'last']],
  ]);
});

test('that it is over is told once, also where there was no time for all reports in the first run after it', () => {
  const scheduled = (refreshed: Readonly<Record<string, number>>) =>
    new Map(['a', 'b'].map((id) => [id, { name: id, refreshedAt: refreshed[id] ?? 0 }]));
  let troubles = new Map<string, Trouble>();
  const run = (at: number, failed: readonly ReportReceipt[], refreshed: Readonly<Record<string, number>>) => {
    const { changed, news, recovered } = troublesAfter(troubles, failed, scheduled(refreshed), at * hour);
    troubles = after(troubles, changed, news, at * hour);
    return recovered;
  };
  for (const at of [1, 2, 3]) run(at, [failure('a'), failure('b')], {});
  expect(run(4, [], { a: 4 * hour })).toEqual([]);
  expect(run(5, [], { a: 4 * hour, b: 5 * hour })).toEqual(['a', 'b']);
  expect(run(6, [], { a: 6 * hour, b: 6 * hour })).toEqual([]);
});

test('what there was no time for is told of, and never given up', () => {
  const scheduled = new Map([['a', { name: 'A', refreshedAt: 0 }]]);
  let troubles = new Map<string, Trouble>();
  const told: number[] = [];
  for (let index = 1; index < 10; index += 1) {
    const { changed, news } = troublesAfter(troubles, [failure('a', 'google', 'postponed')], scheduled, index * hour);
    troubles = after(troubles, changed, news, index * hour);
    expect(troubles.get('a')).toMatchObject({ failures: 1, paused: null });
    if (news.length > 0) told.push(index);
  }
  expect(told).toEqual([2]);
});

test('one that works again is mailed once, and begins to count anew', () => {
  const told = months([false, false, true, true, ...Array(30).fill(true), false, false, false, false, true]);
  expect(happened(told, 'news')).toEqual([2, 36]);
  expect(happened(told, 'recovered')).toEqual([3, 39]);
  expect(happened(told, 'paused')).toEqual([]);
});

test('one that comes and goes is not mailed each time', () => {
  const told = months(Array.from({ length: 24 }, (_, index) => index % 3 === 2));
  expect(happened(told, 'news')).toEqual([2]);
  expect(happened(told, 'recovered')).toEqual([3]);
});

test('a mail that could not be sent is tried again with the next run', () => {
  const told = months([false, false, false, true], 'journeybee', (at) => at > 2 * hour);
  expect(happened(told, 'news')).toEqual([2, 3]);
  expect(happened(told, 'recovered')).toEqual([4]);
  const paused = months(Array(10).fill(false), 'person', (at) => at > 8 * hour);
  expect(happened(paused, 'news')).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
});

test('one whose place is gone is paused at once, with one mail', () => {
  const scheduled = new Map([['a', { name: 'A', refreshedAt: 0 }]]);
  const { changed, news } = troublesAfter(new Map(), [failure('a', 'person', 'gone')], scheduled, hour);
  expect(changed.get('a')).toMatchObject({ paused: 'place', failures: 1 });
  expect(news).toEqual(['a']);
});

test('a refresh by hand ends a pause, and is told as recovery', () => {
  const before = months(Array(6).fill(false), 'person');
  expect(before.at(-1)?.paused).toBe(true);
  const trouble: Trouble = { ...anyTrouble, failures: 5, since: hour, lastAt: 5 * hour, paused: 'failures' };
  const told = { ...trouble, mailedAt: 5 * hour, pauseMailed: true };
  expect(pausedFor(told, 4 * hour)).toBe('failures');
  expect(pausedFor(told, 6 * hour)).toBeNull();
  const scheduled = new Map([['a', { name: 'A', refreshedAt: 6 * hour }]]);
  expect(troublesAfter(new Map([['a', told]]), [], scheduled, 7 * hour)).toMatchObject({ recovered: ['A'], news: [] });
});

test('what is known of a report that was deleted, or taken off its schedule, is forgotten', () => {
  const { changed } = troublesAfter(new Map([['gone', { ...anyTrouble, failures: 2 }]]), [], new Map(), hour);
  expect([...changed]).toEqual([['gone', null]]);
});

const anyTrouble: Trouble = {
  failures: 1,
  since: 0,
  lastAt: 0,
  problem: '',
  mendedBy: 'person',
  paused: null,
  mailedAt: null,
  pauseMailed: false,
};

test.each(['journeybee', 'person'] as const)(
  'whatever happens (%s): no failing goes untold, none is told twice within a day but its pause, and none recovers untold',
  (mendedBy) => {
    const outcome = fc.constantFrom(true, false, false, null);
    fc.assert(
      fc.property(fc.array(outcome, { minLength: 1, maxLength: 120 }), (outcomes) => {
        const told = months(outcomes, mendedBy);
        let lastNews = Number.NEGATIVE_INFINITY;
        let wasPaused = false;
        let inARow = 0;
        let mailedThis = false;
        told.forEach(({ at, news, recovered, paused }, index) => {
          const failed = outcomes[index] === false && !wasPaused;
          const worked = outcomes[index] === true && !wasPaused;
          if (failed) inARow += 1;
          const pausedNow = paused && !wasPaused;
          expect(pausedNow).toBe(mendedBy === 'person' && inARow === 5 && failed);
          const due = inARow > 1 && !worked && !wasPaused && at - lastNews >= 24 * hour;
          if (failed || outcomes[index] === null) expect(news).toBe(pausedNow || due);
          expect(recovered).toBe(worked && mailedThis);
          if (news) {
            lastNews = at;
            mailedThis = true;
          }
          if (worked) {
            inARow = 0;
            mailedThis = false;
          }
          wasPaused = paused;
        });
      }),
      { numRuns: tries(150, 500) },
    );
  },
);
