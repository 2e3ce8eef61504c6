import type { Layout } from './layout';
import { type Grouping, groupings } from './vocabulary';

/** What a partner belongs to, by its labels; null where it belongs to none. */
export type Membership = { readonly [grouping in Grouping]: string | null };

/** By partner uuid. */
export type Memberships = ReadonlyMap<string, Membership>;

export const noMembership: Membership = { tier: null, category: null, stage: null };
export const noMemberships: Memberships = new Map();

/** Whether a layout shows, sorts by or ranks within a label: answers have none, so that the directory is needed. */
export function needsMemberships({ columns, sort, rankWithin }: Layout): boolean {
  const named: readonly string[] = [...columns, sort.column];
  return rankWithin !== null || groupings.some((grouping) => named.includes(grouping));
}
