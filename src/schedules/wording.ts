import { type DayOfWeek, everyDay, type Schedule, workdays } from '../domain/schedule';

export const weekdayNames: Readonly<Record<DayOfWeek, string>> = {
  1: 'Monday',
  2: 'Tuesday',
  3: 'Wednesday',
  4: 'Thursday',
  5: 'Friday',
  6: 'Saturday',
  7: 'Sunday',
};

/** "Monday and Thursday, ready by 8:00". */
export function scheduleText(schedule: Schedule): string {
  if (schedule.kind === 'hourly') return 'Every hour';
  const days = schedule.kind === 'weekly' ? daysText(schedule.days) : monthDayText(schedule.day);
  return `${days}, ready by ${hourText(schedule.hour)}`;
}

/** When it runs to be ready by then. */
export function windowText(hour: number): string {
  const from =
    hour === 0 ? `${hourText(23)} and ${hourText(24)} the day before` : `${hourText(hour - 1)} and ${hourText(hour)}`;
  return `Ready by ${hourText(hour)}: it runs between ${from}.`;
}

export const hourText = (hour: number): string => `${hour}:00`;

export function monthDayText(day: number): string {
  if (day === 31) return 'Last day of the month';
  return `${ordinal(day)} of the month`;
}

function daysText(days: readonly DayOfWeek[]): string {
  if (days.length === everyDay.length) return 'Every day';
  const sorted = [...days].sort();
  if (sorted.join() === workdays.join()) return 'Weekdays';
  const names = sorted.map((day) => weekdayNames[day]);
  const last = names.pop() ?? '';
  return names.length === 0 ? last : `${names.join(', ')} and ${last}`;
}

function ordinal(day: number): string {
  const ending = day > 10 && day < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][day % 10] ?? 'th');
  return `${day}${ending}`;
}
