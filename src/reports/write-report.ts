import { formatsKept, information, type Note, warning } from '../contract/note';
import { daysAnswered } from '../domain/leaderboard';
import { now } from '../google/time';
import { Problem } from '../problem';
import type { Recorded, Recorder, WrittenBlock } from '../sheets/refresh-block';
import type { Written } from '../sheets/written';
import { storedBridge } from './bridge';
import type { Content, Gathered } from './content';
import { contentNow } from './content-now';
import { changeDefinition } from './definition-store';
import { hasExtras, withExtras } from './extras';
import { keptFigures } from './kept-figures';
import type { KeyOwner } from './own-key';
import { failed, type Refreshed } from './refreshed';
import type { SoundReport } from './report';
import { notWritten, resultOf } from './result-of';
import { type ReportState, saveState, withinStore } from './state';
import { askedOf } from './trend';

/** A report that is to be written, and how. */
export interface WriteTarget {
  readonly report: SoundReport;
  readonly owner: KeyOwner;
  /** The sheets of other reports' histories, by their ids. */
  readonly otherHistories: readonly number[];
  /** The sheet that was made for a new report, by its id; null: none. */
  readonly madeSheet: number | null;
  /** Writes a block, and has what it may hold recorded before. */
  readonly write: (content: Content, state: ReportState | null, record: Recorder) => WrittenBlock;
}

/** Writes a report and stores its state; a problem is added to the state that was recorded last. */
export function writeReport(target: WriteTarget, gathered: Gathered | Problem): Refreshed {
  const { report } = target;
  const stored = storedState(target);
  const result =
    gathered instanceof Problem ? gathered : resultOf(notWritten, () => writeGathered(target, gathered, stored));
  if (!(result instanceof Problem)) return result;
  const state = stored.current();
  // In a long outage it is the same problem each hour, and is written once.
  if (state && state.problem !== result.message)
    resultOf(notWritten, () => stored.save({ ...state, problem: result.message }));
  return failed(report, result);
}

function writeGathered(target: WriteTarget, gathered: Gathered, stored: StoredState): Refreshed {
  const { report } = target;
  const { id, name, definition } = report;
  const { leaderboard } = gathered;
  const { fetchedAt } = leaderboard;
  const { content, history, problem } = contentNow(report, gathered);
  const block = target.write(content, stored.current(), (standing) => stored.save(stored.withBlock(standing)));
  history.keep();
  // People may have renamed the range: the definition follows it, so that a copy finds its block.
  if (block.rangeName !== report.rangeName && report.rangeName !== '')
    changeDefinition(report, (current) => current, block.rangeName);
  const isChanged = block.plan.kind === 'write';
  const state = stored.withBlock(block);
  const refreshed = withinStore({
    ...state,
    fetchedAt,
    changedAt: isChanged ? fetchedAt : state.changedAt,
    dates: daysAnswered(leaderboard),
    tookMs: now() - fetchedAt,
    problem: null,
    note: notesOf(content, block.written, problem),
    asked: definition.history === null ? state.asked : askedOf(report, fetchedAt),
    bridge: content.bridge && storedBridge(content.bridge),
    figures: keptFigures(definition, content.shown, leaderboard.currency),
    check: null,
  });
  if (hasExtras(definition, refreshed)) {
    // The block is complete, whatever becomes of chart and history.
    stored.save(refreshed);
    const { otherHistories } = target;
    stored.save(
      withExtras({ definition, state: refreshed, content, block, otherHistories }, (begun) => stored.save(begun)),
    );
  } else stored.save(refreshed);
  return { id, name, outcome: isChanged ? 'changed' : 'unchanged', rows: content.shown.length, problem: null };
}

/** The state of a report while it is written: each step goes on from what the one before has saved. */
interface StoredState {
  readonly current: () => ReportState | null;
  readonly save: (state: ReportState) => void;
  readonly withBlock: (block: Recorded) => ReportState;
}

function storedState({ report: { id, state }, owner, madeSheet }: WriteTarget): StoredState {
  let current = state;
  return {
    current: () => current,
    save: (next) => {
      current = next;
      saveState(id, next);
    },
    withBlock: ({ rangeName, written }) => ({
      ...(current ?? { ...newState, madeSheet }),
      rangeName,
      block: written,
      key: owner,
    }),
  };
}

const newState: Omit<ReportState, 'key' | 'rangeName' | 'block'> = {
  madeSheet: null,
  fetchedAt: null,
  changedAt: null,
  tookMs: null,
  dates: null,
  problem: null,
  note: null,
  chart: null,
  history: null,
  asked: null,
  bridge: null,
  figures: null,
  check: null,
};

/** The notes of a report. Formats that Sheets refused are information: its figures are right without. */
function notesOf({ note }: Content, { formattedRows }: Written, trendProblem: string | null): Note[] | null {
  const notes = [
    ...(note ?? []),
    ...(trendProblem === null ? [] : [warning(trendProblem)]),
    ...(formattedRows === null ? [] : [information(formatsKept)]),
  ];
  return notes.length > 0 ? notes : null;
}
