import fc from 'fast-check';
import { addDays, addMonths, dayCount, dayIn, isDay, mondayOf } from '../../src/domain/days';

const anyDay = fc.integer({ min: 0, max: 60_000 }).map((days) => addDays('1970-01-01', days));

test.each([
  ['2026-02-28', true],
  ['2024-02-29', true],
  ['2026-02-29', false],
  ['2026-13-01', false],
  ['2026-1-1', false],
  ['2026-01-01T00:00:00Z', false],
  ['', false],
])('%p is a day: %p', (text, is) => {
  expect(isDay(text)).toBe(is);
});

test.each([
  ['2026-01-31', '2026-01-31'],
  ['2026-01-31T00:00:00.000Z', '2026-01-31'],
  ['2026-01-31T23:59:59+09:00', '2026-01-31'],
  ['2026-01-31 00:00:00', '2026-01-31'],
  ['2026/01/31', '2026-01-31'],
  ['2026/1/3', '2026-01-03'],
  [' 2024-02-29 ', '2024-02-29'],
  ['2026-02-29', null],
  ['2026-13-01T00:00:00Z', null],
  ['2026-01-311', null],
  ['01/31/2026', null],
  ['January 2026', null],
  ['20260131', null],
  ['', null],
])('%p of an answer is the day %p', (text, day) => {
  expect(dayIn(text)).toBe(day);
});

test('days are counted over ends of months, years and leap days', () => {
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  expect(addDays('2024-03-01', -1)).toBe('2024-02-29');
  expect(dayCount({ startDate: '2024-01-01', endDate: '2024-12-31' })).toBe(366);
  fc.assert(
    fc.property(anyDay, fc.integer({ min: -800, max: 800 }), (day, days) => {
      const other = addDays(day, days);
      expect(isDay(other)).toBe(true);
      expect(dayCount({ startDate: day, endDate: other })).toBe(days + 1);
    }),
  );
});

test('a month later is the same day, or the last one', () => {
  expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
  expect(addMonths('2026-03-31', -1)).toBe('2026-02-28');
  expect(addMonths('2026-01-15', -1)).toBe('2025-12-15');
  expect(addMonths('2024-02-29', -12)).toBe('2023-02-28');
  fc.assert(
    fc.property(anyDay, fc.integer({ min: -40, max: 40 }), (day, months) => {
      const other = addMonths(day, months);
      expect(isDay(other)).toBe(true);
      const count = (iso: string) => Number(iso.slice(0, 4)) * 12 + Number(iso.slice(5, 7));
      expect(count(other) - count(day)).toBe(months);
      expect(other.slice(8) <= day.slice(8)).toBe(true);
    }),
  );
});

test('the Monday of a week is six days back at most', () => {
  expect([mondayOf('2026-01-01'), mondayOf('2026-01-05'), mondayOf('2026-01-11')]).toEqual([
    '2025-12-29',
    '2026-01-05',
    '2026-01-05',
  ]);
  fc.assert(
    fc.property(anyDay, (day) => {
      const monday = mondayOf(day);
      expect(new Date(monday).getUTCDay()).toBe(1);
      expect(monday <= day && day < addDays(monday, 7)).toBe(true);
    }),
  );
});
