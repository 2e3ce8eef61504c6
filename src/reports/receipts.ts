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
 * until it is full, and the oldest is dropped. Together they leave most of the store to the reports. Only the holder of
 * the lease writes these pieces, so that no lock is needed. Whoever has no lease writes into a piece of its own.
 */
const newestName = 'receipts';
const besideName = 'receipts:beside';
/** Its number is not stored. */
const firstPiece = 1;
const pieceName = (number: number) => `receipts:${number}`;
const mostPieces = 6;
const lockPatienceMs = 3000;
/** The size of a receipt is bounded by how many reports and problems it holds. */
const mostReports = 120;
const mostProblems = 8;
const problemSigns = 300;

/** Stores the receipt of something that ran beside the holder of the lease, such as a run that found the spreadsheet busy. */
export function keepReceiptBeside(receipt: Receipt): void {
  const add = () => {
    const lines = [...linesOf(besideName).reverse(), JSON.stringify(stored(receipt))];
    while (lines.length > 1 && !fitsProperty(lines.join('\n'))) lines.shift();
    documentStore.set(besideName, lines.join('\n'));
  };
  if (!withDocumentLock(lockPatienceMs, add)) add();
}

/** Stores the receipt of the run that holds the lease. */
export function keepReceipt(receipt: Receipt): void {
  const text = JSON.stringify(stored(receipt));
  const newest = newestPiece();
  const piece = documentStore.get(pieceName(newest));
  const appended = piece === null ? text : `${piece}\n${text}`;
  if (fitsProperty(appended)) {
    documentStore.set(pieceName(newest), appended);
    if (piece === null && newest > firstPiece) documentStore.set(newestName, String(newest));
    return;
  }
  // The number is written first: an interruption in between leaves an empty piece, and overwrites none.
  documentStore.set(newestName, String(newest + 1));
  documentStore.set(pieceName(newest + 1), text);
  documentStore.remove(pieceName(newest + 1 - mostPieces));
}

/** At most `most` receipts, the newest first. Damaged ones are left out. */
export function readReceipts(most: number): Receipt[] {
  return documentStore.atOnce(() => {
    const receipts = runReceipts(most);
    for (const beside of receiptsIn(besideName)) {
      const later = receipts.findIndex(({ at }) => at < beside.at);
      receipts.splice(later < 0 ? receipts.length : later, 0, beside);
    }
    return receipts.slice(0, most);
  });
}

/** The receipts of runs that held the lease, the newest first. */
export function runReceipts(most: number): Receipt[] {
  const receipts: Receipt[] = [];
  const newest = newestPiece();
  for (let number = newest; number > newest - mostPieces && receipts.length < most; number -= 1) {
    receipts.push(...receiptsIn(pieceName(number)));
  }
  return receipts.slice(0, most);
}

/** The lines of a piece, the newest first. */
const linesOf = (name: string): string[] => documentStore.get(name)?.split('\n').reverse() ?? [];

const receiptsIn = (name: string): Receipt[] =>
  linesOf(name).flatMap((line) => {
    const kept = parsedJson(Stored, line);
    return kept ? [unpacked(kept)] : [];
  });

function newestPiece(): number {
  const number = Number(documentStore.get(newestName) ?? firstPiece);
  return Number.isSafeInteger(number) && number > 0 ? number : firstPiece;
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
