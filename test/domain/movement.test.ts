import fc from 'fast-check';
import { columns } from '../../src/domain/columns';
import { addDays } from '../../src/domain/days';
import { defaultLayout, type Layout } from '../../src/domain/layout';
import { noMemberships } from '../../src/domain/membership';
import {
  droppedOut,
  movementColumn,
  movements,
  movementText,
  type RankBase,
  type Ranked,
  rankedOf,
  ranksIn,
} from '../../src/domain/movement';
import {
  boundary,
  keptBase,
  keptRanks,
  nextSnapshots,
  type Snapshots,
  type StoredBase,
  shortId,
} from '../../src/domain/movement-base';
import { standings } from '../../src/domain/ranking';
import { rowsOf } from '../../src/domain/table';
import { partner } from '../support/rows';
import { anyCase, anyLayout, leaderboardOf } from './arbitraries';

const ranked = (uuid: string, rank: number, figures: Partial<Ranked> = {}): Ranked => ({
  uuid,
  name: uuid,
  rank,
  within: null,
  ...figures,
});
/** Ranks of everybody there was. */
const against = (ranks: readonly Ranked[]): RankBase => ({
  ranks,
  idOf: (uuid) => uuid,
  isAbsent: () => true,
  since: 'then',
});
const texts = (now: Ranked[], base: Ranked[]) => [...movements(now, against(base)).values()].map(movementText);

