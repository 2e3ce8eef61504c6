import type { ReportDefinition } from '../contract/report-definition';
import type { FormulaRequest, SaveReportRequest } from '../contract/requests';
import type { ColumnName } from '../domain/column-names';
import { type DayRange, isDay } from '../domain/days';
import { defaultLayout } from '../domain/layout';
import {
  type Calendar,
  defaultPeriod,
  firstYear,
  isRange,
  lastYear,
  type Period,
  type PeriodName,
  rangeOn,
} from '../domain/periods';
import { columnsOf, type Style } from '../domain/style';
import { isUuid } from '../domain/uuid';
import { defaultLimit, type FilterName, filterNames, maxRows } from '../domain/vocabulary';
import { reportName } from '../domain/wording';

/** A report as the form has it: the fields' values, valid or not. */
export interface Draft extends Omit<ReportDefinition, 'name' | 'period' | 'rows' | 'filters'> {
  /** null: the name follows what is asked for. */
  readonly name: string | null;
  readonly period: PeriodName | 'days';
  readonly startDate: string;
  readonly endDate: string;
  readonly all: boolean;
  readonly limit: string;
  /** Uuids as somebody pasted or ticked them. */
  readonly filters: { readonly [name in FilterName]: string };
  /** Where a new report goes. */
  readonly where: SaveReportRequest['where'];
}

/** The mistakes of a draft, a sentence for each field. */
export type DraftProblems = {
  readonly [field in 'startDate' | 'endDate' | 'limit' | 'columns' | 'schedule' | FilterName]?: string;
};

export function newDraft(calendar: Calendar): Draft {
  return {
    name: null,
    period: defaultPeriod,
    ...rangeOn(defaultPeriod, calendar),
    partnerType: null,
    leadDirection: null,
    filters: { partner: '', tier: '', category: '', stage: '' },
    all: false,
    limit: String(defaultLimit),
    owners: [],
    ...lookOf('board'),
    trend: null,
    cents: false,
    subtotals: false,
    sort: defaultLayout.sort,
    group: null,
    totals: false,
    comparison: null,
    bridge: true,
    chart: false,
    history: null,
    schedule: null,
    status: 'active',
    recheck: false,
    where: 'sheet',
  };
}

/** What a new report of a style shows. */
const lookOf = (style: Style): Pick<Draft, 'style' | 'columns' | 'movement' | 'bars'> => ({
  style,
  columns: columnsOf[style],
  movement: style === 'board' ? 'previous period' : null,
  bars: style === 'board',
});

/** A draft in another style: what nobody has chosen otherwise is as the style has it. */
export function withStyle(draft: Draft, style: Style): Partial<Draft> {
  const { columns, movement, bars } = lookOf(draft.style);
  const next = lookOf(style);
  return {
    style,
    columns: sameColumns(draft.columns, columns) ? next.columns : draft.columns,
    movement: draft.movement === movement ? next.movement : draft.movement,
    bars: draft.bars === bars ? next.bars : draft.bars,
  };
}

/** A draft with a trend, which needs a history: one is kept from then on where there is none. */
export const withTrend = ({ history }: Draft, trend: Draft['trend']): Partial<Draft> =>
  trend === null ? { trend } : { trend, history: history ?? 'day' };

/** A draft with a history, or without one and its trend. */
export const withHistory = ({ trend }: Draft, history: Draft['history']): Partial<Draft> =>
  history === null && trend !== null ? { history, trend: null } : { history };

/** `dates`: what a period by its name was answered with last. */
export function draftOf(definition: ReportDefinition, dates: DayRange | null, calendar: Calendar): Draft {
  const { name, period, rows, filters, partnerType, ...shared } = definition;
  const days = typeof period === 'string' ? (dates ?? rangeOn(period, calendar)) : period;
  const text = (filter: FilterName) => filters[filter].join('\n');
  return {
    ...shared,
    ...days,
    partnerType,
    name: name === reportName(period, partnerType, rows, definition.group) ? null : name,
    period: typeof period === 'string' ? period : 'days',
    all: rows === 'all',
    limit: String(rows === 'all' ? defaultLimit : rows),
    filters: { partner: text('partner'), tier: text('tier'), category: text('category'), stage: text('stage') },
    where: 'sheet',
  };
}

