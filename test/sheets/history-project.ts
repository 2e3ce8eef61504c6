import type { ColumnName } from '../../src/domain/column-names';
import { defaultLayout } from '../../src/domain/layout';
import type { Leaderboard } from '../../src/domain/leaderboard';
import { noMemberships } from '../../src/domain/membership';
import { standings } from '../../src/domain/ranking';
import type { HistoryKind } from '../../src/domain/snapshot';
import { documentStore } from '../../src/google/properties';
import { addSnapshot, beginHistory, type History, historyGone } from '../../src/sheets/history-sheet';

/*
 * What a refresh does around a history, and nothing else of it: a small Apps Script project of a test.
 */
export interface Refresh {
  readonly name: string;
  readonly kind: HistoryKind;
  readonly columns: readonly ColumnName[];
  readonly leaderboard: Leaderboard;
  readonly taken: readonly number[];
}

/** Takes a snapshot of a whole leaderboard, and stores what is known of the history. */
export function refresh({ name, kind, columns, leaderboard, taken }: Refresh): void {
  const stored = documentStore.get('history');
  const history: History = stored === null ? beginHistory(name, columns, taken) : JSON.parse(stored);
  if (stored === null) documentStore.set('history', JSON.stringify(history));
  const after = addSnapshot(history, kind, standings(leaderboard, defaultLayout, noMemberships));
  if (after === null) throw new Error(historyGone);
  documentStore.set('history', JSON.stringify(after.history));
}
