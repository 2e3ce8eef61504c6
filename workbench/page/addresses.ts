/** The names that this machine has for itself. To a browser they are two origins, as page and sidebar are at Google. */
const names = { page: '127.0.0.1', sidebar: 'localhost' } as const;

export type Side = keyof typeof names;

/** Where page and sidebar are served. */
export interface Addresses {
  readonly page: string;
  readonly sidebar: string;
  /** Which of both a request's Host header names; null for neither. Browsers leave out a port of 80. */
  side(host: string | undefined): Side | null;
}

export const pageHost = names.page;

export function addresses(port: number): Addresses {
  const origin = (side: Side) => new URL(`http://${names[side]}:${port}`).origin;
  return {
    page: origin('page'),
    sidebar: origin('sidebar'),
    side: (host) => {
      const named = port === 80 ? host?.replace(/:80$/, '') : host;
      return (['page', 'sidebar'] as const).find((side) => `http://${named}` === origin(side)) ?? null;
    },
  };
}

/** The path and the parameters of a request line's target, such as `/events?views=desk`; a path of `//` names no host. */
export function targetOf(url = '/'): { readonly path: string; readonly parameters: URLSearchParams } {
  const [path = '/', ...query] = url.split('?');
  return { path, parameters: new URLSearchParams(query.join('?')) };
}
