import { isTextKind } from '../domain/column-kinds';
import { type Area, content } from './area';
import { rowsWithFormats } from './block-formats';
import { cutShortDigests } from './cut-short';
import type { headingsOf } from './headings';
import type { ColumnPlan, LinesPlan, RecordPlan, ValuePlan, Wanted } from './plan';
import { columnDigest, earlierThan, isKeyed, keysOf, type Written } from './written';

/** What a record is made of. */
interface Recorded extends LinesPlan {
  readonly written: Written;
  readonly wanted: Wanted;
  readonly headings: ReturnType<typeof headingsOf>;
  readonly sheetId: number;
  readonly ownSheet: boolean;
  /** The cells as they were read before the write. */
  readonly area: Area;
}

/** The record of a block once all of it is written. */
export function recordAfter(
  { written, wanted, headings, sheetId, title, name, sentence, ownSheet, area }: Recorded,
  { rect, columns, before, oldColumns }: ColumnPlan,
): Written {
  const { header, kinds, currency, rows, totals } = wanted;
  const keys = keysOf([kinds]);
  const inFigures = rows.flatMap((row) => row.filter((cell, index) => !isTextKind(kinds[index]) && isText(cell)));
  const after = {
    sheetId,
    layouts: [{ header: [...header], kinds: [...kinds] }],
    headings: headings.map(({ text, isTheirs }) => (isTheirs ? [text] : [])),
    texts: distinct(inFigures.map(String)),
    columns: columns.map((column) => column - rect.column),
    titles: title === null ? written.titles : [wanted.title],
    names: wanted.board === null ? [] : name === null ? written.names : [name.text],
    sentences: sentence === null ? written.sentences : hasSentence(wanted) ? [sentence.text] : [],
    board: wanted.board !== null,
    ownSheet,
    lines: [...(wanted.board?.lines ?? [])],
    sums: [...(wanted.board?.sums ?? [])],
    totals: totals ? [[...totals]] : [],
    digests: header.map((_, index) => columnDigest(rows.map((row) => row[index] ?? ''))),
    keyless: rows.filter((row) => !isKeyed(row, keys)).length,
    currency,
    unfinished: null,
    cut: [],
    formattedRows: null,
  };
  const below = Array.from({ length: Math.max(0, before.rows - 1) }, (_, down) => before.row + 1 + down);
  const standing = {
    columns: oldColumns.map((column) => column - before.column),
    digests: oldColumns.map((column) => columnDigest(below.map((row) => content(area, row, column)?.value ?? ''))),
  };
  return { ...after, earlier: earlierThan(after, written, standing) };
}

/** The record of a block while it is written, and afterwards. `unchanged`: only its title is written. */
export function planRecord(
  { written, sheetId, name, sentence, area }: Recorded,
  complete: Written,
  plan: ColumnPlan & ValuePlan,
  unchanged: boolean,
): RecordPlan {
  const { union, oldColumns, columns, before, oldEnd } = plan;
  const after = unchanged ? { ...complete, formattedRows: written.formattedRows } : complete;
  const titles = distinct([...written.titles, ...after.titles]);
  const names = distinct([...(name?.isNew || name?.text === '' ? [''] : []), ...written.names, ...after.names]);
  const sentences = distinct([
    ...(sentence?.isNew || sentence?.text === '' ? [''] : []),
    ...written.sentences,
    ...after.sentences,
  ]);
  if (unchanged) return { during: { ...after, titles, names, sentences }, after };
  const all = [...columns, ...oldColumns.slice(columns.length)];
  // Totals that the report has given up are not found again by a write that sees fewer columns.
  const areGivenUp = written.unfinished === null && oldEnd === before.row + before.rows;
  const layouts = distinct([...written.layouts, ...after.layouts]);
  const during: Written = {
    sheetId,
    layouts,
    headings: all.map((_, index) => distinct([...(written.headings[index] ?? []), ...(after.headings[index] ?? [])])),
    texts: distinct([...written.texts, ...after.texts]),
    columns: all.map((column) => column - union.column),
    titles,
    names,
    sentences,
    board: written.board,
    ownSheet: after.ownSheet,
    lines: distinct([...written.lines, ...after.lines]),
    sums: written.sums,
    totals: distinct([...(areGivenUp ? [] : written.totals), ...after.totals]),
    digests: written.digests,
    keyless: written.keyless + written.totals.length + after.keyless + after.totals.length,
    currency: written.currency,
    unfinished: rowsWithFormats(written, plan),
    cut: cutShortDigests(plan, plan, keysOf(layouts.map(({ kinds }) => kinds)), area),
    formattedRows: written.formattedRows,
    earlier: null,
  };
  return { during, after };
}

const hasSentence = ({ board }: Wanted): boolean => board !== null && board.sentence !== null;

const isText = (cell: unknown) => typeof cell === 'string' && cell !== '';

function distinct<T>(items: readonly T[]): T[] {
  const texts = items.map((item) => JSON.stringify(item));
  return items.filter((_, index) => texts.indexOf(texts[index] ?? '') === index);
}
