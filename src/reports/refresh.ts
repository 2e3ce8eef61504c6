import * as v from 'valibot';
import { personKey } from '../connection/connection';
import { personEmail } from '../google/person';
import { localTime, spreadsheet } from '../google/spreadsheet';
import { now } from '../google/time';
import { fingerprint } from '../journeybee/api-key';
import { type LeaderboardQuery, leaderboardQuery } from '../journeybee/query';
import { freshLeaderboards } from '../journeybee/source';
import { columns, heading } from '../leaderboard/columns';
import { defaultLayout } from '../leaderboard/layout';
import type { Leaderboard } from '../leaderboard/leaderboard';
import { noMemberships } from '../leaderboard/membership';
import { table } from '../leaderboard/table';
import { periodLabels } from '../leaderboard/wording';
import { Problem } from '../problem';
import { planBlock, type Rect, reach } from '../sheet/block';
import { claimRangeName, readArea, rectOf, removeBlockRange, writeBlock } from '../sheet/write-block';
import { withLease } from './lease';
import { type Report, readReports, removeReport, saveReport } from './report';

/** What a report's refresh came to: null is well. */
export interface Refreshed {
  readonly report: Report;
  readonly problem: string | null;
}

const RefreshRequest = v.object({ id: v.nullable(v.string()), withMyKey: v.boolean() });

/** What fetching may take with a person waiting, retries included. */
const fetchMs = 25_000;

const notFetched = 'The leaderboard could not be fetched. Try again.';
const notWritten = 'Google Sheets did not accept the table. Try again.';

/** What the sidebar asks for: one table by its id, or all. */
export function refreshTables(request: unknown): Refreshed[] {
  const { id, withMyKey } = v.parse(RefreshRequest, request);
  return refreshReports(id, withMyKey);
}

/**
 * Refreshes the report of this id, or all. Each ends in its own result; one that fails keeps its table as it is. A report
 * that another key wrote is left alone, unless the person asks for it `withMyKey`: their account may have other figures, and
 * theirs are not to appear wherever somebody else has put a table.
 */
export function refreshReports(id: string | null, withMyKey: boolean): Refreshed[] {
  const key = personKey();
  const mine = { fingerprint: fingerprint(key), by: personEmail() };
  return withLease(mine.by, () => {
    const reports = readReports().filter((report) => id === null || report.id === id);
    if (id !== null && reports.length === 0) throw new Problem('This table is no longer known here. Insert it anew.');
    const allowed = reports.filter((report) => withMyKey || report.key.fingerprint === mine.fingerprint);
    const gathered = gather(allowed, key);
    return reports.map((report) =>
      allowed.includes(report) ? apply({ ...report, key: mine }, gathered) : { report, problem: otherKey(report) },
    );
  });
}

function otherKey({ key }: Report): string {
  return `It shows what the key of ${key.by} sees. Only they refresh it, unless you choose to use your key for it.`;
}

/**
 * Writes a report for the first time; `place` says where its title goes, and is asked once there is something to write.
 * Where it cannot be written, this throws and the report is not kept.
 */
export function insertReport(
  unnamed: Omit<Report, 'key' | 'rangeName'>,
  place: () => { sheet: GoogleAppsScript.Spreadsheet.Sheet; row: number; column: number },
): void {
  const key = personKey();
  const mine = { fingerprint: fingerprint(key), by: personEmail() };
  withLease(mine.by, () => {
    const [leaderboard = new Problem(notFetched)] = freshLeaderboards([queryOf(unnamed)], key, now() + fetchMs);
    if (leaderboard instanceof Problem) throw leaderboard;
    const { sheet, row, column } = place();
    const taken = readReports().map((known) => known.rangeName);
    const rangeName = claimRangeName(sheet.getRange(row, column), rangeNameFor(unnamed.name), taken);
    const report = { ...unnamed, key: mine, rangeName };
    const header = { row: row + 1, column, rows: 0, columns: defaultLayout.columns.length };
    const inserted = attempt(notWritten, () => write(report, leaderboard, sheet, header));
    if (inserted instanceof Problem) {
      attempt(notWritten, () => removeBlockRange(report.rangeName));
      removeReport(report.id);
      throw inserted;
    }
    saveReport(inserted);
  });
}

