import { openEvent } from './events';
import { Places } from './places';
import type { Project } from './project';
import type { ExecutionContext, Outcome, Runtime } from './runtime';
import { CacheStore } from './services/cache';
import { LockStore } from './services/lock';
import type { PropertyStore } from './services/properties';
import { Screen } from './services/ui';
import type { CellArea } from './services/writes';
import type { Triggers } from './triggers';
import { intersects } from './workbook/area';
import { type FunctionCall, type FunctionOutcome, Workbook } from './workbook/workbook';

export interface SpreadsheetOptions {
  readonly name: string;
  /** Whose user properties its cells see. */
  readonly owner: string;
  /** Whom the owner has named as editors; who edits by a link is not among them. */
  readonly editors?: readonly string[];
  readonly locale?: 'en_US' | 'de_DE';
  readonly timeZone?: string;
  /** How the script is there: as an editor add-on, unless said otherwise, or bound to this very spreadsheet. */
  readonly deployment?: Deployment;
  /** Whose cells it begins with. */
  readonly copyOf?: Workbook;
}

/** An editor add-on is installed by people and enabled in documents; a bound script belongs to its one document. */
export type Deployment = 'add-on' | 'container-bound';

/** Sheets starts so many of a file's cells at a time; the others show Loading... (P4-10). */
const cellsAtOnce = 30;

let created = 0;

/** One spreadsheet with everything that belongs to it: its cells, its stores, and what each person sees around them. */
export class SpreadsheetFile {
  readonly id = `spreadsheet-${++created}`;
  readonly name: string;
  readonly owner: string;
  readonly editors: readonly string[];
  readonly locale: 'en_US' | 'de_DE';
  readonly deployment: Deployment;
  readonly properties: PropertyStore = new Map();
  readonly cache: CacheStore;
  readonly lock: LockStore;
  readonly triggers: Triggers;
  readonly workbook: Workbook;
  /** The account at the keyboard: whoever acts next in the page, and whose edits make cells calculate (P1.4-3). */
  keyboard: string;
  /**
   * Whether the add-on is enabled in this file: using it does that (P2.1-9), and its people can undo it (P3-12). A bound
   * script always is.
   */
  enabled: boolean;
  /** Who has the file open: at first whoever made it. */
  readonly #present: Set<string>;
  readonly #runtime: Runtime;
  readonly #protections: Array<{ readonly area: CellArea; readonly editors: readonly string[] }> = [];
  readonly #screens = new Map<string, Screen>();
  readonly #cells = new Places(cellsAtOnce);

  constructor(runtime: Runtime, project: Project, options: SpreadsheetOptions) {
    const {
      name,
      owner,
      editors = [],
      locale = 'en_US',
      timeZone = 'Etc/UTC',
      deployment = 'add-on',
      copyOf,
    } = options;
    this.#runtime = runtime;
    this.name = name;
    this.owner = owner;
    this.editors = editors;
    this.locale = locale;
    this.deployment = deployment;
    this.enabled = deployment === 'container-bound';
    this.keyboard = owner;
    this.#present = new Set([owner]);
    this.cache = new CacheStore(runtime.clock);
    this.lock = new LockStore(runtime.clock);
    this.triggers = runtime.triggers.open(deployment === 'add-on');
    // Any top-level function can be typed into a cell, tagged or not, but those hidden by a trailing _ (P1.1-1, P1.1-4).
    const names = project.functions.filter((known) => !known.endsWith('_'));
    this.workbook = new Workbook({
      name,
      locale,
      timeZone,
      ...(copyOf ? { copyOf } : {}),
      now: () => runtime.clock.now(),
      functions: () => names,
      evaluate: (call) => this.#calculate(call),
    });
  }

  get timeZone(): string {
    return this.workbook.timeZone;
  }

  /** The owner reserves cells for some editors; the owner can always edit (P8-11). */
  protect(area: CellArea, editors: readonly string[] = []): void {
    this.#protections.push({ area, editors });
  }

  mayEdit(user: string, area: CellArea): boolean {
    const closed = this.#protections.filter(({ editors }) => user !== this.owner && !editors.includes(user));
    return !closed.some((protection) => intersects(protection.area, area));
  }

  /** What one person sees around the grid. */
  screen(user: string): Screen {
    const screen = this.#screens.get(user) ?? new Screen();
    this.#screens.set(user, screen);
    return screen;
  }

  /** A person turns to one of the windows in which they have the file open: what they do next happens in it. */
  sitDown(user: string, screen: Screen): void {
    this.keyboard = user;
    this.#screens.set(user, screen);
  }

  /**
   * A person opens the file: the menu is built, and every custom function is calculated again (P1.5-2). Until somebody has
   * used an entry of that menu here, the add-on is not enabled in this file, and may not even look at it (P2.1-1, P2.1-9).
   */
  async open(user: string): Promise<Outcome> {
    this.keyboard = user;
    const mode = this.enabled ? 'LIMITED' : 'NONE';
    const outcome = await this.run(user, 'onOpen', [openEvent(mode)], mode);
    await this.workbook.reopen();
    return outcome;
  }

  /** A person closes the file, and with it their sidebar. An add-on's functions exist only while somebody is here (P8.1-2). */
  close(user: string): void {
    this.#present.delete(user);
    this.#screens.delete(user);
  }

  /**
   * "Make a copy": sheets, hidden ones too, with their formulas and named ranges; properties, cache and triggers stay
   * behind (P8.1-7), and so do protections, which would not bind the new owner.
   */
  copy(name: string, owner: string): SpreadsheetFile {
    const { locale, timeZone, deployment, workbook } = this;
    return this.#runtime.createSpreadsheet({ name, owner, locale, timeZone, deployment, copyOf: workbook });
  }

  /** A person chooses an entry of the add-on's menu. */
  choose(user: string, label: string): Promise<Outcome> {
    const entry = this.screen(user).menu.find((known) => known.label === label);
    if (!entry) throw new Error(`The menu has no entry ${label}.`);
    return this.run(user, entry.functionName, [], 'FULL');
  }

  run(user: string, name: string, args: readonly unknown[], mode: ExecutionContext['mode']): Promise<Outcome> {
    if (mode === 'FULL') this.enabled = true;
    this.#present.add(user);
    return this.#runtime.run(name, args, { mode, user, file: this, screen: this.screen(user) });
  }

  dispose(): void {
    this.workbook.dispose();
  }

  #calculate({ name, args, cell }: FunctionCall): Promise<FunctionOutcome> {
    return this.#cells.with(async () => {
      if (this.#present.size === 0 && this.deployment === 'add-on') return { unknown: true };
      const context = { mode: 'CUSTOM_FUNCTION', user: this.keyboard, file: this, screen: null, cell } as const;
      const outcome = await this.#runtime.run(name, args, context);
      if (outcome.ok) return { value: outcome.value };
      return { error: `${outcome.name}: ${outcome.message} (line ${outcome.line}).` };
    });
  }
}
