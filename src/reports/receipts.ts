import { type Outcome, outcomes, type Why, whys } from '../contract/outcomes';
import { Moment } from '../domain/moment';
import { array, nullable, number, object, oneOf, type Parsed, parsedJson, string, tuple } from '../domain/parsing';
import { withDocumentLock } from '../google/lock';
import { documentStore, fitsProperty } from '../google/properties';
import type { MendedBy } from '../problem';

/** The result of a run, whoever started it and however it ended. */
export interface Receipt {
  /** When it began; milliseconds since 1970. */
  readonly at: number;
  readonly by: string;
  readonly why: Why;
  readonly tookMs: number;
  readonly requests: number;
  /** How many formulas, or queries of formulas, were refreshed. */
  readonly formulas: number;
  /** Why the run as a whole failed, or null. */
  readonly problem: string | null;
  readonly reports: readonly ReportReceipt[];
}

export interface ReportReceipt {
  readonly id: string;
  readonly outcome: Outcome;
  /** Partners that were shown; null where nothing was fetched. */
  readonly rows: number | null;
  readonly problem: string | null;
  /** Who can end the problem; it is not stored. */
  readonly mendedBy?: MendedBy;
}

/**
 * The stored form is short, since there are many in a year: reports as id, outcome, rows and the index of the problem.
 */
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
 * Receipts are stored in pieces that fit a property of 9 KB (P4-5), numbered upwards. The newest piece is appended to
 * until it is full, and the oldest is dropped. Together they leave most of the store to the reports.
 */
const newestName = 'receipts';
const pieceName = (number: number) => `receipts:${number}`;
const mostPieces = 6;
const lockPatienceMs = 3000;
/** The size of a receipt is bounded by how many reports and problems it holds. */
const mostReports = 120;
const mostProblems = 8;
const problemSigns = 300;

/**
 * Stores a receipt. It may be called while another run is under way: a run that finds the spreadsheet busy leaves one.
 */
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
  // The number is written first: an interruption in between leaves an empty piece, and overwrites none.
  documentStore.set(newestName, String(newest + 1));
  documentStore.set(pieceName(newest + 1), text);
  documentStore.remove(pieceName(newest + 1 - mostPieces));
}

/** At most `most` receipts, the newest first. Damaged ones are left out. */
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
  // Failed reports come first, since somebody will look for them.
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
