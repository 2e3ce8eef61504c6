import type { ReportDefinition } from '../contract/report-definition';
import type { Leaderboard } from '../domain/leaderboard';
import type { Directory } from '../journeybee/directory';
import { canonical } from '../journeybee/query';
import { Problem } from '../problem';

/*
 * Journeybee has no filter for who looks after a partner. Its list of partners says who does, and a report that is restricted to
 * owners is one of those partners.
 */

export const hasOwners = ({ owners }: Pick<ReportDefinition, 'owners'>): boolean => owners.length > 0;

/** The uuids of the partners that its owners restrict a report to; null: it is not restricted to owners. */
export function ownedBy(
  { owners, filters }: ReportDefinition,
  { partners }: Pick<Directory, 'partners'>,
): readonly string[] | null | Problem {
  if (owners.length === 0) return null;
  if (partners.length > 0 && partners.every((partner) => partner.owners.length === 0)) {
    return new Problem('Journeybee does not say who looks after partners. Edit the report, and choose no owner.');
  }
  const [wanted, chosen] = [canonical(owners), canonical(filters.partner)];
  return partners
    .filter((partner) => partner.owners.some(({ uuid }) => wanted.includes(uuid)))
    .map(({ uuid }) => uuid)
    .filter((uuid) => chosen.length === 0 || chosen.includes(uuid));
}

/** A leaderboard without all but these partners; null: as it is. */
export const onlyAmong = (leaderboard: Leaderboard, among: readonly string[] | null): Leaderboard =>
  among === null
    ? leaderboard
    : { ...leaderboard, partners: leaderboard.partners.filter(({ uuid }) => among.includes(uuid)) };
