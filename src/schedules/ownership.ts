import { Moment } from '../domain/moment';
import { array, boolean, nullable, object, optional, type Parsed, parsedJson, string } from '../domain/parsing';
import { withDocumentLock } from '../google/lock';
import { documentStore } from '../google/properties';
import { Problem } from '../problem';

const moment = optional(nullable(Moment), null);
const text = optional(nullable(string), null);

/**
 * The account that runs the schedules of this spreadsheet. There is one at a time: two would refresh everything twice
 * (P3-10).
 */
const Ownership = object({
  /** E-mail address. */
  owner: string,
  /** The trigger's id, which a tick names even without permission to know whose it is (P3-8). */
  triggerId: text,
  /** Since when they do, when the trigger last ran; milliseconds since 1970. */
  since: optional(Moment, 0),
  lastTickAt: moment,
  /** When a permission was found missing, and when that was last mailed; null while all are given. */
  lapsedAt: moment,
  lapseMailedAt: moment,
  /** When it was last mailed that a run ended in a fault of the add-on; null: never. */
  faultMailedAt: moment,
  /** The fingerprint of their key when it was last seen; null where they had none, empty where nobody has looked. */
  fingerprint: optional(nullable(string), ''),
  /** Why Google refused to make the trigger. */
  refusal: text,
  /** Reports on a schedule that somebody else's key writes, of which the owner has been told. */
  foreign: optional<string[]>(array(string), []),
  /** Reports whose definition cannot be read, of which the owner has been told. */
  unreadable: optional<string[]>(array(string), []),
  /** Whether Journeybee answered none of the last run's requests: the next run asks for one row first. */
  outage: optional(boolean, false),
  /** The last alert that could not be sent, and why. */
  unsent: optional(nullable(object({ at: Moment, subject: string, reason: string })), null),
});
export type Ownership = Parsed<typeof Ownership>;

const propertyName = 'schedule';
const lockPatienceMs = 10_000;

export function readOwnership(): Ownership | null {
  return parsedJson(Ownership, documentStore.get(propertyName));
}

/** Replaces the ownership by what `change` makes of the present one. One change at a time. @throws Problem */
export function changeOwnership(change: (current: Ownership | null) => Ownership | null): void {
  const changed = withDocumentLock(lockPatienceMs, () => {
    const next = change(readOwnership());
    if (next === null) documentStore.remove(propertyName);
    else documentStore.set(propertyName, JSON.stringify(next));
  });
  if (!changed) throw new Problem('This spreadsheet is busy right now. Try again in a minute.');
}

/** Stores changes of an owner's record, unless another person is the owner by now. */
export function note(owner: string, changes: Partial<Ownership>): void {
  changeOwnership((current) => (current?.owner === owner ? { ...current, ...changes } : current));
}