describe('movement', () => {
  test('up, down, the same or new, as a cell says it', () => {
    const now = [ranked('a', 1), ranked('b', 2), ranked('c', 2), ranked('d', 4)];
    const base = [ranked('b', 1), ranked('c', 2), ranked('a', 3)];
    expect(texts(now, base)).toEqual(['▲ 2', '▼ 1', '=', 'new']);
  });

  test('a partner that was renamed is the same partner', () => {
    expect(texts([ranked('a', 1, { name: 'New Name' })], [ranked('a', 2, { name: 'Old Name' })])).toEqual(['▲ 1']);
  });

  test('a partner that was promoted is new in its tier, whatever its rank was in the other', () => {
    const base = [ranked('a', 1, { within: 'Silver' })];
    expect(texts([ranked('a', 5, { within: 'Gold' })], base)).toEqual(['new']);
  });

  test('who dropped out is said with the name and rank of then', () => {
    const base = [ranked('a', 1), ranked('b', 2, { name: 'Birch' })];
    expect(droppedOut([ranked('a', 2)], against(base))).toEqual([ranked('b', 2, { name: 'Birch' })]);
  });

  test('against itself nobody moves, and there and back again is the opposite', () => {
    const anyRanked = fc.uniqueArray(
      fc.record({
        uuid: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
        name: fc.string(),
        rank: fc.integer({ min: 1, max: 9 }),
        within: fc.constantFrom(null, 'Gold'),
      }),
      { selector: ({ uuid }) => uuid },
    );
    fc.assert(
      fc.property(anyRanked, anyRanked, (now, base) => {
        expect(texts(now, now).every((text) => text === '=')).toBe(true);
        const back = movements(base, against(now));
        for (const [uuid, there] of movements(now, against(base))) {
          if (there !== 'new') expect(Number(back.get(uuid)) + there).toBe(0);
        }
        expect(base.length - droppedOut(now, against(base)).length + droppedOut(base, against(now)).length).toBe(
          now.length,
        );
      }),
    );
  });

  test('refreshed without a change, every partner of any leaderboard stands still', () => {
    fc.assert(
      fc.property(anyCase, anyLayout, ({ leaderboard, memberships }, layout) => {
        const found = rankedOf(standings(leaderboard, layout, memberships), layout);
        expect(texts(found, found).every((text) => text === '=')).toBe(true);
        expect(droppedOut(found, against(found))).toEqual([]);
      }),
    );
  });

  test('a table shows it in a column, blank as long as there is no base', () => {
    const leaderboard = leaderboardOf([
      partner({ uuid: 'a', name: 'a', revenue: 2 }),
      partner({ uuid: 'b', name: 'b', revenue: 1 }),
    ]);
    const found = standings(leaderboard, defaultLayout, noMemberships);
    const now = rankedOf(found, defaultLayout);
    const shown = (base: Ranked[] | null) => {
      const column = movementColumn(base ? movements(now, against(base)) : new Map());
      return rowsOf(leaderboard, found, [columns.name, column], true);
    };
    expect(shown([ranked('a', 2)])).toEqual([
      ['Partner', 'Movement'],
      ['a', '▲ 1'],
      ['b', 'new'],
    ]);
    expect(shown(null)).toEqual([
      ['Partner', 'Movement'],
      ['a', ''],
      ['b', ''],
    ]);
  });

  test('whoever may have been beyond the ranks of the base has no movement, and is not new', () => {
    const leaderboard = leaderboardOf([partner({ uuid: 'first' }), partner({ uuid: 'second' })]);
    const days = { startDate: '2025-01-01', endDate: '2025-12-31' };
    const further = [partner({ uuid: 'beyond' })];
    const baseline = { days, leaderboard, further, unknown: new Set(['unknown']), why: null };
    const base = ranksIn(baseline, defaultLayout, noMemberships);
    const moved = movements(
      ['first', 'beyond', 'unknown', 'other'].map((uuid) => ranked(uuid, 1)),
      base,
    );
    expect([...moved]).toEqual([
      ['first', 0],
      ['other', 'new'],
    ]);
  });

  test('of kept ranks there may have been more once a hundred are kept', () => {
    const found = (count: number) => Array.from({ length: count }, (_, index) => ranked(String(index), index + 1));
    const moved = (count: number) =>
      movements(
        [ranked('0', 1), ranked('150', 2), ranked('other', 3)],
        keptBase({ day: '2026-05-01', ranks: keptRanks(found(count)) }),
      );
    expect([...moved(99)]).toEqual([
      ['0', 0],
      ['150', 'new'],
      ['other', 'new'],
    ]);
    expect([...moved(200)]).toEqual([['0', 0]]);
  });

  test('no two of many uuids that share a beginning or an end are kept as the same', () => {
    const hex = (index: number) => index.toString(16).padStart(12, '0');
    const uuids = Array.from({ length: 5000 }, (_, index) => [
      `019a0b5c-7000-7000-8000-${hex(index)}`,
      `${hex(index).slice(4)}-7000-1000-8000-00163e5e6c00`,
      `019a0b5c-${hex(index).slice(8)}-4000-8000-00163e5e6c00`.slice(0, 36),
    ]).flat();
    const different = new Set(uuids);
    expect(new Set([...different].map(shortId)).size).toBe(different.size);
    expect(Math.max(...uuids.map((uuid) => shortId(uuid).length))).toBeLessThanOrEqual(11);
    expect(shortId('ABC-1')).toBe(shortId('abc-1'));
  });

  test('ranks within tiers are kept with their tier', () => {
    const layout: Layout = { ...defaultLayout, rankWithin: 'tier' };
    const gold = new Map([['a', { tier: 'Gold', category: null, stage: null, owner: null }]]);
    const found = standings(leaderboardOf([partner({ uuid: 'a' })]), layout, gold);
    expect(rankedOf(found, layout)).toEqual([ranked('a', 1, { name: 'Aurora', within: 'Gold' })]);
    expect(rankedOf(found, defaultLayout)).toEqual([ranked('a', 1, { name: 'Aurora' })]);
  });
});

