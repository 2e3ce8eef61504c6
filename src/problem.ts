/**
 * An error whose message is meant for the person who reads it: what happened and what to do, without keys or URLs.
 * Everything else that is thrown is a fault of ours or of Google's, and its text is not shown in the sidebar.
 */
export class Problem extends Error {}

/** What may be shown of something that was thrown. */
export function problemText(error: unknown): string {
  return error instanceof Problem ? error.message : 'Something went wrong in the add-on. Try again.';
}
