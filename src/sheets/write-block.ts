import type { Cell } from '../domain/table';

import { isFault, unlessRefused } from '../google/faults';
import { wrap } from '../google/looks';
import { applyLooks, flush } from '../google/spreadsheet';

import type { Range, Sheet } from '../google/types';
import { type Area, content, type Rect, sameRect, touches } from './area';
import { dressSteps } from './dress-block';
import { fills, inks, nameSize } from './looks';
import type { Cells, TitlePlan, ValuePlan, WritePlan } from './plan';
import { clipped } from './read-area';
import { rejection } from './rejected';
import { written, writtenPlain, writtenTitle } from './text';
import type { Written } from './written';

/** Where a block is written. */
export interface Target {
  readonly sheet: Sheet;
  readonly at: (rect: Rect) => Range;
  /** Gives the block's named range other cells. */
  readonly move: (cells: Range) => void;
}

/** Adds the rows and columns that the sheet has too few of. */
export function makeRoom(sheet: Sheet, { missingRows, missingColumns }: WritePlan): void {
  if (missingRows > 0) sheet.insertRowsAfter(sheet.getMaxRows(), missingRows);
  if (missingColumns > 0) sheet.insertColumnsAfter(sheet.getMaxColumns(), missingColumns);
}

/**
 * Carries out a plan, and says what is to be recorded. Values and title come first and at once, formats in a step of their own:
 * whether Sheets takes them changes no figure. The named range, which says what is the report's, covers old and new before
 * anything is written: writes are carried out in order, so a kill can leave cells unwritten, but never cells that nobody owns.
 * @throws Rejected where a validation rule says no
 */
export function writeBlock(target: Target, plan: WritePlan, plainText: ReadonlyArray<Cells<string>>): Written {
  const { sheet, at, move } = target;
  const { title, name, before, rect, union } = plan;
  if (plan.kind === 'write' && before.rows > 0) makeRoom(sheet, plan);
  // Of several groups Sheets may take some: only cells that were refused a format are Plain text still.
  const staysPlain = plainText.filter((group) => !applyLooks(() => setFormats(at, [group])));
  try {
    if (plan.kind === 'write') {
      if (before.rows > 0 && !sameRect(union, before)) move(at(union));
      writeValues(at, plan, staysPlain);
      if (!sameRect(rect, union)) move(at(rect));
    }
    // The title says how old the figures are, so it comes after them.
    if (name) sheet.getRange(name.row, name.column).setValue(written(name.text));
    if (title) writeTitle(sheet, title);
    flush();
  } catch (error) {
    throw (isFault(error) ? null : rejected(plan, at, String(error))) ?? error;
  }
  return writeFormats(target, plan) ? plan.after : { ...plan.after, formattedRows: plan.rowsIfRefused };
}

/** Where the rules cannot be asked either, what went wrong first is what is told. */
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

function writeTitle(sheet: Sheet, { row, column, text }: TitlePlan): void {
  sheet.getRange(row, column).setValue(writtenTitle(text));
}

/** Whether Sheets has taken them all. What it refuses of one group of cells does not keep the others from having theirs. */
function writeFormats({ sheet, at }: Target, { headers, formats, looks, title, name }: WritePlan): boolean {
  const [fill, ink] = name || looks ? [fills.header, inks.header] : ['#f1f3f4', '#202124'];
  const steps = [
    ...headers.map(({ rect, cells: alignments }) => () => {
      const header = at(rect);
      header.setFontWeight('bold').setBackground(fill).setFontColor(ink);
      header.setHorizontalAlignments(alignments);
      if (looks) wrap(header.setVerticalAlignment('middle'));
    }),
    ...formats.map((group) => () => setFormats(at, [group])),
    ...(title?.isNew ? [() => void sheet.getRange(title.row, title.column).setFontColor(inks.title)] : []),
    ...(name?.isNew
      ? [
          () =>
            void sheet
              .getRange(name.row, name.column)
              .setFontWeight('bold')
              .setFontSize(nameSize)
              .setVerticalAlignment('middle'),
        ]
      : []),
    ...(looks ? dressSteps(sheet, at, looks) : []),
  ];
  const all = () => {
    for (const step of steps) step();
  };
  if (steps.length === 0 || applyLooks(all)) return true;
  return steps.map(applyLooks).every(Boolean);
}

function setFormats(at: Target['at'], groups: ReadonlyArray<Cells<string>>): void {
  for (const { rect, cells: patterns } of groups) at(rect).setNumberFormats(patterns);
}

/** Puts the cells of a write that was rejected back to what they held, as far as Sheets takes it, and its named range too. */
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

/** Empties the cells of a first writing that failed. They were empty before it (`planBlock`). */
export function unwriteBlock({ sheet, at }: Target, { title, name, values }: WritePlan): void {
  const lines = [title, name].flatMap((line) => (line ? [sheet.getRange(line.row, line.column)] : []));
  const cells = [...values.map(({ rect }) => at(rect)), ...lines];
  for (const range of cells) range.clearContent();
  flush();
  applyLooks(() => {
    for (const range of cells) range.clearFormat();
  });
}
