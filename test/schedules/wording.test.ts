import type { Schedule } from '../../src/domain/schedule';
import { refreshesPerDay, refreshesPerYear } from '../../src/domain/schedule';
import { scheduleText, windowText } from '../../src/schedules/wording';

test.each<[Schedule, string]>([
  [{ kind: 'hourly' }, 'Every hour'],
  [{ kind: 'weekly', days: [1, 2, 3, 4, 5, 6, 7], hour: 8 }, 'Every day, ready by 8:00'],
  [{ kind: 'weekly', days: [5, 4, 3, 2, 1], hour: 0 }, 'Weekdays, ready by 0:00'],
  [{ kind: 'weekly', days: [4], hour: 23 }, 'Thursday, ready by 23:00'],
  [{ kind: 'weekly', days: [7, 1, 3], hour: 9 }, 'Monday, Wednesday and Sunday, ready by 9:00'],
  [{ kind: 'monthly', day: 1, hour: 9 }, '1st of the month, ready by 9:00'],
  [{ kind: 'monthly', day: 12, hour: 9 }, '12th of the month, ready by 9:00'],
  [{ kind: 'monthly', day: 23, hour: 9 }, '23rd of the month, ready by 9:00'],
  [{ kind: 'monthly', day: 31, hour: 9 }, 'Last day of the month, ready by 9:00'],
])('%j reads %s', (schedule, text) => {
  expect(scheduleText(schedule)).toBe(text);
});

test('a time is one to be ready by, and the form says when it runs', () => {
  expect(windowText(8)).toBe('Ready by 8:00: it runs between 7:00 and 8:00.');
  expect(windowText(0)).toBe('Ready by 0:00: it runs between 23:00 and 24:00 the day before.');
});

test('how often that is', () => {
  const twice: Schedule = { kind: 'weekly', days: [1, 4], hour: 8 };
  expect([null, { kind: 'hourly' } as const, twice].map(refreshesPerDay)).toEqual([0, 24, 1]);
  expect([null, { kind: 'hourly' } as const, twice].map(refreshesPerYear)).toEqual([0, 8760, 104]);
  expect(refreshesPerYear({ kind: 'monthly', day: 1, hour: 8 })).toBe(12);
});
