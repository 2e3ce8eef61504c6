/**
 * An error whose message is meant for the person who reads it: what happened and what to do, without keys or URLs.
 * Everything else that is thrown is a fault of ours or of Google's, and its text is not shown.
 */
export class Problem extends Error {
  /** `cause`: what was thrown first, where this tells of it. It may hold texts, and is neither shown nor kept. */
  constructor(
    message: string,
    readonly mendedBy: MendedBy = 'person',
    cause?: unknown,
  ) {
    super(message);
    // What `super(message, { cause })` does, which is newer than what Google's engine is known to take (P7-18).
    if (cause !== undefined) Object.defineProperty(this, 'cause', { value: cause });
  }

  override get name(): string {
    return this.constructor.name;
  }
}

/** Who or what makes a problem go away: somebody who mends something, time, at Journeybee or at Google, or an update. */
export const menders = ['person', 'journeybee', 'google', 'add-on'] as const;
export type MendedBy = (typeof menders)[number];
