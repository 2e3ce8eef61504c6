import { isDeepStrictEqual } from 'node:util';
import { ScriptRun } from '../apps-script/script-run';
import { Screen } from '../apps-script/services/ui';
import type { SpreadsheetFile } from '../apps-script/spreadsheet-file';
import type { ActiveRange, WorkbookState } from '../apps-script/workbook/workbook';
import { dayOf } from '../sandbox/day';
import { FAULT_MENU } from '../sandbox/sandbox';
import type { Workbench } from '../workbench';
import { viewBook } from './book-view';
import type { ActionName, Actions, DeskView, Rectangle, WorkbenchView } from './contract';

const addOnName = 'Journeybee Leaderboards';
const editor = 'ben@example.com';

/** The spreadsheets that are open in this machine's browsers: the workbench's own, and the copies that people make. */
export class Desks {
  readonly #desks: Desk[] = [];
  readonly #workbench: Workbench;
  #moves = 0;
  readonly changed: () => void;

  /** `changed`: called when something may look different. */
  constructor(workbench: Workbench, changed: () => void) {
    this.#workbench = workbench;
    this.changed = changed;
    this.open(workbench.file);
  }

  open(file: SpreadsheetFile): Desk {
    const desk = new Desk(this, this.#workbench, file, this.#desks.length + 1);
    this.#desks.push(desk);
    return desk;
  }

  /** By the number in its address; the first where there is none. */
  numbered(number: string | null): Desk | undefined {
    return this.#desks[Number(number ?? 1) - 1];
  }

  /** How often somebody has moved the clock, each time when all that fell due on the way was over. */
  get moves(): number {
    return this.#moves;
  }

  async advance(ms: number): Promise<void> {
    await this.#workbench.google.advance(ms);
    this.#moves += 1;
  }

  close(): void {
    for (const desk of this.#desks) desk.close();
  }
}

type Work = { readonly [N in ActionName]: (action: Actions[N], tab: Tab) => unknown };

/** A browser tab with the spreadsheet in it. At Google too, each has a sidebar and a selection of its own. */
interface Tab {
  user: string;
  screen: Screen;
  run: ScriptRun;
  /** What is selected in it, while another tab is in front. */
  selection: ActiveRange | null;
  /** What the page in it selected last, as text. */
  selected: string;
}

/** What somebody did in a tab, or a script that they ran there: undoing takes back both. */
interface Change {
  readonly tab: Tab;
  readonly before: WorkbookState;
  readonly after: WorkbookState;
}

const changesKept = 50;
/** These may be taken back. */
const undoable: ReadonlySet<string> = new Set<ActionName>([
  'type',
  'clear',
  'resize',
  'widen',
  'addSheet',
  'renameSheet',
  'deleteSheet',
  'hideSheet',
  'choose',
  'run',
]);

/** One spreadsheet on the desk: who sits before it, what they see around the grid, and everything they can do. */
export class Desk {
  readonly #tabs = new Map<string, Tab>();
  /** The tab in which somebody did something last. */
  #front: Tab | null = null;
  readonly #changes: Change[] = [];
  readonly #numbers = new WeakMap<object, number>();
  #numbered = 0;
  #bookText = '';
  #isBookTextOld = true;
  readonly #stopListening: () => void;
  readonly #workbench: Workbench;
  readonly #file: SpreadsheetFile;
  readonly #desks: Desks;
  /** The spreadsheet's address on this machine ends in it. */
  readonly number: number;

  constructor(desks: Desks, workbench: Workbench, file: SpreadsheetFile, number: number) {
    this.#desks = desks;
    this.#workbench = workbench;
    this.#file = file;
    this.number = number;
    this.#stopListening = file.workbook.onChange(() => {
      this.#isBookTextOld = true;
      desks.changed();
    });
  }

  close(): void {
    this.#stopListening();
  }

  /** Names of google.script.run. */
  get functions(): readonly string[] {
    return this.#workbench.google.functions.filter((name) => !name.endsWith('_'));
  }

  /** How far the clock is ahead of this machine's. */
  get aheadMs(): number {
    return this.#workbench.clock.now() - Date.now();
  }

