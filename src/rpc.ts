import type { PartnerType, PeriodName } from './leaderboard/vocabulary';

/** The contract between sidebar and server: a call that one side renames does not compile on the other. */
export interface SidebarApi {
  /** Everything the sidebar shows, in one call. */
  overview(): Overview;
  connect(request: ConnectRequest): Overview;
  disconnect(): Overview;
  /** Reads the account's tiers, categories and stages, so that formulas know them by name. */
  learnLabels(): Overview;
  setFreshness(request: { readonly minutes: number }): Overview;
  insertTable(request: InsertTableRequest): Overview;
  insertFormula(request: LeaderboardRequest): Overview;
  /** Of one table by its id, or of all. */
  refresh(request: RefreshRequest): Overview;
  /** Takes a table off the list; its cells stay. */
  forget(request: { readonly id: string }): Overview;
  refreshFormulas(): Overview;
  setHourly(request: { readonly on: boolean }): Overview;
}

export interface LeaderboardRequest {
  readonly period: PeriodName;
  /** null: all types. */
  readonly type: PartnerType | null;
  readonly limit: number;
}

export interface InsertTableRequest extends LeaderboardRequest {
  readonly where: 'cell' | 'sheet';
}

export interface RefreshRequest {
  readonly id: string | null;
  /** Also what another key wrote: from now on it shows what this person's key sees. */
  readonly withMyKey: boolean;
}

export interface Overview {
  readonly connection: ConnectionView;
  readonly tables: readonly TableView[];
  readonly schedule: ScheduleView;
  /** Today in the spreadsheet's time zone, ISO. */
  readonly today: string;
  /** What the call came to, for the person who made it; null where there is nothing to say. */
  readonly message: string | null;
}

export interface TableView {
  readonly id: string;
  readonly name: string;
  /** "Sheet1!A2", or null if its place is gone. */
  readonly place: string | null;
  /** When its data came from Journeybee, in the spreadsheet's time zone; null before the first time. */
  readonly refreshedAt: string | null;
  /** Why the last refresh did not work, or null. */
  readonly problem: string | null;
  /** Whose key wrote it, where that is not the key of the person who asks. */
  readonly otherKeyBy: string | null;
}

export interface ScheduleView {
  /** Whose schedule refreshes the tables of this spreadsheet, or null without one. */
  readonly owner: string | null;
  readonly own: boolean;
  /** When it last ran, in the spreadsheet's time zone, and what went wrong. */
  readonly lastRun: string | null;
  readonly problem: string | null;
}

/**
 * What a key may be used for: its person's own tables and schedules; also formulas in this spreadsheet (which works if
 * its person owns it); by everyone who edits this spreadsheet.
 */
export type KeyUse = 'tables' | 'owner' | 'shared';

export interface ConnectRequest {
  readonly key: string;
  readonly use: KeyUse;
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
}

export type Method = keyof SidebarApi;
export type ArgumentOf<M extends Method> = Parameters<SidebarApi[M]>[0];
export type ResultOf<M extends Method> = ReturnType<SidebarApi[M]>;

/** google.script.run takes plain values only (P2.3-5), and a thrown error would arrive with Google's own words around it. */
export type Reply<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: string };
