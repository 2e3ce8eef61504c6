import type { ColumnKind } from '../domain/column-kinds';

/** What can be said of a final report's figures. */
export interface FinalView {
  /** The day that its figures are from, ISO, in the spreadsheet's zone. */
  readonly reportedOn: string;
  /** Whether they were kept, so that they can be compared with Journeybee's. */
  readonly kept: boolean;
  /** What the totals below are of. */
  readonly kind: ColumnKind;
  /** The last comparison: totals then and now, and counts of partners. null: there was none. */
  readonly check: {
    /** In the spreadsheet's zone. */
    readonly at: string;
    readonly reported: number;
    readonly now: number;
    readonly currency: string | null;
    readonly changed: number;
    /** Partners that the report would show now and did not, and those that it would not show any more. */
    readonly joined: number;
    readonly left: number;
  } | null;
}

/** How a final report's partners differ from what Journeybee has now. */
export interface RestatementView {
  readonly currency: string | null;
  readonly partners: ReadonlyArray<{
    /** null: nobody knows it any more. */
    readonly name: string | null;
    readonly what: 'changed' | 'gone' | 'joined' | 'left';
    readonly figures: ReadonlyArray<{
      readonly label: string;
      readonly kind: ColumnKind;
      readonly reported: number | null;
      readonly now: number | null;
    }>;
  }>;
}
