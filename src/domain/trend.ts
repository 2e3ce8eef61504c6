import type { Column } from './columns';
import { addDays, type DayRange, mondayOf } from './days';
import { dayMs } from './duration';
import { nameKey } from './names';
import { dateSerial } from './snapshot';
import type { Standing } from './standing';

/** What each sign of a trend is of: a day, or a week from Monday on. */
export const trendSpans = ['day', 'week'] as const;
export type TrendSpan = (typeof trendSpans)[number];

const signCount = 8;
const daysIn: Readonly<Record<TrendSpan, number>> = { day: 1, week: 7 };

/** Eight steps of one width in the font that trends are shown in. */
const steps = '▁▂▃▄▅▆▇█';
/** A day or week without a figure. The sign has the width of the others. */
const gap = '·';

/** The days of a trend, from the first day of its first span up to today. */
export function trendDays(span: TrendSpan, today: string): DayRange {
  const last = span === 'day' ? today : mondayOf(today);
  return { startDate: addDays(last, (1 - signCount) * daysIn[span]), endDate: today };
}

/** A report's trends. */
export interface Trend {
  readonly span: TrendSpan;
  readonly days: DayRange;
  /** By the uuid of a partner. */
  readonly texts: ReadonlyMap<string, string>;
}

/** What a history has of one partner at one time. */
export interface HistoryEntry {
  /** Days since 30 December 1899 on the wall clock of the spreadsheet, with the time as a fraction (P8-24). */
  readonly at: number;
  /** '' where the history has none. */
  readonly uuid: string;
  readonly name: string;
  /** null: Journeybee had none, or somebody replaced it by something else. */
  readonly value: number | null;
}

/** The present of a report, up to which a trend goes. */
export interface TrendNow {
  readonly span: TrendSpan;
  /** ISO day in the spreadsheet's zone. */
  readonly today: string;
  /** Entries from before are of another question or period; in the unit of `HistoryEntry.at`. */
  readonly since: number;
  /** The figure that the report shows now. */
  readonly figure: (standing: Standing) => number | null;
}

/** One figure or gap for each span, the oldest first. */
type Series = ReadonlyArray<number | null>;

/**
 * The trend of each partner, by uuid: of each span its last entry, and of the running one the present figure. An entry
 * with a uuid is of that partner. One without is of the only partner of its name.
 */
export function trendsOf(
  shown: readonly Standing[],
  entries: readonly HistoryEntry[],
  { span, today, since, figure }: TrendNow,
): ReadonlyMap<string, string> {
  const first = dateSerial(trendDays(span, today).startDate, 'day');
  const end = dateSerial(today, 'day') + 1;
  const latest = new Map(
    shown.map(({ partner }) => [partner.uuid, Array<HistoryEntry | null>(signCount - 1).fill(null)]),
  );
  const uuids = uuidsByName(shown);
  for (const entry of entries) {
    if (entry.at < Math.max(first, since) || entry.at >= end) continue;
    const ofPartner = latest.get(entry.uuid || uuids.get(nameKey(entry.name)) || '');
    const place = Math.floor((entry.at - first) / daysIn[span]);
    const before = ofPartner?.[place];
    if (ofPartner && before !== undefined && entry.at >= (before?.at ?? 0)) ofPartner[place] = entry;
  }
  return new Map(
    shown.map((standing) => {
      const past = latest.get(standing.partner.uuid) ?? [];
      return [standing.partner.uuid, trendText([...past.map((entry) => entry?.value ?? null), figure(standing)])];
    }),
  );
}

/** The uuid of each name that only one partner has. */
function uuidsByName(shown: readonly Standing[]): ReadonlyMap<string, string | null> {
  const uuids = new Map<string, string | null>();
  for (const { partner } of shown) {
    const key = nameKey(partner.name);
    uuids.set(key, uuids.has(key) ? null : partner.uuid);
  }
  return uuids;
}

/** A series as signs, from its lowest figure to its highest. '' where fewer than two figures make no trend. */
export function trendText(series: Series): string {
  const figures = series.filter((value) => value !== null);
  if (figures.length < 2) return '';
  const [low, high] = [Math.min(...figures), Math.max(...figures)];
  const stepOf = (value: number) =>
    high === low ? steps.length / 2 - 1 : Math.round(((value - low) / (high - low)) * (steps.length - 1));
  return series.map((value) => (value === null ? gap : steps.charAt(stepOf(value)))).join('');
}

/** The column is there while there are no trends yet: its cells are blank then. */
export const trendColumn = (trend: Trend | null): Column => ({
  label: 'Trend',
  kind: 'trend',
  value: ({ partner }) => trend?.texts.get(partner.uuid) || null,
});

/** What a report asks, and since when; `since` in the unit of `HistoryEntry.at`, null for as long as it is known. */
export interface Asked {
  readonly question: string;
  readonly since: number | null;
}

/** The same after a refresh at a time, in the same unit: another question begins then. */
export const askedAt = (before: Asked | null, question: string, at: number): Asked => {
  if (before?.question === question) return before;
  return { question, since: before && at };
};

/** A moment, in milliseconds since 1970, in the unit of `HistoryEntry.at`. `offset`: see `OffsetAt`. */
export const wallSerial = (ms: number, offset: number): number =>
  (ms + offset) / dayMs + dateSerial('1970-01-01', 'day');
