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

export interface Job {
  readonly files: ReadonlyArray<{ readonly name: string; readonly source: string }>;
  readonly services: ScopePorts['services'];
  readonly classes: ScopePorts['classes'];
  readonly entry: string;
  readonly args: string;
  /** A seed for Math.random, where an execution has to repeat itself. */
  readonly chance: number | null;
}

export type FromThread =
  | { readonly kind: 'call'; readonly id: number; readonly method: string; readonly args: string }
  | { readonly kind: 'log'; readonly level: string; readonly text: string }
  | ({ readonly kind: 'done' } & JobResult);

export type JobResult =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly name: string; readonly message: string; readonly line: number };

/** Answers one service call with wire text; what it throws is the script's to catch. */
export type ServiceCall = (id: number, method: string, args: string) => Promise<string>;

export interface Running {
  readonly result: Promise<JobResult | 'killed'>;
  /** Ends the thread where it stands: no finally block runs (P10-12). */
  readonly kill: () => void;
}

/** Threads for executions: kept warm, made as needed, replaced when killed. */
export class Threads {
  #idle: Thread[] = [];
  #all = new Set<Thread>();

  constructor(private readonly clock: Clock) {}

  run(job: Job, serve: ServiceCall, log: (level: string, text: string) => void): Running {
    const thread = this.#idle.pop() ?? this.#start();
    const result = thread.run(job, serve, log).then((outcome) => {
      if (outcome === 'killed') this.#all.delete(thread);
      else this.#idle.push(thread);
      return outcome;
    });
    return { result, kill: () => thread.kill() };
  }

  async close(): Promise<void> {
    await Promise.all([...this.#all].map((thread) => thread.kill()));
    this.#all.clear();
    this.#idle = [];
  }

  #start(): Thread {
    const thread = new Thread(this.clock);
    this.#all.add(thread);
    return thread;
  }
}

class Thread {
  readonly #worker: Worker;
  readonly #replies: MessagePort;
  readonly #signal = new Int32Array(new SharedArrayBuffer(4));
  readonly #time = new Float64Array(new SharedArrayBuffer(16));
  #killed: (() => void) | null = null;

  constructor(private readonly clock: Clock) {
    const { port1, port2 } = new MessageChannel();
    this.#replies = port1;
    const workerData: ThreadData = { replies: port2, signal: this.#signal, time: this.#time };
    this.#worker = new Worker(resolve('.cache/execution.cjs'), { workerData, transferList: [port2] });
    this.#worker.setMaxListeners(0);
    // An idle thread keeps neither the process nor a test run alive.
    this.#worker.unref();
    this.#replies.unref();
  }

  async run(job: Job, serve: ServiceCall, log: (level: string, text: string) => void): Promise<JobResult | 'killed'> {
    this.#worker.ref();
    const outcome = await new Promise<JobResult | 'killed'>((done) => {
      this.#killed = () => done('killed');
      this.#worker.removeAllListeners('message').removeAllListeners('error');
      this.#worker.on('error', (error) => done({ ok: false, name: 'Error', message: String(error), line: 0 }));
      this.#worker.on('message', (message: FromThread) => {
        if (message.kind === 'call') void this.#answer(message, serve);
        else if (message.kind === 'log') log(message.level, message.text);
        else done(message);
      });
      this.#setTime();
      this.#worker.postMessage(job);
    });
    this.#killed = null;
    this.#worker.unref();
    return outcome;
  }

  async kill(): Promise<void> {
    this.#killed?.();
    await this.#worker.terminate();
    this.#replies.close();
  }

  async #answer({ id, method, args }: FromThread & { kind: 'call' }, serve: ServiceCall): Promise<void> {
    const reply = await serve(id, method, args).catch((error: unknown) => `!${messageOf(error)}`);
    this.#setTime();
    this.#replies.postMessage(reply);
    Atomics.store(this.#signal, 0, 1);
    Atomics.notify(this.#signal, 0);
  }

  #setTime(): void {
    this.#time[1] = this.clock.runs ? 1 : 0;
    this.#time[0] = this.clock.now() - (this.clock.runs ? Date.now() : 0);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
