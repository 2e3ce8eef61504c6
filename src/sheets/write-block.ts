import type { Cell } from '../domain/table';
import { isFault, unlessRefused } from '../google/faults';
import { wrap } from '../google/looks';
import { applyEachLook, applyLooks, flush } from '../google/spreadsheet';
import type { Range, Sheet } from '../google/types';
import { type Area, content, type Rect, sameRect, touches } from './area';
import { dressSteps } from './dress-block';
import { fills, inks, nameHeight, nameSize } from './looks';
import { type Cells, lineCells, type TitlePlan, type ValuePlan, type WritePlan } from './plan';
import { clipped } from './read-area';
import { rejection } from './rejected';
import { written, writtenPlain, writtenTitle } from './text';
import { lower, undressSteps } from './undress-block';
import type { Written } from './written';

/** Where a block is written. */
export interface Target {
  readonly sheet: Sheet;
  readonly at: (rect: Rect) => Range;
  /** Gives the block's named range other cells. */
  readonly move: (cells: Range) => void;
}

/** Adds rows and columns that the sheet lacks. */
export function makeRoom(sheet: Sheet, { missingRows, missingColumns }: WritePlan): void {
  if (missingRows > 0) sheet.insertRowsAfter(sheet.getMaxRows(), missingRows);
  if (missingColumns > 0) sheet.insertColumnsAfter(sheet.getMaxColumns(), missingColumns);
}

/**
 * Carries out a plan, and returns what is to be recorded. Values and title are written first, in one flush; formats
 * follow in a step of their own, since a refusal changes no figure. The named range covers old and new cells before
 * anything is written. Writes are carried out in order, so that a kill leaves cells unwritten but never cells that no
 * report owns. @throws Rejected where a validation rule refuses
 */
export function writeBlock(target: Target, plan: WritePlan, plainText: ReadonlyArray<Cells<string>>): Written {
  const { sheet, at, move } = target;
  const { title, name, sentence, before, rect, union } = plan;
  if (plan.kind === 'write' && before.rows > 0) makeRoom(sheet, plan);
  // Sheets may accept some groups of formats: only refused cells are Plain text still.
  const staysPlain = plainText.filter((group) => !applyLooks(() => setFormats(at, [group])));
  try {
    if (plan.kind === 'write') {
      if (before.rows > 0 && !sameRect(union, before)) move(at(union));
      writeValues(at, plan, staysPlain);
      if (!sameRect(rect, union)) move(at(rect));
    }
    // The title says how old the figures are, so it is written after them.
    if (sentence) cellAt(at, sentence).setValue(written(sentence.text));
    if (name) cellAt(at, name).setValue(written(name.text));
    if (title) cellAt(at, title).setValue(writtenTitle(title.text));
    flush();
  } catch (error) {
    throw (isFault(error) ? null : rejected(plan, at, String(error))) ?? error;
  }
  return writeFormats(target, plan) ? plan.after : { ...plan.after, formattedRows: plan.rowsIfRefused };
}

/** Where the rules cannot be read either, the first error is the one that is told. */
const rejected = (plan: WritePlan, at: Target['at'], words: string): Error | null =>
  unlessRefused(() => rejection(plan, at, words), null);

function writeValues(at: Target['at'], { values, cleared }: ValuePlan, staysPlain: ReadonlyArray<Cells<string>>): void {
  for (const { rect, cells: lines } of values) {
    const asWritten = (cell: Cell, row: number, column: number) =>
      staysPlain.some((plain) => touches(plain.rect, { row, column, rows: 1, columns: 1 }))
        ? writtenPlain(cell)
        : written(cell);
    at(rect).setValues(
      lines.map((line, down) => line.map((cell, right) => asWritten(cell, rect.row + down, rect.column + right))),
    );
  }
  for (const cells of cleared) at(cells).clearContent();
}

const cellAt = (at: Target['at'], { row, column }: TitlePlan): Range => at({ row, column, rows: 1, columns: 1 });

/** Writes the formats, and says whether Sheets accepted all of them. */
function writeFormats({ sheet, at }: Target, { headers, formats, looks, title, name, after }: WritePlan): boolean {
  const [fill, ink] = after.board ? [fills.header, inks.header] : ['#f1f3f4', '#202124'];
  return applyEachLook([
    ...(looks ? undressSteps(at, looks) : []),
    ...headers.map(({ rect, cells: alignments }) => () => {
      const header = at(rect);
      header.setFontWeight('bold').setBackground(fill).setFontColor(ink);
      header.setHorizontalAlignments(alignments);
      if (after.board) wrap(header.setVerticalAlignment('middle'));
    }),
    ...formats.map((group) => () => setFormats(at, [group])),
    ...(title?.isNew ? [() => void cellAt(at, title).setFontColor(inks.title)] : []),
    ...(name && (name.isNew || name.text === '') ? [() => dressName(sheet, name, after.ownSheet)] : []),
    ...(looks ? dressSteps(sheet, at, looks) : []),
  ]);
}

/** A report that is Plain has no name, nor a look of it. */
function dressName(sheet: Sheet, { row, column, text }: TitlePlan, isOwnSheet: boolean): void {
  const cell = sheet.getRange(row, column);
  if (text === '') {
    cell.clearFormat();
    if (isOwnSheet) lower(sheet, { row, pixels: nameHeight });
  } else cell.setFontWeight('bold').setFontSize(nameSize).setFontColor(inks.text).setVerticalAlignment('middle');
}

function setFormats(at: Target['at'], groups: ReadonlyArray<Cells<string>>): void {
  for (const { rect, cells: patterns } of groups) at(rect).setNumberFormats(patterns);
}

/** Restores the cells of a rejected write, as far as Sheets accepts it, and the named range. */
export function restoreBlock({ at, move }: Target, { values, cleared, before, union }: WritePlan, area: Area): void {
  for (const rect of [...values.map((group) => group.rect), ...cleared]) {
    const { row, column, rows, columns } = clipped(rect, area);
    const lines = Array.from({ length: rows }, (_, down) =>
      Array.from({ length: columns }, (__, right) => asTyped(content(area, row + down, column + right)?.value)),
    );
    applyLooks(() => void at({ row, column, rows, columns }).setValues(lines));
  }
  if (!sameRect(union, before)) applyLooks(() => move(at(before)));
}

/** A value that was read as it is written. */
const asTyped = (value: unknown): unknown => (typeof value === 'string' ? written(value) : (value ?? ''));

/** Clears the cells of a first write that failed. They were empty before it (`planBlock`). */
export function unwriteBlock({ at }: Target, plan: WritePlan): void {
  const cells = [...plan.values, ...lineCells(plan)].map(({ rect }) => at(rect));
  for (const range of cells) range.clearContent();
  flush();
  applyEachLook(cells.map((range) => () => void range.clearFormat()));
}
