import fc from 'fast-check';
import { addDays } from '../../src/domain/days';
import { defaultLayout } from '../../src/domain/layout';
import { noMemberships } from '../../src/domain/membership';
import { standings } from '../../src/domain/ranking';
import { dateSerial } from '../../src/domain/snapshot';
import {
  type Asked,
  askedAt,
  type HistoryEntry,
  type TrendNow,
  trendColumn,
  trendDays,
  trendSpans,
  trendsOf,
  trendText,
} from '../../src/domain/trend';
import { partner } from '../support/rows';
import { leaderboardOf } from './arbitraries';

const steps = '▁▂▃▄▅▆▇█';
/** A Sunday: the week that it ends began on Monday 23. */
const today = '2026-11-29';
const ada = partner({ uuid: 'ada', name: 'Ada', revenue: 80 });
const bob = partner({ uuid: 'bob', name: 'Bob', revenue: 0 });

const serial = (day: string, clock = '') => dateSerial(clock ? `${day} ${clock}` : day, clock ? 'refresh' : 'day');
const entry = (at: number, value: number | null, of: Partial<HistoryEntry> = {}): HistoryEntry => ({
  at,
  uuid: 'ada',
  name: 'Ada',
  value,
  ...of,
});
const now: TrendNow = { span: 'day', today, since: 0, figure: ({ partner: { revenue } }) => revenue };
const shown = (...partners: Parameters<typeof leaderboardOf>[0][number][]) =>
  standings(leaderboardOf(partners.length > 0 ? partners : [ada, bob]), defaultLayout, noMemberships);
const adas = (entries: readonly HistoryEntry[], other: Partial<TrendNow> = {}, partners = shown()) =>
  trendsOf(partners, entries, { ...now, ...other }).get('ada');

const figure = fc.option(fc.double({ min: -1e15, max: 1e15, noNaN: true }), { nil: null });

test('a trend has a sign for each figure, higher for a higher one, and a gap where there is none', () => {
  fc.assert(
    fc.property(fc.array(figure, { minLength: 1, maxLength: 12 }), (series) => {
      const text = trendText(series);
      const figures = series.filter((value) => value !== null);
      if (figures.length < 2) return text === '';
      const [low, high] = [Math.min(...figures), Math.max(...figures)];
      expect(text).toHaveLength(series.length);
      const levels = series.flatMap((value, index) => {
        const sign = text.charAt(index);
        expect(sign === '·').toBe(value === null);
        return value === null ? [] : [{ value, level: steps.indexOf(sign) }];
      });
      for (const { value, level } of levels) {
        expect(level).toBeGreaterThanOrEqual(0);
        if (low < high && (value === low || value === high)) expect(level).toBe(value === low ? 0 : 7);
        for (const other of levels) if (value < other.value) expect(level).toBeLessThanOrEqual(other.level);
      }
      return true;
    }),
  );
  expect([trendText([5, 5, 5]), trendText([1, null, 2]), trendText([0, 1, 2, 3, 4, 5, 6, 7])]).toEqual([
    '▄▄▄',
    '▁·█',
    steps,
  ]);
});

test('a day counts once, with the last that the history has of it, in whatever order its rows stand', () => {
  const anyEntries = fc.array(
    fc.record({ back: fc.integer({ min: 0, max: 70 }), minute: fc.integer({ min: 0, max: 1439 }), value: figure }),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(fc.constantFrom(...trendSpans), anyEntries, fc.integer({ min: 0, max: 60 }), (span, made, since) => {
      const from = serial(addDays(today, -since));
      const entries = made.map(({ back, minute, value }) =>
        entry(serial(addDays(today, -back)) + minute / 1440, value),
      );
      // Each span by itself, where above all of them are filled in one pass.
      const series = Array.from({ length: 8 }, (_, place) => {
        const first = addDays(trendDays(span, today).startDate, place * (span === 'day' ? 1 : 7));
        const end = serial(first) + (span === 'day' ? 1 : 7);
        const inside = entries.filter(({ at }) => at >= serial(first) && at < end && at >= from);
        const latest = Math.max(...inside.map(({ at }) => at));
        return inside.filter(({ at }) => at === latest).pop()?.value ?? null;
      });
      expect(adas(entries, { span, since: from })).toBe(trendText([...series.slice(0, -1), 80]));
    }),
  );
});

test('five refreshes of a day, a day without any, and today’s figure as it is now', () => {
  const day = addDays(today, -2);
  const times = ['08:00', '11:00', '23:59', '10:00', '09:30'];
  const entries = times.map((time, index) => entry(serial(day, time), index * 10));
  // At 23:59 it was 20; tomorrow’s and an older row are not looked at, nor is what today’s row had.
  const others = [
    entry(serial(today), 0),
    entry(serial(addDays(today, 1)), 900),
    entry(serial(addDays(today, -8)), 900),
  ];
  expect(adas([...entries, ...others])).toBe('·····▁·█');
  expect(trendDays('day', today)).toEqual({ startDate: '2026-11-22', endDate: today });
  expect(trendDays('week', today)).toEqual({ startDate: '2026-10-05', endDate: today });
});

test('a partner is known by its uuid, and by its name only where a row has no uuid and one partner has the name', () => {
  const yesterday = serial(addDays(today, -1));
  expect(adas([entry(yesterday, 10, { name: 'Another name' })])).toBe('······▁█');
  expect(adas([entry(yesterday, 10, { uuid: 'someone', name: 'Ada' })])).toBe('');
  expect(adas([entry(yesterday, 10, { uuid: '', name: ' ADA ' })])).toBe('······▁█');
  const twice = shown(ada, partner({ uuid: 'eva', name: 'ada', revenue: 5 }));
  expect(adas([entry(yesterday, 10, { uuid: '' })], {}, twice)).toBe('');
  expect(adas([entry(yesterday, 10)], { figure: () => null })).toBe('');
});

test('a column of trends is blank where there is none', () => {
  const { value, label } = trendColumn({
    span: 'day',
    days: trendDays('day', today),
    texts: new Map([
      ['ada', '▁█'],
      ['bob', ''],
    ]),
  });
  expect([label, ...shown().map(value)]).toEqual(['Trend', '▁█', null]);
  expect(shown().map(trendColumn(null).value)).toEqual([null, null]);
});

test('what a report asks is remembered, and another question begins when it is asked', () => {
  const first = askedAt(null, 'a', 5);
  expect(first).toEqual({ question: 'a', since: null } satisfies Asked);
  expect(askedAt(first, 'a', 6)).toBe(first);
  expect(askedAt(first, 'b', 7)).toEqual({ question: 'b', since: 7 });
});
