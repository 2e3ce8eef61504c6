import { Places } from './places';
import type { Runtime } from './runtime';
import type { SpreadsheetFile } from './spreadsheet-file';
import { sentByClient, sentByServer, type Transferable } from './transfer';

const simultaneousCalls = 10;

/** How whatever went wrong on the server reaches a failure handler (P2.3-3). */
class ScriptError extends Error {
  override readonly name = 'ScriptError';
}

/** google.script.run as a sidebar of one person has it, with a promise in the place of two handlers. */
export class ScriptRun {
  /** What it offers: top-level functions that do not hide behind a trailing _ (P2.3-8). */
  readonly functions: readonly string[];
  readonly #file: SpreadsheetFile;
  readonly #user: string;
  /** Ten calls are under way at once, the others wait their turn (P2.3-2). */
  readonly #places = new Places(simultaneousCalls);

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

  #run(name: string, args: readonly Transferable[]): Promise<Transferable> {
    return this.#places.with(async () => {
      const outcome = await this.#file.run(this.#user, name, args, 'FULL');
      if (!outcome.ok) throw new ScriptError(`${outcome.name}: ${outcome.message}`);
      return sentByServer(outcome.value);
    });
  }
}
