/** Monday is 1 and Sunday 7, as in ISO 8601 and in Google's clock events (P3-8). */
export const daysOfWeek = [1, 2, 3, 4, 5, 6, 7] as const;
export type DayOfWeek = (typeof daysOfWeek)[number];

/**
 * When a report is refreshed by itself. Days and hours are in the spreadsheet's time zone. A report is ready by its
 * hour: the refresh runs in the hour before. In a month without the chosen day it runs on the month's last day.
 */
export type Schedule =
  | { readonly kind: 'hourly' }
  | { readonly kind: 'weekly'; readonly days: readonly DayOfWeek[]; readonly hour: number }
  | { readonly kind: 'monthly'; readonly day: number; readonly hour: number };

export const everyDay: readonly DayOfWeek[] = daysOfWeek;
export const workdays: readonly DayOfWeek[] = [1, 2, 3, 4, 5];

/** On a day that has any. */
export function refreshesPerDay(schedule: Schedule | null): number {
  if (schedule === null) return 0;
  return schedule.kind === 'hourly' ? 24 : 1;
}

export function refreshesPerYear(schedule: Schedule | null): number {
  if (schedule === null) return 0;
  switch (schedule.kind) {
    case 'hourly':
      return 24 * 365;
    case 'weekly':
      return 52 * schedule.days.length;
    case 'monthly':
      return 12;
  }
}
