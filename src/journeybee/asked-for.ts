import type { Leaderboard, Partner } from '../domain/leaderboard';
import { groupings } from '../domain/vocabulary';
import type { Directory } from './directory';
import { canonical, type LeaderboardQuery } from './query';

/** Whether a query is restricted to labels. An answer's rows do not have their labels. */
export const wantsLabels = ({ filters }: Pick<LeaderboardQuery, 'filters'>): boolean =>
  groupings.some((grouping) => filters[grouping].length > 0);

/**
 * The leaderboard without partners that have other labels than the query's, according to the directory: a Journeybee
 * that ignores a filter lists them. Partners that the directory lacks are kept, and so are all where it has no labels
 * of a grouping.
 */
export function withoutOthers(
  leaderboard: Leaderboard,
  { filters }: Pick<LeaderboardQuery, 'filters'>,
  { partners }: Pick<Directory, 'partners'>,
): Leaderboard {
  const members = new Map(partners.map((partner) => [partner.uuid, partner]));
  const wanted = groupings
    .filter((grouping) => filters[grouping].length > 0 && partners.some((partner) => partner[grouping] !== null))
    .map((grouping) => [grouping, canonical(filters[grouping])] as const);
  const isMeant = ({ uuid }: Partner) => {
    const member = members.get(uuid);
    return !member || wanted.every(([grouping, uuids]) => uuids.includes(member[grouping]?.uuid ?? ''));
  };
  const ownPartners = leaderboard.partners.filter(isMeant);
  const unasked = leaderboard.leftOut.unasked + leaderboard.partners.length - ownPartners.length;
  return { ...leaderboard, partners: ownPartners, leftOut: { ...leaderboard.leftOut, unasked } };
}
