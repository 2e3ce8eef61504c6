import type { PreviewView } from '../contract/sidebar-api';
import { sampleLeaderboard } from '../domain/sample';

const { currency, partners } = sampleLeaderboard;

/** The sample as the form shows it to whoever has no key yet. */
export const samplePreview: PreviewView = {
  heading: 'Revenue',
  kind: 'money',
  currency,
  rows: partners.map(({ name, revenue }, index) => ({ rank: index + 1, name, value: revenue })),
  count: partners.length,
  full: false,
};
