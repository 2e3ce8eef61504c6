import type { Leaderboard, RateScale } from '../domain/leaderboard';
import { object, oneOf, parsedJson, string } from '../domain/parsing';
import { unlessRefused } from '../google/faults';
import { documentStore } from '../google/properties';

/** `key`: the fingerprint of the key whose account it is. */
const KnownScale = object({ key: string, scale: oneOf([1, 100]) });

const propertyName = 'rateScale';

/** The scale that an earlier answer to this key proved, or null. */
export function knownScale(key: string): RateScale | null {
  const stored = parsedJson(KnownScale, documentStore.get(propertyName));
  return stored?.key === key ? stored.scale : null;
}

/**
 * Stores a scale that answers prove, so that later answers that leave it open are read alike. A full store is ignored:
 * the scale is learned again.
 */
export function learnScale(key: string, remembered: RateScale | null, answers: readonly Leaderboard[]): void {
  const certain = answers.find(({ rates }) => rates.certain)?.rates.scale;
  if (certain === undefined || certain === remembered) return;
  unlessRefused(() => documentStore.set(propertyName, JSON.stringify({ key, scale: certain })), undefined);
}
