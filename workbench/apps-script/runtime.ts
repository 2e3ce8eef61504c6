import { setMaxListeners } from 'node:events';
import type { Clock } from '../clock';
import { DailyCount } from './daily-count';
import { PlatformError } from './errors';
import type { Fate, Interference } from './interference';
import type { Interleaving } from './interleaving';
import { type AuthMode, checkPermission } from './permissions';
import { type Project, readProject } from './project';
import type { ScopePorts } from './scope';
import { CacheService } from './services/cache';
import { Charts } from './services/charts';
import { HtmlService } from './services/html';
import { LockService } from './services/lock';
import { type Mail, MailApp } from './services/mail';
import { PropertiesService, type PropertyStore } from './services/properties';
import { type ClockTrigger, ScriptApp } from './services/script';
import { Session } from './services/session';
import { SpreadsheetApp } from './services/spreadsheet';
import { type Screen, Ui } from './services/ui';
import { type Network, UrlFetchApp } from './services/url-fetch';
import { Utilities } from './services/utilities';
import { Writes } from './services/writes';
import { SpreadsheetFile, type SpreadsheetOptions } from './spreadsheet-file';
import { classes, serviceSurface } from './surfaces';
import { type JobResult, type Program, Threads } from './threads';
import { TriggerLedger } from './triggers';
import { decode, EnumMember, encode, type ServiceHandle } from './wire';
import type { CellPosition } from './workbook/workbook';

/** Of a custom function, and of a simple trigger (P4-7). */
const briefMs = 30_000;
const scriptMs = 360_000;
const simultaneousPerUser = 30;
/** Of a consumer account (P3-5, P4-8). */
const triggerMsPerDay = 90 * 60_000;

/** A Google account, as far as this add-on's project knows it. */
export interface Account {
  readonly email: string;
  /** User properties: of this account, in this project, in all of its files (P4-22). */
  readonly properties: PropertyStore;
  /** Scopes of the manifest that the account has allowed. */
  readonly granted: Set<string>;
  /** Requests, and reads and writes of properties: of a consumer account (P4-1, P4-4). */
  readonly fetches: DailyCount;
  readonly propertyCalls: DailyCount;
  /** Milliseconds that this account's triggers have run (P4-8). */
  readonly triggerTime: DailyCount;
}

export interface ExecutionRecord {
  readonly name: string;
  readonly mode: AuthMode;
  readonly user: string;
  readonly ok: boolean;
  readonly problem: string | null;
  readonly ms: number;
  /** Service calls in order: `CacheService.getDocumentCache`, `Cache.getAll`, … */
  readonly calls: readonly string[];
  readonly logs: readonly string[];
  /** The most memory that the script held at a service call; null unless the runtime weighs executions. */
  readonly heapBytes: number | null;
}

export type Outcome =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly name: string; readonly message: string; readonly line: number };

export interface RuntimeOptions {
  /** The folder that clasp would push. */
  readonly dist: string;
  readonly clock: Clock;
  /** Where requests to an origin go: `https://api.journeybee.io` to a sandbox, say; null for a host that does not exist. */
  readonly route: (origin: string) => string | null;
}

/**
 * Google Apps Script on one machine, as far as this add-on uses it and as strictly as docs/platform.md says. It knows a
 * project, accounts and spreadsheets; each call of a function is an execution of its own, in a thread with a fresh scope.
 */
export class Runtime {
  readonly clock: Clock;
  readonly network: Network;
  /** Asked before each service call what becomes of it. */
  interfere: Interference | null = null;
  /** Decides whose service call goes next among executions that begin while it is there (see interleaving.ts). */
  interleaving: Interleaving | null = null;
  /** Gives the seed of Math.random to each execution, where a long run has to repeat itself. */
  chances: (() => number) | null = null;
  /** Whether to find out how much memory executions need, which makes them slow. */
  weighs = false;
  /** Every execution that has ended, oldest first. */
  readonly executions: ExecutionRecord[] = [];
  /** Every mail that was sent, oldest first. */
  readonly mails: Mail[] = [];
  /** URLs of the requests that left, oldest first. */
  readonly requests: string[] = [];
  readonly triggers: TriggerLedger;
  readonly #project: Project;
  readonly #accounts = new Map<string, Account>();
  readonly #files: SpreadsheetFile[] = [];
  readonly #threads: Threads;
  readonly #running = new Map<string, number>();
  #program: Program | null = null;

