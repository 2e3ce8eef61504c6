import { isFault, unexpected } from '../google/faults';
import { applyLooks, type SheetWithId } from '../google/spreadsheet';
import type { Sheet } from '../google/types';
import { Problem } from '../problem';
import { planBlock, reach } from './block';
import { type BlockRange, type Blocks, claimRange, findBlock, type KnownBlock, removeBlockRange } from './block-range';
import { checkCells } from './check-cells';
import { forgetAllLocated, noteLocated } from './located';
import type { Cells, Place, Wanted, WritePlan } from './plan';
import { type Reading, rangesOf, readArea } from './read-area';
import { Rejected } from './rejected';
import { makeRoom, restoreBlock, unwriteBlock, writeBlock } from './write-block';
import type { Written } from './written';

/** A block as a report records it: the name of its range, and what the block may hold. */
export interface Recorded {
  readonly rangeName: string;
  readonly written: Written;
}

/** The result of writing a block. */
export interface WrittenBlock extends Recorded {
  readonly sheet: Sheet;
  readonly plan: WritePlan;
}

/** The place of a block is gone from the sheet. */
export class PlaceGone extends Problem {}

/** A first write failed, and so did undoing it: the sheet holds the block as it was recorded. */
export class HalfWritten extends Problem {}

/** Stores what a block may hold, before anything is written: an interrupted write may leave any part of it. */
export type Recorder = (during: Recorded) => void;

/** Where a new block goes: the cell of its first line, and the name that its range is to have, or one like it that no block has. */
interface NewPlace extends SheetWithId {
  readonly row: number;
  readonly column: number;
  readonly name: string;
  /** Whether the sheet was made for the block. */
  readonly isOwnSheet: boolean;
}

/**
 * Writes a block for the first time, and records before what it may come to hold. Where that fails, nothing of it is left in
 * the sheet, nor, after `forget`, in what is recorded.
 * @throws HalfWritten where it cannot be taken back
 */
export function insertBlock(
  wanted: Wanted,
  { sheet, sheetId, row, column, name, isOwnSheet }: NewPlace,
  blocks: Blocks,
  { record, forget }: { readonly record: Recorder; readonly forget: () => void },
): WrittenBlock {
  const lines = [wanted.title, wanted.board?.name ?? null, wanted.board?.sentence ?? null].filter(
    (line) => line !== null,
  );
  const rect = { row: row + lines.length, column, rows: 0, columns: 0 };
  const { plan, plainText } = planned(wanted, { sheet, sheetId, rect, isOwnSheet }, null);
  makeRoom(sheet, plan);
  const { rangeName, cells, move } = claimRange({ sheet, sheetId, rect: plan.union }, name, blocks());
  const target = { sheet, at: rangesOf(sheet, [[plan.union, cells]]), move };
  let begun = false;
  try {
    record({ rangeName, written: plan.during });
    begun = true;
    const written = writeBlock(target, plan, plainText);
    noteLocated(rangeName, { sheet, sheetId, rect: plan.rect });
    return { rangeName, written, sheet, plan };
  } catch (error) {
    try {
      if (begun) unwriteBlock(target, plan);
      // As long as a cell is left, its named range says that it is the report's; as long as the report is recorded, it
      // has a place to be written again.
      forget();
      removeBlockRange(rangeName);
    } catch (failed) {
      if (!begun) throw failed;
      // A half-written block is told as one, whatever failed first.
      const fault = [error, failed].find(isFault);
      const { message, mendedBy } = fault ? unexpected('report', fault) : new Problem(halfWritten);
      throw new HalfWritten(message, mendedBy, failed);
    }
    throw error;
  }
}

const halfWritten = 'Google Sheets stopped half-way through the table. Refresh the report.';

/** Rewrites a block at its present place, also where people moved or renamed its range. */
export function rewriteBlock(wanted: Wanted, block: KnownBlock, blocks: Blocks, record: Recorder): WrittenBlock {
  const standing = findBlock(block, blocks);
  if (!standing) {
    throw new PlaceGone(
      `The table’s place is gone: its sheet was deleted, or its named range “${block.rangeName}” was.`,
    );
  }
  const { written } = block;
  const first = planned(wanted, standing, written);
  const lacking = linesLacking(first.plan, wanted, written);
  const roomier = lacking > 0 && insertTopRows(standing.sheet, lacking) ? findBlock(block, blocks) : null;
  return rewritten(roomier ?? standing, written, roomier ? planned(wanted, roomier, written) : first, record);
}

/**
 * How many rows are missing above a report at the top of the sheet that was made for it: for the name that a Plain one gets as a
 * Board, and for the sentence of a Board that had none.
 */
function linesLacking({ title, name, sentence, after }: WritePlan, { board }: Wanted, written: Written | null): number {
  if (!written || !board || !after.ownSheet) return 0;
  const hasNewSentence = board.sentence !== null && sentence === null && written.sentences.length === 0;
  if (!written.board && name === null && title?.row === 1) return 1 + Number(hasNewSentence);
  return Number(hasNewSentence && name?.row === 1);
}

/** Whether Sheets accepts them. */
function insertTopRows(sheet: Sheet, count: number): boolean {
  forgetAllLocated();
  return applyLooks(() => void sheet.insertRowsBefore(1, count));
}

function rewritten(
  standing: BlockRange,
  written: Written | null,
  { plan, plainText, reading }: Planned,
  record: Recorder,
): WrittenBlock {
  const { rangeName, sheet, sheetId, cells, move } = standing;
  record({ rangeName, written: plan.during });
  const target = { sheet, at: rangesOf(sheet, [[standing.rect, cells]]), move };
  try {
    const after = writeBlock(target, plan, plainText);
    noteLocated(rangeName, { sheet, sheetId, rect: plan.rect });
    return { rangeName, written: after, sheet, plan };
  } catch (error) {
    if (error instanceof Rejected && written) {
      if (plan.kind === 'write') restoreBlock(target, plan, reading.area);
      record({ rangeName, written });
    }
    throw error;
  }
}

interface Planned {
  readonly plan: WritePlan;
  readonly plainText: ReadonlyArray<Cells<string>>;
  readonly reading: Reading;
}

function planned(wanted: Wanted, place: Place & { readonly sheet: Sheet }, written: Written | null): Planned {
  const reading = readArea(place.sheet, reach(place, wanted, written), place.rect);
  const plan = planBlock(wanted, place, written, reading.area);
  if (plan.kind === 'refuse') throw new Problem(plan.problem);
  return { plan, plainText: checkCells(place.sheet, plan, wanted, reading), reading };
}
