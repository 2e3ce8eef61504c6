import type { BuildSettings } from '../build-settings';
import type { DayRange } from '../domain/days';
import type { Fault } from '../domain/fault';
import type { Calendar } from '../domain/periods';
import type { Grouping } from '../domain/vocabulary';
import type { ExplainView } from './explain-view';
import type { FinalView, RestatementView } from './final-view';
import type { Health } from './health';
import type { Note } from './note';
import type { Outcome, Why } from './outcomes';
import type { ReportDefinition } from './report-definition';
import type * as requests from './requests';
import type { Sent } from './requests';

/** The contract between sidebar and server: a call that one side renames does not compile on the other. */
export interface SidebarApi {
  /** Everything the sidebar shows, in one call. */
  overview(): Overview;
  connect(request: Sent<typeof requests.ConnectRequest>): Overview;
  /** Lets the formulas of this spreadsheet use the key that the person has connected. */
  allowFormulas(request: Sent<typeof requests.FormulaKeyRequest>): Overview;
  disconnect(): Overview;
  /** Reads the account's tiers, categories and stages, so that formulas and reports know them by name. */
  learnLabels(): Overview;
  setFreshness(request: Sent<typeof requests.FreshnessRequest>): Overview;
  /** The month that the fiscal year starts in, from 1 to 12. */
  setFiscalStart(request: Sent<typeof requests.FiscalStartRequest>): Overview;
  /** Saves a report and refreshes it; a new one is placed. */
  saveReport(request: Sent<typeof requests.SaveReportRequest>): Overview;
  /** Refreshes one report by its id, or all that are active. */
  refresh(request: Sent<typeof requests.RefreshRequest>): Overview;
  /** A report that is paused is refreshed by nobody; its cells stay. `frozen`: for good. */
  setStatus(request: Sent<typeof requests.StatusRequest>): Overview;
  /** Compares a final report with what Journeybee has of the same days now. */
  checkFinal(request: Sent<typeof requests.ReportRequest>): Overview;
  /** Has whoever runs the schedules do so each day, or no more. */
  setRecheck(request: Sent<typeof requests.RecheckRequest>): Overview;
  /** Asks for the days that were answered last from now on, whatever day it is. */
  keepDates(request: Sent<typeof requests.ReportRequest>): Overview;
  /** A new report like this one, in a sheet of its own; `next`: for the period after the one that was answered last. */
  duplicate(request: Sent<typeof requests.DuplicateRequest>): Overview;
  /** Writes what the change of a report's total is made of into the selected cells: five rows of plain values. */
  insertBridge(request: Sent<typeof requests.ReportRequest>): Overview;
  removeReport(request: Sent<typeof requests.RemoveRequest, 'sheet'>): Overview;
  /** Puts a table of made-up partners into a sheet of its own, or takes it away again. */
  insertSample(): Overview;
  removeSample(): Overview;
  insertFormula(request: Sent<typeof requests.FormulaRequest>): Overview;
  /** Puts the scorecard of one partner, a formula below its name, into a new sheet. */
  insertScorecard(): Overview;
  refreshFormulas(): Overview;
  /** From now on the person's account runs the schedules, with their key. `from`: who runs them now, as the person sees it. */
  takeOver(request: Sent<typeof requests.TakeOverRequest>): Overview;
  /** Makes the person's hourly trigger anew. */
  restartSchedules(): Overview;
  /** Refreshes what the schedules have failed to refresh. */
  tryAgain(): Overview;
  /** Takes all that is kept out of this spreadsheet; cells stay. */
  removeEverything(): Overview;
}

