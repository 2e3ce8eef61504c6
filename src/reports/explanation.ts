import type { ExplainFact, ExplainView } from '../contract/explain-view';
import { type Derivation, resultOf } from '../domain/explanation';
import { daysAnswered, type Leaderboard, type Partner } from '../domain/leaderboard';
import { briefDays, writtenMinute } from '../domain/period-wording';
import { fitOf, hasDaysOfFile, isRange, periodLabel } from '../domain/periods';
import { type FilterName, filterNames } from '../domain/vocabulary';
import { partnerTypeLabels } from '../domain/wording';
import { localTime, timeZone } from '../google/spreadsheet';
import type { Range } from '../google/types';
import type { LeaderboardQuery } from '../journeybee/query';
import { a1 } from '../sheets/area';
import { withoutApostrophe } from '../sheets/text';
import { daySerial } from '../sheets/written';

/** A cell that somebody asks about. */
export interface AskedCell {
  readonly cells: Range;
  readonly sheetId: number;
  readonly row: number;
  readonly column: number;
  readonly value: unknown;
  /** "Board!D5" */
  readonly place: string;
}

export function askedCell(cells: Range): AskedCell {
  const [row, column] = [cells.getRow(), cells.getColumn()];
  const place = `${cells.getSheet().getName()}!${a1(row, column)}`;
  return { cells, sheetId: cells.getGridId(), row, column, value: cells.getValue(), place };
}

/** What is said of a cell of which nothing is explained. */
export const unexplained = (
  { place }: AskedCell,
  text: string,
  more: Partial<Pick<ExplainView, 'note' | 'facts' | 'compare'>> = {},
): ExplainView => ({ place, text, note: null, derivation: null, currency: null, facts: [], compare: [], ...more });

/** The question that an answer is to, and by whose key. */
export interface Asking {
  readonly query: LeaderboardQuery;
  readonly by: string;
}

/** A cell with what went into it. Where that does not come to what the cell shows, the note says so. */
export function explained(
  cell: AskedCell,
  text: string,
  derivation: Derivation,
  { answer, asking, partner }: { answer: Leaderboard; asking: Asking; partner: Pick<Partner, 'uuid' | 'name'> | null },
): ExplainView {
  const { currency } = answer;
  const isShown = isSameContent(cell.value, resultOf(derivation, currency));
  return {
    place: cell.place,
    text,
    note: isShown ? null : changedSince,
    derivation,
    currency,
    facts: [...partnerFacts(partner), ...questionFacts(answer, asking)],
    compare: compareFacts(answer, asking),
  };
}

const changedSince =
  'The cell shows something else than what went in gives. Somebody has changed it, or it shows an earlier answer.';

/** Whether a cell holds a content: a day as its date, a text with or without the apostrophe that may be seen. */
export function isSameContent(there: unknown, content: unknown): boolean {
  if (there instanceof Date)
    return daySerial(there) === content || localTime(there.getTime(), 'yyyy-MM-dd') === content;
  return withoutApostrophe(there) === withoutApostrophe(content);
}

const partnerFacts = (partner: Pick<Partner, 'uuid' | 'name'> | null): ExplainFact[] =>
  partner === null
    ? []
    : [
        { label: 'Partner', text: partner.name },
        { label: 'UUID', text: partner.uuid },
      ];

/** What was asked, of which days, when and by whom. */
function questionFacts(answer: Leaderboard, { query, by }: Asking): ExplainFact[] {
  return [
    { label: 'Days', text: daysText(answer) },
    { label: 'Whose calendar', text: calendarText(answer, query) },
    ...askedFacts(query),
    ...(answer.currency === null ? [] : [{ label: 'Currency', text: answer.currency }]),
    ...fetchedFacts(answer.fetchedAt, by),
  ];
}

export function fetchedFacts(fetchedAt: number, by: string): ExplainFact[] {
  const at = `${writtenMinute(localTime(fetchedAt, 'yyyy-MM-dd HH:mm'))} (${timeZone().name})`;
  return [
    { label: 'Fetched', text: at },
    { label: 'Key of', text: by },
  ];
}

/** What to choose in Journeybee; its dashboard has the same figures for the same choices. */
const compareFacts = (answer: Leaderboard, { query }: Asking): ExplainFact[] => [
  { label: 'Where', text: 'Dashboard, Revenue & Leads' },
  { label: 'Days', text: daysText(answer) },
  ...askedFacts(query),
];

function daysText(answer: Leaderboard): string {
  const days = daysAnswered(answer);
  return days !== null && isRange(days) ? briefDays(days) : 'not said by Journeybee';
}

function calendarText(answer: Leaderboard, { period, fiscalStart }: LeaderboardQuery): string {
  const days = daysAnswered(answer);
  if (typeof period !== 'string') return 'the days that were chosen';
  const name = periodLabel(period);
  if (!hasDaysOfFile(period) || days === null) return `${name}, as Journeybee has it`;
  const fit = fitOf(period, days, { today: localTime(answer.fetchedAt, 'yyyy-MM-dd'), fiscalStart });
  return fit === 'same' ? `${name}, as the spreadsheet has it` : `${name}, as Journeybee has it`;
}

/** Type, lead direction and filters. */
function askedFacts({ partnerType, leadDirection, filters }: LeaderboardQuery): ExplainFact[] {
  const chosen = filterNames.filter((name) => filters[name].length > 0);
  const isReferral = partnerType === null || partnerType === 'referral';
  return [
    { label: 'Partner type', text: partnerType === null ? 'All' : partnerTypeLabels[partnerType] },
    ...(isReferral ? [{ label: 'Leads', text: leadDirection ?? 'as Journeybee counts' }] : []),
    ...chosen.map((name) => ({ label: filterLabels[name], text: filters[name].join(', ') })),
  ];
}

const filterLabels: Readonly<Record<FilterName, string>> = {
  partner: 'Partners',
  tier: 'Tiers',
  category: 'Categories',
  stage: 'Stages',
};
