import type { ArgumentOf, Method } from '../contract/sidebar-api';

/**
 * Asks the server for something and shows what became of it. One at a time: a second click while busy is told that it has to
 * wait, and asks nothing. `beside`: shows a problem at the field that it is about; false: that field is not there any more.
 */
export type Ask = <M extends Method>(
  method: M,
  argument: ArgumentOf<M>,
  beside?: (problem: string) => boolean,
) => Promise<boolean>;