/** Reads that change nothing. The page may send them while another call is under way. */
export interface SidebarReads {
  /** How far a long refresh is; null: there is nothing to say. */
  progress(): ProgressView | null;
  /** Whether anybody is refreshing this spreadsheet right now. */
  isBusy(): boolean;
  /** The latest runs. */
  runs(): readonly RunView[];
  /** The latest faults of the add-on in this spreadsheet, the newest first. */
  faults(): readonly FaultView[];
  /**
   * How many cells have a JB_ formula, and how many of those show an error. `outage`: when the oldest figures are from that
   * formulas show because there are no newer ones, how old that is, and why.
   */
  formulas(): {
    readonly count: number;
    readonly errors: number;
    readonly outage?: { readonly at: string; readonly minutes: number; readonly why: string };
  };
  /** What a report would show first; `again`: whatever failed lately is tried once more. */
  preview(request: Sent<typeof requests.PreviewRequest, 'again' | 'id' | 'where'>): PreviewView;
  /** The account's partners by name, as far as they are read for a list to choose from. */
  partners(): ReadonlyArray<{ readonly uuid: string; readonly label: string }>;
  /** Where reports stand that an overview has not located, by their ids. */
  places(request: Sent<typeof requests.PlacesRequest>): { readonly [id: string]: ReportPlace };
  /** Where the number in the selected cell comes from. Nothing is asked of Journeybee for it. */
  explain(): ExplainView;
  /** The partners of a final report whose figures are others now. */
  restatement(request: Sent<typeof requests.ReportRequest>): RestatementView;
  /** Takes the person to a report, and selects its cells with the lines above them. */
  goTo(request: Sent<typeof requests.ReportRequest>): null;
}

/** The progress of a run: of the partners of one report, or of the reports. */
export interface ProgressView {
  readonly done: number;
  readonly of: number;
  readonly what: 'partners' | 'reports';
}

/** The first rows of a report as they will stand in the sheet, and its totals. */
export interface PreviewView {
  /** Of a Board, what its change is made of, above its name; null: there is no such line. '': nothing to say. */
  readonly sentence: string | null;
  /** Of a Board, the name above it; null: it is Plain. */
  readonly name: string | null;
  readonly title: string;
  readonly columns: ReadonlyArray<{
    readonly heading: string;
    readonly headingSide: Side;
    readonly side: Side;
    /** Whether it has the partners' names. */
    readonly isNames: boolean;
  }>;
  readonly rows: readonly PreviewRow[];
  /** ISO 4217, or null where the answer names none. */
  readonly currency: string | null;
  /** How many partners the report shows; `full`: Journeybee may have more. */
  readonly count: number;
  readonly full: boolean;
  /** The colours of a Board, as "#rrggbb"; null: it is Plain. */
  readonly colors: Readonly<Record<'header' | 'headerInk' | 'title' | 'band' | 'totals' | 'line', string>> | null;
}

type Side = 'left' | 'center' | 'right';

export interface PreviewRow {
  readonly is: 'partner' | 'sum' | 'total';
  /** Whether a line stands above it: another group begins. */
  readonly isLined: boolean;
  readonly cells: ReadonlyArray<{ readonly text: string; readonly ink?: string; readonly fill?: string }>;
}

export interface Overview {
  /** Tells this spreadsheet from others. */
  readonly file: string;
  readonly connection: ConnectionView;
  /** What the build decides, for everybody. */
  readonly build: BuildSettings;
  /** Whether a table of made-up partners stands here. */
  readonly sample: boolean;
  readonly reports: readonly ReportView[];
  readonly schedule: ScheduleView;
  /** What the account's partners are sorted into, as far as it has been learned. */
  readonly labels: { readonly [name in Grouping]: ReadonlyArray<{ readonly uuid: string; readonly label: string }> };
  /** Who looks after partners, where Journeybee sends that; `isMe`: the person who asks, by their address. */
  readonly owners: ReadonlyArray<{ readonly uuid: string; readonly label: string; readonly isMe: boolean }>;
  /** How many partners the account has, as far as it has been learned. */
  readonly partnerCount: number | null;
  /** What the days of a period follow from in this spreadsheet. */
  readonly calendar: Calendar;
  /** What separates a formula's arguments as people type them here. */
  readonly separator: ',' | ';';
  /** Who is refreshing this spreadsheet right now; `own`: the person who asks, or their schedule. null: nobody. */
  readonly busy: { readonly by: string; readonly own: boolean; readonly scheduled: boolean } | null;
  /** What the call came to, for the person who made it; null where there is nothing to say. */
  readonly message: string | null;
}

/** Where a report stands. */
export interface ReportPlace {
  /** "Sheet1!A2", or null if its place is gone. */
  readonly place: string | null;
  /** Its cells with the lines above them, such as "A1:F13", and the id of their sheet; null if its place is gone. */
  readonly cells: ReportCells | null;
  /** The sheet that was made for it, if it stands there. */
  readonly madeSheet: string | null;
}