describe('what movement is against', () => {
  const bases: StoredBase[] = ['previous day', 'last Monday', 'first of the month'];
  /** Ranks that say when they were taken. */
  const taken = (when: string) => [ranked(when, 1)];
  const refreshed = (base: StoredBase, days: readonly string[]): Snapshots | null =>
    days.reduce<Snapshots | null>(
      (known, day, index) => nextSnapshots(base, known, day, taken(`${day} ${index}`)),
      null,
    );

  test.each<[StoredBase, string, string]>([
    ['previous day', '2026-01-01', '2026-01-01'],
    ['last Monday', '2026-01-01', '2025-12-29'],
    ['last Monday', '2026-01-05', '2026-01-05'],
    ['first of the month', '2026-01-01', '2026-01-01'],
    ['first of the month', '2024-02-29', '2024-02-01'],
  ])('%s, on %s: as it stood before %s', (base, day, due) => {
    expect(boundary(base, day)).toBe(due);
  });

  test('the first refresh has nothing to compare with', () => {
    for (const base of bases) expect(refreshed(base, ['2026-01-05', '2026-01-05'])?.base).toBeNull();
  });

  test('on Monday the last ranks of the week before become the base, and stay it until the next', () => {
    const week = ['2026-01-02', '2026-01-04', '2026-01-05', '2026-01-07', '2026-01-11'];
    expect(refreshed('last Monday', week)?.base).toEqual({ day: '2026-01-04', ranks: taken('2026-01-04 1') });
    expect(refreshed('last Monday', [...week, '2026-01-12'])?.base?.day).toBe('2026-01-11');
  });

  test('a spreadsheet nobody refreshed for months still compares with what it last knew', () => {
    expect(refreshed('first of the month', ['2025-10-20', '2026-03-15'])?.base?.day).toBe('2025-10-20');
  });

  const anyHistory = fc
    .tuple(fc.integer({ min: 0, max: 400 }), fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 60 }))
    .map(([start, steps]) => {
      let day = addDays('2025-11-20', start);
      return steps.map((step) => {
        day = addDays(day, step % 9 === 0 ? step : step % 3);
        return day;
      });
    });

  test('the base is the last refresh before the boundary, however often and seldom it is refreshed', () => {
    fc.assert(
      fc.property(anyHistory, fc.constantFrom(...bases), (days, base) => {
        const due = boundary(base, days[days.length - 1] ?? '');
        const before = days.filter((day) => day < due).length - 1;
        const expected = before < 0 ? null : { day: days[before], ranks: taken(`${days[before]} ${before}`) };
        expect(refreshed(base, days)?.base).toEqual(expected);
      }),
    );
  });

  test('the base moves only when the boundary does, and refreshing again the same day changes nothing', () => {
    fc.assert(
      fc.property(anyHistory, fc.constantFrom(...bases), (days, base) => {
        const known = refreshed(base, days);
        const last = days[days.length - 1] ?? '';
        expect(nextSnapshots(base, known, last, taken('again')).base).toEqual(known?.base);
        const tomorrow = addDays(last, 1);
        const next = nextSnapshots(base, known, tomorrow, taken('tomorrow')).base;
        expect(next).toEqual(boundary(base, tomorrow) === boundary(base, last) ? known?.base : known?.latest);
      }),
    );
  });

  test('another time zone, in which it is still yesterday, does not move the base', () => {
    const known = refreshed('previous day', ['2026-01-01', '2026-01-02']);
    const yesterday = nextSnapshots('previous day', known, '2026-01-01', taken('west'));
    expect(yesterday).toEqual({ base: known?.base, latest: { day: '2026-01-02', ranks: taken('west') } });
    expect(nextSnapshots('previous day', yesterday, '2026-01-02', taken('later')).base).toEqual(known?.base);
  });

  test('with another choice of base, what was kept serves if it is from before that boundary', () => {
    const known = refreshed('previous day', ['2026-01-06', '2026-01-07']);
    expect(nextSnapshots('last Monday', known, '2026-01-07', []).base).toBeNull();
    expect(nextSnapshots('last Monday', known, '2026-01-12', []).base).toEqual(known?.latest);
  });
});
