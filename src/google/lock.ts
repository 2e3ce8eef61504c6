import { unlessRefused } from './faults';
import { documentStore } from './properties';

/**
 * Runs `work` while no other execution in this spreadsheet does. false where the lock was still taken after
 * `patienceMs`. It is held for moments only, never while fetching or writing. What was read of the document's store
 * before is read anew: whoever had the lock may have changed it.
 */
export function withDocumentLock(patienceMs: number, work: () => void): boolean {
  const lock = documentLock();
  return lock?.tryLock(patienceMs) ? held(lock, work) : false;
}

let opened: GoogleAppsScript.Lock.Lock | null = null;

/** The document lock, opened once in an execution. */
function documentLock(): GoogleAppsScript.Lock.Lock | null {
  opened = opened ?? LockService.getDocumentLock();
  return opened;
}

/** As `withDocumentLock`, for work that the lock merely saves: a lock that Google refuses counts as taken. */
export function tryWithDocumentLock(patienceMs: number, work: () => void): boolean {
  let lock: GoogleAppsScript.Lock.Lock | null = null;
  try {
    lock = documentLock();
    if (!lock?.tryLock(patienceMs)) return false;
  } catch {
    // Only Google's own functions are called in here.
    return false;
  }
  return held(lock, work);
}

/** The end of the execution releases the lock as well (P4-26), so that a failing release is ignored. */
function held(lock: GoogleAppsScript.Lock.Lock, work: () => void): true {
  try {
    documentStore.lookAgain();
    work();
  } finally {
    unlessRefused(() => lock.releaseLock(), undefined);
  }
  return true;
}
