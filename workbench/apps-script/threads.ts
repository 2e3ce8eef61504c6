import { resolve } from 'node:path';
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import type { Clock } from '../clock';
import type { ScopePorts } from './scope';

/** What a thread is born with. */
export interface ThreadData {
  readonly replies: MessagePort;
  /** Woken when a reply waits. */
  readonly signal: Int32Array;
  /** The clock: milliseconds, and whether real time runs on top of them. */
  readonly time: Float64Array;
}

/** What executions run, and what they find around them. */
export interface Program {
  readonly files: ReadonlyArray<{ readonly name: string; readonly source: string }>;
  readonly services: ScopePorts['services'];
  readonly classes: ScopePorts['classes'];
}

export interface Job {
  readonly entry: string;
  readonly args: string;
  /** A seed for Math.random, where an execution has to repeat itself. */
  readonly chance: number | null;
  /** Whether to find out how much memory the script needs, which takes a collection of garbage before each service call. */
  readonly weighs: boolean;
}

/** A thread keeps the program that it was told last. */
export type ToThread =
  | { readonly kind: 'program'; readonly program: Program }
  | { readonly kind: 'job'; readonly job: Job };

export type FromThread =
  | { readonly kind: 'call'; readonly id: number; readonly method: string; readonly args: string }
  | { readonly kind: 'log'; readonly level: string; readonly text: string }
  | ({ readonly kind: 'done' } & JobResult);

export type JobResult = {
  /** The most that the script held at a service call; null where that was not asked. */ readonly heapBytes:
    | number
    | null;
} & (
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly name: string; readonly message: string; readonly line: number }
);

/** Answers one service call with wire text; what it throws is the script's to catch. */
export type ServiceCall = (id: number, method: string, args: string) => Promise<string>;

export interface Running {
  readonly result: Promise<JobResult | 'killed'>;
  /** Ends the thread where it stands: no finally block runs (P10-12). */
  readonly kill: () => void;
}

/**
 * Threads that wait for an execution, of whichever runtime: starting one takes longer than most executions do. Whose
 * execution came before cannot matter, as each gets a scope of its own.
 */
const idle: Thread[] = [];

/** Every thread that was started and has not ended. */
const living = new Set<Thread>();

export const livingThreads = (): number => living.size;

/** Ends the threads that wait for work. */
export async function endIdleThreads(): Promise<void> {
  await Promise.all(idle.splice(0).map((thread) => thread.kill()));
}

/** Threads for one runtime's executions: kept warm, made as needed, replaced when killed. */
export class Threads {
  readonly #busy = new Set<Thread>();

  constructor(private readonly clock: Clock) {}

  run(program: Program, job: Job, serve: ServiceCall, log: (level: string, text: string) => void): Running {
    const thread = idle.pop() ?? new Thread();
    this.#busy.add(thread);
    let over = false;
    const result = thread.run(program, job, this.clock, serve, log).then((outcome) => {
      over = true;
      this.#busy.delete(thread);
      if (!thread.ended) idle.push(thread);
      return outcome;
    });
    // Too late for this execution, it would end the next one's thread.
    const kill = () => void (over || thread.kill());
    return { result, kill };
  }

  async close(): Promise<void> {
    await Promise.all([...this.#busy].map((thread) => thread.kill()));
  }
}

class Thread {
  readonly #worker: Worker;
  readonly #replies: MessagePort;
  readonly #signal = new Int32Array(new SharedArrayBuffer(4));
  readonly #time = new Float64Array(new SharedArrayBuffer(16));
  /** What it was told last. */
  #program: Program | null = null;
  #killed: (() => void) | null = null;
  #ended = false;

  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.#replies = port1;
    const workerData: ThreadData = { replies: port2, signal: this.#signal, time: this.#time };
    this.#worker = new Worker(resolve('.cache/execution.cjs'), { workerData, transferList: [port2] });
    this.#worker.setMaxListeners(0);
    living.add(this);
    this.#worker.once('exit', () => living.delete(this));
    // An idle thread keeps neither the process nor a test run alive.
    this.#worker.unref();
    this.#replies.unref();
  }

  /** Whether no execution can run in it any more. */
  get ended(): boolean {
    return this.#ended;
  }

  async run(
    program: Program,
    job: Job,
    clock: Clock,
    serve: ServiceCall,
    log: (level: string, text: string) => void,
  ): Promise<JobResult | 'killed'> {
    this.#worker.ref();
    const outcome = await new Promise<JobResult | 'killed'>((done) => {
      this.#killed = () => done('killed');
      this.#worker.removeAllListeners('message').removeAllListeners('error');
      this.#worker.on('error', (error) => {
        this.#ended = true;
        done({ ok: false, name: 'Error', message: String(error), line: 0, heapBytes: null });
      });
      this.#worker.on('message', (message: FromThread) => {
        if (message.kind === 'call') void this.#answer(message, clock, serve);
        else if (message.kind === 'log') log(message.level, message.text);
        else done(message);
      });
      this.#setTime(clock);
      if (this.#program !== program) this.#tell({ kind: 'program', program });
      this.#program = program;
      this.#tell({ kind: 'job', job });
    });
    this.#killed = null;
    this.#worker.unref();
    return outcome;
  }

  async kill(): Promise<void> {
    this.#ended = true;
    this.#killed?.();
    await this.#worker.terminate();
    this.#replies.close();
  }

  async #answer({ id, method, args }: FromThread & { kind: 'call' }, clock: Clock, serve: ServiceCall): Promise<void> {
    const reply = await serve(id, method, args).catch((error: unknown) => `!${messageOf(error)}`);
    this.#setTime(clock);
    this.#replies.postMessage(reply);
    Atomics.store(this.#signal, 0, 1);
    Atomics.notify(this.#signal, 0);
  }

  #tell(message: ToThread): void {
    this.#worker.postMessage(message);
  }

  #setTime(clock: Clock): void {
    this.#time[1] = clock.runs ? 1 : 0;
    this.#time[0] = clock.now() - (clock.runs ? Date.now() : 0);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
