import type { Layout } from './layout';
import { type GroupName, groupNames } from './vocabulary';

/** What a partner belongs to, by its labels, and who looks after it; null where it belongs to none, or nobody does. */
export type Membership = { readonly [group in GroupName]: string | null };

/** By partner uuid. */
export type Memberships = ReadonlyMap<string, Membership>;

export const noMembership: Membership = { tier: null, category: null, stage: null, owner: null };
export const noMemberships: Memberships = new Map();

/** Whether a layout shows, sorts by or ranks within a label: answers have none, so that the directory is needed. */
export function needsMemberships({ columns, sort, rankWithin }: Layout): boolean {
  const named: readonly string[] = [...columns, sort.column];
  return rankWithin !== null || groupNames.some((group) => named.includes(group));
}
