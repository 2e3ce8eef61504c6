import { resolve } from 'node:path';
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';

/** What a thread is born with. */
export interface ThreadData {
  readonly replies: MessagePort;
  /** Woken when a reply waits. */
  readonly signal: Int32Array;
  /** The clock: milliseconds, and whether real time runs on top of them. */
  readonly time: Float64Array;
}

/** A thread that was started, and the host's ends of what it was born with. */
export interface StartedThread extends ThreadData {
  readonly worker: Worker;
}

/**
 * Threads that wait for an execution, of whichever runtime: starting one takes longer than most executions do. Whose
 * execution came before cannot matter, as each gets a scope of its own.
 */
export class ThreadPool {
  readonly #idle: StartedThread[] = [];

  take(): StartedThread {
    return this.#idle.pop() ?? start();
  }

  /** Takes back a thread on which nothing runs. Who had it must not listen to it any more. */
  give(thread: StartedThread): void {
    this.#idle.push(thread);
  }

  /** Ends all idle threads but so many. A process takes some 40 ms to end with each. */
  async shrink(most: number): Promise<void> {
    await Promise.all(this.#idle.splice(most).map(({ worker }) => worker.terminate()));
  }
}

function start(): StartedThread {
  const { port1, port2 } = new MessageChannel();
  const signal = new Int32Array(new SharedArrayBuffer(4));
  const time = new Float64Array(new SharedArrayBuffer(16));
  const workerData: ThreadData = { replies: port2, signal, time };
  const worker = new Worker(resolve('.cache/execution.cjs'), { workerData, transferList: [port2] });
  worker.setMaxListeners(0);
  // An idle thread keeps neither the process nor a test run alive.
  worker.unref();
  port1.unref();
  return { worker, replies: port1, signal, time };
}
