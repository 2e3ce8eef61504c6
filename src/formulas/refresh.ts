import { rejectOlderAnswers } from '../connection/consent';
import { type FormulaKey, formulaKey, formulaKeyIfAllowed } from '../connection/formula-key';
import type { ReadOf } from '../contract/sidebar-api';
import { minuteMs } from '../domain/duration';
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
import { callsOurs, literalCalls, refreshing, restored } from './formula-text';
import { customFunction } from './registry';

/** Set while formulas may stand under their other name. */
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
 * Makes every JB_ formula calculate again on fresh data, and says how many there are. Fetches first: where that fails,
 * nothing is touched and the cells keep what they show. An editor who cannot see the owner's key cannot fetch first: then
 * the cells fetch for themselves. Only for a person with the file open: without one, cells that calculate show #NAME?
 * (P8.1-2).
 */
export function refreshFormulas(): number {
  return withRun({ by: personEmail(), why: 'formulas' }, (log) => {
    restoreNow();
    const startedAt = now();
    const credential = formulaKey();
    const key = credential.keyIfVisible();
    if (key !== null) prefetch(formulaCells(), credential, key);
    rejectOlderAnswers(startedAt);

    // Fetching takes seconds, in which people move and edit cells: what is changed now is what stands there now.
    documentStore.set(markerName, String(startedAt));
    try {
      log.formulas = retryOnce(renameAll);
      return log.formulas;
    } finally {
      restoreNow();
    }
  });
}

/** For whoever opens the file: gives formulas back their own text where a refresh did not get to it. Never in the way. */
export function restoreFormulas(): void {
  // Where it is refused the marker stands, and whoever comes next tries again.
  unlessRefused(() => {
    if (documentStore.get(markerName) !== null && leaseHolder() === null) restoreNow();
  }, undefined);
}

/** Changes what is there to its other name, and says in how many cells that is now. */
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

/** Looks for them anew, since cells may have moved. */
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
 * Fetches what the formulas will ask for, as far as that can be told from their text alone: arguments that refer to cells
 * are fetched by those cells themselves. @throws JourneybeeError
 */
function prefetch(cells: readonly FormulaCell[], credential: FormulaKey, key: string): void {
  const until = now() + prefetchMs;
  const queries = new Map<string, LeaderboardQuery>();
  let directory = false;
  for (const { name, args } of cells.flatMap(({ formula }) => literalCalls(formula))) {
    try {
      const needs = customFunction(name).query(args, credential, until);
      for (const query of needs.queries) queries.set(queryText(query), query);
      directory = directory || needs.directory;
    } catch (error) {
      // A wrong argument is the cell's own to say.
      if (error instanceof JourneybeeError) throw error;
      if (isFault(error)) unexpected('aside', error);
    }
  }
  for (const result of freshLeaderboards([...queries.values()], key, until))
    if (result instanceof Problem) throw result;
  if (directory) freshDirectory(key, until);
}
