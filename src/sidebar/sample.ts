import type { PreviewView } from '../contract/sidebar-api';
import { sampleLeaderboard } from '../domain/sample';

const { currency, partners } = sampleLeaderboard;
const column = (heading: string, side: 'left' | 'right', isNames = false) => ({
  heading,
  headingSide: side,
  side,
  isNames,
});
const amount = (value: number | null) => value?.toLocaleString('en', { minimumFractionDigits: 2 }) ?? '';

/** The beginning of the sample's rows, for whoever has no key yet. */
/** Stands above the sample, and names it. */
export const madeUp = 'Made-up sample, not your partners';

export const samplePreview: PreviewView = {
  sentence: null,
  name: null,
  title: madeUp,
  columns: [column('Rank', 'right'), column('Partner', 'left', true), column(`Revenue (${currency})`, 'right')],
  rows: partners.map(({ name, revenue }, index) => ({
    is: 'partner',
    isLined: false,
    cells: [String(index + 1), name, amount(revenue)].map((text) => ({ text })),
  })),
  currency,
  count: partners.length,
  full: false,
  colors: null,
};
