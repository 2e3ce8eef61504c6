import { buildSettings } from './build-settings';
import { allowFormulas, connect, connection, disconnect } from './connection/connection';
import { fiscalStart, setFiscalStart } from './connection/fiscal-year';
import { setFreshness } from './connection/freshness';
import { isOwnMark, learnLabels, ownLabels, partnerNames } from './connection/labels';
import type { Method, Overview, Read, ReadOf, Reply } from './contract/sidebar-api';
import { explainSelected } from './formulas/explain';
import { insertFormula } from './formulas/insert';
import { insertScorecard } from './formulas/insert-scorecard';
import { countFormulas, refreshFormulas, restoreFormulas } from './formulas/refresh';
import { keptFaults, problemOf } from './google/faults';
import { PermissionNeeded, personEmail, requirePerson } from './google/person';
import { documentStore, personStore } from './google/properties';
import { argumentSeparator, localTime, spreadsheet } from './google/spreadsheet';
import { now } from './google/time';
import { Problem } from './problem';
import { removeEverything } from './removal';
import { checkFinal, restatementOf, setRecheck } from './reports/final-check';
import { insertBridge } from './reports/insert-bridge';
import { leaseHolder } from './reports/lease';
import { duplicateReport, goTo, keepDates, removeRequested, type Saved, saveReport, setStatus } from './reports/manage';
import { formulasMessage, refreshMessage, restoredMessage } from './reports/messages';
import { previewOf } from './reports/preview';
import { progress } from './reports/progress';
import { refreshRequested } from './reports/refresh';
import { readReports } from './reports/report';
import { placesOf } from './reports/report-places';
import { reportViews, runViews } from './reports/report-views';
import { hasSample, insertSample, removeSample } from './reports/sample';
import { endOwnSchedules, reconcile, restart, runSaved, takeOver, tryAgain } from './schedules/running';
import { scheduleView } from './schedules/schedule-view';

/** What each call does, and what it says of that. Each call parses what the page sends, whatever its type says. */
const calls: { readonly [M in Method]: (argument: unknown) => string | null } = {
  overview: () => {
    restoreFormulas();
    reconcile();
    return null;
  },
  connect,
  allowFormulas,
  disconnect: () => {
    endOwnSchedules();
    return disconnect();
  },
  learnLabels,
  setFreshness,
  setFiscalStart,
  saveReport: (request) => withSchedule(saveReport(request)),
  refresh: (request) => refreshMessage(refreshRequested(request)),
  setStatus: (request) => withSchedule(setStatus(request)),
  checkFinal,
  setRecheck: (request) => withSchedule(setRecheck(request)),
  keepDates,
  insertBridge,
  duplicate: (request) => withSchedule(duplicateReport(request)),
  removeReport: removeRequested,
  insertSample,
  removeSample,
  insertFormula,
  insertScorecard,
  refreshFormulas: () => formulasMessage(refreshFormulas()),
  takeOver,
  restartSchedules: restart,
  tryAgain,
  removeEverything,
};

/** A report is saved, whatever becomes of its schedule. */
const withSchedule = ({ message, schedule }: Saved): string => message + (schedule === null ? '' : runSaved());

/** What is asked beside those. */
const reads: { readonly [R in Read]: (argument: unknown) => ReadOf<R> } = {
  progress,
  isBusy: () => leaseHolder() !== null,
  runs: () => runViews(readReports()),
  faults: () => keptFaults().map((fault) => ({ ...fault, at: localTime(fault.at, 'yyyy-MM-dd HH:mm') })),
  formulas: countFormulas,
  preview: previewOf,
  partners: partnerNames,
  places: placesOf,
  explain: explainSelected,
  restatement: restatementOf,
  goTo,
};

/** Answers one call of the sidebar. Refuses callers that are not a person, and methods that are not in the contract. */
export function answerSidebar(method: unknown, argument: unknown): Reply<Overview | ReadOf<Read>> {
  try {
    requirePerson();
    if (isKey(reads, method)) return { ok: true, value: reads[method](argument) };
    if (!isKey(calls, method)) throw new Problem('This sidebar is older than the add-on. Close it and open it again.');
    return {
      ok: true,
      value: personStore.atOnce(() => documentStore.atOnce(() => overview(calls[method](argument)))),
    };
  } catch (error) {
    const allowAt = error instanceof PermissionNeeded ? error.allowAt : null;
    return { ok: false, problem: problemOf('sidebar', error).message, allowAt };
  }
}

function overview(message: string | null): Overview {
  const labels = ownLabels();
  const reports = readReports({ lately: true });
  return {
    file: spreadsheet().getId(),
    connection: connection(),
    build: buildSettings,
    sample: hasSample(),
    reports: reportViews(reports),
    schedule: scheduleView(reports),
    labels: { tier: labels?.tier ?? [], category: labels?.category ?? [], stage: labels?.stage ?? [] },
    owners: (labels?.owner ?? []).map(({ uuid, label, who }) => ({ uuid, label, isMe: isOwnMark(who) })),
    partnerCount: labels?.partners ?? null,
    calendar: { today: localTime(now(), 'yyyy-MM-dd'), fiscalStart: fiscalStart() },
    separator: argumentSeparator(),
    busy: busy(),
    // The message comes after the reports are read, since reading them restores missing ones.
    message: message ?? restoredMessage(),
  };
}

function busy(): Overview['busy'] {
  const holder = leaseHolder();
  return holder && { by: holder.by, own: holder.by === personEmail(), scheduled: holder.why === 'schedule' };
}

function isKey<T extends object>(table: T, name: unknown): name is Extract<keyof T, string> {
  return typeof name === 'string' && Object.prototype.hasOwnProperty.call(table, name);
}
