import { type ZoneFormatter, zoneFormatter } from './time-zone';

/** Dates in cells are days since 30 December 1899 on the wall clock of the spreadsheet's time zone (P8-10). */
const dayMs = 86_400_000;
const epoch = Date.UTC(1899, 11, 30);

const formatters = new Map<string, ZoneFormatter>();

export function toSerial(instant: number, timeZone: string): number {
  return (instant + offset(instant, timeZone) - epoch) / dayMs;
}

export function fromSerial(serial: number, timeZone: string): number {
  const wall = epoch + Math.round(serial * dayMs);
  // Around a change of the clocks the first guess may use the offset of the other side.
  const guess = wall - offset(wall, timeZone);
  return wall - offset(guess, timeZone);
}

export function serialOf(year: number, month: number, day: number): number {
  return (Date.UTC(year, month - 1, day) - epoch) / dayMs;
}

export function yearOf(serial: number): number {
  return new Date(epoch + Math.floor(serial) * dayMs).getUTCFullYear();
}

/** Throws a RangeError for a time zone that does not exist. */
export function offset(instant: number, timeZone: string): number {
  const whole = Math.floor(instant / 1000) * 1000;
  const { format, aheadMs } = formatter(timeZone);
  const part = Object.fromEntries(format.formatToParts(whole + aheadMs).map(({ type, value }) => [type, value]));
  const wall = Date.UTC(
    Number(part.year),
    Number(part.month) - 1,
    Number(part.day),
    Number(part.hour),
    Number(part.minute),
    Number(part.second),
  );
  return wall - whole;
}

function formatter(timeZone: string): ZoneFormatter {
  const known = formatters.get(timeZone);
  if (known) return known;
  const made = zoneFormatter(timeZone, 'en-US', {
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formatters.set(timeZone, made);
  return made;
}
