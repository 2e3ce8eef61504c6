import type { Immutable } from '../domain/immutable';
import {
  anything,
  array,
  boolean,
  nullable,
  object,
  oneOf,
  optional,
  type Parsed,
  string,
  whole,
} from '../domain/parsing';
import { maxRows, partnerTypes } from '../domain/vocabulary';
import { Period, ReportDefinition, Status } from './report-definition';

/*
 * What the sidebar sends with each call. The server parses it, and the types that the sidebar is compiled against are those of
 * the parsers.
 */

/** The request of calls that name a report and nothing else. */
export const ReportRequest = object({ id: string });

/** The request for the places of reports, by their ids. */
export const PlacesRequest = object({ ids: array(string) });

/**
 * `use`, what the key may be used for: its person's own reports and schedules; also formulas in this spreadsheet (which works
 * if its person owns it); by everyone who edits this spreadsheet.
 */
export const ConnectRequest = object({ key: string, use: oneOf(['tables', 'owner', 'shared']) });

/** Lets the formulas of this spreadsheet use the key that the person has connected. */
export const FormulaKeyRequest = object({ use: oneOf(['owner', 'shared']) });

/** From 5 to 60. */
export const FreshMinutes = whole(5, 60);
export const FreshnessRequest = object({ minutes: FreshMinutes });

/** From 1 to 12. */
export const Month = whole(1, 12);
export const FiscalStartRequest = object({ month: Month });

const where = oneOf(['cell', 'sheet']);

/** `id` null: a new report. `where` a new one goes: the selected cell, or a new sheet. */
export const SaveReportRequest = object({ id: nullable(string), definition: ReportDefinition, where });

/** The same request with its definition unparsed, so that a refusal can name the field that is not valid. */
export const UnparsedSaveRequest = object({ id: nullable(string), definition: anything, where });

/** `id` null: all that are active. `withMyKey`: also what another key wrote, which then shows what this person's key sees. */
export const RefreshRequest = object({ id: nullable(string), withMyKey: boolean });

export const StatusRequest = object({ id: string, status: Status });

export const RecheckRequest = object({ id: string, daily: boolean });

/** `next`: for the period after the one that was answered last. */
export const DuplicateRequest = object({ id: string, next: boolean });

/** `clear`: the report's cells too, otherwise they stay; `sheet`: and the sheet that was made for it. */
export const RemoveRequest = object({ id: string, clear: boolean, sheet: optional(boolean, false) });

/** `currency`: of the amounts that the formula will fill its cells with, as far as that is known. */
export const FormulaRequest = object({
  period: Period,
  type: nullable(oneOf(partnerTypes)),
  limit: whole(1, maxRows),
  currency: nullable(string),
});

/** `from`: who runs the schedules now, as the person sees it. */
export const TakeOverRequest = object({ from: nullable(string) });

/** `again`: whatever failed lately is tried once more. `id`: of the report that is edited; `where` a new one goes. */
export const PreviewRequest = object({
  definition: ReportDefinition,
  id: optional(nullable(string), null),
  where: optional(where, 'sheet'),
  again: optional(boolean, false),
});

export type ConnectRequest = Sent<typeof ConnectRequest>;
export type FormulaRequest = Sent<typeof FormulaRequest>;
export type SaveReportRequest = Sent<typeof SaveReportRequest>;

/** What a page may send where this parser reads it: `Optional` may be left out. */
export type Sent<P, Optional extends keyof Parsed<P> = never> = Immutable<
  Omit<Parsed<P>, Optional> & Partial<Pick<Parsed<P>, Optional>>
>;
