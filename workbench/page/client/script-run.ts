// google.script in the sidebar's frame, before any script of the sidebar itself (P2.3).
import { sentByClient, type Transferable } from '../../apps-script/transfer';
import type { FromSidebar, ToSidebar } from '../contract';

type Success = (value: unknown, userObject: unknown) => void;
type Failure = (error: Error, userObject: unknown) => void;

interface Handlers {
  readonly success?: Success | null | undefined;
  readonly failure?: Failure | null | undefined;
  readonly userObject?: unknown;
}

const { functions = '', page = '', aheadMs = '0' } = document.currentScript?.dataset ?? {};
const names = functions.split(' ').filter(Boolean);
const waiting = new Map<number, Handlers>();
let calls = 0;

/** Never changes: each `with…` gives another one (P2.3-1). */
function runner(handlers: Handlers): object {
  const made: Record<string, unknown> = {
    withSuccessHandler: (success: Success | null) => runner({ ...handlers, success }),
    withFailureHandler: (failure: Failure | null) => runner({ ...handlers, failure }),
    withUserObject: (userObject: unknown) => runner({ ...handlers, userObject }),
  };
  for (const name of names) made[name] = (...args: unknown[]) => call(name, args, handlers);
  return Object.freeze(made);
}

function call(name: string, args: readonly unknown[], handlers: Handlers): void {
  const sent: Transferable[] = sentByClient(args);
  const number = ++calls;
  waiting.set(number, handlers);
  tell({ kind: 'run', number, name, args: sent });
}

function tell(message: FromSidebar): void {
  window.parent.postMessage(message, page);
}

window.addEventListener('message', ({ origin, source, data }: MessageEvent<ToSidebar>) => {
  if (origin !== page || source !== window.parent) return;
  if (data.kind === 'clock') return comeBack(data.aheadMs);
  const handlers = waiting.get(data.number);
  waiting.delete(data.number);
  if (!handlers) return;
  const { reply } = data;
  if (reply.ok) {
    handlers.success?.(reply.value, handlers.userObject);
    return;
  }
  const error = Object.assign(new Error(reply.message), { name: reply.name });
  // Without a handler it is only found in the console; null is a handler that keeps quiet (P2.3-3).
  if (handlers.failure === undefined) console.error(`${error.name}: ${error.message}`);
  else handlers.failure?.(error, handlers.userObject);
});

const machineNow = Date.now.bind(Date);

/** The time here is that of the workbench's clock. */
function setClock(aheadMs: number): void {
  Date.now = () => machineNow() + aheadMs;
}

setClock(Number(aheadMs));

/** As after a sleep of the machine: the clock has moved, and the person looks at the page again. */
function comeBack(aheadMs: number): void {
  setClock(aheadMs);
  window.dispatchEvent(new Event('focus'));
}

const google = Object.freeze({
  script: Object.freeze({
    run: runner({}),
    host: Object.freeze({
      origin: page,
      close: () => tell({ kind: 'close' }),
      editor: Object.freeze({ focus: () => tell({ kind: 'focus' }) }),
      // For dialogs; a sidebar stays 300 pixels wide (P2.2-1).
      setWidth: () => undefined,
      setHeight: () => undefined,
    }),
  }),
});
Object.assign(window, { google });
