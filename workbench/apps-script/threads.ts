import type { Clock } from '../clock';
import type { ScopePorts } from './scope';
import { type StartedThread, ThreadPool } from './thread-pool';

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

/** jest loads this module anew for each test file, and keeps one pool for all files of a process (build/jest-environment.cjs). */
const pool = (Reflect.get(globalThis, 'threadPool') as ThreadPool | undefined) ?? new ThreadPool();

/** The program that a thread was told last. */
const told = new WeakMap<StartedThread, Program>();

/** Every thread that this copy of the module took and has not given back. */
const taken = new Set<Thread>();

export const takenThreads = (): number => taken.size;

/** Threads for one runtime's executions: kept warm, made as needed, replaced when killed. */
export class Threads {
  readonly #busy = new Set<Thread>();

  constructor(private readonly clock: Clock) {}

  run(program: Program, job: Job, serve: ServiceCall, log: (level: string, text: string) => void): Running {
    const thread = new Thread(pool.take());
    this.#busy.add(thread);
    let over = false;
    const result = thread.run(program, job, this.clock, serve, log).then((outcome) => {
      over = true;
      this.#busy.delete(thread);
      if (!thread.ended) pool.give(thread.release());
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
  readonly #started: StartedThread;
  #killed: (() => void) | null = null;
  #ended = false;

  constructor(started: StartedThread) {
    this.#started = started;
    taken.add(this);
    started.worker.once('exit', () => taken.delete(this));
  }

  /** Hands the thread on, with nobody listening. */
  release(): StartedThread {
    const { worker } = this.#started;
    worker.removeAllListeners('message').removeAllListeners('error').removeAllListeners('exit');
    taken.delete(this);
    return this.#started;
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
    const { worker } = this.#started;
    worker.ref();
    const outcome = await new Promise<JobResult | 'killed'>((done) => {
      this.#killed = () => done('killed');
      worker.on('error', (error) => {
        this.#ended = true;
        done({ ok: false, name: 'Error', message: String(error), line: 0, heapBytes: null });
      });
      worker.on('message', (message: FromThread) => {
        if (message.kind === 'call') void this.#answer(message, clock, serve);
        else if (message.kind === 'log') log(message.level, message.text);
        else done(message);
      });
      this.#setTime(clock);
      if (told.get(this.#started) !== program) this.#tell({ kind: 'program', program });
      told.set(this.#started, program);
      this.#tell({ kind: 'job', job });
    });
    this.#killed = null;
    worker.unref();
    return outcome;
  }

  async kill(): Promise<void> {
    this.#ended = true;
    this.#killed?.();
    await this.#started.worker.terminate();
    this.#started.replies.close();
  }

  async #answer({ id, method, args }: FromThread & { kind: 'call' }, clock: Clock, serve: ServiceCall): Promise<void> {
    const reply = await serve(id, method, args).catch((error: unknown) => `!${messageOf(error)}`);
    this.#setTime(clock);
    const { replies, signal } = this.#started;
    replies.postMessage(reply);
    Atomics.store(signal, 0, 1);
    Atomics.notify(signal, 0);
  }

  #tell(message: ToThread): void {
    this.#started.worker.postMessage(message);
  }

  #setTime(clock: Clock): void {
    const { time } = this.#started;
    time[1] = clock.runs ? 1 : 0;
    time[0] = clock.now() - (clock.runs ? Date.now() : 0);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
