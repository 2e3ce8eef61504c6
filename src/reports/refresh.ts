import { personKey } from '../connection/connection';
import { chosenFiscalStart } from '../connection/fiscal-year';
import { formatsKept, information, type Note } from '../contract/note';
import type { Outcome, Why } from '../contract/outcomes';
import type { ReportDefinition } from '../contract/report-definition';
import { RefreshRequest } from '../contract/requests';
import { minuteMs } from '../domain/duration';
import { daysAnswered } from '../domain/leaderboard';
import { type RankBase, rankedOf, ranksIn } from '../domain/movement';
import { advance, keptBase, keptRanks } from '../domain/movement-base';
import { hasFiscalYear, isCalendarPeriod } from '../domain/periods';
import { sha256 } from '../google/digest';
import { isProtection } from '../google/errors';
import { personEmail } from '../google/person';
import { localTime } from '../google/spreadsheet';
import { now } from '../google/time';
import type { Sheet } from '../google/types';
import { fingerprint } from '../journeybee/api-key';
import { briefly, JourneybeeError, passes } from '../journeybee/failure';
import { queryText } from '../journeybee/query';
import { Problem } from '../problem';
import type { Blocks, KnownBlock } from '../sheets/block-range';
import {
  HalfWritten,
  insertBlock,
  PlaceGone,
  type Recorded,
  rewriteBlock,
  type WrittenBlock,
} from '../sheets/refresh-block';
import { retitleBlock } from '../sheets/retitle-block';
import type { Written } from '../sheets/written';
import { type Content, contentOf, type Gathered, outageTitle, standingsOf } from './content';
import { writtenInCopy } from './copied';
import { addDefinition, changeDefinition, currentDefinitions, keepDefinition, unknownReport } from './definition-store';
import { hasExtras, withExtras } from './extras';
import { gather } from './gather';
import { showProgress } from './progress';
import type { ReportReceipt } from './receipts';
import { isSound, layoutOf, queryOf, type Report, readReports, type SoundReport } from './report';
import { type RunLog, withRun } from './run';
import { type ReportState, readSnapshots, saveSnapshots, saveState } from './state';

/** What a report's refresh came to. */
export interface Refreshed extends ReportReceipt {
  readonly name: string;
}

/** Where a report that has no block yet is to go: its title's cell. Asked once there is something to write. */
export type Place = () => {
  readonly sheet: Sheet;
  readonly row: number;
  readonly column: number;
  /** Whether the sheet was made for the report. */
  readonly isOwnSheet: boolean;
};

/** What fetching may take with a person waiting, retries included. */
const fetchMs = 25_000;
/** What fetching all partners may take: an execution ends after six minutes (P4-6), and the rest needs some of them. */
const wholeMs = 270_000;
/** What all partners are taken to need before it is known. */
const firstWholeMs = minuteMs;
/** What is left for writing, once everything is fetched. */
const writeMs = 5000;
const notFetched = 'The leaderboard could not be fetched. Try again.';
const notWritten = 'Google Sheets did not accept the table. Try again.';
const noTime = 'There was no time left for it. It is refreshed with the next hourly run.';
const changedMeanwhile =
  'Somebody changed it while its figures were fetched, so its cells stay as they are. Refresh it again.';

type Key = ReportState['key'];

/** What a run refreshes with. The key itself is kept apart from `mine`, which is stored with each report. */
export interface KeyInUse {
  readonly key: string;
  readonly mine: Key;
}

/** What the sidebar asks for: one report by its id, or all that are active. */
export function refreshRequested(request: unknown): Refreshed[] {
  const { id, withMyKey } = RefreshRequest(request);
  return refreshReports(id, withMyKey, 'asked');
}

/**
 * Refreshes the report of this id, or all that are active. Each ends in its own result; one that fails keeps its block as it
 * is. A report that another key wrote is left alone, unless the person asks for it `withMyKey`: their account may have other
 * figures, and theirs are not to appear wherever somebody else has put a report. So is one that came with a copy.
 */
