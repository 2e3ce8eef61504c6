import { type Outcome, outcomes, type Why, whys } from '../contract/outcomes';
import { Moment } from '../domain/moment';
import { array, nullable, number, object, oneOf, type Parsed, parsedJson, string, tuple } from '../domain/parsing';
import { withDocumentLock } from '../google/lock';
import { documentStore, fitsProperty } from '../google/properties';
import type { MendedBy } from '../problem';

/** What a run came to, whoever it was that refreshed and whatever became of it. */
export interface Receipt {
  /** When it began; milliseconds since 1970. */
  readonly at: number;
  readonly by: string;
  readonly why: Why;
  readonly tookMs: number;
  readonly requests: number;
  /** How many formulas, or questions of formulas, were brought up to date. */
  readonly formulas: number;
  /** Why the run as a whole did not work, or null. */
  readonly problem: string | null;
  readonly reports: readonly ReportReceipt[];
}

export interface ReportReceipt {
  readonly id: string;
  readonly outcome: Outcome;
  /** Partners that were shown; null where nothing was fetched. */
  readonly rows: number | null;
  readonly problem: string | null;
  /** Of a problem that was met just now: it is not kept. */
  readonly mendedBy?: MendedBy;
}

/** Short, since a year of them passes through: reports as id, outcome, rows and, where there is one, which of the problems. */
const Stored = object({
  at: Moment,
  by: string,
  why: oneOf(whys),
  ms: number,
  requests: number,
  formulas: number,
  problem: nullable(string),
  problems: array(string),
  reports: array(tuple(string, number, nullable(number), number)),
});
type Stored = Parsed<typeof Stored>;

/*
 * They are kept in pieces of less than a property's 9 KB (P4-5), numbered upwards: the newest is added to until it is full,
 * and the oldest is dropped. All together they leave most of the store to the reports.
 */
const newestName = 'receipts';
const pieceName = (number: number) => `receipts:${number}`;
const mostPieces = 6;
const lockPatienceMs = 3000;
/** What one receipt may take, and so how much of it is kept. */
const mostReports = 120;
const mostProblems = 8;
const problemSigns = 300;

/** Also from outside a run: whoever finds the spreadsheet busy keeps one while somebody else does. */
export function keepReceipt(receipt: Receipt): void {
  if (!withDocumentLock(lockPatienceMs, () => add(receipt))) add(receipt);
}

function add(receipt: Receipt): void {
  const text = JSON.stringify(stored(receipt));
  const newest = newestPiece();
  const piece = documentStore.get(pieceName(newest));
  const appended = piece === null ? text : `${piece}\n${text}`;
  if (fitsProperty(appended)) {
    documentStore.set(pieceName(newest), appended);
    if (piece === null) documentStore.set(newestName, String(newest));
    return;
  }
  // The number first: cut short in between, an empty piece is begun, and none is written over.
  documentStore.set(newestName, String(newest + 1));
  documentStore.set(pieceName(newest + 1), text);
  documentStore.remove(pieceName(newest + 1 - mostPieces));
}

/** The newest first, at most so many. What cannot be read is left out. */
export function readReceipts(most: number): Receipt[] {
  const receipts: Receipt[] = [];
  const newest = newestPiece();
  for (let number = newest; number > newest - mostPieces && receipts.length < most; number -= 1) {
    const piece = documentStore.get(pieceName(number));
    if (piece === null) continue;
    for (const line of piece.split('\n').reverse()) {
      const kept = parsedJson(Stored, line);
      if (kept) receipts.push(unpacked(kept));
    }
  }
  return receipts.slice(0, most);
}

function newestPiece(): number {
  const number = Number(documentStore.get(newestName) ?? 1);
  return Number.isSafeInteger(number) && number > 0 ? number : 1;
}

function stored({ at, by, why, tookMs, requests, formulas, problem, reports }: Receipt): Stored {
  const problems = [...new Set(reports.flatMap((report) => report.problem ?? []))].slice(0, mostProblems);
  // Those that did not work are the ones that somebody will look for.
  const first = [...reports].sort((a, b) => Number(b.problem !== null) - Number(a.problem !== null));
  return {
    at,
    by,
    why,
    ms: tookMs,
    requests,
    formulas,
    problem: problem?.slice(0, problemSigns) ?? null,
    problems: problems.map((text) => text.slice(0, problemSigns)),
    reports: first
      .slice(0, mostReports)
      .map(({ id, outcome, rows, problem: text }) => [
        id,
        outcomes.indexOf(outcome),
        rows,
        text === null ? -1 : problems.indexOf(text),
      ]),
  };
}

function unpacked({ ms, problems, reports, ...shared }: Stored): Receipt {
  return {
    ...shared,
    tookMs: ms,
    reports: reports.map(([id, outcome, rows, problem]) => ({
      id,
      outcome: outcomes[outcome] ?? 'failed',
      rows,
      problem: problems[problem] ?? null,
    })),
  };
}
