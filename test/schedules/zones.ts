import fc from 'fast-check';
import { offset } from '../../workbench/apps-script/workbook/wall-time';

/** With the clocks changed at 1, 2 and 3 o'clock, at midnight, by half an hour, and not at all. */
const zones = [
  'America/New_York',
  'Europe/Berlin',
  'Europe/London',
  'Pacific/Auckland',
  'Australia/Lord_Howe',
  'America/Santiago',
  'Asia/Beirut',
  'Africa/Casablanca',
  'Asia/Kolkata',
  'Etc/UTC',
];

export const anyZone = fc.constantFrom(...zones);

export const offsetOf = (zone: string) => (ms: number) => offset(ms, zone);

/** Two years in which every zone changes its clocks. */
export const anyMoment = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 11, 31) });

/** What the wall clock of a zone shows, by Node's own calendar. */
export function wallClock(
  ms: number,
  zone: string,
): { readonly day: string; readonly weekday: number; readonly hour: number } {
  const part = Object.fromEntries(
    formatterOf(zone)
      .formatToParts(ms)
      .map(({ type, value }) => [type, value]),
  );
  const weekday =
    ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].findIndex((name) => part.weekday?.startsWith(name)) + 1;
  return { day: `${part.year}-${part.month}-${part.day}`, weekday, hour: Number(part.hour) };
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const two = '2-digit';
  const known =
    formatters.get(timeZone) ??
    new Intl.DateTimeFormat('en-CA', {
      timeZone,
      hourCycle: 'h23',
      weekday: 'short',
      year: 'numeric',
      month: two,
      day: two,
      hour: two,
    });
  formatters.set(timeZone, known);
  return known;
}
