import { rowsWithFormats } from './block-formats';
import type { ColumnPlan, RecordPlan, TitlePlan, Wanted } from './plan';
import { digest, isKeyed, type Written } from './written';

/** What to know of the block while it is written and once it is. `unchanged`: nothing but its title is. */
export function planRecord(
  written: Written,
  wanted: Wanted,
  sheetId: number,
  plan: ColumnPlan,
  title: TitlePlan | null,
  unchanged: boolean,
): RecordPlan {
  const { header, kinds, currency, rows, totals } = wanted;
  const { rect, union, oldColumns, columns } = plan;
  const ranked = kinds.map((kind) => kind === 'rank');
  const after: Written = {
    sheetId,
    layouts: [{ header: [...header], kinds: [...kinds] }],
    columns: columns.map((column) => column - rect.column),
    titles: title === null ? written.titles : [wanted.title],
    totals: totals ? [[...totals]] : [],
    digests: header.map((_, index) => digest(rows.map((row) => row[index] ?? ''))),
    keyless: rows.filter((row) => !isKeyed(row, ranked)).length,
    currency,
    unfinished: null,
    formattedRows: unchanged ? written.formattedRows : null,
  };
  const titles = distinct([...written.titles, ...after.titles]);
  if (unchanged) return { during: { ...after, titles }, after };
  const all = [...columns, ...oldColumns.slice(columns.length)];
  const during: Written = {
    sheetId,
    layouts: distinct([...written.layouts, ...after.layouts]),
    columns: all.map((column) => column - union.column),
    titles,
    totals: distinct([...written.totals, ...after.totals]),
    digests: written.digests,
    keyless: written.keyless + written.totals.length + after.keyless + after.totals.length,
    currency: written.currency,
    unfinished: rowsWithFormats(written, plan),
    formattedRows: written.formattedRows,
  };
  return { during, after };
}

function distinct<T>(items: readonly T[]): T[] {
  const texts = items.map((item) => JSON.stringify(item));
  return items.filter((_, index) => texts.indexOf(texts[index] ?? '') === index);
}
