import { sampleLeaderboard } from '../leaderboard/sample';
import type { PreviewView } from '../rpc';

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
