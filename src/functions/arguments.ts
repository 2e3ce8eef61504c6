import {
  defaultPeriod,
  maxRows,
  type PartnerType,
  type PeriodName,
  partnerTypes,
  periodNames,
} from '../leaderboard/vocabulary';
import { Problem } from '../problem';

/** What Sheets may hand to a custom function: a value, a range as rows of values, or nothing. */
export type Argument = unknown;

const defaultLimit = 10;

export function periodArgument(argument: Argument): PeriodName {
  const given = scalar(argument, 'period');
  if (given === '') return defaultPeriod;
  const name = spelled(given).replace(/[\s-]+/g, '_');
  const period = periodNames.find((known) => known === name);
  if (period) return period;
  throw new Problem(
    `${shown(given)} is not a period. Use one of ${periodNames.join(', ')}, for example "last_quarter".`,
  );
}

/** null: all types. */
export function partnerTypeArgument(argument: Argument): PartnerType | null {
  const given = scalar(argument, 'type');
  if (given === '') return null;
  const type = partnerTypes.find((known) => known === spelled(given));
  if (type) return type;
  throw new Problem(
    `${shown(given)} is not a partner type. Use ${partnerTypes.join(', ')}, or leave it empty for all.`,
  );
}

export function limitArgument(argument: Argument): number {
  const given = scalar(argument, 'limit');
  if (given === '') return defaultLimit;
  const limit =
    typeof given === 'number' ? given : /^\d{1,3}$/.test(spelled(given)) ? Number(spelled(given)) : Number.NaN;
  if (Number.isInteger(limit) && limit >= 1 && limit <= maxRows) return limit;
  throw new Problem(`${shown(given)} is not a limit. Use a whole number from 1 to ${maxRows}, for example 10.`);
}

/** An empty cell arrives as '', an omitted argument as undefined, and some callers give null: all mean the default (P1.2-6, P1.2-7). */
function scalar(argument: Argument, name: string): unknown {
  const value = Array.isArray(argument) ? single(argument, name) : argument;
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '') ? '' : value;
}

/** A range arrives as rows of cells even when it is one cell (P1.2-2). */
function single(rows: readonly unknown[], name: string): unknown {
  const cells = rows.flatMap((row: unknown): unknown[] => (Array.isArray(row) ? row : [row]));
  if (cells.length > 1) throw new Problem(`The ${name} is a range of ${cells.length} cells. Refer to one cell.`);
  return cells[0];
}

const spelled = (given: unknown): string => textOf(given).toLowerCase();

/** Sheets hands over no objects but dates; anything else has no text to rely on. */
function textOf(given: unknown): string {
  return typeof given === 'object' && !(given instanceof Date) ? 'this' : String(given).trim();
}

/** What arrived, short enough for a note. */
function shown(given: unknown): string {
  const text = textOf(given);
  return `"${text.length > 40 ? `${text.slice(0, 40)}…` : text}"`;
}
