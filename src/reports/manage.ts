import { partnerCount } from '../connection/labels';
import { nameLimit, ReportDefinition } from '../contract/report-definition';
import {
  DuplicateRequest,
  RemoveRequest,
  ReportRequest,
  StatusRequest,
  UnparsedSaveRequest,
} from '../contract/requests';
import { reading } from '../domain/parsing';
import { firstYear, isRange, lastYear, nextRange, type Period } from '../domain/periods';
import { statuses } from '../domain/report-status';
import { refreshesPerDay, type Schedule } from '../domain/schedule';
import { withSuffix } from '../domain/text';
import { problemOf } from '../google/faults';
import { personEmail } from '../google/person';
import { localTime } from '../google/spreadsheet';
import { now } from '../google/time';
import { singleCount } from '../journeybee/query';
import {
  dailyCost,
  filteredRequests,
  mostSingles,
  requestsForAll,
  requestsOfRefresh,
} from '../journeybee/request-cost';
import { Problem } from '../problem';
import { findBlock, removeBlockRange, withLinesAbove } from '../sheets/block-range';
import { clearBlock } from '../sheets/clear-block';
import { removeEmptySheet } from '../sheets/empty-sheet';
import { range } from '../sheets/read-area';
import { beginsLater } from './content';
import { changeDefinition, unknownReport } from './definition-store';
import { noAllPartners } from './fresh-figures';
import { insertReport } from './insert-report';
import { refreshMessage } from './messages';
import { ownKey } from './own-key';
import { atSelectedCell, inNewSheet, show } from './place';
import { refreshReports } from './refresh';
import type { Refreshed } from './refreshed';
import {
  blockOf,
  isSound,
  queryOf,
  type Report,
  rangeNameOf,
  readReports,
  removeReport,
  type SoundReport,
} from './report';
import { newReportId } from './report-id';
import { betweenRuns } from './run';

/** The result of saving a report, and its schedule. */
export interface Saved {
  readonly message: string;
  readonly schedule: Schedule | null;
}

/** Saves a report and refreshes it; a new one is placed at the selected cell or in a new sheet. */
export function saveReport(request: unknown): Saved {
  const { id, definition: given, where } = UnparsedSaveRequest(request);
  const definition = definitionIn(given);
  if (id === null) return insert(definition, where);
  const { schedule, name, status } = definition;
  const report = soundReport(id);
  // Only people with a key may change what a report asks for: somebody's schedule may fetch it with theirs.
  ownKey();
  checkCost(id, definition);
  changeDefinition(report, () => definition);
  if (!statuses[status].isRefreshed) {
    return { message: `${name} is saved. It is ${status}, so its cells stay as they are.`, schedule: null };
  }
  try {
    return { message: refreshMessage(refreshReports(id, false, 'saved')), schedule };
  } catch (error) {
    return { message: `${name} is saved, and was not refreshed: ${problemOf('report', error).message}`, schedule };
  }
}

/** Changes the status of a report; a paused or final one is not refreshed, and its cells stay. */
export function setStatus(request: unknown): Saved {
  const { id, status } = StatusRequest(request);
  const report = soundReport(id);
  const { definition } = report;
  if (statuses[status].isRefreshed) checkCost(id, { ...definition, status });
  changeDefinition(report, (current) => ({ ...current, status }));
  const { name, schedule } = definition;
  switch (status) {
    case 'active':
      return { message: `${name} is refreshed again.`, schedule };
    case 'paused':
      return { message: `${name} is paused. Its cells stay as they are until you resume it.`, schedule: null };
    case 'frozen':
      return { message: `${name} keeps its figures from now on.`, schedule: null };
  }
}

/** Fixes the report's period to the days that were answered last. */
export function keepDates(request: unknown): string {
  const { id } = ReportRequest(request);
  const report = soundReport(id);
  const dates = datesOf(id);
  changeDefinition(report, (current) => ({ ...current, period: dates }));
  return `${report.name} keeps the days from ${dates.startDate} to ${dates.endDate}.`;
}

/** A report like this one in a sheet of its own; `next`: for the period after the one that was answered last. */
export function duplicateReport(request: unknown): Saved {
  const { id, next } = DuplicateRequest(request);
  const { definition } = soundReport(id);
  const period = next ? following(definition.period, id) : definition.period;
  const name = withSuffix(definition.name, next ? ' (next period)' : ' (copy)', nameLimit);
  return insert({ ...definition, name, period, status: 'active' }, 'sheet');
}

/** Takes the person to a report, and selects its cells with the lines above them. */
export function goTo(request: unknown): null {
  const { id } = ReportRequest(request);
  const reports = readReports();
  const report = reports.find((other) => other.id === id);
  const recorded = report && blockOf(report);
  const block = recorded && findBlock(recorded, () => reports.map(blockOf));
  if (!block) throw new Problem('Its place in the sheets is gone. A duplicate of it gets a new sheet.');
  show(range(block.sheet, withLinesAbove(block.rect, recorded.written)));
  return null;
}

/**
 * Deletes a report. `clear`: clears its own cells as well; `sheet`: and deletes the sheet that was made for it, if
 * that holds nothing else.
 */
