import {
  addedColumns,
  type ColumnName,
  columnNamed,
  columnNames,
  figures,
  placedColumns,
} from '../domain/column-names';
import { defaultLayout, type Layout, type Sort } from '../domain/layout';
import {
  type FilterName,
  filterNames,
  type Grouping,
  groupings,
  type LeadDirection,
  leadDirections,
} from '../domain/vocabulary';
import { Problem } from '../problem';
import { type Argument, rowsOf, shown, spelled, textOf, withoutQuotes } from './given';
import { suggestion } from './nearest';

/** What a formula may say beyond period, type and limit. */
export interface Options {
  readonly layout: Layout;
  /** null: Journeybee's default. */
  readonly leadDirection: LeadDirection | null;
  /** As typed: a label, a name or a uuid, or several; null restricts nothing. */
  readonly filters: { readonly [name in FilterName]: string | null };
}

/** The name of each option as messages show it, and the pattern of what people may write. */
const optionNames = [
  ['columns', /^columns?$/],
  ['sort', /^(?:sort|order)(?: by)?$/],
  ['rank', /^rank(?: within| by)?$/],
  ['headers', /^headers?$/],
  ['tier', /^tiers?$/],
  ['category', /^categor(?:y|ies)$/],
  ['stage', /^stages?$/],
  ['partner', /^partners?$/],
  ['lead direction', /^(?:lead )?directions?$|^leads?$/],
] as const;
type OptionName = (typeof optionNames)[number][0];

const example = 'tier=Gold; headers=no';

/** Options from a text such as "tier=Gold; headers=no", or from a range of two columns, names and values. */
export function optionsArgument(argument: Argument): Options {
  const values = valuesOf(entriesOf(argument));
  const value = (name: OptionName): string => values.get(name) || '';
  const filter = (name: FilterName): string | null => value(name) || null;
  return {
    layout: {
      columns: columnsOf(value('columns')),
      sort: sortOf(value('sort')),
      rankWithin: groupingOf(value('rank')),
      headers: headersOf(value('headers')),
    },
    leadDirection: directionOf(value('lead direction')),
    filters: { partner: filter('partner'), tier: filter('tier'), category: filter('category'), stage: filter('stage') },
  };
}

type Entry = readonly [name: unknown, value: unknown];

function entriesOf(argument: Argument): Entry[] {
  const rows = rowsOf(argument, 'options');
  const cells = rows.flat();
  if (cells.every((cell) => cell === '')) return [];
  if (cells.length === 1) return textEntries(cells[0]);
  if (rows.every(({ length }) => length === 2)) return rows.map(([name, value]) => [name, value]);
  throw new Problem(
    `A range of options has two columns, names and values, but this one has ${rows[0]?.length}. Or write them as text, for example ${example}.`,
  );
}

/**
 * Entries are separated by semicolons or line breaks. Quotes around a value, or around a part of one, keep it
 * together.
 */
