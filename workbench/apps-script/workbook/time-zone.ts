/** A file's zone may be an offset, such as "GMT-07:00", which Node's formatter knows by no name (P8-40). */
const offsetName = /^GMT([+-])(\d\d):(\d\d)$/;

/** A formatter for a zone as Sheets names it, and by how many milliseconds what it is given has to be moved on before. */
export interface ZoneFormatter {
  readonly format: Intl.DateTimeFormat;
  readonly aheadMs: number;
}

/** Throws a RangeError for a time zone that does not exist. */
export function zoneFormatter(timeZone: string, language: string, options: Intl.DateTimeFormatOptions): ZoneFormatter {
  const [, sign, hours = '', minutes = ''] = offsetName.exec(timeZone) ?? [];
  if (sign === undefined) return { format: new Intl.DateTimeFormat(language, { ...options, timeZone }), aheadMs: 0 };
  const ahead = (Number(hours) * 60 + Number(minutes)) * 60_000;
  if (Number(hours) > 14 || Number(minutes) > 59) throw new RangeError(`Invalid time zone specified: ${timeZone}`);
  const format = new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' });
  return { format, aheadMs: sign === '-' ? -ahead : ahead };
}
