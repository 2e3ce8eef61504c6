import type { ArgumentOf, AskedOf, Method, Overview, Read, ReadOf, Reply } from '../contract/sidebar-api';

/** google.script.run, as far as this page uses it. Each `with…` returns a new runner (P2.3-1). */
interface Runner {
  withSuccessHandler(handle: (reply: Reply<unknown> | null) => void): Runner;
  withFailureHandler(handle: (error: Error) => void): Runner;
  sidebarCall(method: Method | Read, argument: unknown): void;
}

declare const google: {
  readonly script: { readonly run: Runner; readonly host: { readonly editor: { focus(): void } } };
};

/** Gives the keyboard to the spreadsheet (P2.3-9). */
export const focusSpreadsheet = (): void => google.script.host.editor.focus();

/** Calls the server. Rejects with a sentence for the person. */
export const callServer = <M extends Method>(method: M, argument: ArgumentOf<M>): Promise<Overview> =>
  inTurn(() => call<Overview>(method, argument ?? null));

/** Reads from the server; see `SidebarReads`. Rejects with a sentence for the person. */
export const readServer = <R extends Read>(read: R, argument: AskedOf<R>): Promise<ReadOf<R>> =>
  inTurn(() => call<ReadOf<R>>(read, argument ?? null));

/** The server cannot go on before its person has allowed something, at Google's page `allowAt`. */
export class NotAllowed extends Error {
  constructor(
    message: string,
    readonly allowAt: string,
  ) {
    super(message);
  }
}

/**
 * How many calls Google runs at once for a page (P2.3-2). Later calls wait here, so that their time begins when
 * Google's does.
 */
const mostAtOnce = 10;
let underWay = 0;
const waiting: Array<() => void> = [];

async function inTurn<T>(ask: () => Promise<T>): Promise<T> {
  // A call that ends gives its place to the next that waits.
  if (underWay < mostAtOnce) underWay += 1;
  else await new Promise<void>((begin) => waiting.push(begin));
  try {
    return await ask();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else underWay -= 1;
  }
}

function call<T>(method: Method | Read, argument: unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    if (!navigator.onLine) {
      reject(new Error(offline));
      return;
    }
    const timer = setTimeout(() => reject(new Error(tooLong)), patienceMs);
    const settled =
      <A>(settle: (answer: A) => void) =>
      (answer: A) => {
        clearTimeout(timer);
        settle(answer);
      };
    google.script.run
      .withSuccessHandler(
        settled((reply: Reply<unknown> | null) => {
          if (reply?.ok) resolve(reply.value as T);
          else if (reply?.allowAt) reject(new NotAllowed(reply.problem, reply.allowAt));
          else reject(new Error(reply?.problem ?? noAnswer));
        }),
      )
      .withFailureHandler(settled((error: Error) => reject(new Error(explained(error)))))
      .sidebarCall(method, argument);
  });
}

/** Google ends every execution after six minutes (P4-6): an answer that has not come by then never will. */
const patienceMs = 380_000;

const offline = 'This browser is offline. Connect it to the internet and try again.';
const tooLong = 'Google has not answered for more than six minutes. Try again.';
const noAnswer = 'Google did not pass on an answer. Try again.';

/** Google's own failures come with its own words; the commonest is another account in the same browser (P2.3-10). */
function explained({ message }: Error): string {
  if (/PERMISSION_DENIED|Authorization is required/i.test(message)) {
    return 'Google did not let the sidebar reach its server. If several Google accounts are signed in to this browser, open the spreadsheet in a window with only one of them.';
  }
  return 'The add-on did not answer. Check your connection and try again.';
}
