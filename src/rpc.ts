/** The contract between sidebar and server: a call that one side renames does not compile on the other. */
export interface SidebarApi {
  connection(): ConnectionView;
  connect(request: ConnectRequest): ConnectionView;
  disconnect(): ConnectionView;
}

/**
 * What a key may be used for: its person's own tables and schedules; also formulas in this spreadsheet (which works if
 * its person owns it); by everyone who edits this spreadsheet.
 */
export type KeyUse = 'tables' | 'owner' | 'shared';

export interface ConnectRequest {
  readonly key: string;
  readonly use: KeyUse;
}

export interface ConnectionView {
  /** The last four characters of the person's own key, or null without one. */
  readonly last4: string | null;
  /** Whose key formulas use here, or null where none is allowed. */
  readonly formulas: {
    readonly mode: 'owner' | 'shared';
    readonly last4: string;
    readonly by: string;
    /** Whether it is the key of the person who asks. */
    readonly own: boolean;
  } | null;
}

export type Method = keyof SidebarApi;
export type ArgumentOf<M extends Method> = Parameters<SidebarApi[M]>[0];
export type ResultOf<M extends Method> = ReturnType<SidebarApi[M]>;

/** google.script.run takes plain values only (P2.3-5), and a thrown error would arrive with Google's own words around it. */
export type Reply<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: string };