export function refreshReports(id: string | null, withMyKey: boolean, why: Why): Refreshed[] {
  const own = ownKey();
  return withRun({ by: own.mine.by, why }, (log) => {
    const all = readReports();
    const [one] = all.filter((report) => report.id === id);
    if (id !== null && !one) throw new Problem(unknownReport);
    const status = one?.definition?.status ?? 'active';
    if (status !== 'active')
      throw new Problem(`${one?.name} is ${status}, so its cells stay as they are. Resume it first.`);
    // Its fiscal year was another spreadsheet's.
    if (one && isSound(one) && !one.state && hasFiscalYear(one.definition.period) && chosenFiscalStart() === null)
      throw new Problem('A copy does not know when the fiscal year starts. Choose it in Settings, then refresh again.');
    const wanted = all
      .filter(isSound)
      .filter((report) =>
        id === null ? report.definition.status === 'active' && report.state !== null : report.id === id,
      );
    return refreshThese(wanted, all, own, { withMyKey }, log);
  });
}

/** Of the person who is running this. @throws Problem where they have none */
export function ownKey(): KeyInUse {
  const key = personKey();
  return { key, mine: { fingerprint: fingerprint(key), by: personEmail() } };
}

export interface RefreshLimits {
  /** Also what another key wrote, and what came with a copy. */
  readonly withMyKey: boolean;
  /** Where Google's time is short. Without, everything is fetched in one go. */
  readonly time?: RunTime;
}

/** Milliseconds since 1970. */
export interface RunTime {
  /** Nothing is begun after that. */
  readonly beginBy: number;
  /** Everything has to be over by then. */
  readonly endBy: number;
}

/** Refreshes `wanted`, of `all` reports. To be called within a run, whose log it fills. */
export function refreshThese(
  wanted: readonly SoundReport[],
  all: readonly Report[],
  { key, mine }: KeyInUse,
  { withMyKey, time }: RefreshLimits,
  log: RunLog,
): Refreshed[] {
  const allowed = wanted.filter(({ state }) => withMyKey || state?.key.fingerprint === mine.fingerprint);
  const results = new Map<string, Refreshed>();
  let down: JourneybeeError | null = null;
  for (const batch of time ? batchesOf(allowed) : [allowed]) {
    if (time && !hasTime(batch, time)) continue;
    if (batch.length > 1) showProgress({ done: 0, of: batch.length, what: 'reports' });
    const known = down;
    const gathered: ReadonlyArray<Gathered | Problem> = known ? batch.map(() => known) : gatherFor(batch, key, time);
    // What fails for all of them is not asked for anew by each of those that take minutes.
    down = time ? outageOf(gathered) : null;
    const asFetched = attempt(notFetched, () => unchangedOf(batch));
    batch.forEach((report, index) => {
      if (batch.length > 1 && index > 0) showProgress({ done: index, of: batch.length, what: 'reports' });
      // What was fetched and cannot be written in time is fetched again with the next tick. The first always is.
      if (time && now() > (index === 0 ? time.endBy - writeMs : time.beginBy)) return;
      const isChanged = !(asFetched instanceof Problem) && !asFetched.includes(report);
      const result = asFetched instanceof Problem ? asFetched : (gathered[index] ?? new Problem(notFetched));
      results.set(
        report.id,
        isChanged ? postponed(report, changedMeanwhile) : refreshOne(report, mine, result, all, time !== undefined),
      );
    });
  }
  const refreshed = wanted.map(
    (report) =>
      results.get(report.id) ?? (allowed.includes(report) ? postponed(report, noTime) : otherKey(report, mine.by)),
  );
  log.reports.push(...refreshed.map(receiptOf));
  return refreshed;
}

const receiptOf = ({ name: _, ...receipt }: Refreshed): ReportReceipt => receipt;

/** How Journeybee fails, where it fails for all of them; null: it does not. */
function outageOf(gathered: ReadonlyArray<Gathered | Problem>): JourneybeeError | null {
  const [first] = gathered;
  const isOutage = (one: Gathered | Problem) => one instanceof JourneybeeError && passes(one.failure);
  return first instanceof JourneybeeError && gathered.every(isOutage) ? first : null;
}

