import type { Problem } from '../problem';
import { PlaceGone } from '../sheets/refresh-block';
import type { KeyOwner } from './own-key';
import type { ReportReceipt } from './receipts';
import type { Report } from './report';
import type { ReportState } from './state';

/** The result of one report's refresh. */
export interface Refreshed extends ReportReceipt {
  readonly name: string;
}

export const receiptOf = ({ name: _, ...receipt }: Refreshed): ReportReceipt => receipt;

export function failed({ id, name }: Report, problem: Problem): Refreshed {
  const outcome = problem instanceof PlaceGone ? 'gone' : 'failed';
  return { id, name, outcome, rows: null, problem: problem.message, mendedBy: problem.mendedBy };
}

/** There was no time, or its definition changed meanwhile: the next run refreshes it. */
export const postponed = ({ id, name }: Report, problem: string): Refreshed => ({
  id,
  name,
  outcome: 'postponed',
  rows: null,
  problem,
  mendedBy: 'google',
});

/** Its figures come from another key than that of the person who refreshes. */
export const otherKey = ({ id, name, state }: Report, { by }: KeyOwner): Refreshed => ({
  id,
  name,
  outcome: 'other key',
  rows: null,
  problem: otherKeyText(state, by),
  mendedBy: 'person',
});

function otherKeyText(state: ReportState | null, by: string): string {
  if (!state)
    return 'It came with a copy of another spreadsheet. Choose to use your key for it, and it is refreshed here too.';
  return state.key.by === by
    ? 'It was made with an earlier key of yours. Choose “Use my key” in the Journeybee sidebar, and it shows what your present key sees.'
    : `It shows what the key of ${state.key.by} sees. Only they refresh it, unless you choose to use your key for it.`;
}