const entryText = /(?:"(?<=(?:^|[=:,;\r\n])\s*")(?:[^"]|"")*"(?=\s*(?:[,;\r\n]|$))|[^;\r\n])+/g;

function textEntries(given: unknown): Entry[] {
  const text = typeof given === 'string' ? given : textOf(given);
  if (text === '') throw unknownOption(given);
  const entries: Array<readonly [name: string, value: string]> = [];
  let end = 0;
  for (const match of text.match(entryText) ?? []) {
    const between = text.slice(end, text.indexOf(match, end));
    end += between.length + match.length;
    const entry = /^\s*["“„«]/.test(match) ? withoutQuotes(match) : match;
    const at = entry.search(/[=:]/);
    const name = entry.slice(0, at < 0 ? undefined : at).trim();
    const before = entries[entries.length - 1];
    if (at >= 0) entries.push([name, entry.slice(at + 1)]);
    else if (before && isFilter(before[0]) && name !== '' && !optionNamed(name)) {
      // Names have semicolons, too.
      entries[entries.length - 1] = [before[0], before[1] + between + entry];
    } else if (name !== '') {
      throw optionNamed(name)
        ? new Problem(`${shown(name)} has no value. Write options as name=value, for example ${example}.`)
        : unknownOption(name);
    }
  }
  return entries.map(([name, value]) => [name, value.trim()]);
}

const isFilter = (given: unknown): boolean => {
  const named = optionNamed(given);
  return filterNames.some((name) => name === named);
};

/** The options by name. An option without a value counts as missing: most rows of a range of options are empty. */
function valuesOf(entries: readonly Entry[]): ReadonlyMap<OptionName, string> {
  const values = new Map<OptionName, string>();
  for (const [given, value] of entries) {
    if (given === '' && value === '') continue;
    const name = optionNamed(given);
    if (name === null) throw unknownOption(given === '' ? value : given);
    if (value === '') continue;
    if (textOf(value) === '' || (typeof value !== 'string' && name === 'partner')) {
      throw new Problem(`${shown(value)} is not a value for ${name}. Write it as text, with an apostrophe in front.`);
    }
    if (values.has(name)) throw new Problem(`The option ${name} is given twice. Keep one of them.`);
    values.set(name, isFilter(name) ? String(value) : withoutQuotes(String(value)));
  }
  return values;
}

function optionNamed(given: unknown): OptionName | null {
  const name = spelled(given).replace(/[ _-]+/g, ' ');
  return optionNames.find(([, pattern]) => pattern.test(name))?.[0] ?? null;
}

function unknownOption(given: unknown): Problem {
  const names = optionNames.map(([name]) => name);
  const name = textOf(given).split(/[=:]/)[0] ?? '';
  return new Problem(
    `${shown(given)} is not an option.${suggestion(name, names)} Use ${names.join(', ')}, for example ${example}.`,
  );
}

/** A figure that was added later comes after all others that a formula has, so that none of these moves. */
function columnsOf(text: string): readonly ColumnName[] {
  const named = text
    .split(/[,;\r\n]/)
    .map(withoutQuotes)
    .filter((name) => name !== '');
  if (named.length === 0) return defaultLayout.columns;
  const isAll = (name: string) => spelled(name) === 'all';
  const chosen = named.flatMap((name) => (isAll(name) ? placedColumns : [columnOf(name, 'a column')]));
  return named.some(isAll) ? [...chosen, ...addedColumns] : chosen;
}

function columnOf(text: string, what: string): ColumnName {
  const column = columnNamed(text);
  if (column) return column;
  throw new Problem(`${shown(text)} is not ${what}. Use ${columnNames.join(', ')}.`);
}

/** A column, with "asc" or "desc" after it where its usual direction is not meant. */
function sortOf(value: string): Sort {
  if (value === '') return defaultLayout.sort;
  const [, name = '', direction] = /^(.*?)(?: (asc|desc)(?:ending)?)?$/i.exec(textOf(value)) ?? [];
  const column = columnOf(name, 'a column to sort by');
  return { column, descending: direction ? direction.toLowerCase() === 'desc' : figures.includes(column) };
}

function groupingOf(value: string): Grouping | null {
  if (value === '') return null;
  const name = optionNamed(value);
  const grouping = groupings.find((other) => other === name);
  if (grouping) return grouping;
  throw new Problem(`Ranks do not count within ${shown(value)}. Use rank=${groupings.join(', rank=')}.`);
}

function headersOf(value: string): boolean {
  if (value === '') return defaultLayout.headers;
  const word = spelled(value);
  if (/^(?:yes|true|on|1)$/.test(word)) return true;
  if (/^(?:no|false|off|0)$/.test(word)) return false;
  throw new Problem(`${shown(value)} does not say whether there are headers. Use headers=yes or headers=no.`);
}

function directionOf(value: string): LeadDirection | null {
  if (value === '') return null;
  const direction = leadDirections.find((other) => other === spelled(value));
  if (direction) return direction;
  throw new Problem(`${shown(value)} is not a lead direction. Use ${leadDirections.join(', ')}.`);
}
