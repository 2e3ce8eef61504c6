import { ScriptRun } from '../apps-script/script-run';
import { dayOf } from '../sandbox/day';
import { FAULT_MENU } from '../sandbox/sandbox';
import type { Workbench } from '../workbench';
import type { ActionName, Actions, DeskView, Rectangle, WorkbenchView } from './contract';

const addOnName = 'Journeybee Leaderboards';
const editor = 'ben@example.com';

type Work = { readonly [N in ActionName]: (action: Actions[N]) => unknown };

/** The desk with one spreadsheet on it: who sits there, what they see around the grid, and everything they can do. */
export class Desk {
  /** What the page selected last. */
  #selected = '';
  readonly #numbers = new WeakMap<object, number>();
  #numbered = 0;
  readonly #runs = new Map<string, ScriptRun>();
  readonly #workbench: Workbench;

  constructor(workbench: Workbench) {
    this.#workbench = workbench;
  }

  get user(): string {
    return this.#workbench.file.keyboard;
  }

  /** google.script.run for the person at the keyboard. */
  get scriptRun(): ScriptRun {
    const { google, file } = this.#workbench;
    const run = this.#runs.get(this.user) ?? new ScriptRun(google, file, this.user);
    this.#runs.set(this.user, run);
    return run;
  }

  /** The sidebar's page, if that sidebar is still the one that is open. */
  sidebarHtml(number: number): string | null {
    const { sidebar } = this.#workbench.file.screen(this.user);
    return sidebar && this.#number(sidebar) === number ? sidebar.html : null;
  }

  view(): DeskView {
    const { file } = this.#workbench;
    const { menu, sidebar, toast } = file.screen(this.user);
    const { sheetId, rect } = file.workbook.activeRange;
    return {
      title: file.name,
      user: this.user,
      people: [
        { email: file.owner, role: 'owner' },
        { email: editor, role: 'editor' },
      ],
      active: { sheetId, row: rect.row, column: rect.column },
      selectedHere: this.#selected === place(sheetId, rect),
      addOn: { name: addOnName, entries: menu.map(({ label }) => label) },
      sidebar: sidebar && {
        number: this.#number(sidebar),
        title: sidebar.title,
        url: `/sidebar?number=${this.#number(sidebar)}`,
      },
      toast: toast && { number: this.#number(toast), ...toast },
      workbench: this.#workbenchView(),
    };
  }

  /** Does what the page asks for; what comes back is for whoever asked. */
  async act(name: string, action: unknown): Promise<unknown> {
    if (!Object.hasOwn(this.#work, name)) throw new Error(`The page asks for ${name}, which nobody knows.`);
    const work = this.#work[name as ActionName] as (action: unknown) => unknown;
    return await work(action);
  }

  readonly #work: Work = {
    open: async ({ user = this.user }) => {
      const { file } = this.#workbench;
      // A sidebar and a message belong to the window that was open.
      Object.assign(file.screen(user), { sidebar: null, toast: null });
      const outcome = await file.open(user);
      if (!outcome.ok) throw new Error(`${outcome.name}: ${outcome.message}`);
    },
    select: ({ sheetId, area }) => {
      this.#workbook.setActive(sheetId, area);
      this.#selected = place(sheetId, area);
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
    choose: async ({ entry }) => {
      const outcome = await this.#workbench.file.choose(this.user, entry);
      if (!outcome.ok) throw new Error(`${outcome.name}: ${outcome.message}`);
    },
    closeSidebar: () => {
      this.#workbench.file.screen(this.user).sidebar = null;
    },
    run: ({ name, args }) => this.scriptRun.call(name, ...args),
    advance: ({ ms }) => this.#workbench.google.advance(ms),
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
    return this.#workbench.file.workbook;
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
    const { sandbox, google, file, clock, destination } = this.#workbench;
    const last = google.executions.at(-1);
    const mail = google.mails.at(-1);
    const nextTrigger = file.triggers.nextAt();
    return {
      aheadSeconds: Math.round((clock.now() - Date.now()) / 1000),
      timeZone: file.timeZone,
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
