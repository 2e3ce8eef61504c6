import { connect, connection, disconnect } from './connection/connection';
import { setFreshness } from './connection/freshness';
import { learnLabels, ownLabels } from './connection/labels';
import { requirePerson } from './google/person';
import { localTime } from './google/spreadsheet';
import { now } from './google/time';
import { Problem, problemText } from './problem';
import { insertFormula } from './reports/formula';
import { leaseHolder } from './reports/lease';
import { duplicateReport, keepDates, removeRequested, saveReport, setStatus } from './reports/manage';
import { formulasMessage, refreshMessage } from './reports/messages';
import { progressText } from './reports/progress';
import { refreshRequested } from './reports/refresh';
import { refreshFormulas, restoreFormulas } from './reports/refresh-formulas';
import { reportViews } from './reports/views';
import type { Method, Overview, Reply, SidebarReads } from './rpc';
import { endOwnSchedule, reconcile, refreshesPerDay, scheduleView, setHourly } from './schedule/schedule';

/** What each call does and says of it. What the page sends is parsed by each, whatever the contract says. */
const calls: { readonly [M in Method]: (argument: unknown) => string | null } = {
  overview: () => {
    restoreFormulas();
    reconcile();
    return null;
  },
  connect,
  disconnect: () => {
    endOwnSchedule();
    return disconnect();
  },
  learnLabels,
  setFreshness,
  saveReport: (request) => saveReport(request, refreshesPerDay()),
  refresh: (request) => refreshMessage(refreshRequested(request)),
  setStatus,
  keepDates,
  duplicate: duplicateReport,
  removeReport: removeRequested,
  insertFormula,
  refreshFormulas: () => formulasMessage(refreshFormulas()),
  setHourly,
};

const progressMethod: keyof SidebarReads = 'progress';

/** Answers one call of the sidebar. Refuses anybody else, and anything that is not in the contract. */
export function answerSidebar(method: unknown, argument: unknown): Reply<Overview | string | null> {
  try {
    requirePerson();
    if (method === progressMethod) return { ok: true, value: progressText() };
    if (!isMethod(method)) throw new Problem('This sidebar is older than the add-on. Close it and open it again.');
    return { ok: true, value: overview(calls[method](argument)) };
  } catch (error) {
    return { ok: false, problem: problemText(error) };
  }
}

function overview(message: string | null): Overview {
  const labels = ownLabels();
  return {
    connection: connection(),
    reports: reportViews(),
    schedule: scheduleView(),
    labels: { tier: labels?.tier ?? [], category: labels?.category ?? [], stage: labels?.stage ?? [] },
    partnerCount: labels?.partners ?? null,
    today: localTime(now(), 'yyyy-MM-dd'),
    busy: leaseHolder(),
    message,
  };
}

function isMethod(method: unknown): method is Method {
  return typeof method === 'string' && Object.prototype.hasOwnProperty.call(calls, method);
}
