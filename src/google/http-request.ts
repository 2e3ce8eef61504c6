/** Names no service of Google's, so that the sidebar can calculate the length of a URL. */
export interface HttpRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}
