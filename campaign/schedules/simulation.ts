import type { Why } from '../../src/contract/outcomes';
import type { ArgumentOf, Method, Overview, ResultOf } from '../../src/contract/sidebar-api';
import type { Schedule } from '../../src/domain/schedule';
import type { SpreadsheetFile } from '../../workbench/apps-script/spreadsheet-file';
import { SimulatedClock } from '../../workbench/clock';
import { callSidebar, newReport } from '../../workbench/demonstration';
import { Random } from '../../workbench/random';
import type { Fault } from '../../workbench/sandbox/sandbox';
import { openWorkbench, type Workbench } from '../../workbench/workbench';
import { type Receipt, ReceiptReader } from '../receipts';
import { DueTimes } from './due-times';
import { type Circumstances, type ExpectedOutcome, ExpectedReport, type Missed, newsOf } from './expected-report';
import { momentOf, newFindings, type ScheduleFindings } from './findings';
import { deletedReport, type Happening, type Person, type Scenario } from './scenario';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const rowsShown = 3;
const mostPieces = 6;
const valueBytes = 9 * 1024;
const storeBytes = 500 * 1024;
const mailsPerDay = 100;
/** A mail lists no more than so many reports. */
const mostListed = 25;

const emails = { anna: 'anna@example.com', ben: 'ben@example.com' } as const;

/** Lives through a scenario with the add-on as it ships, and holds every tick against what had to come of it. */
export async function simulate(scenario: Scenario): Promise<ScheduleFindings> {
  const { seed, timeZone, from } = scenario;
  const clock = new SimulatedClock(from);
  const bench = await openWorkbench({ clock, seed, timeZone, owner: emails.anna });
  try {
    const simulation = new Simulation(bench, scenario);
    await simulation.run();
    return simulation.findings;
  } finally {
    await bench.close();
  }
}

class Simulation {
  readonly findings = newFindings();
  readonly #bench: Workbench;
  readonly #scenario: Scenario;
  readonly #random: Random;
  readonly #receipts: ReceiptReader;
  readonly #dueTimes: DueTimes;
  /** By the place in the plan. */
  readonly #reports: ExpectedReport[] = [];
  /** What is still to happen, in order. */
  readonly #ahead: Array<Happening & { readonly at: number }>;
  /** Each person's present key. */
  readonly #keys: Record<Person, string | null> = { anna: null, ben: null };
  readonly #annasKeys: readonly [string, string];
  readonly #bensKey: string;
  #owner: Person | null = null;
  readonly #outages = new Map<number, Fault>();
  readonly #lapses = new Map<number, { readonly person: Person; readonly scope: string }>();
  readonly #refusals = new Set<number>();
  /** In the last run that asked for anything Journeybee answered nothing. */
  #down = false;
  #lapseMailedAt: number | null = null;
  /** Reports of which their owner was told that somebody else's key writes them. */
  #foreignTold = new Set<string>();
  /** How late the next tick comes, where that is more than usual. */
  #late: number | null = null;
  /** Another spreadsheet, from which keys are forgotten and connected. */
  #elsewhere: SpreadsheetFile | null = null;
  /** Nobody uses the add-on here, which would enable it again. */
  #disabled = false;
  #forgotten: Person | null = null;
  #disconnected: Person | null = null;
  #mailsSeen = 0;

  constructor(bench: Workbench, scenario: Scenario) {
    const { seed, from, to, happenings } = scenario;
    this.#bench = bench;
    this.#scenario = scenario;
    this.#random = new Random(seed, 'simulation');
    this.#receipts = new ReceiptReader(bench.file.properties);
    this.#dueTimes = new DueTimes(from, to);
    this.#ahead = [...happenings];
    const tokens = new Random(seed, 'more keys');
    const [second, bens] = [tokens.token(48), tokens.token(48)];
    this.#annasKeys = [bench.sandbox.keys.full, second];
    this.#bensKey = bens;
    Object.assign(bench.sandbox.keys, { second, bens });
  }

