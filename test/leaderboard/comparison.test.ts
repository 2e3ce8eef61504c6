import { columns } from '../../src/leaderboard/columns';
import { comparisonColumns } from '../../src/leaderboard/comparison';
import { defaultLayout } from '../../src/leaderboard/layout';
import type { Leaderboard, Partner } from '../../src/leaderboard/leaderboard';
import { noMemberships } from '../../src/leaderboard/membership';
import { standings } from '../../src/leaderboard/standing';
import { rowsOf } from '../../src/leaderboard/table';
import { totals } from '../../src/leaderboard/totals';
import { partner } from '../support/rows';
import { leaderboardOf } from './arbitraries';

const sold = (uuid: string, revenue: number | null): Partner => partner({ uuid, name: uuid, revenue });

function compared(current: Leaderboard, previous: Leaderboard) {
  const found = standings(current, defaultLayout, noMemberships);
  const shown = [columns.name, ...comparisonColumns(current, previous)];
  return [...rowsOf(current, found, shown, true), totals(current, found, shown)];
}

test('previous revenue and the change stand beside each partner, and in total', () => {
  const current = leaderboardOf([
    sold('grown', 30),
    sold('unlisted', 20),
    sold('shrunk', 10),
    sold('nothing before', 5),
    sold('no figure', null),
  ]);
  const previous = leaderboardOf([
    sold('grown', 20),
    sold('shrunk', 40),
    sold('nothing before', 0),
    sold('no figure', 7),
    sold('gone', 9),
  ]);
  expect(compared(current, previous)).toEqual([
    ['Partner', 'Previous revenue (EUR)', 'Change (EUR)', 'Change %'],
    ['grown', 20, 10, 0.5],
    ['unlisted', '', '', ''],
    ['shrunk', 40, -30, -0.75],
    ['nothing before', 0, 5, ''],
    ['no figure', 7, '', ''],
    ['Total', 67, -15, -0.25],
  ]);
});

test('amounts in another currency are not compared', () => {
  const [, row] = compared(leaderboardOf([sold('a', 3)]), leaderboardOf([sold('a', 2)], { currency: 'USD' }));
  expect(row).toEqual(['a', '', '', '']);
});

test('a change has no rate where there was less than nothing (J-23)', () => {
  const [, row, all] = compared(leaderboardOf([sold('a', 3)]), leaderboardOf([sold('a', -2)]));
  expect(row).toEqual(['a', -2, 5, '']);
  expect(all).toEqual(['Total', -2, 5, '']);
});

test('figures beyond reason leave a cell empty rather than infinite', () => {
  const [, row] = compared(leaderboardOf([sold('a', 1e308)]), leaderboardOf([sold('a', -1e308)]));
  expect(row).toEqual(['a', -1e308, '', '']);
});
