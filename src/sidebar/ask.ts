import type { ArgumentOf, Method } from '../contract/sidebar-api';

/**
 * Calls the server and shows the result. One call at a time: a second click while busy sends nothing, and the person is
 * told to wait. `beside`: shows a problem at the field that it is about; false where that field is gone.
 */
export type Ask = <M extends Method>(
  method: M,
  argument: ArgumentOf<M>,
  beside?: (problem: string) => boolean,
) => Promise<boolean>;
