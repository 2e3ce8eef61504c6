import type { ActionName, ActionReply, Actions, BookView, DeskView } from '../contract';

/** What the server said last, and the way to it. */
export interface Views {
  readonly book: BookView;
  readonly desk: DeskView;
}

/** The spreadsheet that this page shows, by its number, and a name of this tab's own. */
const file = new URLSearchParams(location.search).get('file') ?? '1';
const here = `file=${encodeURIComponent(file)}&tab=${Math.random().toString(36).slice(2)}`;

/** Calls `seen` with everything there is, at first and after each change; `connected` says whether the server answers. */
export function watch(seen: (views: Views) => void, connected: (yes: boolean) => void): void {
  let book: BookView | null = null;
  let desk: DeskView | null = null;
  const events = new EventSource(`/events?${here}`);
  const tell = () => {
    if (book && desk) seen({ book, desk });
  };
  events.addEventListener('book', ({ data }) => {
    book = JSON.parse(data);
    tell();
  });
  events.addEventListener('desk', ({ data }) => {
    desk = JSON.parse(data);
    tell();
  });
  events.addEventListener('open', () => connected(true));
  events.addEventListener('error', () => connected(false));
}

/** Calls `seen` with what is around the grid, at first and after each change. */
export function watchDesk(seen: (desk: DeskView) => void): void {
  new EventSource(`/events?around&${here}`).addEventListener('desk', ({ data }) => seen(JSON.parse(data)));
}

let selecting: Promise<unknown> = Promise.resolve();

/**
 * Asks for something and says what came of it. Selections arrive in the order in which they were made, and before
 * whatever is asked for after them: two requests can overtake each other.
 */
export function ask<N extends ActionName>(name: N, action: Actions[N]): Promise<ActionReply> {
  const asked = selecting.then(() => send(name, action));
  if (name === 'select') selecting = asked;
  return asked;
}

async function send<N extends ActionName>(name: N, action: Actions[N]): Promise<ActionReply> {
  try {
    const response = await fetch(`/act?${here}`, { method: 'POST', body: JSON.stringify({ name, action }) });
    if (!response.ok) return { ok: false, name: 'Error', message: await response.text() };
    return (await response.json()) as ActionReply;
  } catch {
    return { ok: false, name: 'Error', message: 'The workbench does not answer. Is npm start still running?' };
  }
}
