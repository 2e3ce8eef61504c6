/** What a cached answer is asked for with: a key, and how long the answer is waited for. */
export interface RequestContext<Key extends Credential = Credential> {
  readonly credential: Key;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** A key that requests may be made with. The key itself is read only when a request is made. */
export interface Credential {
  readonly fingerprint: string;
  /** Answers from before this time are not used; milliseconds since 1970. */
  readonly notBefore: number;
  /** How old an answer may be, in seconds. */
  readonly freshSeconds: number;
  /** @throws Problem where this execution cannot see the key that was allowed. */
  readonly key: () => string;
  /**
   * The key, or null where this person does not see it: an editor at the sidebar does not see the owner's key, though
   * cells do.
   */
  readonly keyIfVisible: () => string | null;
}
