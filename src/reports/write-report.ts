import { Problem } from '../problem';
import { type Place, planBlock, reach, type Wanted, type WritePlan } from '../sheet/block';
import { claimRange, findBlock, removeBlockRange } from '../sheet/block-range';
import { checkCells, makeRoom, readArea, writeBlock } from '../sheet/write-block';
import type { Written } from '../sheet/written';

type Sheet = GoogleAppsScript.Spreadsheet.Sheet;

/** Where a block is, and what is known of it. */
export interface Standing {
  readonly rangeName: string;
  readonly written: Written;
}

/** What came of writing a block. */
export interface WrittenBlock extends Standing {
  readonly sheet: Sheet;
  readonly plan: WritePlan;
}

/** Called with what is to be recorded before anything is written, since the block may be found half done. */
type Record = (standing: Standing) => void;

/** Writes a block for the first time, its title at this cell. Where that fails, nothing of it is left. */
export function insertBlock(
  wanted: Wanted,
  sheet: Sheet,
  title: { readonly row: number; readonly column: number },
  wantedName: string,
  taken: readonly string[],
  record: Record,
): WrittenBlock {
  const rect = { row: title.row + 1, column: title.column, rows: 0, columns: 0 };
  const plan = planned(wanted, { sheetId: sheet.getSheetId(), rect }, sheet, null);
  makeRoom(sheet, plan);
  const { rangeName, move } = claimRange(sheet, plan.union, wantedName, taken);
  try {
    record({ rangeName, written: plan.during });
    writeBlock(sheet, plan, move);
    return { rangeName, written: plan.after, sheet, plan };
  } catch (error) {
    removeBlockRange(rangeName);
    throw error;
  }
}

/** Writes a block where it stands now. Where that cannot be, nothing is written. `taken`: the named ranges of all reports. */
export function rewriteBlock(
  wanted: Wanted,
  known: { readonly rangeName: string; readonly written: Written | null },
  taken: readonly string[],
  record: Record,
): WrittenBlock {
  const found = findBlock(known.rangeName, known.written, taken);
  if (!found) {
    throw new Problem(`The table’s place is gone: its sheet was deleted, or its named range ${known.rangeName} was.`);
  }
  const { rangeName, sheet, move } = found;
  const plan = planned(wanted, found, sheet, known.written);
  record({ rangeName, written: plan.during });
  writeBlock(sheet, plan, move);
  return { rangeName, written: plan.after, sheet, plan };
}

function planned(wanted: Wanted, place: Place, sheet: Sheet, written: Written | null): WritePlan {
  const area = readArea(sheet, reach(place, wanted, written), place.rect);
  const plan = planBlock(wanted, place, written, area);
  if (plan.kind === 'refuse') throw new Problem(plan.problem);
  checkCells(sheet, plan, area);
  return plan;
}
