import type { ColumnKind } from './column-kinds';

interface PartnerFigure {
  /** The name of its column, as people write it in options. */
  readonly name: string;
  readonly label: string;
  readonly kind: ColumnKind;
  /** The field of the API's answer. */
  readonly sent: string;
  /** What a row of totals has of it: the sum, a ratio of two sums, or nothing. */
  readonly total: 'sum' | readonly [part: string, whole: string] | null;
}

/**
 * What Journeybee counts of a partner. From its line here a figure is read from answers, kept in the cache, and has its
 * column. Wherever a new one stands here, its column comes after those that there were (column-names.ts).
 */
export const partnerFigures = {
  revenue: { name: 'revenue', label: 'Revenue', kind: 'money', sent: 'revenue', total: 'sum' },
  openPipeline: { name: 'open pipeline', label: 'Open pipeline', kind: 'money', sent: 'open_pipeline', total: 'sum' },
  wonDeals: { name: 'won deals', label: 'Won deals', kind: 'count', sent: 'won_deals', total: 'sum' },
  totalDeals: { name: 'total deals', label: 'Total deals', kind: 'count', sent: 'total_deals', total: 'sum' },
  // Of which deals a win rate is, is not documented: it has no total.
  winRate: { name: 'win rate', label: 'Win rate', kind: 'rate', sent: 'win_rate', total: null },
  avgDealValue: {
    name: 'avg deal value',
    label: 'Avg deal value',
    kind: 'money',
    sent: 'avg_deal_value',
    total: ['revenue', 'wonDeals'],
  },
  totalLeads: { name: 'total leads', label: 'Total leads', kind: 'count', sent: 'total_leads', total: 'sum' },
  convertedLeads: {
    name: 'converted leads',
    label: 'Converted leads',
    kind: 'count',
    sent: 'converted_leads',
    total: 'sum',
  },
  conversionRate: {
    name: 'conversion rate',
    label: 'Conversion rate',
    kind: 'rate',
    sent: 'conversion_rate',
    total: ['convertedLeads', 'totalLeads'],
  },
} as const satisfies Readonly<Record<string, PartnerFigure>>;

export type Figure = keyof typeof partnerFigures;
export type FigureName = (typeof partnerFigures)[Figure]['name'];
export type SentFigure = (typeof partnerFigures)[Figure]['sent'];

export const figureFields = Object.keys(partnerFigures) as readonly Figure[];
export const figureNames: readonly FigureName[] = figureFields.map((field) => partnerFigures[field].name);

/** Something for each figure. */
export const eachFigure = <T>(make: (field: Figure) => T): Record<Figure, T> =>
  Object.fromEntries(figureFields.map((field) => [field, make(field)])) as Record<Figure, T>;