  get #now(): number {
    return this.#bench.clock.now();
  }

  async run(): Promise<void> {
    const { clock, file } = this.#bench;
    const { to } = this.#scenario;
    await this.#setUp();
    for (;;) {
      const happening = this.#ahead[0]?.at ?? Number.POSITIVE_INFINITY;
      const tick = file.triggers.nextAt();
      const next = Math.max(this.#now, Math.min(happening, tick));
      if (next >= to || this.findings.hopeless) break;
      await clock.advance(next - this.#now);
      if (tick <= happening) await this.#tick();
      else await this.#happen();
    }
    for (const report of this.#reports) report.endPeriod(this.#now);
  }

  async #setUp(): Promise<void> {
    const { google, file } = this.#bench;
    const chances = new Random(this.#scenario.seed, 'chances');
    google.chances = () => chances.integer(0, 2 ** 31);
    google.triggers.delay = () => {
      const late = this.#late ?? Math.round(this.#random.between(-8, 8) * minuteMs);
      this.#late = null;
      return late;
    };
    google.interfere = ({ call }) =>
      this.#refusals.size > 0 && call === 'MailApp.sendEmail'
        ? { fail: 'Service invoked too many times for one day: email.' }
        : 'go on';
    this.#foundCompany();
    await file.open(emails.anna);
    await this.#connect('anna', this.#annasKeys[0]);
    await this.#connect('ben', this.#bensKey);
    const { reports } = this.#scenario;
    for (const [index, { by, name, schedule, ownSheet }] of reports.entries()) {
      file.workbook.setActive('0', { row: 1 + 8 * index, column: 1, rows: 1, columns: 1 });
      const wanted = wantedOf(name, index, schedule, ownSheet ? 'sheet' : 'cell');
      if (schedule) this.#claim(by);
      const overview = await this.#click(by, 'saveReport', wanted, 'saved');
      const made = overview?.reports.find((report) => report.name === name);
      if (!made) throw new Error(`${name} was not made.`);
      this.#reports.push(this.#newReport(made.id, name, index));
    }
  }

  #newReport(id: string, name: string, index: number): ExpectedReport {
    const { by, schedule } = this.#scenario.reports[index] ?? { by: 'anna', schedule: null };
    const made = { key: this.#keys[by] ?? '', by: emails[by], at: this.#now };
    return new ExpectedReport(id, name, schedule, made, this.#dueTimes, this.findings);
  }

  /** A few partners, all of them in every period, so that an answer is small and a report is always full. */
  #foundCompany(): void {
    const { data } = this.#bench.sandbox;
    data.partners.splice(2 * rowsShown);
    data.leads.length = 0;
    data.deals.length = 0;
    for (const { uuid } of data.partners) {
      data.addDeal({ partnerUuid: uuid, value: 1000, createdDay: '2020-01-01', status: 'open' });
    }
  }

  // What a tick comes to

  async #tick(): Promise<void> {
    const { google, file, clock } = this.#bench;
    const due = file.triggers.takeDue(this.#now);
    if (!due || !file.enabled) return;
    const { trigger, at } = due;
    const { user } = trigger;
    const began = this.#now;
    this.findings.count('ticks');
    const owner = this.#owner !== null && emails[this.#owner] === user ? this.#owner : null;
    const permitted = this.#isPermitted(user);
    const expected = owner ? this.#expectedRuns(owner, permitted) : new Map<ExpectedReport, ExpectedOutcome>();
    await google.fire(file, trigger, at);
    const ended = clock.now();
    const receipts = this.#receipts.takeNew();
    this.#checkRun(user, began, expected, receipts);
    if (!owner) {
      this.findings.count('ticks of somebody who does not run the schedules');
      this.#checkMails(null, ended, []);
    } else if (!permitted) {
      this.findings.count('ticks without permission');
      this.#checkLapse(owner, ended);
    } else {
      if (expected.size === 0) this.findings.count('ticks with nothing due');
      this.#checkNews(owner, ended, expected);
    }
    this.#checkGoogle();
  }

  #expectedRuns(owner: Person, permitted: boolean): Map<ExpectedReport, ExpectedOutcome> {
    const met: Circumstances = {
      now: this.#now,
      timeZone: this.#bench.file.timeZone,
      owner: emails[owner],
      ownerKey: this.#keys[owner],
      permitted,
      journeybee: this.#journeybee,
    };
    const expected = new Map<ExpectedReport, ExpectedOutcome>();
    for (const report of this.#reports) {
      const outcome = report.expected(met);
      if (outcome !== null) expected.set(report, outcome);
    }
    return expected;
  }

  get #journeybee(): Circumstances['journeybee'] {
    const fault = [...this.#outages.values()].at(-1);
    if (!fault) return 'answers';
    return fault.kind === 'status' && fault.status === 401 ? 'refuses the key' : 'fails';
  }

  /** One receipt of a tick that had something to do, with everything in it; none of any other. */
  #checkRun(
    user: string,
    began: number,
    expected: ReadonlyMap<ExpectedReport, ExpectedOutcome>,
    receipts: readonly Receipt[],
  ): void {
    const { findings } = this;
    const requests = this.#bench.google.requests.length;
    const wanted = expected.size === 0 ? 0 : 1;
    if (receipts.length !== wanted)
      findings.violate(momentOf(began), `a tick left ${receipts.length} receipts, not ${wanted}`);
    const recorded = receipts.reduce((sum, receipt) => sum + receipt.requests, 0);
    if (recorded !== requests) {
      findings.violate(momentOf(began), `a tick sent ${requests} requests, and its receipt says ${recorded}`);
    }
    const found = new Map<string, string>();
    for (const receipt of receipts) {
      const { at, ms, by, why, problem, reports } = receipt;
      if (by !== user || why !== 'schedule' || problem !== null || at < began || ms < 0 || at + ms > this.#now) {
        findings.violate(momentOf(began), `a tick of ${user} left the receipt ${JSON.stringify(receipt)}`);
      }
      for (const { id, outcome, rows, problem: told } of reports) {
        const worked = outcome === 'changed' || outcome === 'unchanged';
        found.set(id, worked ? 'worked' : outcome);
        const sound = worked ? rows === rowsShown && told === null : rows === null && told !== null;
        if (!sound) findings.violate(momentOf(began), `a receipt says ${outcome}, ${rows} rows, ${told} of ${id}`);
      }
    }
    for (const report of this.#reports) {
      const [outcome, wantedOutcome] = [found.get(report.id) ?? 'left alone', expected.get(report) ?? 'left alone'];
      found.delete(report.id);
      if (outcome === wantedOutcome) continue;
      const { name, schedule, refreshedAt } = report;
      findings.violate(
        momentOf(began),
        `${name} was ${outcome} by a tick, not ${wantedOutcome}: ${JSON.stringify(schedule)} in ${this.#bench.file.timeZone}, figures of ${new Date(refreshedAt).toISOString()}`,
      );
    }
    for (const [id] of found) findings.violate(momentOf(began), `a tick refreshed ${id}, which is no report`);
    this.#record(receipts);
  }

  /** One mail for everything that is new, to the owner; where Google does not send it, a record of it. */
  #checkNews(owner: Person, ended: number, expected: ReadonlyMap<ExpectedReport, ExpectedOutcome>): void {
    const sentences: string[] = [];
    const missed = (report: ExpectedReport): Missed | null => {
      const outcome = expected.get(report);
      if (outcome === undefined || outcome === 'worked') return null;
      const passing = outcome === 'failed' && this.#keys[owner] !== null && this.#journeybee === 'fails';
      return { outcome, passing };
    };
    const othersWait = this.#reports.some((report) => report.isWaiting(ended, missed(report)));
    const recovered = this.#reports.filter((report) => report.advance(ended, missed(report), othersWait));
    const failing = newsOf(this.#reports, ended);
    sentences.push(...failing.map(({ name }) => `${name}: not refreshed.`));
    sentences.push(...recovered.map(({ name }) => `${name}: refreshed again`));
    const worked = [...expected.values()].includes('worked');
    const failed = this.#reports.some((report) => missed(report)?.passing);
    if (worked || failed) this.#down = !worked;
    const foreign = this.#reports.filter((report) => report.isForeign(emails[owner], this.#keys[owner]));
    const unknown = foreign.filter(({ id }) => !this.#foreignTold.has(id));
    const [news = false, passedOver = false] = this.#checkMails(owner, ended, [
      sentences,
      unknown.map(({ name }) => `${name}: not refreshed by your schedules.`),
    ]);
    if (news) {
      this.findings.count('mails that reports fail or work again');
      for (const report of failing) report.told(ended);
    }
    if (passedOver) this.findings.count('mails that another key writes a report');
    if (passedOver || unknown.length === 0) this.#foreignTold = new Set(foreign.map(({ id }) => id));
  }

  /** When a permission is missing, and then once a day. */
  #checkLapse(owner: Person, ended: number): void {
    const isNews = this.#lapseMailedAt === null || ended - this.#lapseMailedAt >= dayMs;
    const [told] = this.#checkMails(owner, ended, [isNews ? ['has no permission any more'] : []]);
    if (!told) return;
    this.findings.count('mails that a permission is missing');
    this.#lapseMailedAt = ended;
  }

  /**
   * Whether each mail was sent, in its turn, as it had to be. `wanted`: what each has to say; of one that says nothing there is
   * none. What Google does not send has to be recorded.
   */
  #checkMails(owner: Person | null, ended: number, wanted: ReadonlyArray<readonly string[]>): boolean[] {
    const { mails } = this.#bench.google;
    const mine = mails.slice(this.#mailsSeen);
    this.#mailsSeen = mails.length;
    const email = owner && emails[owner];
    for (const { from, to } of mine) {
      if (from !== email || to !== email) this.findings.violate(momentOf(ended), `a mail went from ${from} to ${to}`);
    }
    const possible = owner !== null && this.#mayMail(owner, mine.length);
    const meant = wanted
      .filter((sentences) => sentences.length > 0)
      .map((sentences) => sentences.slice(0, mostListed).sort().join('; '));
    const said = mine.map(({ body }) => [...(body.match(told) ?? [])].sort().join('; '));
    if (JSON.stringify(said) !== JSON.stringify(possible ? meant : [])) {
      this.findings.violate(
        momentOf(ended),
        `mails say ${JSON.stringify(said)}, not ${JSON.stringify(possible ? meant : [])}`,
      );
    }
    if (meant.length > 0 && !possible) this.#checkRecord(ended);
    return wanted.map((sentences) => possible && sentences.length > 0);
  }

  #mayMail(person: Person, justSent: number): boolean {
    const { google } = this.#bench;
    const { granted } = google.account(emails[person]);
    const since = this.#now - dayMs;
    const sent = google.mails.filter(({ from, at }) => from === emails[person] && at > since).length - justSent;
    // Whose tick it is shows by its trigger too: the address is known without asking.
    return granted.has(scopeOf('script.send_mail')) && this.#refusals.size === 0 && sent < mailsPerDay;
  }

  #checkRecord(ended: number): void {
    const stored: unknown = JSON.parse(this.#bench.file.properties.get('schedule') ?? 'null');
    const { unsent } = Object(stored) as { unsent?: { at?: unknown; reason?: unknown } | null };
    if (unsent?.at === ended && typeof unsent.reason === 'string') {
      this.findings.count('alerts that could not be sent, and were recorded');
    } else this.findings.violate(momentOf(ended), `an alert was neither sent nor recorded: ${JSON.stringify(unsent)}`);
  }

  /** What receipts say was refreshed. */
  #record(receipts: readonly Receipt[]): void {
    this.findings.count('receipts', receipts.length);
    for (const { at, ms, by, why, reports } of receipts) {
      const key = by === emails.ben ? this.#keys.ben : this.#keys.anna;
      for (const { id, outcome } of reports) {
        if (outcome !== 'changed' && outcome !== 'unchanged') continue;
        const report = this.#reports.find((known) => known.id === id);
        report?.refreshed(at + ms, key ?? '', by, why === 'schedule');
      }
    }
  }

  /** What Google holds everybody to, after each execution. */
  #checkGoogle(): void {
    const { google, file, sandbox } = this.#bench;
    const { findings } = this;
    for (const { name, user, ok, problem, calls } of google.executions) {
      if (!ok) findings.violate(momentOf(this.#now), `${name} of ${user} ended with ${problem}`);
      if (name !== 'sidebarCall' && calls.includes('ClockTriggerBuilder.create')) {
        findings.violate(momentOf(this.#now), `${name} of ${user} made a trigger`);
      }
    }
    findings.count('requests', google.requests.length);
    google.executions.length = 0;
    google.requests.length = 0;
    sandbox.requests.length = 0;
    for (const [person, email] of Object.entries(emails)) {
      const own = file.triggers.triggers.filter(({ user, nextAt }) => user === email && nextAt < Infinity);
      if (own.length > 1) findings.violate(momentOf(this.#now), `${person} has ${own.length} triggers`);
      if (person === this.#owner && own.length === 0) findings.violate(momentOf(this.#now), `${person} has no trigger`);
    }
    const stores = [file.properties, ...Object.values(emails).map((email) => google.account(email).properties)];
    for (const store of stores) this.#checkStore(store);
    if (file.properties.has('lease'))
      findings.violate(momentOf(this.#now), 'the spreadsheet was left as being refreshed');
    const { receipts, pieces } = this.#receipts.kept();
    findings.measure('receipts kept', receipts);
    if (pieces > mostPieces) findings.violate(momentOf(this.#now), `receipts are kept in ${pieces} pieces`);
  }

  #checkStore(store: ReadonlyMap<string, string>): void {
    let whole = 0;
    for (const [name, value] of store) {
      const bytes = Buffer.byteLength(value);
      whole += bytes + Buffer.byteLength(name);
      this.findings.measure('bytes of the largest property', bytes);
      if (bytes > valueBytes) this.findings.violate(momentOf(this.#now), `the property ${name} has ${bytes} bytes`);
    }
    this.findings.measure('bytes of the largest store', whole);
    if (whole > storeBytes) this.findings.violate(momentOf(this.#now), `a store of properties has ${whole} bytes`);
  }

  // What happens in between

  async #happen(): Promise<void> {
    const happening = this.#ahead.shift();
    if (!happening) return;
    this.findings.count('happenings');
    const { google, file, sandbox } = this.#bench;
    switch (happening.kind) {
      case 'outage':
        this.#outages.set(happening.episode, happening.fault);
        return this.#breakJourneybee();
      case 'outage over':
        this.#outages.delete(happening.episode);
        return this.#breakJourneybee();
      case 'hiccup':
        // More than these would outlast the attempts of one run, and one is too many for a run that asks once to see whether
        // an outage is over.
        if (sandbox.faults.planned.length === 0 && !this.#down) sandbox.faults.next(happening.fault, happening.times);
        return;
      case 'permission taken back': {
        const { episode, scope } = happening;
        const person = this.#owner ?? 'anna';
        this.#lapses.set(episode, { person, scope });
        google.account(emails[person]).granted.delete(scope);
        return;
      }
      case 'permission given back':
        return this.#giveBack(happening.episode);
      case 'mails used up': {
        const from = emails[this.#owner ?? 'anna'];
        const mail = { from, to: 'customer@example.com', subject: 'Offer', body: 'Attached.', at: this.#now };
        for (let sent = 0; sent < mailsPerDay; sent += 1) google.mails.push(mail);
        this.#mailsSeen = google.mails.length;
        return;
      }
      case 'mails refused':
        this.#refusals.add(happening.episode);
        return;
      case 'mails accepted':
        this.#refusals.delete(happening.episode);
        return;
      case 'tick late':
        this.#late = happening.ms;
        return;
      case 'add-on disabled':
      case 'add-on enabled':
        this.#disabled = happening.kind === 'add-on disabled';
        file.enabled = !this.#disabled;
        return;
      case 'time zone changed':
        for (const report of this.#reports) report.changed(this.#now);
        file.workbook.timeZone = happening.timeZone;
        return;
      case 'sheet deleted':
        return this.#deleteSheet();
      case 'deal won': {
        const [first, ...others] = sandbox.data.partners;
        if (!first) return;
        const { uuid } = this.#random.pick([first, ...others]);
        const today = new Date(this.#now).toISOString().slice(0, 10);
        const value = this.#random.integer(1, 50) * 1000;
        sandbox.data.addDeal({ partnerUuid: uuid, value, createdDay: today, status: 'won', closedDay: today });
        return;
      }
      default:
        return this.#act(happening);
    }
  }

  #breakJourneybee(): void {
    const { faults } = this.#bench.sandbox;
    const fault = [...this.#outages.values()].at(-1);
    faults.clear();
    if (fault) faults.always(fault);
  }

  #giveBack(episode: number): void {
    const lapse = this.#lapses.get(episode);
    this.#lapses.delete(episode);
    if (!lapse) return;
    const { person, scope } = lapse;
    const missing = [...this.#lapses.values()].some((other) => other.person === person && other.scope === scope);
    if (!missing) this.#bench.google.account(emails[person]).granted.add(scope);
  }

  #deleteSheet(): void {
    const report = this.#reports[deletedReport];
    const { workbook } = this.#bench.file;
    const sheet = workbook.sheets().find(({ name }) => name === report?.name);
    if (!report || !sheet) return;
    workbook.deleteSheet(sheet.id);
    report.gone = true;
  }

  // What people do in the sidebar

  async #act(happening: Happening & { readonly at: number }): Promise<void> {
    switch (happening.kind) {
      case 'taken over':
        return this.#takeOver(happening.by);
      case 'own key used':
        for (const index of happening.reports) await this.#refresh(happening.by, index, true);
        return;
      case 'tried again':
        await this.#withKey(this.#owner, (person) => this.#click(person, 'tryAgain', undefined, 'asked'));
        return;
      case 'refreshed by hand':
        return this.#refresh(happening.by, happening.report, false);
      case 'sidebar opened':
        await this.#click(happening.by, 'overview', undefined, null);
        return;
      case 'status changed': {
        const report = this.#reports[happening.report];
        if (!report || report.status === 'frozen') return;
        const { status } = happening;
        if (status === 'active' && report.schedule && this.#mayClick('anna')) this.#claim('anna');
        if (!(await this.#click('anna', 'setStatus', { id: report.id, status }, null))) return;
        report.changed(this.#now);
        report.status = status;
        return;
      }
      case 'schedule changed':
        return this.#reschedule(happening);
      case 'duplicated':
        return this.#duplicate(happening);
      case 'key forgotten elsewhere': {
        const person = this.#owner ?? 'anna';
        const file = await this.#otherSpreadsheet();
        if (!(await this.#click(person, 'disconnect', undefined, null, file))) return;
        this.#keys[person] = null;
        this.#forgotten = person;
        return;
      }
      case 'key connected elsewhere': {
        const person = this.#forgotten;
        if (person === null || this.#postponed(happening, person)) return;
        this.#forgotten = null;
        await this.#connect(person, this.#lastKeyOf(person), await this.#otherSpreadsheet());
        return;
      }
      case 'other key connected': {
        if (this.#keys.anna === null || this.#postponed(happening, 'anna')) return;
        const [first, second] = this.#annasKeys;
        await this.#connect('anna', this.#keys.anna === first ? second : first);
        return;
      }
      case 'disconnected': {
        const person = this.#owner;
        if (person === null || this.#disconnected !== null) return;
        if (!this.#mayClick(person)) return this.#impossible();
        this.#owner = null;
        await this.#click(person, 'disconnect', undefined, null);
        this.#keys[person] = null;
        this.#disconnected = person;
        return;
      }
      case 'connected again': {
        const person = this.#disconnected;
        if (person === null || this.#postponed(happening, person)) return;
        this.#disconnected = null;
        await this.#connect(person, this.#lastKeyOf(person));
        return this.#takeOver(person);
      }
      default:
        throw new Error(`Nobody does ${happening.kind}.`);
    }
  }

  async #takeOver(by: Person): Promise<void> {
    await this.#withKey(by, async () => {
      if (!this.#mayClick(by)) return this.#impossible();
      const before = this.#owner;
      this.#own(by);
      await this.#click(by, 'takeOver', { from: before && emails[before] }, 'take-over');
    });
  }

  /** Whoever saves a report with a schedule runs it, if nobody runs any. */
  #claim(by: Person): void {
    if (this.#owner === null) this.#own(by);
  }

  #own(by: Person): void {
    if (this.#owner === by) return;
    this.#owner = by;
    this.#lapseMailedAt = null;
    this.#foreignTold.clear();
    for (const report of this.#reports) report.newOwner();
  }

  async #refresh(by: Person, index: number | null, withMyKey: boolean): Promise<void> {
    const report = index === null ? null : this.#reports[index];
    if (report === undefined || (report && report.status !== 'active')) return this.#impossible();
    const request = { id: report?.id ?? null, withMyKey };
    await this.#withKey(by, () => this.#click(by, 'refresh', request, 'asked'));
  }

  /** By whoever has written it, since saving refreshes it. */
  async #reschedule({ report: index, schedule }: Happening & { kind: 'schedule changed' }): Promise<void> {
    const report = this.#reports[index];
    if (report?.status !== 'active') return this.#impossible();
    const by: Person = report.keyBy === emails.ben ? 'ben' : 'anna';
    await this.#withKey(by, async () => {
      if (!this.#mayClick(by)) return this.#impossible();
      report.changed(this.#now);
      report.schedule = schedule;
      this.#claim(by);
      await this.#click(by, 'saveReport', { ...wantedOf(report.name, index, schedule), id: report.id }, 'saved');
    });
  }

  async #duplicate(happening: Happening & { readonly at: number }): Promise<void> {
    const gone = this.#reports[deletedReport];
    const by: Person = this.#keys.anna === null ? 'ben' : 'anna';
    if (!gone?.gone || this.#keys[by] === null || this.#postponed(happening, by)) return;
    if (gone.schedule) this.#claim(by);
    const known = new Set(this.#reports.map(({ id }) => id));
    const overview = await this.#click(by, 'duplicate', { id: gone.id, next: false }, 'saved');
    const made = overview?.reports.find(({ id }) => !known.has(id));
    if (!made) return this.findings.violate(momentOf(this.#now), 'a report was duplicated, and no new one is there');
    await this.#click(by, 'removeReport', { id: gone.id, clear: false }, null);
    gone.endPeriod(this.#now);
    const key = { key: this.#keys[by] ?? '', by: emails[by], at: this.#now };
    this.#reports[deletedReport] = new ExpectedReport(
      made.id,
      made.name,
      gone.schedule,
      key,
      this.#dueTimes,
      this.findings,
    );
  }

  /** Keys are only accepted, and reports only made, when Journeybee answers: then people come back later. */
  #postponed(happening: Happening & { readonly at: number }, by: Person): boolean {
    if (this.#outages.size === 0 && this.#mayClick(by)) return false;
    const at = this.#now + hourMs;
    const place = this.#ahead.findIndex((other) => other.at > at);
    this.#ahead.splice(place < 0 ? this.#ahead.length : place, 0, { ...happening, at });
    this.#impossible();
    return true;
  }

  async #withKey(person: Person | null, act: (person: Person) => Promise<unknown>): Promise<void> {
    if (person === null || this.#keys[person] === null) this.#impossible();
    else await act(person);
  }

  #impossible(): void {
    this.findings.count('clicks that were not possible');
  }

  async #connect(person: Person, key: string, file = this.#bench.file): Promise<void> {
    if (await this.#click(person, 'connect', { key, use: 'tables' }, null, file)) this.#keys[person] = key;
  }

  #lastKeyOf(person: Person): string {
    return person === 'ben' ? this.#bensKey : this.#annasKeys[0];
  }

  async #otherSpreadsheet(): Promise<SpreadsheetFile> {
    this.#elsewhere ??= this.#bench.google.createSpreadsheet({ name: 'Budget', owner: emails.anna });
    return this.#elsewhere;
  }

  /** A click in the sidebar, with the one receipt that it has to leave, if any; null where the person has no permission. */
  async #click<M extends Method>(
    person: Person,
    method: M,
    argument: ArgumentOf<M>,
    why: Why | null,
    file = this.#bench.file,
  ): Promise<ResultOf<M> | null> {
    const email = emails[person];
    if (!this.#mayClick(person)) {
      this.#impossible();
      return null;
    }
    this.findings.count('clicks');
    const result = await callSidebar(file, email, method, argument).catch((error: unknown) => String(error));
    const receipts = this.#receipts.takeNew();
    const wrong = receipts.some((receipt) => receipt.why !== why || receipt.by !== email);
    if (wrong || receipts.length !== (why === null ? 0 : 1)) {
      this.findings.violate(
        momentOf(this.#now),
        `${method} of ${person} left the receipts ${JSON.stringify(receipts)}`,
      );
    }
    this.#record(receipts);
    this.#checkMails(null, this.#now, []);
    this.#checkGoogle();
    if (typeof result === 'string') {
      this.findings.violate(momentOf(this.#now), `${method} of ${person} came to ${result}`);
      return null;
    }
    const { owner }: Overview['schedule'] = result.schedule;
    if (file === this.#bench.file && owner !== (this.#owner && emails[this.#owner])) {
      this.findings.violate(momentOf(this.#now), `after ${method} ${owner} runs the schedules, not ${this.#owner}`);
    }
    return result;
  }

  #mayClick(person: Person): boolean {
    return !this.#disabled && this.#isPermitted(emails[person]);
  }

  #isPermitted(email: string): boolean {
    return ![...this.#lapses.values()].some(({ person }) => emails[person] === email);
  }
}

const wantedOf = (name: string, index: number, schedule: Schedule | null, where: 'cell' | 'sheet' = 'cell') =>
  newReport(
    { period: index % 2 === 0 ? 'current_year' : 'last_30_days', type: null, limit: rowsShown, where },
    { name, schedule, columns: ['rank', 'name', 'revenue'] },
  );

const scopeOf = (name: string) => `https://www.googleapis.com/auth/${name}`;

/** What a mail says of each report, and of a permission. */
const told = /^.*: (?:not refreshed(?:\.| by your schedules\.)|refreshed again)|has no permission any more/gm;
