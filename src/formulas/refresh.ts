import { rejectOlderAnswers } from '../connection/consent';
import { type FormulaKey, formulaKey, formulaKeyIfAllowed } from '../connection/formula-key';
import type { ReadOf } from '../contract/sidebar-api';
import { minuteMs } from '../domain/duration';
import type { Leaderboard } from '../domain/leaderboard';
import { isFault, unexpected, unlessRefused } from '../google/faults';
import { personEmail } from '../google/person';
import { documentStore } from '../google/properties';
import { flush, inSheets, localTime, retryOnce } from '../google/spreadsheet';
import { now } from '../google/time';
import type { Range } from '../google/types';
import { freshDirectory } from '../journeybee/directory';
import { briefly, JourneybeeError } from '../journeybee/failure';
import { type LeaderboardQuery, queryText } from '../journeybee/query';
import { freshLeaderboards, recentStandIn } from '../journeybee/source';
import { Problem } from '../problem';
import { leaseHolder } from '../reports/lease';
import { withRun } from '../reports/run';
import type { Needs } from './custom-function';
import { callsOurs, literalCalls, refreshing, restored } from './formula-text';
import { customFunction } from './registry';

/** A marker that is set while formulas may have their other names. */
const markerName = 'refreshingFormulas';

/** With a person waiting. */
const prefetchMs = 25_000;

/** How many cells of this spreadsheet have a JB_ formula, how many of those show an error, and whether they show old figures. */
export function countFormulas(): ReadOf<'formulas'> {
  const counts = inSheets((sheet) => {
    const area = sheet.getDataRange();
    const places = jbCells(area.getFormulas());
    const values = places.length > 0 ? area.getValues() : [];
    const errors = places.filter(({ row, column }) => /^#[A-Z/0]+[!?]?$/.test(String(values[row]?.[column])));
    return { count: places.length, errors: errors.length };
  });
  const sum = (key: 'count' | 'errors') => counts.reduce((total, sheet) => total + sheet[key], 0);
  const counted = { count: sum('count'), errors: sum('errors') };
  const credential = formulaKeyIfAllowed();
  const old = credential && recentStandIn(credential);
  if (!old) return counted;
  const { fetchedAt, failure } = old;
  const minutes = Math.floor((now() - fetchedAt) / minuteMs);
  return { ...counted, outage: { at: localTime(fetchedAt, 'yyyy-MM-dd HH:mm'), minutes, why: briefly(failure) } };
}

interface FormulaCell {
  readonly range: Range;
  readonly formula: string;
}

/**
 * Recalculates every JB_ formula on new data, and says how many there are. Data is fetched first: where that fails,
 * the cells keep what they show. An editor who cannot see the owner's key cannot fetch first; the cells then fetch for
 * themselves. It needs a person with the file open: otherwise cells that calculate show #NAME? (P8.1-2).
 */
export function refreshFormulas(): number {
  return withRun({ by: personEmail(), why: 'formulas' }, (log) => {
    restoreNow();
    const startedAt = now();
    const credential = formulaKey();
    const key = credential.keyIfVisible();
    if (key !== null) prefetch(formulaCells(), credential, key);
    rejectOlderAnswers(startedAt);

    // Fetching takes seconds in which people move and edit cells, so the cells are read again.
    documentStore.set(markerName, String(startedAt));
    try {
      log.formulas = retryOnce(renameAll);
      return log.formulas;
    } finally {
      restoreNow();
    }
  });
}

/**
 * Restores the text of formulas that an interrupted refresh left renamed, when somebody opens the file. A failure is
 * ignored.
 */
export function restoreFormulas(): void {
  // Where a write is refused the marker stays, and the next opening tries again.
  unlessRefused(() => {
    if (documentStore.get(markerName) !== null && leaseHolder() === null) restoreNow();
  }, undefined);
}

/** Renames the formulas, and says in how many cells. */
function renameAll(): number {
  const cells = formulaCells().flatMap(({ range, formula }) => {
    const other = refreshing(restored(formula));
    return other !== null && range.canEdit() ? [{ range, other }] : [];
  });
  for (const { range, other } of cells) range.setFormula(other);
  flush();
  return cells.length;
}

/** The marker goes last. */
function restoreNow(): void {
  if (documentStore.get(markerName) === null) return;
  retryOnce(restoreAll);
  documentStore.remove(markerName);
}

/** Restores the formulas; cells are searched again, since they may have moved. */
function restoreAll(): void {
  for (const { range, formula } of formulaCells()) {
    const own = restored(formula);
    if (own !== formula && range.canEdit()) range.setFormula(own);
  }
  flush();
}

/** Every cell with a JB_ formula, in every sheet that has cells: one read each. */
function formulaCells(): FormulaCell[] {
  return inSheets((sheet) =>
    jbCells(sheet.getDataRange().getFormulas()).map(({ row, column, formula }) => ({
      range: sheet.getRange(row + 1, column + 1),
      formula,
    })),
  ).flat();
}

const jbCells = (formulas: readonly (readonly string[])[]) =>
  formulas.flatMap((cells, row) =>
    cells.flatMap((formula, column) => (callsOurs(formula) ? { row, column, formula } : [])),
  );

/**
 * Fetches what the formulas will ask for, as far as their text tells: cells fetch for themselves what depends on other
 * cells. @throws JourneybeeError
 */
function prefetch(cells: readonly FormulaCell[], credential: FormulaKey, key: string): void {
  const until = now() + prefetchMs;
  const wanted: Needs[] = [];
  for (const { name, args } of cells.flatMap(({ formula }) => literalCalls(formula))) {
    try {
      wanted.push(customFunction(name).query(args, { credential, until }));
    } catch (error) {
      // A wrong argument is reported by the cell itself.
      if (error instanceof JourneybeeError) throw error;
      if (isFault(error)) unexpected('aside', error);
    }
  }
  const answers = fetchEach(
    wanted.flatMap(({ queries }) => queries),
    key,
    until,
  );
  const following = wanted.flatMap((needs) => {
    const own = needs.queries.flatMap((query) => answers.get(queryText(query)) ?? []);
    return needs.following?.(own) ?? [];
  });
  fetchEach(
    following.filter((query) => !answers.has(queryText(query))),
    key,
    until,
  );
  if (wanted.some(({ directory }) => directory)) freshDirectory(key, until);
}

/** By the texts of the queries. @throws JourneybeeError */
function fetchEach(queries: readonly LeaderboardQuery[], key: string, until: number): Map<string, Leaderboard> {
  const distinct = new Map(queries.map((query) => [queryText(query), query]));
  if (distinct.size === 0) return new Map();
  const texts = [...distinct.keys()];
  const results = freshLeaderboards([...distinct.values()], key, until);
  return new Map(
    results.map((result, index) => {
      if (result instanceof Problem) throw result;
      return [texts[index] ?? '', result];
    }),
  );
}
