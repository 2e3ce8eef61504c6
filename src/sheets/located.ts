import type { SheetWithId } from '../google/spreadsheet';
import type { Rect } from './area';

/** Where a block stands. */
export interface Located extends SheetWithId {
  readonly rect: Rect;
}

/** How long a block counts as standing where this execution has written it. */
const latelyMs = 10_000;

const written = new Map<string, { readonly located: Located; readonly at: number }>();

/** Notes where this execution has just written the block of a named range. */
export const noteLocated = (rangeName: string, located: Located): void =>
  void written.set(rangeName, { located, at: Date.now() });

/** Where this execution has written a block some seconds ago; null where it has not. */
export function locatedLately(rangeName: string): Located | null {
  const { located = null, at = 0 } = written.get(rangeName) ?? {};
  return Date.now() - at < latelyMs ? located : null;
}

export const forgetLocated = (rangeName: string): void => void written.delete(rangeName);

/** To be called where rows were inserted: blocks below stand elsewhere now. */
export const forgetAllLocated = (): void => written.clear();
