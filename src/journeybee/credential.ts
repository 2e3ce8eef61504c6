/** A key that a request may be made with. The key itself is read only when a request is really to be made. */
export interface Credential {
  readonly fingerprint: string;
  /** Answers from before this moment are not to be used; milliseconds since 1970. */
  readonly notBefore: number;
  /** How old an answer may be, in seconds. */
  readonly freshSeconds: number;
  /** @throws Problem where this execution cannot see the key that was allowed. */
  readonly key: () => string;
  /** The same, or null: an editor at the sidebar does not see the owner's key, though the cells do. */
  readonly keyIfVisible: () => string | null;
}