  private constructor(project: Project, { clock, route }: RuntimeOptions) {
    this.clock = clock;
    this.#project = project;
    this.#threads = new Threads(clock);
    this.triggers = new TriggerLedger(clock);
    this.network = {
      route,
      honoursTimeoutSeconds: true,
      headerCase: (name) => name.replace(/(^|-)[a-z]/g, (start) => start.toUpperCase()),
      sent: (url) => this.requests.push(url),
    };
  }

  static async start(options: RuntimeOptions): Promise<Runtime> {
    return new Runtime(await readProject(options.dist), options);
  }

  /** Names of the project's top-level functions. */
  get functions(): readonly string[] {
    return this.#project.functions;
  }

  /** An account that has installed the add-on and allowed all it asks for. */
  account(email: string): Account {
    const known = this.#accounts.get(email);
    if (known) return known;
    const account: Account = {
      email,
      properties: new Map(),
      granted: new Set(this.#project.manifest.oauthScopes),
      fetches: new DailyCount(this.clock, 20_000, tooManyADay('urlfetch')),
      propertyCalls: new DailyCount(this.clock, 50_000, tooManyADay('properties')),
      triggerTime: new DailyCount(this.clock, triggerMsPerDay, 'Service using too much computer time for one day'),
    };
    this.#accounts.set(email, account);
    return account;
  }

  /** The person uninstalls the add-on; files in which it is enabled keep it for the others (P3-12). */
  uninstall(email: string): void {
    this.triggers.drop(email);
  }

  createSpreadsheet(options: SpreadsheetOptions): SpreadsheetFile {
    const file = new SpreadsheetFile(this, this.#project, options);
    this.#files.push(file);
    return file;
  }

  /** Runs one top-level function as an execution of its own. */
  async run(name: string, args: readonly unknown[], context: ExecutionContext): Promise<Outcome> {
    const { user } = context;
    if (!this.#project.functions.includes(name)) {
      return { ok: false, name: 'Error', message: `Script function not found: ${name}`, line: 0 };
    }
    const active = this.#running.get(user) ?? 0;
    if (active >= simultaneousPerUser) {
      const message = 'There are too many scripts running simultaneously for this Google user account.';
      return { ok: false, name: 'Exception', message, line: 0 };
    }
    this.#running.set(user, active + 1);
    try {
      return await this.clock.busy(() => this.#execute(name, args, context));
    } finally {
      this.#running.set(user, (this.#running.get(user) ?? 1) - 1);
    }
  }

  /** Moves the clock; triggers that fall due on the way run, each at its time, as their creator and with nobody looking (P3-9). */
  async advance(ms: number): Promise<void> {
    const end = this.clock.now() + ms;
    for (let due = this.#takeDue(end); due; due = this.#takeDue(end)) {
      const { file, trigger, at } = due;
      await this.clock.advance(Math.max(0, at - this.clock.now()));
      await this.fire(file, trigger, at);
    }
    await this.clock.advance(Math.max(0, end - this.clock.now()));
  }

  /**
   * One tick of a trigger. While the add-on is disabled in the file nothing runs (P3-12), and once a person's triggers have
   * run for all of their time of the day every further tick fails before it begins (P4-8).
   */
  async fire(file: SpreadsheetFile, { id, handler, user }: ClockTrigger, at = this.clock.now()): Promise<void> {
    if (!file.enabled) return;
    const { triggerTime } = this.account(user);
    const began = this.clock.now();
    if (triggerTime.exhausted) {
      const problem = triggerTime.refusal;
      this.executions.push({
        name: handler,
        mode: 'FULL',
        user,
        ok: false,
        problem,
        ms: 0,
        calls: [],
        logs: [],
        heapBytes: null,
      });
      return;
    }
    await this.run(handler, [clockEvent(id, at)], { mode: 'FULL', user, file, screen: null });
    triggerTime.add(this.clock.now() - began);
  }

  /** The trigger that is due first in any file. */
  #takeDue(
    end: number,
  ): { readonly file: SpreadsheetFile; readonly trigger: ClockTrigger; readonly at: number } | null {
    const [file] = [...this.#files].sort((a, b) => a.triggers.nextAt() - b.triggers.nextAt());
    const due = file?.triggers.takeDue(end);
    return file && due ? { file, ...due } : null;
  }

  async close(): Promise<void> {
    await this.#threads.close();
    for (const file of this.#files) file.dispose();
  }

  async #execute(name: string, args: readonly unknown[], context: ExecutionContext): Promise<Outcome> {
    const { mode, user, file } = context;
    const started = this.clock.now();
    const seat = this.interleaving?.join(`${name} of ${user}`);
    // Ends what an execution that is killed still waits for: its sleep, its request.
    const over = new AbortController();
    // As many wait as a batch has requests.
    setMaxListeners(0, over.signal);
    const writes = new Writes(file.workbook, (area) => file.mayEdit(user, area));
    const execution = new Execution(this.#servicesFor(context, writes, over.signal), mode, this.account(user).granted);
    const logs: string[] = [];
    const job = {
      entry: name,
      args: execution.wire(args),
      chance: seat?.chance ?? this.chances?.() ?? null,
      weighs: this.weighs,
    };
    this.#program ??= { files: this.#project.scripts, services: execution.surfaces(), classes };
    const running = this.#threads.run(
      this.#program,
      job,
      (id, method, sent) => {
        const about = { name, user, call: execution.describe(id, method), callsSoFar: execution.calls.length };
        const call = () => execution.call(id, method, sent);
        const meet = () => this.#meetFate(this.interfere?.(about) ?? 'go on', running.kill, call, over.signal);
        return seat ? seat.take(about.call, meet) : meet();
      },
      (level, text) => logs.push(`${level}: ${text}`),
    );
    const cancel = this.clock.limit(mode === 'FULL' ? scriptMs : briefMs, running.kill);
    const result = await running.result;
    cancel();
    over.abort(null);
    const end = () => {
      file.lock.release(context);
      return ended(outcomeOf(result, execution), result === 'killed' ? null : writes);
    };
    const outcome = await (seat && result !== 'killed' ? seat.take('end', end) : end());
    seat?.leave();
    this.executions.push({
      name,
      mode,
      user,
      ok: outcome.ok,
      problem: outcome.ok ? null : outcome.message,
      ms: this.clock.now() - started,
      calls: execution.calls,
      logs,
      heapBytes: result === 'killed' ? null : result.heapBytes,
    });
    return outcome;
  }

  async #meetFate(fate: Fate, kill: () => void, call: () => Promise<string>, over: AbortSignal): Promise<string> {
    if (fate === 'go on') return call();
    if (fate === 'kill') return dying(kill);
    if (fate === 'last') {
      await call().catch(() => {});
      return dying(kill);
    }
    if ('fail' in fate) throw new PlatformError(fate.fail);
    await this.clock.wait(fate.stallMs, over);
    // Ended in the meantime: whoever is not there any more takes no lock and writes nothing.
    return over.aborted ? new Promise(() => {}) : call();
  }

  /** The services as this execution sees them: in a cell, the user properties of the spreadsheet's owner (P1.4-4). */
  #servicesFor(context: ExecutionContext, writes: Writes, over: AbortSignal): Record<string, object> {
    const { mode, user, file } = context;
    const account = this.account(user);
    const { manifest, pages } = this.#project;
    const personal = mode === 'CUSTOM_FUNCTION' ? this.account(file.owner) : account;
    const ui = context.screen ? new Ui(context.screen, mode === 'FULL') : null;
    const { id, name, owner, editors, timeZone, locale } = file;
    const mayWrite = mode === 'LIMITED' || mode === 'FULL';
    const access = {
      id,
      name,
      owner,
      editors,
      timeZone,
      locale,
      writes,
      mayWrite,
      screen: context.screen,
      cell: context.cell ?? null,
    };
    return {
      PropertiesService: new PropertiesService(
        personal.properties,
        file.properties,
        personal === account,
        account.propertyCalls,
      ),
      CacheService: new CacheService(file.cache),
      LockService: new LockService(file.lock, context),
      UrlFetchApp: new UrlFetchApp(this.network, this.clock, manifest.urlFetchWhitelist, over, account.fetches),
      Utilities: new Utilities(this.clock, over),
      SpreadsheetApp: new SpreadsheetApp(access, ui),
      Charts: new Charts(),
      HtmlService: new HtmlService(pages),
      ScriptApp: new ScriptApp(
        manifest.oauthScopes.some((scope) => !account.granted.has(scope)),
        user,
        file.triggers,
        mode === 'FULL' && context.screen === null,
      ),
      MailApp: new MailApp(user, this.mails, this.clock),
      Session: new Session(user),
    };
  }
}

/** Who runs something where, and how it came about. */
export interface ExecutionContext {
  readonly mode: AuthMode;
  /** E-mail address of the account at the keyboard, or of the trigger's creator. */
  readonly user: string;
  readonly file: SpreadsheetFile;
  /** What the person sees, where somebody looks. */
  readonly screen: Screen | null;
  /** The cell being calculated, in a custom function. */
  readonly cell?: CellPosition;
}

/** The objects one execution has been given, and the calls it made on them. */
class Execution {
  readonly calls: string[] = [];
  readonly #names: string[];
  readonly #objects: object[];
  readonly #mode: AuthMode;
  readonly #granted: ReadonlySet<string>;

