import fc from 'fast-check';
import type { ReportReceipt } from '../../src/reports/receipts';
import { advance, mailed, pausedFor, type Trouble } from '../../src/scheduler/trouble';

const hour = 3_600_000;

const failure = (id: string, outcome: ReportReceipt['outcome'] = 'failed'): ReportReceipt => ({
  id,
  outcome,
  rows: null,
  problem: 'Journeybee has a problem (status 500).',
});

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
function months(outcomes: ReadonlyArray<boolean | null>, delivers: (at: number) => boolean = () => true): Told[] {
  let troubles = new Map<string, Trouble>();
  let refreshedAt = 0;
  return outcomes.map((works, index): Told => {
    const now = (index + 1) * hour;
    const paused = pausedFor(troubles.get('a'), refreshedAt) !== null;
    if (works && !paused) refreshedAt = now;
    const failed = works === false && !paused ? [failure('a')] : [];
    const { changed, news, recovered } = advance(troubles, failed, new Map([['a', { name: 'A', refreshedAt }]]), now);
    const after = new Map(troubles);
    for (const [id, trouble] of changed) {
      if (trouble) after.set(id, trouble);
      else after.delete(id);
    }
    for (const id of news) {
      const trouble = after.get(id);
      if (trouble && delivers(now)) after.set(id, mailed(trouble, now));
    }
    troubles = after;
    return {
      at: now,
      news: news.length > 0,
      recovered: recovered.length > 0,
      paused: pausedFor(after.get('a'), refreshedAt) !== null,
    };
  });
}

const happened = (told: readonly Told[], what: 'news' | 'recovered' | 'paused') =>
  told.flatMap((one) => (one[what] ? one.at / hour : []));

test('a report that fails is mailed when it starts, and when it is paused after five failures in a row', () => {
  const told = months(Array(80).fill(false));
  expect(happened(told, 'news')).toEqual([1, 5]);
  expect(happened(told, 'paused')).toEqual(Array.from({ length: 76 }, (_, index) => index + 5));
});

test('one that goes on failing is mailed once a day in between, where it fails more rarely than hourly', () => {
  const everyTwelveHours = Array.from({ length: 49 }, (_, index) => (index % 12 === 0 ? false : null));
  expect(happened(months(everyTwelveHours), 'news')).toEqual([1, 25, 49]);
  expect(happened(months(everyTwelveHours), 'paused')).toEqual([49]);
});

test('what there was no time for is told of, and never given up', () => {
  const scheduled = new Map([['a', { name: 'A', refreshedAt: 0 }]]);
  let troubles = new Map<string, Trouble>();
  for (let index = 1; index < 10; index += 1) {
    const { changed } = advance(troubles, [failure('a', 'postponed')], scheduled, index * hour);
    const trouble = changed.get('a');
    expect(trouble).toMatchObject({ failures: 1, paused: null });
    if (trouble) troubles = new Map([['a', trouble]]);
  }
});

test('one that works again is mailed once, and begins to count anew', () => {
  const told = months([false, false, true, true, ...Array(30).fill(true), false, false, false, false, true]);
  expect(happened(told, 'news')).toEqual([1, 35]);
  expect(happened(told, 'recovered')).toEqual([3, 39]);
  expect(happened(told, 'paused')).toEqual([]);
});

test('one that comes and goes is not mailed each time', () => {
  const told = months(Array.from({ length: 24 }, (_, index) => index % 2 === 1));
  expect(happened(told, 'news')).toEqual([1]);
  expect(happened(told, 'recovered')).toEqual([2]);
});

test('a mail that could not be sent is tried again with the next run', () => {
  const told = months([false, false, false, true], (at) => at > 2 * hour);
  expect(happened(told, 'news')).toEqual([1, 2, 3]);
  expect(happened(told, 'recovered')).toEqual([4]);
  const paused = months(Array(10).fill(false), (at) => at > 8 * hour);
  expect(happened(paused, 'news')).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test('one whose place is gone is paused at once, with one mail', () => {
  const scheduled = new Map([['a', { name: 'A', refreshedAt: 0 }]]);
  const { changed, news } = advance(new Map(), [failure('a', 'gone')], scheduled, hour);
  expect(changed.get('a')).toMatchObject({ paused: 'place', failures: 1 });
  expect(news).toEqual(['a']);
});

test('a refresh by hand ends a pause, and is told as recovery', () => {
  const before = months(Array(6).fill(false));
  expect(before.at(-1)?.paused).toBe(true);
  const trouble: Trouble = {
    failures: 5,
    since: hour,
    lastAt: 5 * hour,
    problem: '',
    paused: 'failures',
    mailedAt: 5 * hour,
    pauseMailed: true,
  };
  expect(pausedFor(trouble, 4 * hour)).toBe('failures');
  expect(pausedFor(trouble, 6 * hour)).toBeNull();
  const scheduled = new Map([['a', { name: 'A', refreshedAt: 6 * hour }]]);
  expect(advance(new Map([['a', trouble]]), [], scheduled, 7 * hour)).toMatchObject({ recovered: ['A'], news: [] });
});

test('what is known of a report that was deleted, or taken off its schedule, is forgotten', () => {
  const [told] = months([false]);
  expect(told?.news).toBe(true);
  const { changed } = advance(new Map([['gone', { ...anyTrouble, failures: 2 }]]), [], new Map(), hour);
  expect([...changed]).toEqual([['gone', null]]);
});

const anyTrouble: Trouble = {
  failures: 1,
  since: 0,
  lastAt: 0,
  problem: '',
  paused: null,
  mailedAt: null,
  pauseMailed: false,
};

test('whatever happens: no failing goes untold, none is told twice within a day but its pause, and none recovers untold', () => {
  const outcome = fc.constantFrom(true, false, false, null);
  fc.assert(
    fc.property(fc.array(outcome, { minLength: 1, maxLength: 120 }), (outcomes) => {
      const told = months(outcomes);
      let lastNews = Number.NEGATIVE_INFINITY;
      let wasPaused = false;
      let inARow = 0;
      let mailedThis = false;
      told.forEach(({ at, news, recovered, paused }, index) => {
        const failed = outcomes[index] === false && !wasPaused;
        const worked = outcomes[index] === true && !wasPaused;
        if (failed) inARow += 1;
        const pausedNow = paused && !wasPaused;
        expect(pausedNow).toBe(inARow === 5 && failed);
        const due = inARow > 0 && !worked && !wasPaused && at - lastNews >= 24 * hour;
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
    { numRuns: 500 },
  );
});
