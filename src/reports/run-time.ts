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

/** How long fetching may take while a person waits, retries included. */
export const fetchMs = 25_000;
/**
 * How long fetching all partners may take: an execution ends after six minutes (P4-6), and the rest needs some of
 * them.
 */
export const allPartnersMs = 270_000;
/** How long all partners are assumed to take the first time. */
const firstAllPartnersMs = minuteMs;
/** How much time is reserved for writing once everything is fetched. */
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

/**
 * Whether there is time for a batch. A fetch of all partners does not begin where it would be cut off: an incomplete
 * table is worse than a complete one of an hour ago.
 */
export function hasTime([first]: readonly SoundReport[], { beginBy, endBy }: RunTime): boolean {
  if (now() > beginBy) return false;
  if (!first || !listsAll(first)) return now() + writeMs < endBy;
  const lastMs = first.state?.tookMs ?? null;
  return now() + (lastMs === null ? firstAllPartnersMs : Math.min(allPartnersMs, lastMs * 1.5)) < endBy;
}
