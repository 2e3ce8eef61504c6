import { connect, connection, disconnect } from './connection/connection';
import { setFreshness } from './connection/freshness';
import { learnLabels } from './connection/labels';
import { requirePerson } from './google/person';
import { localTime } from './google/spreadsheet';
import { now } from './google/time';
import { Problem, problemText } from './problem';
import { insertFormula, insertTable } from './reports/insert';
import { formulasMessage, refreshMessage } from './reports/messages';
import { refreshTables } from './reports/refresh';
import { refreshFormulas, restoreFormulas } from './reports/refresh-formulas';
import { forgetTable, tableViews } from './reports/tables';
import type { Method, Overview, Reply } from './rpc';
import { endOwnSchedule, reconcile, scheduleView, setHourly } from './schedule/schedule';

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
  insertTable,
  insertFormula,
  refresh: (request) => refreshMessage(refreshTables(request)),
  forget: forgetTable,
  refreshFormulas: () => formulasMessage(refreshFormulas()),
  setHourly,
};

/** Answers one call of the sidebar. Refuses anybody else, and anything that is not in the contract. */
export function answerSidebar(method: unknown, argument: unknown): Reply<Overview> {
  try {
    requirePerson();
    if (!isMethod(method)) throw new Problem('This sidebar is older than the add-on. Close it and open it again.');
    return { ok: true, value: overview(calls[method](argument)) };
  } catch (error) {
    return { ok: false, problem: problemText(error) };
  }
}

function overview(message: string | null): Overview {
  return {
    connection: connection(),
    tables: tableViews(),
    schedule: scheduleView(),
    today: localTime(now(), 'yyyy-MM-dd'),
    message,
  };
}

function isMethod(method: unknown): method is Method {
  return typeof method === 'string' && Object.prototype.hasOwnProperty.call(calls, method);
}
