// The script of a thread that runs Apps Script executions, one after another, each in a fresh scope.
import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { constants, createContext, runInNewContext, Script } from 'node:vm';
import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { Random } from '../random';
import { prepareScope, type Scope, type ScopePorts } from './scope';
import type { ThreadData } from './thread-pool';
import type { FromThread, Job, Program, ToThread } from './threads';

const { replies, signal, time } = workerData as ThreadData;
const host: MessagePort | null = parentPort;
if (!host) throw new Error('execution.ts is the script of a thread.');

let program: Program = { files: [], services: [], classes: {} };
/** Files as they were compiled: most runtimes have the same, and some tests a few hundred. */
const scripts = new Map<string, Script>();
const scriptsKept = 20;
const preparation = new Script(`(${prepareScope.toString()})`, { filename: 'google' });

/** Gives the most bytes, garbage aside, that were in use beyond those when it was made, at any of the moments when it is asked. */
function scales(): () => number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const inUse = () => getHeapStatistics().used_heap_size;
  collect();
  const before = inUse();
  let most = 0;
  return () => {
    // With the garbage it is not more than before, so it is not without.
    if (inUse() - before > most) {
      collect();
      most = Math.max(most, inUse() - before);
    }
    return most;
  };
}

/** Waits, as Apps Script does, until the service has answered. */
function call(id: number, method: string, args: string): string {
  Atomics.store(signal, 0, 0);
  tell({ kind: 'call', id, method, args });
  Atomics.wait(signal, 0, 0);
  for (;;) {
    // Once in some ten thousand calls the signal is here before the message that it announces.
    const reply = receiveMessageOnPort(replies);
    if (reply) return String(reply.message);
    Atomics.wait(signal, 0, 1, 1);
  }
}

function tell(message: FromThread): void {
  host?.postMessage(message);
}

/** time[0] milliseconds, to which the real clock is added where time runs by itself (time[1]). */
const now = () => Math.floor((time[0] ?? 0) + (time[1] ? Date.now() : 0));

// A rejection that a script does not catch is silent (P7-5).
process.on('unhandledRejection', () => undefined);

host.on('message', (message: ToThread) => {
  if (message.kind === 'program') {
    program = message.program;
    return;
  }
  const done = outcomeOf(message.job);
  // What a script's promises still do belongs to its execution.
  setImmediate(() => tell(done));
});

function outcomeOf(job: Job): FromThread {
  const weigh = job.weighs ? scales() : null;
  let heapBytes = weigh && 0;
  const weighing: ScopePorts['call'] = (...about) => {
    if (weigh) heapBytes = weigh();
    return call(...about);
  };
  try {
    const value = run(job, weighing);
    return { kind: 'done', ok: true, value, heapBytes };
  } catch (error) {
    return { kind: 'done', ok: false, ...described(error), heapBytes };
  }
}

function run({ entry, args, chance }: Job, call: ScopePorts['call']): string {
  // A global object without Node's interceptors, which would make a call of each use of `Object` or `Math`.
  const context = createContext(constants.DONT_CONTEXTIFY, { codeGeneration: { strings: false, wasm: true } });
  const random = chance === null ? null : new Random(chance, 'Math.random');
  const ports: ScopePorts = {
    services: program.services,
    classes: program.classes,
    call,
    now,
    random: random && (() => random.fraction()),
    log: (level, text) => tell({ kind: 'log', level, text }),
  };
  const global: unknown = new Script('this').runInContext(context);
  const prepare = preparation.runInContext(context) as (global: unknown, ports: ScopePorts) => Scope;
  const scope = prepare(global, ports);
  // One scope for all files, in push order (P7-10).
  for (const { name, source } of program.files) compiled(name, source).runInContext(context);
  return scope.invoke(entry, args);
}

function compiled(name: string, source: string): Script {
  const key = `${name}\n${source}`;
  const known = scripts.get(key);
  if (known) return known;
  const script = new Script(source, { filename: name });
  const [oldest] = scripts.keys();
  if (oldest !== undefined && scripts.size === scriptsKept) scripts.delete(oldest);
  scripts.set(key, script);
  return script;
}

/** An error of the script's own realm is no `instanceof Error` here. */
function described(error: unknown): { name: string; message: string; line: number } {
  const { name, message, stack } = Object(error) as Partial<Error>;
  const line = /\.(?:js|gs):(\d+)/.exec(String(stack ?? ''))?.[1];
  return { name: String(name ?? 'Error'), message: String(message ?? error), line: Number(line ?? 0) };
}
