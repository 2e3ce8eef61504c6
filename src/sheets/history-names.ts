import { canonicalUuid, nameKey } from '../domain/names';
import type { Standing } from '../domain/standing';
import { applyLooks } from '../google/spreadsheet';
import type { Sheet } from '../google/types';
import { withoutApostrophe, written, writtenPlain } from './text';

/** The columns of the sheet in which a history identifies partners. */
export interface NameColumns {
  readonly date: number;
  readonly name: number;
  readonly uuid: number;
}

/** The present spelling of each partner's name, by uuid. */
type Names = ReadonlyMap<string, string>;

export const presentNames = (shown: readonly Standing[]): Names =>
  new Map(shown.map(({ partner: { uuid, name } }) => [uuid, name]));

/**
 * Whether one of these rows has a name in another spelling than the present one. `left`: the column of their first
 * cells.
 */
export const hasOtherSpelling = (
  rows: readonly (readonly unknown[])[],
  left: number,
  columns: NameColumns,
  names: Names,
): boolean => rows.some((row) => spelling(row, left, columns, names)?.isOther === true);

/**
 * Writes the present spelling over names that a history has in another one, from a row on. Neighbouring cells of a
 * column are one write. Cells that Sheets refuses keep the old spelling until the next snapshot.
 */
export function respell(sheet: Sheet, firstRow: number, columns: NameColumns, names: Names): void {
  applyLooks(() => {
    const left = Math.min(columns.date, columns.name, columns.uuid);
    const width = Math.max(columns.date, columns.name, columns.uuid) + 1 - left;
    const count = sheet.getLastRow() + 1 - firstRow;
    // The rows are read again: people may have moved them since the end of the history was read.
    const rows: unknown[][] = sheet.getRange(firstRow, left, count, width).getValues();
    const cells = sheet.getRange(firstRow, columns.name, count, 1);
    const formulas = cells.getFormulas();
    const formats = cells.getNumberFormats();
    const spellings = rows.map((row, index) =>
      formulas[index]?.[0] === '' ? spelling(row, left, columns, names) : undefined,
    );
    for (const { from, end } of runs(spellings)) {
      const lines = spellings.slice(from, end).map((spelling, down) => {
        const write = formats[from + down]?.[0] === '@' ? writtenPlain : written;
        return [write(spelling?.name ?? '')];
      });
      sheet.getRange(firstRow + from, columns.name, lines.length, 1).setValues(lines);
    }
  });
}

interface Spelling {
  /** The present spelling. */
  readonly name: string;
  readonly isOther: boolean;
}

/**
 * The name in a row that the history wrote about a partner whose present name is known; undefined for any other row.
 */
function spelling(
  row: readonly unknown[],
  left: number,
  { date, name: column, uuid }: NameColumns,
  names: Names,
): Spelling | undefined {
  const [day, there, id] = [
    row[date - left],
    withoutApostrophe(row[column - left]),
    withoutApostrophe(row[uuid - left]),
  ];
  if (typeof day !== 'number' && !(day instanceof Date)) return undefined;
  if (typeof there !== 'string' || typeof id !== 'string') return undefined;
  const name = names.get(canonicalUuid(id));
  if (name === undefined) return undefined;
  if (there === name) return { name, isOther: false };
  return nameKey(there) === nameKey(name) ? { name, isOther: true } : undefined;
}

/** Neighbouring rows with names, from the first to the last in another spelling. `end` is excluded. */
function runs(spellings: ReadonlyArray<Spelling | undefined>): Array<{ readonly from: number; readonly end: number }> {
  const made: Array<{ from: number; end: number }> = [];
  let open: { from: number; end: number } | null = null;
  for (const [index, spelling] of spellings.entries()) {
    if (!spelling) open = null;
    else if (spelling.isOther) {
      if (!open) {
        open = { from: index, end: index };
        made.push(open);
      }
      open.end = index + 1;
    }
  }
  return made;
}
