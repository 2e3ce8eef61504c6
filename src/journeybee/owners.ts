import { displayName, nameKey } from '../domain/names';
import type { AssignedUser } from './schema';

/** Whoever looks after a partner at the company that owns the account. */
export interface Owner {
  readonly uuid: string;
  readonly label: string;
  /** As Journeybee sends it; null where it sends none, and in what the cache keeps. */
  readonly email: string | null;
}

/** Users by uuid, called by their names. Where several have one name, their addresses tell them apart. */
export function ownersOf(users: readonly AssignedUser[]): ReadonlyMap<string, Owner> {
  const owners = new Map(
    users.map(({ uuid, email, first_name: first, last_name: last }): [string, Owner] => {
      const name = displayName(`${first ?? ''} ${last ?? ''}`);
      return [uuid, { uuid, label: name || email || `User ${uuid.slice(0, 8)}`, email }];
    }),
  );
  const uuids = new Map<string, string[]>();
  for (const { uuid, label } of owners.values())
    uuids.set(nameKey(label), [...(uuids.get(nameKey(label)) ?? []), uuid]);
  for (const shared of uuids.values()) {
    for (const uuid of shared.length > 1 ? shared : []) {
      const owner = owners.get(uuid);
      if (owner) owners.set(uuid, { ...owner, label: `${owner.label} (${owner.email ?? uuid.slice(0, 8)})` });
    }
  }
  return owners;
}

/** The owners of some partners, each once, in the order of their names. */
export function distinctOwners(partners: ReadonlyArray<{ readonly owners: readonly Owner[] }>): Owner[] {
  const owners = new Map(partners.flatMap((partner) => partner.owners).map((owner) => [owner.uuid, owner]));
  return [...owners.values()].sort((a, b) => (a.label < b.label ? -1 : 1));
}

/** What a cell says of a partner's owners; null where nobody looks after it. */
export const ownerText = (owners: readonly Owner[]): string | null =>
  owners
    .map(({ label }) => label)
    .sort()
    .join(', ') || null;
