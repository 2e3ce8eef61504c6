import { numberedSheetName } from '../domain/text';
import { applyLooks, retryOnce, sheetOf, spreadsheet } from '../google/spreadsheet';
import type { Range, Sheet } from '../google/types';
import { Problem } from '../problem';
import { rectOf } from '../sheets/read-area';
import type { NewPlace } from './insert-report';

export function selectedCell(): Range {
  const cell = spreadsheet().getCurrentCell();
  if (!cell) throw new Problem('Select a cell first.');
  return cell;
}

/** Takes the person to cells. */
export function show(cells: Range): void {
  if (cells.getSheet().isSheetHidden()) {
    throw new Problem(`The sheet ${cells.getSheet().getName()} is hidden. Show it first, in the View menu.`);
  }
  spreadsheet().setActiveRange(cells);
}

/** Where the person has clicked. */
export function atSelectedCell(): NewPlace {
  const cell = selectedCell();
  return () => {
    const { row, column } = rectOf(cell);
    return { ...sheetOf(cell), row, column, isOwnSheet: false };
  };
}

/** A place in a new sheet, which is made when there is something to write; `undo` deletes a sheet that stayed empty. */
export function inNewSheet(name: string): {
  readonly place: NewPlace;
  readonly undo: () => void;
  readonly finish: () => void;
} {
  const made: Sheet[] = [];
  return {
    place: () => {
      const sheet = newSheet(name);
      made.push(sheet);
      return { sheet, sheetId: sheet.getSheetId(), row: 1, column: 1, isOwnSheet: true };
    },
    undo: () => {
      for (const sheet of made) if (sheet.getLastRow() === 0) spreadsheet().deleteSheet(sheet);
    },
    finish: () => {
      // The first column keeps its width: the title above the table is longer than any rank.
      applyLooks(() => {
        for (const sheet of made) sheet.autoResizeColumns(2, Math.max(1, sheet.getLastColumn() - 1));
      });
    },
  };
}

/** Sheets treats sheet names that differ only in case as the same name. */
function newSheet(wanted: string): Sheet {
  const book = spreadsheet();
  const taken = retryOnce(() => book.getSheets().map((sheet) => sheet.getName().toLowerCase()));
  for (let number = 1; ; number += 1) {
    const name = numberedSheetName(wanted, number);
    if (!taken.includes(name.toLowerCase())) return book.insertSheet(name);
  }
}