/** Keeps of reports that they could not be refreshed, without asking for any of them. */
export function leaveThese(
  reports: readonly SoundReport[],
  all: readonly Report[],
  { mine }: KeyInUse,
  problem: Problem,
  log: RunLog,
): void {
  for (const report of reports) {
    const isOwn = report.state?.key.fingerprint === mine.fingerprint;
    log.reports.push(receiptOf(isOwn ? refreshOne(report, mine, problem, all, true) : otherKey(report, mine.by)));
  }
}

/** Fetching may have taken minutes: what somebody changed, paused, froze or deleted since is not to be written any more. */
function unchangedOf(reports: readonly SoundReport[]): SoundReport[] {
  const current = currentDefinitions(reports.map(({ id }) => id));
  return reports.filter(({ id, definition }) => JSON.stringify(current.get(id)) === JSON.stringify(definition));
}

function refreshOne(
  report: SoundReport,
  mine: Key,
  gathered: Gathered | Problem,
  all: readonly Report[],
  bySchedule: boolean,
): Refreshed {
  const blocks = () => all.map(blockOf);
  const refreshed = apply(report, mine, gathered, historiesBeside(report.id, all), (content, known, record) =>
    rewriteBlock(
      content.wanted,
      known ? { rangeName: known.rangeName, written: known.block } : writtenInCopy(report.rangeName, content.wanted),
      blocks,
      record,
    ),
  );
  if (bySchedule && gathered instanceof JourneybeeError && gathered.mendedBy === 'journeybee') {
    sayInTable(report, gathered, blocks);
  }
  return refreshed;
}

/** Whoever reads a table in an outage sees in its line that its figures stay for now. The card and the mail say so anyway. */
function sayInTable({ id, state }: SoundReport, error: JourneybeeError, blocks: Blocks): void {
  if (!state) return;
  const known = { rangeName: state.rangeName, written: state.block };
  attempt(notWritten, () =>
    retitleBlock(
      known,
      blocks,
      (title) => outageTitle(title, briefly(error.failure)),
      ({ rangeName, written }) => saveState(id, { ...state, problem: error.message, rangeName, block: written }),
    ),
  );
}

/**
 * All that takes one answer each together, at the place of the first of them; all partners of one report at a time, since each
 * may take minutes.
 */
function batchesOf(reports: readonly SoundReport[]): SoundReport[][] {
  const isWhole = ({ definition }: SoundReport) => definition.rows === 'all';
  const plain = reports.filter((report) => !isWhole(report));
  return reports.flatMap((report) => (isWhole(report) ? [[report]] : report === plain[0] ? [plain] : []));
}

/** All partners are not begun where they would be cut off: a part of them is worse than the whole of an hour ago. */
function hasTime([first]: readonly SoundReport[], { beginBy, endBy }: RunTime): boolean {
  if (now() > beginBy) return false;
  if (first?.definition.rows !== 'all') return now() + writeMs < endBy;
  const before = first.state?.tookMs ?? null;
  return now() + (before === null ? firstWholeMs : Math.min(wholeMs, before * 1.5)) < endBy;
}

/**
 * Makes a report: fetches, writes it at `place` and keeps it. Where it cannot be fetched or written, this throws and nothing
 * is kept; where only what comes after the table failed, the report says so, and the next refresh makes up for it.
 */