/** Everything is fetched before anything is written, each distinct leaderboard once, all of them together. */
function gather(reports: readonly Report[], key: string): Map<string, Leaderboard | Problem> {
  const fetched = attempt(notFetched, () => freshLeaderboards(reports.map(queryOf), key, now() + fetchMs));
  const result = (index: number) => (fetched instanceof Problem ? fetched : fetched[index]);
  return new Map(reports.map((report, index) => [report.id, result(index) ?? new Problem(notFetched)]));
}

function apply(report: Report, gathered: Map<string, Leaderboard | Problem>): Refreshed {
  const leaderboard = gathered.get(report.id) ?? new Problem(notFetched);
  const result = leaderboard instanceof Problem ? leaderboard : attempt(notWritten, () => rewrite(report, leaderboard));
  if (!(result instanceof Problem)) return { report: result, problem: null };
  const failed = { ...(readReports().find(({ id }) => id === report.id) ?? report), problem: result.message };
  saveReport(failed);
  return { report: failed, problem: result.message };
}

function rewrite(report: Report, leaderboard: Leaderboard): Report {
  const range = spreadsheet().getRangeByName(report.rangeName);
  if (!range)
    throw new Problem(
      `The table’s place is gone: its sheet was deleted, or its named range ${report.rangeName} was deleted or renamed.`,
    );
  const refreshed = write(report, leaderboard, range.getSheet(), rectOf(range));
  saveReport(refreshed);
  return refreshed;
}

/** Plans and writes; `at` is the block as it stands, with no rows before the first time. */
function write(report: Report, leaderboard: Leaderboard, sheet: GoogleAppsScript.Spreadsheet.Sheet, at: Rect): Report {
  const wanted = {
    title: titleOf(report, leaderboard),
    values: table(leaderboard, report.limit, defaultLayout, noMemberships),
  };
  const { block } = report;
  const plan = planBlock(wanted, at, block && { ...block, rect: at }, readArea(sheet, reach(at, wanted.values.length)));
  if (plan.kind === 'refuse') throw new Problem(plan.problem);
  const rows = plan.rect.rows;
  const { currency } = leaderboard;
  const title = plan.title?.text;
  const next = {
    rowCounts: [rows],
    columns: defaultLayout.columns.length,
    header: defaultLayout.columns.map((name) => heading(columns[name], leaderboard)),
    titles: title === undefined ? (block?.titles ?? []) : [title],
    currency,
  };
  // Known before anything is written: the block may be found half done, and then has the old, the new or both.
  const rowCounts = [...new Set([...(block?.rowCounts ?? [0]), rows, plan.union.rows])];
  const titles = [...new Set([...(block?.titles ?? []), ...next.titles])];
  saveReport({ ...report, block: { ...next, header: block?.header ?? next.header, rowCounts, titles } });
  const unfinished = block !== null && (report.fetchedAt === null || block.rowCounts.length > 1);
  const reformat = unfinished || (block !== null && block.currency !== currency);
  writeBlock(sheet, plan, currency, reformat, report.rangeName);
  return { ...report, block: next, fetchedAt: leaderboard.fetchedAt, problem: null };
}

function titleOf({ period }: Report, { startDate, endDate, currency, fetchedAt }: Leaderboard): string {
  const dates = startDate && endDate ? `${startDate} to ${endDate}` : null;
  const refreshed = `refreshed ${localTime(fetchedAt, 'yyyy-MM-dd HH:mm')}`;
  return [periodLabels[period], dates, currency, refreshed].filter((part) => part !== null).join(' · ');
}

/** Readable, because people meet it in formulas and charts: JB_Top_10_resellers_last_quarter. */
const rangeNameFor = (name: string) => `JB_${name.replace(/[^A-Za-z0-9]+/g, '_')}`;

const queryOf = ({ period, type }: Pick<Report, 'period' | 'type'>): LeaderboardQuery =>
  leaderboardQuery({ period, partnerType: type });

/** A problem is a result. Anything else that is thrown is put in `words`, but for the one thing a person can mend. */
function attempt<T>(words: string, work: () => T): T | Problem {
  try {
    return work();
  } catch (error) {
    if (error instanceof Problem) return error;
    return /protected/i.test(String(error))
      ? new Problem('A cell of the table is protected, and you may not edit it. Ask the owner of the spreadsheet.')
      : new Problem(words);
  }
}
