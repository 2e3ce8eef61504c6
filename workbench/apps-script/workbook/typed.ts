import { serialOf } from './wall-time';

export type Locale = 'en_US' | 'de_DE';

/** What stands in a cell after somebody typed a text, or a script wrote it: setValues parses like typing (P8-4). */
export type Typed =
  | { kind: 'blank' }
  | { kind: 'formula'; text: string }
  | { kind: 'value'; value: number | string | boolean; format?: string };

export interface TypingContext {
  locale: Locale;
  /** A date without a year is in this one. */
  year: number;
  /** The cell is formatted as plain text (P8-7). */
  plainText?: boolean;
}

interface Conventions {
  decimal: string;
  thousands: string;
  words: Readonly<Record<string, boolean>>;
  date: string;
}

export const conventions: Readonly<Record<Locale, Conventions>> = {
  en_US: { decimal: '.', thousands: ',', words: { true: true, false: false }, date: 'M/d/yyyy' },
  de_DE: {
    decimal: ',',
    thousands: '.',
    words: { true: true, false: false, wahr: true, falsch: false },
    date: 'dd.MM.yyyy',
  },
};

const months: Readonly<Record<Locale, readonly string[]>> = {
  en_US: 'january february march april may june july august september october november december'.split(' '),
  de_DE: 'januar februar märz april mai juni juli august september oktober november dezember'.split(' '),
};

export function parseTyped(text: string, context: TypingContext): Typed {
  if (text === '') return { kind: 'blank' };
  if (text.startsWith("'")) return { kind: 'value', value: text.slice(1) };
  // Whether '@' stops a formula is not established (P8-8): the strict reading is that it does not.
  if (text.startsWith('=') && text.length > 1) return { kind: 'formula', text };
  if (context.plainText) return { kind: 'value', value: text };

  const trimmed = text.trim();
  const word = conventions[context.locale].words[trimmed.toLowerCase()];
  if (word !== undefined) return { kind: 'value', value: word };
  const parsed = parseNumber(trimmed, context.locale) ?? parseMoment(trimmed, context);
  if (parsed) return { kind: 'value', ...parsed };
  // Typing starts a formula with these too. For setValues that is not established (P8-5): the dangerous reading.
  if (/^[+-]./.test(text)) return { kind: 'formula', text: `=${text}` };
  return { kind: 'value', value: text };
}

interface ParsedNumber {
  value: number;
  format?: string;
}

function parseNumber(text: string, locale: Locale): ParsedNumber | undefined {
  const { decimal, thousands } = conventions[locale];
  const match = /^(\()?([+-])?\s*([$€£])?\s*([+-])?([\d.,]+)(e[+-]?\d+)?\s*([$€£%])?(\))?$/i.exec(text);
  if (!match) return undefined;
  const [, open, sign, before, innerSign, digits = '', exponent = '', after, close] = match;
  if ((open === undefined) !== (close === undefined) || (open && (sign || innerSign))) return undefined;
  if ((sign && innerSign) || (before && after) || (exponent && (before || after))) return undefined;

  const [whole = '', fraction, ...more] = digits.split(decimal);
  if (more.length > 0 || fraction?.includes(thousands) || (whole === '' && !fraction)) return undefined;
  const groups = whole.split(thousands);
  const grouped = groups.length > 1;
  if (grouped && !(/^\d{1,3}$/.test(groups[0] ?? '') && groups.slice(1).every((group) => group.length === 3))) {
    return undefined;
  }
  const negative = open !== undefined || sign === '-' || innerSign === '-';
  const magnitude = Number(`${groups.join('') || '0'}.${fraction || '0'}${exponent}`);
  if (!Number.isFinite(magnitude)) return undefined;
  const value = negative && magnitude !== 0 ? -magnitude : magnitude;

  const places = fraction ? '.00' : '';
  const symbol = before ?? (after === '%' ? undefined : after);
  if (after === '%') return { value: percent(value), format: fraction ? '0.00%' : '0%' };
  if (symbol) {
    const amount = `#,##0${places}`;
    return { value, format: before ? `"${symbol}"${amount}` : `${amount} "${symbol}"` };
  }
  if (exponent) return { value, format: '0.00E+00' };
  return grouped ? { value, format: `#,##0${places}` } : { value };
}

/** 10% is 0.1, not 10 times the nearest double to 0.01. */
function percent(value: number): number {
  return Number((value / 100).toPrecision(15));
}

