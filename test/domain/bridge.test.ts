import fc from 'fast-check';
import {
  type Bridge,
  bridgeOf,
  bridgeParts,
  bridgeSentence,
  changeOf,
  isBridgeSentence,
} from '../../src/domain/bridge';
import { type Baseline, comparisonColumns } from '../../src/domain/comparison';
import { defaultLayout } from '../../src/domain/layout';
import type { Leaderboard, Partner } from '../../src/domain/leaderboard';
import { noMemberships } from '../../src/domain/membership';
import { decimalsOf, smallestUnits } from '../../src/domain/money';
import { briefName } from '../../src/domain/period-wording';
import { standings } from '../../src/domain/ranking';
import { shortAmount } from '../../src/domain/short-amount';
import { unitsWritten } from '../support/decimal';
import { partner } from '../support/rows';
import { leaderboardOf } from './arbitraries';

const days = { startDate: '2026-04-01', endDate: '2026-06-30' };
const sold = (uuid: string, revenue: number | null): Partner => partner({ uuid, name: uuid, revenue });

const before = (previous: readonly Partner[], more: Partial<Baseline> = {}): Baseline => ({
  days,
  leaderboard: leaderboardOf(previous),
  further: [],
  unknown: new Set(),
  why: null,
  ...more,
});

/** Of a report that shows so many of the partners of now. */
function bridge(
  now: Leaderboard,
  baseline: Baseline,
  { most = 100, isWhole = true }: { most?: number; isWhole?: boolean } = {},
): Bridge | null {
  const shown = standings(now, defaultLayout, noMemberships).slice(0, most);
  return bridgeOf({ shown, leaderboard: now, baseline, isWhole });
}

const earlier = [
  sold('grows', 1000),
  sold('shrinks', 300),
  sold('leaves', 50),
  sold('stays', 7),
  sold('sells nothing', 5),
];
const now = leaderboardOf([
  sold('grows', 1500.5),
  sold('shrinks', 100),
  sold('comes', 20),
  sold('stays', 7),
  sold('sells nothing', 0),
]);

test('a report of everybody: who grew, shrank, came and left, with those that no row shows any more', () => {
  expect(bridge(now, before(earlier))).toEqual({
    currency: 'EUR',
    days,
    among: null,
    parts: {
      grew: { partners: 1, units: 50_050 },
      new: { partners: 1, units: 2000 },
      shrank: { partners: 1, units: -20_000 },
      gone: { partners: 2, units: -5500 },
    },
  });
});

test.each([
  ['that shows fewer partners', { most: 3 }, 3],
  ['of an answer that may not list everybody', { isWhole: false }, 5],
])('a report %s: those that it shows, and nobody beside them is gone', (_, of, among) => {
  const found = bridge(now, before(earlier), of);
  expect(found?.among).toBe(among);
  expect(found?.parts.gone).toEqual(among === 5 ? { partners: 1, units: -500 } : { partners: 0, units: 0 });
});

test.each([
  ['is not known for a partner', now, before(earlier, { unknown: new Set(['comes']), why: 'out of time' })],
  ['was not sent for a partner of now', leaderboardOf([sold('a', null), sold('b', 1)]), before([])],
  ['was not sent for a partner of before', leaderboardOf([sold('a', 1)]), before([sold('a', null)])],
  ['is beyond what is counted exactly', leaderboardOf([sold('a', 1e300)]), before([])],
  ['is of nobody', leaderboardOf([]), before([])],
])('revenue that %s: there is no bridge', (_, current, baseline) => {
  expect(bridge(current, baseline)).toBeNull();
});

const currencies = fc.constantFrom('EUR', 'JPY', 'KWD', 'CLF', null);
const cents = fc.oneof(fc.constantFrom(0, 1, -1), fc.integer({ min: -1e9, max: 1e13 }));
/** Amounts of up to a dozen partners, and amounts of some of them and of others before. */
const account = fc
  .tuple(currencies, fc.array(fc.tuple(cents, fc.option(cents), fc.option(cents)), { minLength: 1, maxLength: 12 }))
  .map(([currency, rows]) => {
    const scale = 10 ** (currency === 'JPY' ? 0 : currency === 'KWD' ? 3 : currency === 'CLF' ? 4 : 2);
    const listed = (place: 1 | 2) =>
      rows.flatMap((row, index) => {
        const units = row[place];
        return units === null ? [] : [sold(`partner ${index}`, units / scale)];
      });
    return { currency, now: leaderboardOf(listed(1), { currency }), earlier: leaderboardOf(listed(2), { currency }) };
  });

/** In smallest units, from how the amounts are written in decimal. */
const total = (partners: readonly Partner[], currency: string | null): bigint =>
  partners.reduce((sum, { revenue }) => sum + unitsWritten(revenue ?? 0, decimalsOf(currency)), 0n);

test('the four parts add up to the change of the total, to the smallest unit', () => {
  fc.assert(
    fc.property(account, fc.boolean(), fc.integer({ min: 1, max: 12 }), (of, isWhole, most) => {
      const baseline = before([], { leaderboard: of.earlier });
      const found = bridge(of.now, baseline, { isWhole, most });
      if (found === null) {
        expect(of.now.partners.length + (isWhole ? of.earlier.partners.length : 0)).toBe(0);
        return;
      }
      const shown = standings(of.now, defaultLayout, noMemberships).slice(0, most);
      const uuids = new Set(shown.map(({ partner: { uuid } }) => uuid));
      const isEverybody = isWhole && shown.length === of.now.partners.length;
      const counted = of.earlier.partners.filter(({ uuid }) => isEverybody || uuids.has(uuid));
      const change =
        total(
          shown.map((standing) => standing.partner),
          of.currency,
        ) - total(counted, of.currency);
      expect(BigInt(changeOf(found))).toBe(change);
      expect(bridgeParts.reduce((sum, part) => sum + BigInt(found.parts[part].units), 0n)).toBe(change);
      // Where it is of the partners that are shown, their row of totals says the same.
      const [, changes] = comparisonColumns(baseline);
      const said = changes?.total?.(shown);
      if (!isEverybody && typeof said === 'number') expect(smallestUnits(said, of.currency)).toBe(changeOf(found));
    }),
  );
});