/** The definition of a draft without problems. */
export function definitionOf(draft: Draft): ReportDefinition {
  const { startDate, endDate, all, limit, filters, partnerType, leadDirection, where: _, ...shared } = draft;
  const values = (filter: FilterName) => filterValues(filters[filter]);
  return {
    ...shared,
    name: draftName(draft),
    period: draftPeriod(draft),
    partnerType,
    leadDirection: countsLeads(draft) ? leadDirection : null,
    rows: all ? 'all' : Number(limit),
    filters: { partner: values('partner'), tier: values('tier'), category: values('category'), stage: values('stage') },
  };
}

/** What a formula can have of it. */
export function formulaOf(draft: Draft, currency: string | null): FormulaRequest {
  return {
    period: draftPeriod(draft),
    type: draft.partnerType,
    limit: draft.all ? maxRows : Number(draft.limit),
    currency,
  };
}

export const draftName = (draft: Draft): string =>
  draft.name?.trim() ||
  reportName(draftPeriod(draft), draft.partnerType, draft.all ? 'all' : Number(draft.limit), draft.group);

const draftPeriod = ({ period, startDate, endDate }: Draft): Period =>
  period === 'days' ? { startDate, endDate } : period;

/** The lead direction applies to referral partners only. */
export const countsLeads = ({ partnerType }: Draft): boolean => partnerType === null || partnerType === 'referral';

export const filterValues = (text: string): string[] => text.split(/[\s,;]+/).filter((part) => part !== '');

export function draftProblems(draft: Draft): DraftProblems {
  const problems: { -readonly [field in keyof DraftProblems]: string } = {};
  const { period, startDate, endDate, all, limit, columns, filters, schedule } = draft;
  if (period === 'days') {
    Object.assign(problems, dayProblem('startDate', startDate, 'first'), dayProblem('endDate', endDate, 'last'));
    if (!problems.startDate && !problems.endDate && endDate < startDate)
      problems.endDate = 'The last day is before the first.';
  }
  const rows = Number(limit);
  if (!all && !(Number.isInteger(rows) && rows >= 1 && rows <= maxRows)) {
    problems.limit = `A whole number from 1 to ${maxRows}.`;
  }
  if (columns.length === 0) problems.columns = 'A report has at least one column.';
  if (schedule?.kind === 'weekly' && schedule.days.length === 0) problems.schedule = 'Choose a day at least.';
  for (const name of filterNames) {
    const wrong = filterValues(filters[name]).find((value) => !isUuid(value));
    if (wrong !== undefined) problems[name] = `“${wrong.slice(0, 40)}” is not a UUID.`;
  }
  return problems;
}

function dayProblem(field: 'startDate' | 'endDate', day: string, which: string): DraftProblems {
  if (!isDay(day)) return { [field]: `The ${which} day is missing.` };
  const isWithin = isRange({ startDate: day, endDate: day });
  return isWithin ? {} : { [field]: `The ${which} day has to be in the years ${firstYear} to ${lastYear}.` };
}

/** The settings beyond period, type and number of partners, by name. A formula has none of them. */
export function extras(draft: Draft): string[] {
  const { sort, filters, columns } = draft;
  const usual = lookOf(draft.style);
  const set: ReadonlyArray<readonly [boolean, string]> = [
    [!sameColumns(columns, usual.columns), 'columns'],
    [sort.column !== defaultLayout.sort.column || !sort.descending, 'sort order'],
    [draft.group !== null, 'groups'],
    [countsLeads(draft) && draft.leadDirection !== null, 'lead direction'],
    ...filterNames.map((name) => [filters[name].trim() !== '', filterWords[name]] as const),
    [draft.owners.length > 0, 'owners'],
    [draft.totals, 'totals row'],
    [draft.movement !== usual.movement, 'movement'],
    [draft.comparison !== null, 'comparison'],
    [draft.chart, 'chart'],
    [draft.history !== null, 'history'],
  ];
  return set.flatMap(([isSet, words]) => (isSet ? [words] : []));
}

const filterWords: Readonly<Record<FilterName, string>> = {
  partner: 'partners',
  tier: 'tiers',
  category: 'categories',
  stage: 'stages',
};

const sameColumns = (a: readonly ColumnName[], b: readonly ColumnName[]) => a.join() === b.join();
