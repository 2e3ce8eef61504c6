import { fiscalStart } from '../connection/fiscal-year';
import { columns } from '../domain/columns';
import { shortId } from '../domain/movement-base';
import { daysOfSameRange, defaultFiscalStart, hasFiscalYear, isCalendarPeriod, type Period } from '../domain/periods';
import { dateSerial } from '../domain/snapshot';
import type { Standing } from '../domain/standing';
import { type Asked, askedAt, type Trend, trendDays, trendsOf } from '../domain/trend';
import { problemOf } from '../google/faults';
import { localTime } from '../google/spreadsheet';
import { historyFigures } from '../sheets/history-figures';
import { type Gathered, mainFigure, standingsOf } from './content';
import type { SoundReport } from './report';

/** A report's trend, and why it is blank; null: there is nothing to say. */
export interface ReportTrend {
  readonly trend: Trend | null;
  readonly problem: string | null;
}

const unread = 'The trend could not be read from the history. It is tried again at the next refresh.';

/** The trend that a Board shows. Whatever is wrong with the history, the figures are right without. */
export function trendOf(report: SoundReport, gathered: Gathered): ReportTrend {
  const { definition, state } = report;
  const { style, trend: span, period } = definition;
  const figure = mainFigure(definition);
  if (style === 'plain' || span === null || figure === null) return { trend: null, problem: null };
  const { fetchedAt, currency } = gathered.leaderboard;
  const today = localTime(fetchedAt, 'yyyy-MM-dd HH:mm').slice(0, 10);
  const days = trendDays(span, today);
  const none = { span, days, texts: new Map<string, string>() };
  const history = state?.history;
  if (!history) return { trend: none, problem: null };
  try {
    const entries = historyFigures(history, { figure, from: days.startDate, currency });
    const since = Math.max(askedOf(report, fetchedAt).since ?? 0, periodBegan(period, today));
    const figureOf = (standing: Standing) => {
      const value = columns[figure].value(standing);
      return typeof value === 'number' ? value : null;
    };
    const texts = trendsOf(standingsOf(definition, gathered), entries, { span, today, since, figure: figureOf });
    return { trend: { ...none, texts }, problem: null };
  } catch (error) {
    return { trend: none, problem: problemOf('report', error, unread).message };
  }
}

/** What a report asks since when, as of a refresh that was fetched at a time. */
export function askedOf({ definition, state }: SoundReport, fetchedAt: number): Asked {
  const { period, partnerType, leadDirection, filters, owners } = definition;
  const question = shortId(JSON.stringify([period, partnerType, leadDirection, filters, owners]));
  return askedAt(state?.asked ?? null, question, dateSerial(localTime(fetchedAt, 'yyyy-MM-dd HH:mm'), 'refresh'));
}

/**
 * The first day on which the words of a period mean the days that they mean today. Figures of another quarter are no
 * part of this quarter's trend. Rolling periods go on from day to day.
 */
function periodBegan(period: Period, today: string): number {
  if (!isCalendarPeriod(period)) return 0;
  const start = hasFiscalYear(period) ? fiscalStart() : defaultFiscalStart;
  return dateSerial(daysOfSameRange(period, { today, fiscalStart: start }).from, 'day');
}
