/** Names nothing of Google's, so that the sidebar may know how long an address is. */
export interface HttpRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}
