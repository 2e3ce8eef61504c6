/**
 * An error whose message is meant for the person who reads it: what happened and what to do, without keys or URLs.
 * Everything else that is thrown is a fault of ours or of Google's, and its text is not shown in the sidebar.
 */
export class Problem extends Error {}
