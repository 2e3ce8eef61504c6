import type { Runtime } from './runtime';
import type { SpreadsheetFile } from './spreadsheet-file';
import { sentByClient, sentByServer, type Transferable } from './transfer';

const simultaneousCalls = 10;

/** How whatever went wrong on the server reaches a failure handler (P2.3-3). */
export class ScriptError extends Error {
  override readonly name = 'ScriptError';
}

/** google.script.run as a sidebar of one person has it, with a promise in the place of two handlers. */
export class ScriptRun {
  /** What it offers: top-level functions that do not hide behind a trailing _ (P2.3-8). */
  readonly functions: readonly string[];
  readonly #file: SpreadsheetFile;
  readonly #user: string;
  readonly #queue: Array<() => void> = [];
  #running = 0;

  constructor(google: Runtime, file: SpreadsheetFile, user: string) {
    this.functions = google.functions.filter((name) => !name.endsWith('_'));
    this.#file = file;
    this.#user = user;
  }

  /** Throws at once, as google.script.run does, where the page itself is wrong; rejects with a ScriptError for the rest. */
  call(name: string, ...args: unknown[]): Promise<Transferable> {
    if (!this.functions.includes(name)) throw new TypeError(`google.script.run.${name} is not a function`);
    return this.#run(name, sentByClient(args));
  }

  async #run(name: string, args: readonly Transferable[]): Promise<Transferable> {
    await this.#place();
    try {
      const outcome = await this.#file.run(this.#user, name, args, 'FULL');
      if (!outcome.ok) throw new ScriptError(`${outcome.name}: ${outcome.message}`);
      return sentByServer(outcome.value);
    } finally {
      this.#leave();
    }
  }

  /** Ten calls are under way at once, the others wait their turn (P2.3-2). */
  async #place(): Promise<void> {
    if (this.#running < simultaneousCalls) this.#running += 1;
    else await new Promise<void>((free) => this.#queue.push(free));
  }

  #leave(): void {
    const next = this.#queue.shift();
    if (next) next();
    else this.#running -= 1;
  }
}
