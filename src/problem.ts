/**
 * An error whose message is meant for the person who reads it: what happened and what to do, without keys or URLs.
 * Everything else that is thrown is a fault of ours or of Google's, and its text is not shown in the sidebar.
 */
export class Problem extends Error {
  constructor(
    message: string,
    readonly mendedBy: MendedBy = 'person',
  ) {
    super(message);
  }
}

/** Who or what makes a problem go away: somebody who mends something, or time, at Journeybee or at Google. */
export const menders = ['person', 'journeybee', 'google'] as const;
export type MendedBy = (typeof menders)[number];

/** What may be shown of something that was thrown. */
export function problemText(error: unknown): string {
  return error instanceof Problem ? error.message : 'Something went wrong in the add-on. Try again.';
}
