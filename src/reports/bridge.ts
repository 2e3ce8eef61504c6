import type { ReportDefinition } from '../contract/report-definition';
import { type Bridge, bridgeOf, bridgeParts, bridgeSentence } from '../domain/bridge';
import type { Baseline } from '../domain/comparison';
import { daysAnswered, type Leaderboard } from '../domain/leaderboard';
import { array, nullable, number, object, type Parsed, string, tuple } from '../domain/parsing';
import { briefName } from '../domain/period-wording';
import { hasFiscalYear, isRange } from '../domain/periods';
import type { Standing } from '../domain/standing';

/** The figures of a report, and those that it is compared with; `isWhole`: nobody is missing from either. */
interface BridgeSources {
  readonly leaderboard: Leaderboard;
  readonly baseline: Baseline | null;
  readonly isWhole: boolean;
}

/** What the change of a report's total is made of; null where it is compared with nothing, or that is not known. */
export function bridgeFor(
  { comparison }: Pick<ReportDefinition, 'comparison'>,
  { leaderboard, baseline, isWhole }: BridgeSources,
  shown: readonly Standing[],
): Bridge | null {
  return comparison === null || baseline === null ? null : bridgeOf({ shown, leaderboard, baseline, isWhole });
}

/** Whether a Board has a line for the sentence above it, whatever there is to say. */
export const hasSentence = ({ style, comparison, bridge }: ReportDefinition): boolean =>
  style === 'board' && comparison !== null && bridge;

/** The sentence above a Board; '' where there is nothing to say, null where it has no line for one. */
export function sentenceFor(
  definition: ReportDefinition,
  leaderboard: Leaderboard,
  bridge: Bridge | null,
  mark: ',' | '.',
): string | null {
  if (!hasSentence(definition)) return null;
  const days = daysAnswered(leaderboard);
  if (bridge === null || days === null) return '';
  const isNamed = isRange(days) && isRange(bridge.days);
  return bridgeSentence(bridge, {
    mark,
    than: isNamed ? briefName(bridge.days, days, hasFiscalYear(definition.period)) : null,
  });
}

/** A bridge as it is kept with its report: the parts in their order, as partners and smallest units. */
export const StoredBridge = object({
  currency: nullable(string),
  days: object({ startDate: string, endDate: string }),
  among: nullable(number),
  parts: array(tuple(number, number)),
});

export const storedBridge = ({ currency, days, among, parts }: Bridge): Parsed<typeof StoredBridge> => ({
  currency,
  days: { ...days },
  among,
  parts: bridgeParts.map((part) => [parts[part].partners, parts[part].units]),
});
