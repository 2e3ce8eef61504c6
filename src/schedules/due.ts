import { addDays, addMonths } from '../domain/days';
import { hourMs } from '../domain/duration';
import type { DayOfWeek, Schedule } from '../domain/schedule';
import { dayAt, momentOf, type OffsetAt } from '../domain/time-zone';

/**
 * An hourly report is due again half an hour after its figures. Each hourly tick then finds it due, however early or
 * late it comes, and two ticks in quick succession refresh it once.
 */
const hourlyPauseMs = hourMs / 2;

/**
 * The first time after `after` at which a report becomes due: an hour before it has to be ready. Times are milliseconds since
 * 1970, in a zone that `offsetAt` knows.
 */
export function dueAfter(schedule: Schedule, after: number, offsetAt: OffsetAt): number {
  if (schedule.kind === 'hourly') return after + hourlyPauseMs;
  // It is due on the day before, where it has to be ready by midnight.
  const from = dayAt(after, offsetAt);
  const { hour } = schedule;
  for (const day of schedule.kind === 'weekly' ? daysOfWeek(from, schedule.days) : daysOfMonths(from, schedule.day)) {
    const due = momentOf(day, hour, offsetAt) - hourMs;
    if (due > after) return due;
  }
  throw new RangeError('A schedule without days is never due.');
}

/** Since when a report is due at `now`: since the last due time after its figures; null where it is not due. */
export function dueSince(
  schedule: Schedule,
  refreshedAt: number | null,
  now: number,
  offsetAt: OffsetAt,
): number | null {
  const due = refreshedAt === null ? now : dueAfter(schedule, refreshedAt, offsetAt);
  return due <= now ? due : null;
}

/** The chosen days of this week and the next. */
function daysOfWeek(from: string, days: readonly DayOfWeek[]): string[] {
  const next = Array.from({ length: 9 }, (_, index) => addDays(from, index));
  return next.filter((day) => days.includes(weekdayOf(day)));
}

/** The chosen day of this month and the next two, or their last. */
function daysOfMonths(from: string, day: number): string[] {
  const first = `${from.slice(0, 8)}01`;
  return [0, 1, 2].map((months) => {
    const last = addDays(addMonths(first, months + 1), -1);
    const chosen = addDays(addMonths(first, months), day - 1);
    return chosen < last ? chosen : last;
  });
}

export const weekdayOf = (day: string): DayOfWeek => (new Date(Date.parse(day)).getUTCDay() || 7) as DayOfWeek;