export function insertReport(id: string, definition: ReportDefinition, place: Place, forget: () => void): Refreshed {
  const { key, mine } = ownKey();
  return withRun({ by: mine.by, why: 'saved' }, (log) => {
    const report = { id, name: definition.name, definition, rangeName: '', state: null };
    const [gathered = new Problem(notFetched)] = gatherFor([report], key);
    if (gathered instanceof Problem) throw gathered;
    const cell = place();
    const madeSheet = cell.isOwnSheet ? cell.sheet.getSheetId() : null;
    const known = readReports();
    let stands = false;
    const write: Write = (content, _, record) => {
      try {
        const block = insertBlock(
          content.wanted,
          cell,
          rangeNameFor(definition.name),
          () => known.map(blockOf),
          (standing) => {
            // All before the block: what is written and not known would be nobody's. A line alone would seem to be a copy's.
            keepDefinition(id, definition);
            record(standing);
            addDefinition(id, definition, standing.rangeName);
          },
          forget,
        );
        stands = true;
        return block;
      } catch (error) {
        stands = error instanceof HalfWritten;
        throw error;
      }
    };
    const refreshed = apply(report, mine, gathered, historiesBeside(id, known), write, madeSheet);
    const { problem } = refreshed;
    if (problem !== null && !stands) {
      forget();
      throw new Problem(problem);
    }
    log.reports.push(receiptOf(refreshed));
    return refreshed;
  });
}

const historiesBeside = (id: string, reports: readonly Report[]): number[] =>
  reports.flatMap((report) => (report.id !== id && report.state?.history ? report.state.history.sheetId : []));

export const rangeNameOf = ({ state, rangeName }: Report): string => state?.rangeName ?? rangeName;

export const blockOf = (report: Report): KnownBlock => ({
  rangeName: rangeNameOf(report),
  written: report.state?.block ?? null,
});

const postponed = ({ id, name }: Report, problem: string): Refreshed => ({
  id,
  name,
  outcome: 'postponed',
  rows: null,
  problem,
  mendedBy: 'google',
});

const otherKey = ({ id, name, state }: Report, by: string): Refreshed => ({
  id,
  name,
  outcome: 'other key',
  rows: null,
  problem: otherKeyText(state, by),
  mendedBy: 'person',
});

function otherKeyText(state: ReportState | null, by: string): string {
  if (!state)
    return 'It came with a copy of another spreadsheet. Choose to use your key for it, and it is refreshed here too.';
  return state.key.by === by
    ? 'It was made with an earlier key of yours. Choose “Use my key” in the Journeybee sidebar, and it shows what your present key sees.'
    : `It shows what the key of ${state.key.by} sees. Only they refresh it, unless you choose to use your key for it.`;
}

/** A service that fails outright fails them all. */
function gatherFor(reports: readonly SoundReport[], key: string, time?: RunTime): ReadonlyArray<Gathered | Problem> {
  const started = now();
  const latest = time ? time.endBy - writeMs : Number.POSITIVE_INFINITY;
  const gathered = attempt(notFetched, () =>
    gather(
      reports.map(({ definition }) => definition),
      key,
      localTime(started, 'yyyy-MM-dd'),
      {
        until: Math.min(started + fetchMs, latest),
        wholeUntil: Math.min(started + wholeMs, latest),
        progress: (done, of) => showProgress({ done, of, what: 'partners' }),
      },
    ),
  );
  return gathered instanceof Problem ? reports.map(() => gathered) : gathered;
}

type Write = (content: Content, known: ReportState | null, record: (standing: Recorded) => void) => WrittenBlock;

