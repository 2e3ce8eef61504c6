import type { ColumnName } from './column-names';
import type { Partner } from './leaderboard';
import { decimalsOf, unitsOf } from './money';
import { shortId } from './movement-base';
import { type Figure, figureFields, partnerFigures } from './partner-figures';

/*
 * The figures that a report shows, in a text that is small enough to be kept of sixty reports (P4-5): a hundred partners
 * take some 3 KB. Amounts are in their currency's smallest unit, and a partner is a number of 48 bits.
 */

/**
 * The figures that are kept of those that a report shows, one with a sum among them. Where a report shows no open pipeline, deals that
 * are won later restate nothing. A ratio of two of them follows from those.
 */
export function finalFields(shown: readonly ColumnName[]): readonly Figure[] {
  const isShown = (field: Figure) => shown.includes(partnerFigures[field].name);
  const fields = figureFields.filter((field) => {
    const { total } = partnerFigures[field];
    return isShown(field) && !(Array.isArray(total) && total.every((part) => isShown(part)));
  });
  return fields.some((field) => partnerFigures[field].total === 'sum') ? fields : ['revenue', ...fields];
}

/** Amounts in smallest units, counts as they are, rates in thousandths as cells show them; null: Journeybee had none. */
export type FinalFigures = Readonly<Partial<Record<Figure, number | null>>>;

export interface FinalReport {
  readonly currency: string | null;
  readonly fields: readonly Figure[];
  /** By short id; see `finalId`. */
  readonly partners: ReadonlyMap<string, FinalFigures>;
}

/** What a partner is called among kept figures. */
export const finalId = (uuid: string): string => String(idOf(uuid));

const idOf = (uuid: string): number => Number.parseInt(shortId(uuid), 36) % 64 ** idSigns;

/** A partner's figures as they are kept. */
export const finalFigures = (partner: Partner, fields: readonly Figure[], currency: string | null): FinalFigures =>
  Object.fromEntries(fields.map((field) => [field, keptFigure(partner[field], field, currency)]));

function keptFigure(value: number | null, field: Figure, currency: string | null): number | null {
  const { kind } = partnerFigures[field];
  if (value === null || kind === 'count') return value;
  return kind === 'money' ? unitsOf(value, currency) : Math.round(value * thousandths);
}

/** A kept figure as cells have it. */
export function shownFigure(value: number, field: Figure, currency: string | null): number {
  const { kind } = partnerFigures[field];
  if (kind === 'count') return value;
  return value / (kind === 'money' ? 10 ** decimalsOf(currency) : thousandths);
}

const thousandths = 1000;

const version = '1';
const signs = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** Of six bits each. */
const idSigns = 8;
/** Encloses what is no small whole number. */
const quote = '~';
/** The code of a missing figure, and of the number 0. */
const [missing, zero] = [0, 1];

/** The most partners whose figures are kept: as many as one answer of Journeybee has. */
const mostPartners = 100;

/**
 * Figures as text, null for more partners than are kept. Version, fields, of each partner its id and a number for each field, and the currency, with spaces in between.
 */
export function encoded(
  partners: readonly Partner[],
  fields: readonly Figure[],
  currency: string | null,
): string | null {
  if (partners.length > mostPartners) return null;
  const rows = partners.map((partner) => {
    const figures = finalFigures(partner, fields, currency);
    return fixed(idOf(partner.uuid)) + fields.map((field) => numberText(figures[field] ?? null)).join('');
  });
  return [version, fields.join(), rows.join(''), currency ?? ''].join(' ');
}

/** null for a text that is none of ours, or is damaged. */
export function decoded(text: string): FinalReport | null {
  const [of, named, rows, ...currency] = text.split(' ');
  if (of !== version || named === undefined || rows === undefined || currency.length === 0) return null;
  const names = named.split(',');
  const fields = names.flatMap((name) => figureFields.find((field) => field === name) ?? []);
  // Without a field that is not known any more the others cannot be told apart.
  if (fields.length !== names.length) return null;
  const partners = new Map<string, FinalFigures>();
  const number = reader(rows);
  while (number.hasMore()) {
    const id = number.fixed();
    const figures: Partial<Record<Figure, number | null>> = {};
    for (const name of fields) {
      const value = number.next();
      if (value === undefined) return null;
      figures[name] = value;
    }
    if (id === undefined) return null;
    partners.set(String(id), figures);
  }
  return { currency: currency.join(' ') || null, fields, partners };
}

function fixed(id: number): string {
  let text = '';
  for (let rest = id, place = 0; place < idSigns; place += 1, rest = Math.floor(rest / 64))
    text += signs.charAt(rest % 64);
  return text;
}

/** Five bits a sign, the lowest first; the sixth says that more follow. */
function numberText(value: number | null): string {
  const isShort = value === null || (Number.isSafeInteger(value) && value >= 0 && value < Number.MAX_SAFE_INTEGER);
  if (!isShort) return quote + value + quote;
  let rest = value === null ? missing : value + zero;
  let text = '';
  for (; rest >= 32; rest = Math.floor(rest / 32)) text += signs.charAt(32 + (rest % 32));
  return text + signs.charAt(rest);
}

/** Reads what `fixed` and `numberText` write; undefined where the text is otherwise. */
function reader(text: string) {
  let at = 0;
  const code = () => {
    const value = signs.indexOf(text.charAt(at) || quote);
    at += 1;
    return value;
  };
  const quoted = () => {
    const end = text.indexOf(quote, at);
    const value = end < 0 ? Number.NaN : Number(text.slice(at, end) || Number.NaN);
    at = end < 0 ? text.length : end + 1;
    return Number.isNaN(value) ? undefined : value;
  };
  return {
    hasMore: () => at < text.length,
    fixed: (): number | undefined => {
      let id = 0;
      for (let place = 0, size = 1; place < idSigns; place += 1, size *= 64) {
        const value = code();
        if (value < 0) return undefined;
        id += value * size;
      }
      return id;
    },
    next: (): number | null | undefined => {
      if (text.charAt(at) === quote) {
        at += 1;
        return quoted();
      }
      let number = 0;
      for (let size = 1; ; size *= 32) {
        const value = code();
        if (value < 0 || size > Number.MAX_SAFE_INTEGER) return undefined;
        number += (value % 32) * size;
        if (value < 32) return number === missing ? null : number - zero;
      }
    },
  };
}