  /** The page of a sidebar, where it is still open in some tab. */
  sidebarHtml(number: number): string | null {
    const sidebars = [...this.#tabs.values()].map(({ screen }) => screen.sidebar);
    return sidebars.find((sidebar) => sidebar && this.#number(sidebar) === number)?.html ?? null;
  }

  /** A BookView as JSON. */
  bookText(): string {
    if (this.#isBookTextOld) this.#bookText = JSON.stringify(viewBook(this.#workbook));
    this.#isBookTextOld = false;
    return this.#bookText;
  }

  /** What the tab of this name shows around the grid. */
  view(name: string): DeskView {
    const file = this.#file;
    const tab = this.#tab(name);
    const { menu, sidebar, toast } = tab.screen;
    const isInFront = this.#front === null || this.#front === tab;
    const { sheetId, rect } = isInFront ? this.#workbook.activeRange : (tab.selection ?? this.#workbook.activeRange);
    return {
      title: file.name,
      user: tab.user,
      people: [
        { email: file.owner, role: 'owner' },
        { email: file.owner === editor ? this.#workbench.file.owner : editor, role: 'editor' },
      ],
      active: { sheetId, row: rect.row, column: rect.column },
      selectedHere: !isInFront || tab.selected === place(sheetId, rect),
      addOn: { name: addOnName, entries: menu.map(({ label }) => label) },
      sidebar: sidebar && {
        number: this.#number(sidebar),
        title: sidebar.title,
        url: `/sidebar?file=${this.number}&number=${this.#number(sidebar)}`,
      },
      toast: toast && { number: this.#number(toast), ...toast },
      workbench: this.#workbenchView(),
    };
  }

  #tab(name: string): Tab {
    const known = this.#tabs.get(name);
    if (known) return known;
    const user = this.#file.keyboard;
    // The first one goes on where the file was left; further ones begin with the first sheet.
    const [first] = this.#workbook.sheets().filter(({ hidden }) => !hidden);
    const start = first ? { sheetId: first.id, rect: { row: 1, column: 1, rows: 1, columns: 1 } } : null;
    const selection = this.#tabs.size === 0 ? null : start;
    const tab = { user, screen: new Screen(), run: this.#runOf(user), selection, selected: '' };
    this.#tabs.set(name, tab);
    return tab;
  }

  #runOf(user: string): ScriptRun {
    return new ScriptRun(this.#workbench.google, this.#file, user);
  }

  /** Whatever happens next happens in this tab: its person is at the keyboard, and what is selected in it is what scripts find. */
  #bringToFront(tab: Tab): void {
    this.#file.sitDown(tab.user, tab.screen);
    if (this.#front === tab) return;
    if (this.#front) this.#front.selection = this.#workbook.activeRange;
    this.#front = tab;
    const { selection } = tab;
    const sheet = this.#workbook.sheets().find(({ id }) => id === selection?.sheetId);
    if (!selection || !sheet) return;
    const { row, column, rows, columns } = selection.rect;
    const isThere = row + rows - 1 <= sheet.rows && column + columns - 1 <= sheet.columns;
    if (isThere) this.#workbook.setActive(selection.sheetId, selection.rect);
  }

  /** Does what the page in the tab of this name asks for; what comes back is for whoever asked. */
  async act(tabName: string, name: string, action: unknown): Promise<unknown> {
    if (!Object.hasOwn(this.#work, name)) throw new Error(`The page asks for ${name}, which nobody knows.`);
    const work = this.#work[name as ActionName] as (action: unknown, tab: Tab) => unknown;
    const tab = this.#tab(tabName);
    this.#bringToFront(tab);
    if (!undoable.has(name)) return await work(action, tab);
    const before = this.#workbook.remember();
    try {
      return await work(action, tab);
    } finally {
      const after = this.#workbook.remember();
      if (!isDeepStrictEqual(before, after)) this.#changes.push({ tab, before, after });
      if (this.#changes.length > changesKept) this.#changes.shift();
    }
  }

  /** Takes back the latest change, if this tab made it; not where something else, such as a schedule, has changed the file since. */
  #undo(tab: Tab): void {
    const latest = this.#changes.at(-1);
    if (latest?.tab !== tab) return;
    if (!isDeepStrictEqual(this.#workbook.remember(), latest.after)) {
      throw new Error('The spreadsheet has changed since. The workbench can only undo the latest change.');
    }
    this.#changes.pop();
    this.#workbook.restore(latest.before);
  }

  readonly #work: Work = {
    open: async ({ user }, tab) => {
      if (user !== undefined && user !== tab.user) Object.assign(tab, { user, run: this.#runOf(user) });
      // A sidebar and a message belong to the file as it was opened before.
      tab.screen = new Screen();
      this.#bringToFront(tab);
      const outcome = await this.#file.open(tab.user);
      if (!outcome.ok) throw new Error(`${outcome.name}: ${outcome.message}`);
    },
    copy: (_, { user }) => this.#desks.open(this.#file.copy(`Copy of ${this.#file.name}`, user)).number,
    undo: (_, tab) => this.#undo(tab),
    select: ({ sheetId, area }, tab) => {
      this.#workbook.setActive(sheetId, area);
      tab.selected = place(sheetId, area);
    },
    type: ({ sheetId, row, column, texts }) => {
      const columns = Math.max(...texts.map((line) => line.length));
      const full = texts.map((line) => [...line, ...Array<string>(columns - line.length).fill('')]);
      this.#workbook.write(sheetId, { row, column, rows: texts.length, columns }, full);
    },
    clear: ({ sheetId, area }) => this.#workbook.clearContent(sheetId, area),
    resize: ({ sheetId, axis, at, count }) => {
      const book = this.#workbook;
      if (axis === 'rows' && count > 0) book.insertRows(sheetId, at, count);
      else if (axis === 'rows') book.deleteRows(sheetId, at, -count);
      else if (count > 0) book.insertColumns(sheetId, at, count);
      else book.deleteColumns(sheetId, at, -count);
    },
    widen: ({ sheetId, column, pixels }) => this.#workbook.setColumnWidth(sheetId, column, pixels),
    addSheet: () => {
      this.#workbook.insertSheet();
    },
    renameSheet: ({ sheetId, name }) => this.#workbook.renameSheet(sheetId, name),
    deleteSheet: ({ sheetId }) => this.#workbook.deleteSheet(sheetId),
    hideSheet: ({ sheetId, hidden }) => this.#workbook.setHidden(sheetId, hidden),
    choose: async ({ entry }, { user }) => {
      const outcome = await this.#file.choose(user, entry);
      if (!outcome.ok) throw new Error(`${outcome.name}: ${outcome.message}`);
    },
    closeSidebar: (_, { screen }) => {
      screen.sidebar = null;
    },
    run: ({ name, args }, { run }) => run.call(name, ...args),
    advance: ({ ms }) => this.#desks.advance(ms),
    fault: ({ entry, lasting }) => {
      const { fault } = FAULT_MENU[entry] ?? {};
      if (!fault) throw new Error('There is no such fault.');
      if (lasting) this.#workbench.sandbox.faults.always(fault);
      else this.#workbench.sandbox.faults.next(fault);
    },
    clearFaults: () => this.#workbench.sandbox.faults.clear(),
    winDeal: () => this.#winDeal(),
    useRealJourneybee: ({ real }) => {
      this.#workbench.destination.real = real;
    },
  };

  get #workbook() {
    return this.#file.workbook;
  }

  /** A partner closes a deal today that moves it up. Says which. */
  #winDeal(): string {
    const { sandbox, clock } = this.#workbench;
    const { partners, deals } = sandbox.data;
    const partner = partners[deals.length % partners.length];
    if (!partner) throw new Error('The account has no partners.');
    const today = dayOf(clock.now());
    const value = 250_000 + (deals.length % 10) * 25_000;
    sandbox.data.addDeal({ partnerUuid: partner.uuid, value, createdDay: today, status: 'won', closedDay: today });
    return `${partner.name} has just won a deal of ${sandbox.settings.currency.trim()} ${value.toLocaleString('en')}.`;
  }

  #workbenchView(): WorkbenchView {
    const { sandbox, google, destination } = this.#workbench;
    const last = google.executions.at(-1);
    const mail = google.mails.at(-1);
    const nextTrigger = this.#file.triggers.nextAt();
    return {
      aheadSeconds: Math.round(this.aheadMs / 1000),
      moves: this.#desks.moves,
      timeZone: this.#file.timeZone,
      nextTrigger: Number.isFinite(nextTrigger) ? nextTrigger : null,
      realJourneybee: destination.real,
      sandbox: { url: sandbox.url, key: sandbox.keys.full },
      faultMenu: FAULT_MENU.map(({ label }) => label),
      plannedFaults: sandbox.faults.planned.map(({ fault, times }) => {
        const label = FAULT_MENU.find((entry) => entry.fault === fault)?.label ?? fault.kind;
        return `${label}: ${times === 1 ? 'next request' : times === Infinity ? 'until cleared' : `next ${times}`}`;
      }),
      requests: google.requests.length,
      executions: google.executions.length,
      lastExecution: last
        ? {
            name: last.name,
            mode: last.mode,
            user: last.user,
            ms: Math.round(last.ms),
            problem: last.problem,
            calls: last.calls,
          }
        : null,
      lastMail: mail ? { to: mail.to, subject: mail.subject, body: mail.body } : null,
      mails: google.mails.length,
    };
  }

  /** Tells two sidebars or messages apart that say the same. */
  #number(object: object): number {
    const number = this.#numbers.get(object) ?? ++this.#numbered;
    this.#numbers.set(object, number);
    return number;
  }
}

function place(sheetId: string, { row, column, rows, columns }: Rectangle): string {
  return [sheetId, row, column, rows, columns].join();
}