/** Writes what was gathered, and keeps what came of it. `others`: the sheets of other reports' histories; `madeSheet`: its own. */
function apply(
  report: SoundReport,
  key: Key,
  gathered: Gathered | Problem,
  others: readonly number[],
  write: Write,
  madeSheet: number | null = null,
): Refreshed {
  const { id, name } = report;
  let { state } = report;
  const result = gathered instanceof Problem ? gathered : attempt(notWritten, () => written(gathered));
  if (!(result instanceof Problem)) return { id, name, problem: null, ...result };
  // In a long outage it is the same each hour.
  if (state && state.problem !== result.message)
    attempt(notWritten, () => state && saveState(id, { ...state, problem: result.message }));
  const outcome = result instanceof PlaceGone ? 'gone' : 'failed';
  return { id, name, outcome, rows: null, problem: result.message, mendedBy: result.mendedBy };

  function written(found: Gathered): { readonly outcome: Outcome; readonly rows: number } {
    const { definition } = report;
    const { leaderboard } = found;
    const base = baseOf(id, definition, found);
    const content = contentOf(definition, found, base.against, localTime(leaderboard.fetchedAt, 'yyyy-MM-dd HH:mm'));
    const block = write(content, state, (standing) => {
      state = { ...(state ?? newState(key, standing.rangeName, madeSheet)), ...keptOf(standing), key };
      saveState(id, state);
    });
    base.keep();
    if (block.rangeName !== report.rangeName && report.rangeName !== '')
      changeDefinition(report, (current) => current, block.rangeName);
    const { fetchedAt } = leaderboard;
    state = {
      ...(state ?? newState(key, block.rangeName, madeSheet)),
      ...keptOf(block),
      key,
      fetchedAt,
      changedAt: block.plan.kind === 'write' ? fetchedAt : (state?.changedAt ?? fetchedAt),
      dates: daysAnswered(leaderboard),
      tookMs: now() - fetchedAt,
      problem: null,
      note: notesOf(content, block.written),
    };
    if (hasExtras(definition, state)) {
      // The block is as it should be, whatever becomes of these.
      saveState(id, state);
      state = withExtras(definition, state, content, block, others, (begun) => saveState(id, begun));
    }
    saveState(id, state);
    return { outcome: block.plan.kind === 'write' ? 'changed' : 'unchanged', rows: content.shown.length };
  }
}

/** What is to be known of a report, formats that Sheets refused included: quietly, since its figures are right without. */
function notesOf({ note }: Content, { formattedRows }: Written): Note[] | null {
  return formattedRows === null ? note : [...(note ?? []), information(formatsKept)];
}

const keptOf = ({ rangeName, written }: Recorded) => ({ rangeName, block: written });

const newState = (key: Key, rangeName: string, madeSheet: number | null): ReportState => ({
  madeSheet,
  key,
  rangeName,
  block: null,
  fetchedAt: null,
  changedAt: null,
  tookMs: null,
  dates: null,
  problem: null,
  note: null,
  chart: null,
  history: null,
});

/** What movement is against, and what is to be kept for the next time once the block is written. */
function baseOf(
  id: string,
  definition: ReportDefinition,
  found: Gathered,
): { against: RankBase | null; keep: () => void } {
  const { movement } = definition;
  const { baseline, memberships, leaderboard } = found;
  const layout = layoutOf(definition);
  if (movement === null) return { against: null, keep: () => {} };
  if (movement === 'previous period')
    return { against: baseline && ranksIn(baseline, layout, memberships), keep: () => {} };
  // Ranks of another year, quarter or month are no base; those of the last thirty days go on from day to day.
  const begins = isCalendarPeriod(definition.period) ? leaderboard.startDate : null;
  // Chosen partners make this as long as the ranks that it stands beside, and a property has to hold both (P0-7). The number
  // is that of the kept ranks' form.
  const about = sha256(JSON.stringify([2, queryText(queryOf(definition)), definition.sort, definition.group, begins]));
  const ranks = keptRanks(rankedOf(standingsOf(definition, found), layout));
  const today = localTime(leaderboard.fetchedAt, 'yyyy-MM-dd');
  const snapshots = advance(movement, readSnapshots(id, about), today, ranks);
  return {
    against: snapshots.base && keptBase(snapshots.base),
    keep: () => {
      // Without a partner that could not be read, all below it would rank too high, and it would be new the next day.
      if (leaderboard.missing === 0) saveSnapshots(id, about, snapshots);
    },
  };
}

/** Readable, because people meet it in formulas and charts: JB_Top_10_resellers_last_quarter. */
const rangeNameFor = (name: string) => `JB_${name.replace(/[^A-Za-z0-9]+/g, '_').slice(0, 60)}`;

/** A problem is a result. Anything else that is thrown is put in `words`, but for the one thing a person can mend. */
function attempt<T>(words: string, work: () => T): T | Problem {
  try {
    return work();
  } catch (error) {
    if (error instanceof Problem) return error;

    return isProtection(error)
      ? new Problem('A cell of the table is protected, and you may not edit it. Ask the owner of the spreadsheet.')
      : new Problem(words, 'google');
  }
}