export function removeRequested(request: unknown): string {
  const { id, clear, sheet } = RemoveRequest(request);
  // A run that is writing the report would continue to write into cells that no longer belong to it.
  return betweenRuns(personEmail(), () => remove(id, clear, sheet));
}

function remove(id: string, clear: boolean, withSheet: boolean): string {
  const reports = readReports();
  const report = reports.find((other) => other.id === id);
  if (!report) return 'The report is off the list.';
  const { state, name } = report;
  const isCleared = clear && state?.block && clearBlock(state.rangeName, state.block, () => reports.map(blockOf));
  if (rangeNameOf(report) !== '') removeBlockRange(rangeNameOf(report));
  removeReport(id);
  if (isCleared) {
    if (!withSheet || state.madeSheet === null) return `${name} and its cells are gone.`;
    return removeEmptySheet(state.madeSheet, state.chart?.chartId ?? null)
      ? `${name} and its sheet are gone.`
      : `${name} and its cells are gone. Its sheet stays, because it holds something else or is the only one.`;
  }
  return clear
    ? `${name} is off the list. Its place is not known any more, so nothing was cleared.`
    : `${name} is off the list. Its cells stay as they are.`;
}

function insert(definition: ReportDefinition, where: 'cell' | 'sheet'): Saved {
  const id = newReportId(now());
  const forget = () => removeReport(id);
  const { name, schedule } = definition;
  checkCost(null, definition);
  const begins =
    typeof definition.period === 'string'
      ? null
      : beginsLater(definition.period.startDate, localTime(now(), 'yyyy-MM-dd'));
  const later = begins === null ? '' : ` Its period ${begins}.`;
  if (where === 'cell') {
    const inserted = insertReport(id, definition, atSelectedCell(), forget);
    return {
      message: inserted.problem === null ? `${name} is inserted.${later}` : refreshMessage([inserted]),
      schedule,
    };
  }
  const { place, undo, finish } = inNewSheet(name);
  let inserted: Refreshed;
  try {
    inserted = insertReport(id, definition, place, forget);
  } catch (error) {
    undo();
    throw error;
  }
  if (inserted.problem !== null) return { message: refreshMessage([inserted]), schedule };
  // A Board fits its columns by itself.
  if (definition.style === 'plain') finish();
  return { message: `${name} is in a new sheet.${later}`, schedule };
}

/**
 * Refuses a report that would, together with the others, use up too much of Google's daily quota of requests: all
 * partners take many requests, and so do filters that multiply. @throws Problem
 */
function checkCost(id: string | null, changed: ReportDefinition): void {
  const refusal = changed.rows === 'all' ? noAllPartners() : null;
  if (refusal) throw refusal;
  const takesMany = (definition: ReportDefinition) =>
    definition.rows === 'all' || singleCount(queryOf(definition)) > mostSingles;
  if (!takesMany(changed)) return;
  const others = readReports().flatMap((report) => (report.id !== id && report.definition ? report.definition : []));
  const costly = [...others, changed].filter(
    (definition) => statuses[definition.status].isRefreshed && takesMany(definition),
  );
  const total = partnerCount();
  const costs = costly.map((definition) => {
    const query = queryOf(definition);
    const own = definition.rows === 'all' ? requestsForAll(total, query) : filteredRequests(query, () => total);
    const each = requestsOfRefresh(own, definition);
    return { each, day: each * refreshesPerDay(definition.schedule) };
  });
  const sum = (key: 'each' | 'day') => costs.reduce((total, cost) => total + cost[key], 0);
  const { allowed, sentence } = dailyCost(sum('each'), sum('day'));
  if (!allowed) throw new Problem(sentence);
}

function soundReport(id: string): SoundReport {
  const report = readReports().find((other) => other.id === id);
  if (!report) throw new Problem(unknownReport);
  if (!isSound(report)) throw damaged(report);
  return report;
}

const damaged = ({ name }: Report) =>
  new Problem(`What is stored of ${name} cannot be read. Take it off the list and make it anew; its cells stay.`);

function datesOf(id: string) {
  const dates = readReports().find((report) => report.id === id)?.state?.dates;
  if (!dates) throw new Problem('Refresh the report first: Journeybee has not said yet which days it covers.');
  return dates;
}

function following(period: Period, id: string): Period {
  const next = nextRange(datesOf(id), period);
  if (!next || !isRange(next)) throw new Problem('There is no telling which days come after this period.');
  return next;
}

function definitionIn(given: unknown): ReportDefinition {
  const read = reading(ReportDefinition, given);
  if ('mismatch' in read) {
    throw new Problem(`The report could not be saved: its ${read.mismatch ?? 'definition'} is not valid.`);
  }
  const { period } = read.value;
  if (typeof period === 'string') return read.value;
  if (period.startDate > period.endDate)
    throw new Problem('The last day comes before the first. Choose them the other way round.');
  // Older reports with days in other years are still read.
  if (isRange(period)) return read.value;
  throw new Problem(`Choose days in the years ${firstYear} to ${lastYear}.`);
}
