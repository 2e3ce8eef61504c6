import { minuteMs } from '../domain/duration';
import { now } from '../google/time';
import type { SoundReport } from './report';

/** The time that a scheduled run has. Milliseconds since 1970. */
export interface RunTime {
  /** Nothing is begun after that. */
  readonly beginBy: number;
  /** Everything has to be over by then. */
  readonly endBy: number;
}

/** What fetching may take with a person waiting, retries included. */
export const fetchMs = 25_000;
/** What fetching all partners may take: an execution ends after six minutes (P4-6), and the rest needs some of them. */
export const allPartnersMs = 270_000;
/** What all partners are taken to need before it is known. */
const firstAllPartnersMs = minuteMs;
/** What is left for writing, once everything is fetched. */
export const writeMs = 5000;

const listsAll = ({ definition }: SoundReport): boolean => definition.rows === 'all';

/**
 * Reports that take one answer each form one batch, at the place of the first of them. A report of all partners is a batch of
 * its own, since each may take minutes.
 */
export function batchesOf(reports: readonly SoundReport[]): SoundReport[][] {
  const short = reports.filter((report) => !listsAll(report));
  return reports.flatMap((report) => (listsAll(report) ? [[report]] : report === short[0] ? [short] : []));
}

/** All partners are not begun where they would be cut off: a part of them is worse than the whole of an hour ago. */
export function hasTime([first]: readonly SoundReport[], { beginBy, endBy }: RunTime): boolean {
  if (now() > beginBy) return false;
  if (!first || !listsAll(first)) return now() + writeMs < endBy;
  const lastMs = first.state?.tookMs ?? null;
  return now() + (lastMs === null ? firstAllPartnersMs : Math.min(allPartnersMs, lastMs * 1.5)) < endBy;
}
