import { personKey } from '../connection/connection';
import { personEmail } from '../google/person';
import { fingerprint } from '../journeybee/api-key';
import type { ReportState } from './state';

/** Whose key a report's figures come from, as it is stored with the report: the key's fingerprint and its person's address. */
export type KeyOwner = ReportState['key'];

/** What a run refreshes with. The key itself is kept apart from `owner`, which is stored with each report. */
export interface OwnKey {
  readonly key: string;
  readonly owner: KeyOwner;
}

/** The key of the person who is running this. @throws Problem where they have none */
export function ownKey(): OwnKey {
  const key = personKey();
  return { key, owner: { fingerprint: fingerprint(key), by: personEmail() } };
}

export const isMadeWith = (state: ReportState | null, { fingerprint }: KeyOwner): boolean =>
  state?.key.fingerprint === fingerprint;