export interface ReportView extends ReportPlace {
  readonly id: string;
  /** null where what is stored of it cannot be read: then it can only be taken off the list. */
  readonly definition: ReportDefinition | null;
  readonly name: string;
  /** Whether its place was looked for: of many reports only those that the call has written, the others by `places`. */
  readonly isLocated: boolean;
  /** When its data came from Journeybee, and when its figures last changed, in the spreadsheet's time zone; null before the first time. */
  readonly refreshedAt: string | null;
  /** How old that was when it was asked for. */
  readonly ageMinutes: number | null;
  readonly changedAt: string | null;
  /** The days that were answered last. */
  readonly dates: DayRange | null;
  /** Why the last refresh did not work, or null. */
  readonly problem: string | null;
  /** The notes of the last refresh that worked. */
  readonly notes: readonly Note[];
  /** Whether it is known what the change of its total is made of. */
  readonly hasBridge: boolean;
  /** Whose key wrote it, where that is not the key of the person who asks. */
  readonly otherKeyBy: string | null;
  /** Of a report that is final; null: it is not, or nothing is known of it. */
  readonly final: FinalView | null;
  /** It came with a copy of another spreadsheet, and nobody refreshes it until somebody does so with their key. */
  readonly copied: boolean;
}

export interface ReportCells {
  readonly sheetId: number;
  readonly range: string;
}

export interface ScheduleView {
  /** Whose account runs the schedules of this spreadsheet, or null: nobody's. */
  readonly owner: string | null;
  readonly own: boolean;
  readonly health: Health;
  /** An alert to this person, or to whoever runs the schedules, that Google did not send. */
  readonly unsent: { readonly at: string; readonly subject: string; readonly reason: string } | null;
  /** The spreadsheet's. */
  readonly timeZone: string;
  /** The scheduled reports, by their ids. */
  readonly reports: { readonly [id: string]: ReportSchedule };
}

export interface ReportSchedule {
  /** When it is refreshed next, in words; null: it is not. */
  readonly next: string | null;
  /** Whether the schedules leave it alone: their owner has another key than it was made with. */
  readonly passedOver: boolean;
  /** How often in a row the schedule has failed to refresh it, and whether it has given up; null: it has not. */
  readonly failing: {
    readonly since: string;
    readonly times: number;
    readonly paused: 'failures' | 'place' | null;
  } | null;
}

/** A fault of the add-on, without anything that people typed. See `Fault`. */
export interface FaultView extends Omit<Fault, 'at'> {
  /** In the spreadsheet's time zone. */
  readonly at: string;
}

/** A run as the sidebar lists it, the newest first. */
export interface RunView {
  readonly at: string;
  readonly by: string;
  readonly why: Why;
  readonly seconds: number;
  readonly requests: number;
  readonly formulas: number;
  readonly problem: string | null;
  readonly reports: ReadonlyArray<{
    readonly name: string;
    readonly outcome: Outcome;
    readonly rows: number | null;
    readonly problem: string | null;
  }>;
}

export interface ConnectionView {
  /** The last four characters of the person's own key, or null without one. */
  readonly last4: string | null;
  /** Whose key formulas use here, or null where none is allowed. */
  readonly formulas: {
    readonly mode: 'owner' | 'shared';
    readonly last4: string;
    readonly by: string;
    /** Whether it is the key of the person who asks. */
    readonly own: boolean;
  } | null;
  /** How old the data may be that formulas show. */
  readonly freshMinutes: number;
  /** Whether the person who asks owns this spreadsheet; null: Google does not say. */
  readonly ownsFile: boolean | null;
  /** Whether others are named as its editors, in a build for one spreadsheet; null: Google does not say, or it does not matter. */
  readonly othersEdit: boolean | null;
  /** Why no key can be shared with those who edit it; null: one can. */
  readonly noSharing: string | null;
}

export type Method = keyof SidebarApi;
export type ArgumentOf<M extends Method> = Parameters<SidebarApi[M]>[0];
export type ResultOf<M extends Method> = ReturnType<SidebarApi[M]>;

export type Read = keyof SidebarReads;
export type AskedOf<R extends Read> = Parameters<SidebarReads[R]>[0];
export type ReadOf<R extends Read> = ReturnType<SidebarReads[R]>;

/** google.script.run takes plain values only (P2.3-5), and a thrown error would arrive with Google's own words around it. */
export type Reply<T> =
  | { readonly ok: true; readonly value: T }
  /** `allowAt`: Google's page on which the person gives a permission that is missing. */
  | { readonly ok: false; readonly problem: string; readonly allowAt: string | null };