test.each([
  [null, 'Q2', 'Up €306 on Q2: +€501 from 1 that grew, +€20 from 1 new, −€200 from 1 that shrank, −€15 from 2 gone'],
])('it is said in one sentence', (among, than, sentence) => {
  const found = bridge(
    now,
    before([...earlier.slice(0, 2), sold('leaves', 10), sold('stays', 7), sold('sells nothing', 5)]),
  );
  if (!found) throw new Error('There is no bridge.');
  expect(bridgeSentence({ ...found, among }, { mark: '.', than })).toBe(sentence);
});

const parts = (grew: number, fresh: number, shrank: number, gone: number): Bridge['parts'] => ({
  grew: { partners: 5, units: grew },
  new: { partners: fresh === 0 ? 0 : 1, units: fresh },
  shrank: { partners: shrank === 0 ? 0 : 2, units: shrank },
  gone: { partners: gone === 0 ? 0 : 1, units: gone },
});
const one = { currency: 'EUR', days, among: null, parts: parts(42_100_000, 18_600_000, -6_000_000, 0) };

test.each<[Partial<Bridge>, { mark?: ',' | '.'; than?: string | null }, string]>([
  [{}, {}, 'Up €547k on Q2: +€421k from 5 that grew, +€186k from 1 new, −€60k from 2 that shrank'],
  [{ among: 10 }, {}, 'These 10: up €547k on Q2: +€421k from 5 that grew, +€186k from 1 new, −€60k from 2 that shrank'],
  [{ currency: 'CHF' }, {}, 'Up CHF 547k on Q2: +421k from 5 that grew, +186k from 1 new, −60k from 2 that shrank'],
  [{ parts: parts(123_456_700, 0, 0, 0) }, { mark: ',' }, 'Up €1,23M on Q2: +€1,23M from 5 that grew'],
  [{ parts: parts(0, 0, -500, -50) }, {}, 'Down €5.50 on Q2: −€5 from 2 that shrank, −€0.50 from 1 gone'],
  [{ parts: parts(0, 500, -500, 0) }, { than: null }, 'No change: +€5 from 1 new, −€5 from 2 that shrank'],
  [{ currency: 'CHF', parts: parts(0, 500, -500, 0) }, {}, 'No change on Q2: +CHF 5 from 1 new, −5 from 2 that shrank'],
])('%j %j: %s', (more, { mark = '.', than = 'Q2' }, sentence) => {
  const { parts: given, ...rest } = { ...one, ...more };
  const grew = given.grew.units === 0 ? { partners: 0, units: 0 } : given.grew;
  expect(bridgeSentence({ ...rest, parts: { ...given, grew } }, { mark, than })).toBe(sentence);
  expect(isBridgeSentence(sentence)).toBe(true);
});

test('no sentence has more than 25 words: the days give way, which the line below says too', () => {
  const all = { ...one, among: 10, currency: 'CHF', parts: parts(1, 1, -1, -1) };
  const sentence = bridgeSentence(all, { mark: '.', than: 'Apr 1 – May 30, 2025' });
  expect(sentence).not.toContain('Apr');
  expect(sentence.split(/\s+/).length).toBeLessThanOrEqual(25);
});

test.each(['Mine', 'Up to here', 'Down the hill', 'No change', 'These 10 partners'])(
  '“%s” of a person is none',
  (text) => {
    expect(isBridgeSentence(text)).toBe(text === 'No change');
  },
);

test.each([
  ['2026-04-01', '2026-06-30', 'Q2'],
  ['2025-10-01', '2025-12-31', 'Q4 2025'],
  ['2026-05-01', '2026-05-31', 'May'],
  ['2025-01-01', '2025-12-31', '2025'],
  ['2026-04-01', '2026-06-29', 'Apr 1 – Jun 29'],
  ['2025-02-01', '2025-04-30', 'Feb 1 – Apr 30, 2025'],
  ['2026-02-28', '2026-02-28', 'Feb 28'],
])('the days from %s to %s are called %s', (startDate, endDate, name) => {
  expect(briefName({ startDate, endDate }, { startDate: '2026-07-01', endDate: '2026-09-30' }, false)).toBe(name);
});

test('a quarter of a fiscal company is named by its days', () => {
  expect(briefName(days, { startDate: '2026-07-01', endDate: '2026-09-30' }, true)).toBe('Apr 1 – Jun 30');
});

test.each([
  [0, '€0'],
  [0.4, '€0.40'],
  [12.5, '€13'],
  [999.4, '€999'],
  [999.6, '€1k'],
  [1234, '€1.2k'],
  [9960, '€10k'],
  [546_345, '€546k'],
  [999_600, '€1M'],
  [1_845_365, '€1.85M'],
  [12_340_000, '€12.3M'],
  [999_700_000, '€1B'],
])('%d is short %s', (amount, text) => {
  expect(shortAmount(amount, 'EUR', '.')).toBe(text);
});
