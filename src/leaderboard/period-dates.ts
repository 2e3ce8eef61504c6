import type { PeriodName } from './vocabulary';

/**
 * The days a period covers, in words, on a given day (ISO). For choosing only: Journeybee resolves periods itself, and a
 * table shows the days it answered with.
 */
export function periodDates(period: PeriodName, today: string): string {
  const [year = 0, month = 1, day = 1] = today.split('-').map(Number);
  const quarter = Math.floor((month - 1) / 3) * 3;
  const days = (first: Date, last: Date) => `${written(first)} – ${written(last)}`;
  switch (period) {
    case 'current_year':
      return days(date(year, 0, 1), date(year, 11, 31));
    case 'last_year':
      return days(date(year - 1, 0, 1), date(year - 1, 11, 31));
    case 'current_quarter':
      return days(date(year, quarter, 1), date(year, quarter + 3, 0));
    case 'last_quarter':
      return days(date(year, quarter - 3, 1), date(year, quarter, 0));
    case 'current_month':
      return days(date(year, month - 1, 1), date(year, month, 0));
    case 'last_month':
      return days(date(year, month - 2, 1), date(year, month - 1, 0));
    case 'last_30_days':
    case 'last_90_days':
    case 'last_6_months':
    case 'last_12_months':
      return `Up to ${written(date(year, month - 1, day))}`;
  }
}

const date = (year: number, monthIndex: number, day: number) => new Date(Date.UTC(year, monthIndex, day));

const written = (day: Date) =>
  day.toLocaleDateString('en-US', { timeZone: 'UTC', year: 'numeric', month: 'short', day: 'numeric' });
