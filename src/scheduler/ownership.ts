import * as v from 'valibot';
import { withDocumentLock } from '../google/lock';
import { documentStore } from '../google/properties';
import { Moment } from '../moment';
import { Problem } from '../problem';

const moment = v.optional(v.nullable(Moment), null);
const text = v.optional(v.nullable(v.string()), null);

/** Whose account runs the schedules of this spreadsheet. One person's at a time: two would do everything twice (P3-10). */
const Ownership = v.object({
  /** E-mail address. */
  owner: v.string(),
  /** The trigger's id, which a tick names even where it may not know whose it is (P3-8). */
  triggerId: text,
  /** Since when they do, when the trigger last ran; milliseconds since 1970. */
  since: v.optional(Moment, 0),
  lastTickAt: moment,
  /** When a permission was found missing, and when that was last mailed; null while all is allowed. */
  lapsedAt: moment,
  lapseMailedAt: moment,
  /** Of their key, as it was last seen; null: they had none, empty: nobody has looked yet. */
  fingerprint: v.optional(v.nullable(v.string()), ''),
  /** Why Google did not let the trigger be made. */
  refusal: text,
  /** Reports on a schedule that somebody else's key writes, of which the owner has been told. */
  foreign: v.optional(v.array(v.string()), []),
  /** The last alert that could not be sent, and why. */
  unsent: v.optional(v.nullable(v.object({ at: Moment, subject: v.string(), reason: v.string() })), null),
});
export type Ownership = v.InferOutput<typeof Ownership>;

const propertyName = 'schedule';
const lockPatienceMs = 10_000;

export function readOwnership(): Ownership | null {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), Ownership), documentStore.get(propertyName));
  return parsed.success ? parsed.output : null;
}

/** `change` is given what stands there now, and says what is to stand there. One at a time. @throws Problem */
export function changeOwnership(change: (current: Ownership | null) => Ownership | null): void {
  const changed = withDocumentLock(lockPatienceMs, () => {
    const next = change(readOwnership());
    if (next === null) documentStore.remove(propertyName);
    else documentStore.set(propertyName, JSON.stringify(next));
  });
  if (!changed)
    throw new Problem('This spreadsheet is busy right now, and nothing was changed. Try again in a minute.');
}

/** Notes something about an owner's schedule, unless it is somebody else's by now. */
export function note(owner: string, changes: Partial<Ownership>): void {
  changeOwnership((current) => (current?.owner === owner ? { ...current, ...changes } : current));
}
