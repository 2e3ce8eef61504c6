import type { Workbench } from '../workbench/workbench';

/** A report as a scenario wants it; a driver turns it into what its build understands. */
export interface ReportWish {
  readonly name: string;
  readonly period: 'current_year' | 'last_year' | 'current_quarter' | 'last_12_months';
  readonly type: 'referral' | 'reseller' | 'distributor' | null;
  readonly rows: number | 'all';
  readonly schedule?: Schedule;
  readonly movement?: 'previous day';
  readonly history?: 'day';
  readonly filters?: { readonly tier: string[]; readonly category: string[]; readonly stage: string[] };
}

export type Schedule =
  | { readonly kind: 'hourly' }
  | { readonly kind: 'weekly'; readonly days: ReadonlyArray<1 | 2 | 3 | 4 | 5 | 6 | 7>; readonly hour: number }
  | { readonly kind: 'monthly'; readonly day: number; readonly hour: number };

/** What one build of the add-on is told by its own sidebar and menu, so that two builds can do the same work in one run. */
export interface Driver {
  /** Connects the sandbox's key for reports and formulas, as the file's owner. Rejects with the sidebar's sentence. */
  readonly connect: (bench: Workbench) => Promise<void>;
  /** Inserts a report at the selected cell. */
  readonly insert: (bench: Workbench, wish: ReportWish) => Promise<void>;
  /** "Refresh all" in the sidebar. */
  readonly refreshFromSidebar: (bench: Workbench) => Promise<void>;
  /** What the sidebar asks first, and how many formulas there are. */
  readonly firstAnswer: (bench: Workbench) => Promise<void>;
  readonly countFormulas: (bench: Workbench) => Promise<void>;
  /** The function that the menu's entry for refreshing reports calls. */
  readonly refreshEntry: string;
  /** The menu's entry that opens the sidebar. */
  readonly menuEntry: string;
}

/** A build to measure. */
export interface Subject {
  /** The folder that clasp would push. */
  readonly dist: string;
  readonly driver: Driver;
}