  constructor(services: Record<string, object>, mode: AuthMode, granted: ReadonlySet<string>) {
    this.#names = Object.keys(services);
    this.#objects = Object.values(services);
    this.#mode = mode;
    this.#granted = granted;
  }

  surfaces(): ScopePorts['services'] {
    return this.#names.map((name, id) => [name, serviceSurface(name, this.#object(id))]);
  }

  /** `Cache.getAll`, `UrlFetchApp.fetch`, … */
  describe(id: number, method: string): string {
    return `${this.#names[id] ?? this.#object(id).constructor.name}.${method}`;
  }

  async call(id: number, method: string, args: string): Promise<string> {
    const object = this.#object(id);
    const service = this.#names[id];
    this.calls.push(this.describe(id, method));
    if (service) checkPermission(service, method, this.#mode, this.#granted);
    const act: unknown = Reflect.get(object, method);
    if (typeof act !== 'function') throw new PlatformError(`${method} is not a function`);
    return this.wire(await act.apply(object, this.unwire(args)));
  }

  wire(value: unknown): string {
    return encode(value, (object) => this.#handle(object));
  }

  unwire(text: string): unknown[] {
    return decode(text, (id) => this.#object(id)) as unknown[];
  }

  #object(id: number): object {
    const object = this.#objects[id];
    if (!object) throw new Error(`No object ${id} in this execution.`);
    return object;
  }

  #handle(object: object): ServiceHandle | null {
    const className = object.constructor.name;
    if (!(className in classes)) return null;
    const known = this.#objects.indexOf(object);
    const id = known >= 0 ? known : this.#objects.push(object) - 1;
    return { id, className };
  }
}

function outcomeOf(result: JobResult | 'killed', execution: Execution): Outcome {
  if (result === 'killed') {
    return { ok: false, name: 'Exception', message: 'Exceeded maximum execution time', line: 0 };
  }
  if (!result.ok) return result;
  return { ok: true, value: decode(result.value, () => execution) };
}

const tooManyADay = (service: string) => `Service invoked too many times for one day: ${service}.`;

/** Ends the execution; its script hears nothing more. */
function dying(kill: () => void): Promise<string> {
  kill();
  return new Promise(() => {});
}

/** What still waits to be written is written at the end, also after an error; not after a kill. */
async function ended(outcome: Outcome, writes: Writes | null): Promise<Outcome> {
  try {
    await writes?.flush();
    return outcome;
  } catch (error) {
    return { ok: false, name: 'Exception', message: error instanceof Error ? error.message : String(error), line: 0 };
  }
}

/** The event of a clock trigger: no document, no source, and the time in parts (P3-7, P3-8). */
function clockEvent(triggerUid: string, at: number): Record<string, unknown> {
  const date = new Date(at);
  return {
    authMode: new EnumMember('AuthMode.FULL'),
    triggerUid,
    timezone: 'UTC',
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    'day-of-month': date.getUTCDate(),
    'day-of-week': date.getUTCDay() || 7,
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    'week-of-year': weekOfYear(date),
  };
}

/** ISO 8601: the week that holds the year's first Thursday is the first. */
function weekOfYear(date: Date): number {
  const thursday = new Date(date);
  thursday.setUTCDate(date.getUTCDate() + 4 - (date.getUTCDay() || 7));
  const newYear = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  return Math.floor((thursday.getTime() - newYear) / (7 * 86_400_000)) + 1;
}
