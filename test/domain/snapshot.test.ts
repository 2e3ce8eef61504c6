import fc from 'fast-check';
import { columnNames } from '../../src/domain/column-names';
import { defaultLayout } from '../../src/domain/layout';
import { standings } from '../../src/domain/ranking';
import {
  capacity,
  dateSerial,
  growth,
  historyColumns,
  historyHeader,
  historyKinds,
  snapshotRows,
} from '../../src/domain/snapshot';
import { toSerial } from '../../workbench/apps-script/workbook/wall-time';
import { anyCase } from './arbitraries';

const anyColumns = fc.array(fc.constantFrom(...columnNames), { maxLength: 25 });

describe('the columns of a history', () => {
  test('begin with who it was, end with the currency, and have the figures of the table in between', () => {
    expect(historyHeader(historyColumns(['rank', 'name', 'currency', 'revenue', 'won deals', 'revenue']))).toEqual([
      'Date',
      'Rank',
      'Partner',
      'UUID',
      'Revenue',
      'Won deals',
      'Currency',
    ]);
  });

  test('are all that a table shows, whatever that is, and no heading comes twice', () => {
    fc.assert(
      fc.property(anyColumns, (shown) => {
        const names = historyColumns(shown);
        const header = historyHeader(names);
        expect(new Set(header).size).toBe(header.length);
        expect(new Set(names)).toEqual(new Set(['rank', 'name', 'uuid', ...shown, 'currency']));
        expect([names.slice(0, 3), names[names.length - 1]]).toEqual([['rank', 'name', 'uuid'], 'currency']);
      }),
    );
  });
});

test('a snapshot has a row for each partner that is shown, as wide as the header, with its date, uuid and currency', () => {
  fc.assert(
    fc.property(anyCase, anyColumns, fc.nat(40), ({ leaderboard, memberships }, columns, limit) => {
      const names = historyColumns(columns);
      const shown = standings(leaderboard, defaultLayout, memberships).slice(0, limit);
      const rows = snapshotRows(46_000, shown, names);
      expect(rows.map((row) => row.length)).toEqual(shown.map(() => historyHeader(names).length));
      expect(rows.map((row) => [row[0], row[1], row[3], row[row.length - 1]])).toEqual(
        shown.map(({ partner, rank }) => [46_000, rank, partner.uuid, leaderboard.currency]),
      );
      expect(rows.flat().every((cell) => typeof cell === 'string' || Number.isFinite(cell))).toBe(true);
    }),
  );
});

describe('a date in a cell (P8-24)', () => {
  test('is a whole number of days, with the time as its fraction', () => {
    expect(dateSerial('1899-12-31 23:59', 'day')).toBe(1);
    expect(dateSerial('2026-05-15 09:00', 'day')).toBe(46_157);
    expect(dateSerial('2026-05-15 06:00', 'refresh')).toBe(46_157.25);
  });

  test('is what Sheets makes of that moment in any time zone', () => {
    const minutes = fc.integer({ min: 0, max: 52_000_000 });
    const zones = fc.constantFrom('Pacific/Auckland', 'America/New_York', 'Asia/Kathmandu', 'America/Santiago');
    fc.assert(
      fc.property(minutes, zones, fc.constantFrom(...historyKinds), (minute, timeZone, kind) => {
        const serial = toSerial(minute * 60_000, timeZone);
        const wall = new Date(Date.UTC(1899, 11, 30) + Math.round(serial * 1440) * 60_000).toISOString();
        const expected = kind === 'day' ? Math.floor(serial + 1e-9) : serial;
        expect(dateSerial(`${wall.slice(0, 10)} ${wall.slice(11, 16)}`, kind)).toBeCloseTo(expected, 8);
      }),
    );
  });
});

describe('how much a history takes', () => {
  test('is counted across the whole sheet, which a new one has 26 columns of (P4-16)', () => {
    expect(growth(10, 365, 8)).toBe(94_900);
    expect(growth(100, 365, 30)).toBe(1_095_000);
  });

  test('is warned of above 5 million cells and stopped above 9, of the 10 that a spreadsheet may have (P4-15)', () => {
    expect([0, 5_000_000, 5_000_001, 9_000_000, 9_000_001].map((cells) => capacity(cells, 0).kind)).toEqual([
      'enough',
      'enough',
      'warning',
      'warning',
      'full',
    ]);
    expect(capacity(8_990_000, 26_000)).toEqual({
      kind: 'full',
      text: expect.stringMatching('^No snapshot was added'),
    });
    expect(capacity(6_240_000, 26_000).text).toMatch(/^The spreadsheet has 6\.3 million cells/);
  });

  test('never has more room the more there is', () => {
    const order = ['enough', 'warning', 'full'];
    const cells = fc.nat(12_000_000);
    fc.assert(
      fc.property(cells, cells, cells, (now, add, more) => {
        const [less, most] = [capacity(now, add), capacity(now, add + more)].map(({ kind }) => order.indexOf(kind));
        expect(less).toBeLessThanOrEqual(most ?? -1);
      }),
    );
  });
});