function parseMoment(text: string, context: TypingContext): ParsedNumber | undefined {
  const time = parseTime(text);
  if (time) return time;
  const date = parseDate(text, context);
  if (date) return date;
  const split = /^(.+?)[ T,]+(\d{1,2}:.+)$/.exec(text);
  if (!split) return undefined;
  const day = parseDate(split[1] ?? '', context);
  const clock = parseTime(split[2] ?? '');
  if (!day || !clock || clock.value >= 1) return undefined;
  return { value: day.value + clock.value, format: `${day.format} ${clock.format}` };
}

function parseTime(text: string): (ParsedNumber & { format: string }) | undefined {
  const match = /^(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s*([ap]m))?$/i.exec(text);
  if (!match) return undefined;
  const [, hour = '', minute = '', second, half] = match;
  const hours = Number(hour);
  if (Number(minute) > 59 || Number(second ?? 0) > 59 || hours > 23 || (half && (hours < 1 || hours > 12))) {
    return undefined;
  }
  const hour24 = half ? (hours % 12) + (half.toLowerCase() === 'pm' ? 12 : 0) : hours;
  const format = `h:mm${second ? ':ss' : ''}${half ? ' AM/PM' : ''}`;
  return { value: (hour24 * 3600 + Number(minute) * 60 + Number(second ?? 0)) / 86_400, format };
}

function parseDate(text: string, context: TypingContext): (ParsedNumber & { format: string }) | undefined {
  const iso = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/.exec(text);
  if (iso) return dated(Number(iso[1]), Number(iso[3]), Number(iso[4]), 'yyyy-MM-dd');
  return context.locale === 'en_US' ? parseUsDate(text, context.year) : parseGermanDate(text, context.year);
}

function parseUsDate(text: string, year: number): (ParsedNumber & { format: string }) | undefined {
  const numeric = /^(\d{1,2})([-/.])(\d{1,2})(?:\2(\d{4}|\d{2}))?$/.exec(text);
  if (numeric && (numeric[2] !== '.' || numeric[4])) {
    const [, month, , day, written] = numeric;
    return dated(written ? fullYear(written) : year, Number(month), Number(day), written ? 'M/d/yyyy' : 'M/d');
  }
  const words = /^([a-z]{3,9})\.?\s+(\d{1,2})(?:,?\s+(\d{4}))?$/i.exec(text);
  if (words) return inWords(words[3], words[1], words[2], year, 'en_US', 'MMM d');
  const turned = /^(\d{1,2})[ -]([a-z]{3,9})(?:[ -](\d{4}))?$/i.exec(text);
  if (turned) return inWords(turned[3], turned[2], turned[1], year, 'en_US', 'd MMM');
  const monthly = /^([a-z]{3,9})\.?\s+(\d{4})$/i.exec(text);
  const month = monthly && monthNumber(monthly[1], 'en_US');
  return month ? dated(Number(monthly[2]), month, 1, 'MMM yyyy') : undefined;
}

function parseGermanDate(text: string, year: number): (ParsedNumber & { format: string }) | undefined {
  const numeric = /^(\d{1,2})([./-])(\d{1,2})(?:\2(\d{4}|\d{2})?)?$/.exec(text);
  if (numeric) {
    const [, day, , month, written] = numeric;
    return dated(written ? fullYear(written) : year, Number(month), Number(day), written ? 'dd.MM.yyyy' : 'dd.MM');
  }
  const words = /^(\d{1,2})\.?\s+([a-zäöü]{3,9})\.?(?:\s+(\d{4}))?$/i.exec(text);
  return words ? inWords(words[3], words[2], words[1], year, 'de_DE', 'd. MMM') : undefined;
}

function inWords(
  written: string | undefined,
  name: string | undefined,
  day: string | undefined,
  year: number,
  locale: Locale,
  format: string,
): (ParsedNumber & { format: string }) | undefined {
  const month = monthNumber(name, locale);
  if (!month) return undefined;
  return dated(written ? Number(written) : year, month, Number(day), written ? `${format} yyyy` : format);
}

function monthNumber(name = '', locale: Locale): number | undefined {
  const lower = name.toLowerCase();
  const index = months[locale].findIndex((month) => month === lower || month.slice(0, 3) === lower);
  return index < 0 ? undefined : index + 1;
}

function fullYear(text: string): number {
  const year = Number(text);
  if (text.length > 2) return year;
  return year < 30 ? 2000 + year : 1900 + year;
}

function dated(
  year: number,
  month: number,
  day: number,
  format: string,
): (ParsedNumber & { format: string }) | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  if (year < 1900 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  return { value: serialOf(year, month, day), format };
}
