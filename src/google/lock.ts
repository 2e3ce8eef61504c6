/**
 * Runs `work` while no other execution in this spreadsheet does, and says whether it ran: not if the lock was still
 * taken after `patienceMs`. Only for moments; never held while fetching or writing.
 */
export function withDocumentLock(patienceMs: number, work: () => void): boolean {
  const lock = LockService.getDocumentLock();
  if (!lock?.tryLock(patienceMs)) return false;
  try {
    work();
  } finally {
    lock.releaseLock();
  }
  return true;
}
