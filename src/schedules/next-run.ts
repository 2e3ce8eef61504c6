import { hourMs } from '../domain/duration';
import type { Schedule } from '../domain/schedule';
import { type OffsetAt, timeAt } from '../domain/time-zone';
import { dueAfter, dueSince, weekdayOf } from './due';
import { hourText, weekdayNames } from './wording';

/** A run falls between these moments, milliseconds since 1970; `overdue`: it should have been there already. */
export interface NextRun {
  readonly from: number;
  readonly by: number;
  readonly overdue: boolean;
}

/**
 * When a report will be refreshed next, as `dueSince` will find it. A report that is due runs with the next hourly
 * tick.
 */
export function nextRun(schedule: Schedule, refreshedAt: number | null, now: number, offsetAt: OffsetAt): NextRun {
  const since = dueSince(schedule, refreshedAt, now, offsetAt);
  if (since !== null) return { from: now, by: now + hourMs, overdue: since + 2 * hourMs < now };
  const from = dueAfter(schedule, refreshedAt ?? now, offsetAt);
  return { from, by: from + hourMs, overdue: false };
}

/** "Monday 2026-05-18, between 7:00 and 8:00", on the wall clock. */
export function nextRunText(
  schedule: Schedule,
  { from, by, overdue }: NextRun,
  now: number,
  offsetAt: OffsetAt,
): string {
  if (overdue) return 'overdue: tried again within the hour';
  if (schedule.kind === 'hourly' || from <= now) return 'within the hour';
  const [day = '', start = ''] = timeAt(from, offsetAt).split(' ');
  const [, end = ''] = timeAt(by, offsetAt).split(' ');
  return `${weekdayNames[weekdayOf(day)]} ${day}, between ${clock(start)} and ${end === '00:00' ? hourText(24) : clock(end)}`;
}

/** Without a leading zero, as hours are written elsewhere. */
const clock = (time: string) => time.replace(/^0/, '');
