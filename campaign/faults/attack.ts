import type { Overview, Reply } from '../../src/contract/sidebar-api';
import { functionCalled } from '../../src/formulas/registry';
import type { CallAbout, Fate } from '../../workbench/apps-script/interference';
import { interleaved } from '../../workbench/apps-script/interleaving';
import type { SpreadsheetFile } from '../../workbench/apps-script/spreadsheet-file';
import type { NamedRange, Rect } from '../../workbench/apps-script/workbook/workbook';
import { SimulatedClock } from '../../workbench/clock';
import { Random } from '../../workbench/random';
import { openWorkbench, type Workbench } from '../../workbench/workbench';
import { type Receipt, ReceiptReader } from '../receipts';
import { arranged, isIn, isTheirs, isUndressed, ownText, type Standing, standing, told } from './cells';
import { anna, ben, type Click, Clicks, definitionLines } from './clicks';
import type { Counted, FaultFindings } from './findings';
import { ownHeading } from './headings';
import { MarkedCompany, type ShownRow } from './marked-company';
import { blocks, definitionSheets, type Edit, formulaSheetName, People } from './people';
import { Secrets } from './secrets';
import { calm, drawWeather, interrupts, type Weather, wordsFor } from './weather';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const valueBytes = 9 * 1024;
const storeBytes = 500 * 1024;
const sharedKeyProperty = 'sharedApiKey';
const allowedAddress = /^https:\/\/api\.journeybee\.io\/v1\/(?:analytics\/partners|partners)(?:\?|$)/;
/** Calls during which time passes for people. */
const lasting = new Set(['UrlFetchApp.fetch', 'UrlFetchApp.fetchAll', 'Utilities.sleep']);
/** What is never to be read by anybody: the words of an engine or of a service, and parts of a request. */
const rawWords =
  /TypeError|ReferenceError|SyntaxError|RangeError|undefined|\bNaN\b|\[object|https?:\/\/api\.|Bearer|Exception|1a2b3c/;
/** A problem that names a cell. */
const inTheWay = /^([A-Z]+)(\d+) (?:is not empty|holds)/;
const timeLimit = 'Exceeded maximum execution time';
const generalSentence = 'Google Sheets could not do this now. Try again in a few minutes.';

const leaderboards = ['=JB_PARTNERS("current_year";"";5)', '=JB_PARTNERS("last_30_days";"reseller";3)'];
const otherFormulas = ['=SUM(INDEX(JB_PARTNERS("current_year");0;3))', '=JB_PARTNER("Ordinary & Sons";"revenue")'];
/** So far apart that each has room for what it spills. */
const formulaRows = 20;

/**
 * One life of a spreadsheet under attack, drawn from a seed: people and the schedule at work, faults at every edge, and after
 * each step what must hold whatever happened. In the end all is calm, and everything has to be whole again.
 */
export async function attack(
  seed: number,
  findings: FaultFindings,
  tell: (step: string) => void = () => undefined,
): Promise<void> {
  const random = new Random(seed, 'faults');
  const clock = new SimulatedClock();
  const bench = await openWorkbench({ clock, seed, owner: anna, locale: random.pick(['en_US', 'de_DE']) });
  try {
    await new Attack(bench, seed, random, findings, tell).run();
  } finally {
    await bench.close();
  }
}

/** In a Plain text cell that a Table keeps, a name that begins with = or ' may show the apostrophe that makes it a text (P8-65). */
const named = (value: unknown): unknown => (typeof value === 'string' ? value.replace(/^'(?=[='])/, '') : value);

/** A block as it stands, row by row. */
interface BlockSeen {
  readonly range: NamedRange;
  readonly rows: readonly ShownRow[];
  readonly blanks: number;
  /** Everything in it, for comparing. */
  readonly text: string;
  /** The minutes of which titles above it tell. */
  readonly titles: string;
  readonly column: number;
}

class Attack {
  readonly #bench: Workbench;
  readonly #seed: number;
  readonly #random: Random;
  readonly #findings: FaultFindings;
  readonly #tell: (step: string) => void;
  readonly #company: MarkedCompany;
  readonly #isLarge: boolean;
  readonly #people: People;
  readonly #clicks: Clicks;
  readonly #receipts: ReceiptReader;
  readonly #secrets: Secrets;
  readonly #bensKey: string;
  readonly #formulaSheet: string;
  /** What people have in cells, by where it stands: whatever the add-on does leaves it there. */
  #theirs = new Map<string, string>();
  /** All cells when somebody last edited, or a step began; and the blocks. */
  #before = new Map<string, Standing>();
  #rangesBefore: readonly NamedRange[] = [];
  /** How people have arranged each of their sheets, when somebody last edited or a step began. */
  #arrangedBefore = new Map<string, string>();
  /** Sheets that people made; the add-on writes whole sheets of its own. */
  #peoplesSheets: ReadonlySet<string> = new Set();
  #altered = new Set<string>();
  #damaged = new Set<string>();
  /** Blocks into which somebody reached, by anything but undoing. */
  #reachedInto = new Set<string>();
  /** The problem that the last receipt of each report tells of. */
  #problems = new Map<string, string | null>();
  /** Blocks that a run which was ended or refused has left half written. */
  #torn = new Set<string>();
  /** Blocks that somebody altered while a run was under way: before or after it wrote them, who knows. */
  #editedInRun = new Set<string>();
  #hasEdited = false;
  #hasSettled = false;
  #hasFormulas = false;
  /** Rows of a report that was taken off the list may stand anywhere. */
  #hasOrphans = false;
  #copies: Array<{ readonly file: SpreadsheetFile; readonly cells: string }> = [];
  #step = 'at first';
  #interrupted = false;

  constructor(bench: Workbench, seed: number, random: Random, findings: FaultFindings, tell: (step: string) => void) {
    this.#bench = bench;
    this.#tell = tell;
    this.#seed = seed;
    this.#random = random;
    this.#findings = findings;
    const { file, sandbox } = bench;
    this.#bensKey = new Random(seed, 'key of Ben').token(48);
    Object.assign(sandbox.keys, { bens: this.#bensKey });
    this.#secrets = new Secrets(Object.values(sandbox.keys));
    this.#isLarge = random.chance(0.08);
    this.#company = new MarkedCompany(sandbox.data, random, this.#isLarge ? 'many' : 'few');
    Object.assign(sandbox.settings, {
      order: random.pick(['revenue', 'name', 'random']),
      arrays: random.pick(['repeated', 'repeated', 'comma', 'brackets', 'single']),
      rateScale: random.pick(['fraction', 'percent']),
      addedFields: random.chance(0.5),
      nullRates: random.chance(0.5),
      latencyMs: random.pick([0, 150, 900]),
    });
    Object.assign(file.workbook.readings, {
      refusals: random.pick(['at the flush', 'at the call']),
      tables: random.pick(['refuse all looks', 'refuse number formats']),
      apostrophes: random.pick(['kept', 'swallowed']),
    });
    this.#people = new People(file, random, ben);
    this.#receipts = new ReceiptReader(file.properties);
    this.#formulaSheet = file.workbook.insertSheet(formulaSheetName).id;
    file.workbook.setActive('0');
    this.#clicks = new Clicks(bench, random, this.#formulaSheet, this.#bensKey, {
      answer: (method, outcome) => {
        if (outcome.ok) this.#checkReply(outcome.value as Reply<Overview>);
        else if (!this.#interrupted && outcome.message !== timeLimit)
          this.#violate(`${method} came to ${outcome.message}`);
      },
      sentence: (sentence) => this.#checkSentence(sentence),
    });
  }

  async run(): Promise<void> {
    const { google } = this.#bench;
    google.interfere = (about) => this.#meet(about);
    await this.#settleIn();
    this.#hasSettled = true;
    const steps = this.#random.integer(4, 9);
    for (let step = 1; step <= steps && !this.#findings.hopeless; step += 1) {
      const reaches = this.#random.chance(0.15);
      for (let edits = this.#random.integer(0, 2); edits > 0; edits -= 1) this.#edit(reaches && edits === 1);
      if (this.#random.chance(0.4)) this.#company.change();
      if (this.#random.chance(0.2)) await this.#bench.clock.advance(this.#random.integer(1, 90) * minuteMs);
      const clicks = Array.from({ length: this.#random.chance(0.7) ? 1 : this.#random.integer(2, 3) }, () =>
        this.#clicks.any(),
      );
      const weather = drawWeather(this.#random);
      // While one run fetches, another may be between reading and writing: an edit in that moment is nobody's to keep whole.
      const editsAt = clicks.length === 1 ? weather.editsAt : calm.editsAt;
      await this.#live(`step ${step}`, clicks, { ...weather, editsAt });
      // What a run was to write may have waited for its lease.
      if (this.#random.chance(0.5)) await this.#bench.clock.advance(7 * minuteMs);
    }
    if (!this.#findings.hopeless) await this.#recover();
    this.#finish();
  }

  // What people do

  async #settleIn(): Promise<void> {
    const { file, sandbox } = this.#bench;
    const random = this.#random;
    await file.open(anna);
    const use = random.pick(['owner', 'owner', 'shared', 'tables'] as const);
    const clicks: Click[] = [this.#clicks.ask(anna, 'connect', { key: sandbox.keys.full, use })];
    if (random.chance(0.5)) clicks.push(this.#clicks.ask(ben, 'connect', { key: this.#bensKey, use: 'tables' }));
    for (const click of clicks) await this.#live('at first', [click], calm);
    this.#changeOfPeople(() => {
      [...leaderboards, ...otherFormulas].forEach((formula, index) => {
        file.workbook.setFormula(this.#formulaSheet, 1 + index * formulaRows, 1, formula);
      });
      this.#hasFormulas = true;
      return undefined;
    });
    const places = random.shuffled([4, 24]).slice(0, random.integer(1, 2));
    for (const row of places) await this.#live('at first', [this.#clicks.newReport(row)], calm);
    if (random.chance(0.4)) await this.#live('at first', [this.#clicks.newReport(null)], calm);
    this.#changeOfPeople(() => {
      this.#people.settle('0');
      return undefined;
    });
  }

  // What happens to them

  #weather: Weather = calm;
  #calls = 0;
  #requests = 0;
  #lastingCalls = 0;

  #meet({ call }: CallAbout): Fate {
    this.#calls += 1;
    const { strikes, forgetsAt, changesAt, editsAt } = this.#weather;
    if (forgetsAt.has(this.#calls)) {
      this.#bench.file.cache.clear();
      this.#findings.count('times the cache forgot');
    }
    if (call.startsWith('UrlFetchApp.')) {
      this.#requests += 1;
      if (changesAt.has(this.#requests)) {
        this.#company.change();
        this.#findings.count('answers changed in the middle of a run');
      }
    }
    if (lasting.has(call)) {
      this.#lastingCalls += 1;
      if (editsAt.has(this.#lastingCalls)) {
        this.#findings.count('edits between service calls');
        this.#changeOfPeople(() => this.#people.edit(this.#random.chance(0.15)));
      }
    }
    const fate = ofService(strikes.get(this.#calls) ?? 'go on', call);
    if (interrupts(fate) && fate !== 'go on') this.#interrupted = true;
    if (fate === 'kill') this.#findings.count('executions killed at a service call');
    else if (fate === 'last') this.#findings.count('executions killed right after a service call');
    else if (fate !== 'go on') this.#findings.count('fail' in fate ? 'service calls failed' : 'service calls stalled');
    return fate;
  }

  /** One step: all clicks at once, in an order that the seed decides, and whatever they set going. */
  async #live(title: string, clicks: readonly Click[], weather: Weather): Promise<void> {
    const { google, file, sandbox } = this.#bench;
    const findings = this.#findings;
    this.#step = `${title}, ${clicks.map(({ what }) => what).join(' and ')}:`;
    this.#weather = weather;
    this.#interrupted = false;
    this.#editedInRun.clear();
    this.#hasEdited = false;
    this.#calls = 0;
    this.#requests = 0;
    this.#lastingCalls = 0;
    for (const { fault, times } of weather.faults) {
      sandbox.faults.next(fault, times);
      findings.count(wordsFor[fault.kind]);
    }
    this.#hasOrphans ||= clicks.some(({ leavesRows }) => leavesRows);
    this.#remember();
    if (this.#hasSettled) this.#people.remember();
    const seenBefore = new Map(this.#seen().map((block) => [block.range.name, block]));
    const revision = this.#company.revision;
    const [executions, requests] = [google.executions.length, google.requests.length];
    const began = this.#bench.clock.now();
    await interleaved(
      google,
      this.#random.integer(0, 2 ** 30),
      clicks.map(({ run }) => run),
    );
    await interleaved(google, 1, [() => file.workbook.settled()]);
    sandbox.faults.clear();
    this.#weather = calm;
    this.#tell(`${this.#step}${this.#interrupted ? ' interrupted' : ''}${weatherText(weather)}`);
    findings.count('steps');
    if (clicks.length > 1) findings.count('steps in which several executions ran at once');
    const ended = google.executions.slice(executions);
    findings.count('executions', ended.length);
    findings.count('service calls', this.#calls);
    findings.count('requests', google.requests.length - requests);
    for (const { problem } of ended) {
      if (problem !== timeLimit) continue;
      this.#interrupted = true;
      findings.count('executions that Google’s time limit ended');
    }

    this.#checkSheets();
    const receipts = this.#takeReceipts();
    this.#checkBlocks(receipts, revision, began, seenBefore, clicks.length > 1);
    this.#checkFormulas();
    this.#checkRequests(requests, receipts);
    this.#checkStores();
    for (const place of this.#secrets.inNews(google)) this.#violate(`a key stands in ${place}`);
    for (const { name, problem, logs } of ended) {
      if (logs.length > 0) this.#violate(`${name} logged ${logs.join(', ')}`);
      if (!this.#interrupted && problem !== null && functionCalled(name) === null)
        this.#violate(`${name} ended with ${problem}`);
    }
  }

  #edit(reaches: boolean): void {
    this.#step = 'an edit:';
    this.#remember();
    this.#findings.count('edits between runs');
    this.#changeOfPeople(() => this.#people.edit(reaches));
    this.#tell(this.#step);
  }

  /** What the add-on did until now is looked at before people change anything, and what they did is theirs. */
  #changeOfPeople(change: () => Edit | undefined): void {
    const { file } = this.#bench;
    if (this.#before.size > 0) this.#checkSheets();
    const sheets = new Set(file.workbook.sheets().map(({ id }) => id));
    const edit = change();
    const made = file.workbook.sheets().filter(({ id }) => !sheets.has(id));
    this.#peoplesSheets = new Set([...this.#peoplesSheets, ...made.map(({ id }) => id)]);
    for (const copy of this.#people.copies.splice(0)) {
      this.#findings.count('copies of the spreadsheet');
      this.#copies.push({ file: copy, cells: textOf(copy) });
    }
    if (edit) {
      this.#hasEdited = true;
      this.#step += ` (${edit.what})`;
      for (const name of edit.altered) {
        this.#altered.add(name);
        this.#editedInRun.add(name);
      }
      for (const name of edit.damaged) {
        this.#damaged.add(name);
        if (!edit.isUndo) this.#reachedInto.add(name);
      }
      if (edit.isUndo) this.#noteTornFormulas();
      if (edit.damaged.length > 0) {
        this.#hasOrphans = true;
        this.#findings.count('edits that reach into a block');
      }
    }
    this.#remember();
    this.#theirs = this.#theirCells();
  }

  // What must hold

  #remember(): void {
    this.#before = standing(this.#bench.file.workbook);
    this.#arrangedBefore = this.#arranged();
    this.#rangesBefore = blocks(this.#bench.file);
  }

  #theirCells(): Map<string, string> {
    const cells = [...standing(this.#bench.file.workbook)].filter(([, cell]) => isTheirs(cell));
    return new Map(cells.map(([key, cell]) => [key, told(cell)]));
  }

  /** Nobody's cell is changed: what people typed stands where it stood, and whatever else changed lies in a block, old or new. */
  #checkSheets(): void {
    const { file } = this.#bench;
    const now = standing(file.workbook);
    for (const { sheetId, by } of this.#ownSheetsWithRowsAbove()) {
      this.#before = lowered(this.#before, sheetId, by);
      this.#theirs = lowered(this.#theirs, sheetId, by);
    }
    for (const [key, text] of this.#theirs) {
      const [then, cell] = [this.#before.get(key), now.get(key)];
      if (then && cell && isUndressed(then, cell)) this.#theirs.set(key, told(cell));
      else if (!cell || told(cell) !== text)
        this.#violate(`${key} held ${text} and holds ${cell ? told(cell) : 'nothing'}`);
    }
    for (const [key, cell] of now) {
      if (isTheirs(cell) && !this.#theirs.has(key))
        this.#violate(`${key} holds ${told(cell)}, which nobody typed there`);
    }
    const names = new Map(file.workbook.sheets().map(({ id, name }) => [id, name]));
    const ranges = [...this.#rangesBefore, ...blocks(file)];
    const definitions = new Set(definitionSheets(file));
    const isOwn = ({ sheetId, row, column }: Standing): boolean =>
      sheetId === this.#formulaSheet ||
      definitions.has(sheetId) ||
      (sheetId !== '0' && !this.#peoplesSheets.has(sheetId) && !ranges.some((range) => range.sheetId === sheetId)) ||
      ranges.some((range) => range.sheetId === sheetId && isIn({ row, column }, zoneOf(range.rect)));
    for (const key of new Set([...now.keys(), ...this.#before.keys()])) {
      const [then, after] = [this.#before.get(key), now.get(key)];
      const cell = after ?? then;
      if (!cell || (then && after && told(then) === told(after)) || isTheirs(cell)) continue;
      if (!names.has(cell.sheetId)) {
        if (this.#isPeoples(cell.sheetId)) this.#violate(`the sheet ${cell.sheetId} is gone`);
        continue;
      }
      if (!isOwn(cell))
        this.#violate(
          `${key} in no block held ${then ? told(then) : 'nothing'} and holds ${after ? told(after) : 'nothing'}`,
        );
    }
    this.#before = now;
    this.#rangesBefore = blocks(file);
    const arranged = this.#arranged();
    for (const [sheetId, before] of this.#arrangedBefore) {
      const after = arranged.get(sheetId);
      if (after !== undefined && after !== before)
        this.#violate(`the sheet ${sheetId} was arranged as ${before}, and is as ${after}`);
    }
    this.#arrangedBefore = arranged;
  }

  /**
   * A report at the top of a sheet of the add-on's gets rows above for its name and for the sentence above that: all of the
   * sheet moves down.
   */
  #ownSheetsWithRowsAbove(): ReadonlyArray<{ readonly sheetId: string; readonly by: number }> {
    const now = blocks(this.#bench.file);
    return this.#rangesBefore.flatMap(({ name, sheetId, rect }) => {
      const after = now.find((range) => range.name === name && range.sheetId === sheetId);
      const by = (after?.rect.row ?? 0) - rect.row;
      const isAbove = rect.row + by <= 4 && by > 0 && !this.#isPeoples(sheetId);
      return isAbove ? { sheetId, by } : [];
    });
  }

  /** People’s own sheets: those that the add-on makes are its own to arrange. */
  #arranged(): Map<string, string> {
    const { workbook } = this.#bench.file;
    const ids = workbook.sheets().map(({ id }) => id);
    return new Map(ids.filter(this.#isPeoples).map((id) => [id, arranged(workbook, id)]));
  }

  #isPeoples = (sheetId: string) => sheetId === '0' || this.#peoplesSheets.has(sheetId);

  #seen(): BlockSeen[] {
    return blocks(this.#bench.file).flatMap((range) => this.#look(range) ?? []);
  }

  /** null: its header does not say where rank, partner and revenue are. */
  #look(range: NamedRange): BlockSeen | null {
    const { workbook } = this.#bench.file;
    const lines = workbook.read(range.sheetId, range.rect);
    const [header = [], ...rows] = lines;
    const labels = header.map(({ value }) => ownHeading(value));
    const [rank, name, revenue] = ['Rank', 'Partner', 'Revenue (EUR)'].map((label) => labels.indexOf(label));
    if (rank === undefined || name === undefined || revenue === undefined || Math.min(rank, name, revenue) < 0)
      return null;
    const read = rows.map(
      (row) => [row[rank]?.value ?? '', named(row[name]?.value ?? ''), row[revenue]?.value ?? ''] as const,
    );
    const filled = read.filter((row) => row.some((value) => value !== ''));
    return {
      range,
      rows: filled,
      blanks: read.length - filled.length,
      titles: this.#titlesOver(range).join(', '),
      text: JSON.stringify(lines.map((line) => line.map(({ value }) => value))),
      column: range.rect.column + revenue,
    };
  }

  /** Each block is a leaderboard of one moment, old or new; one that a receipt calls refreshed, of this run's. */
  #checkBlocks(
    receipts: readonly Receipt[],
    revision: number,
    began: number,
    before: ReadonlyMap<string, BlockSeen>,
    several: boolean,
  ): void {
    const findings = this.#findings;
    const outcomes = new Map(
      receipts.flatMap(({ reports }) => reports.map((line) => [this.#rangeOf(line.id), line] as const)),
    );
    for (const name of [...outcomes.keys()]) {
      const line = outcomes.get(name);
      if (line && worked(line) && name !== null && !this.#editedInRun.has(name)) {
        this.#altered.delete(name);
        this.#damaged.delete(name);
        this.#reachedInto.delete(name);
      }
    }
    for (const block of this.#seen()) {
      const { name } = block.range;
      const line = outcomes.get(name);
      const recognised = this.#company.recognise(block.rows, this.#isGathered(block));
      const isWhole = typeof recognised !== 'string';
      if (line && worked(line) && !this.#altered.has(name)) {
        if (typeof recognised === 'string')
          this.#violate(`${name} was refreshed, says the receipt, and has ${recognised}`);
        else {
          if (recognised.revision < revision)
            this.#violate(`${name} was refreshed and is of revision ${recognised.revision}, not ${revision}`);
          if (recognised.partners !== line.rows || block.blanks > 0)
            this.#violate(
              `${name} was refreshed with ${line.rows} rows and has ${recognised.partners}, ${block.blanks} blank`,
            );
          // People who put three rows and more below a title have made it theirs.
          const hasTitle = block.titles !== '' || this.#titlesOver(block.range, 20).length === 0;
          if (hasTitle && !block.titles.split(', ').some((minute) => minute >= minuteOf(began)))
            this.#violate(`${name} was refreshed and its title says ${block.titles}`);
        }
      }
      if (
        line &&
        !worked(line) &&
        !several &&
        !this.#interrupted &&
        !this.#hasEdited &&
        before.get(name)?.text !== block.text &&
        !this.#altered.has(name)
      )
        this.#violate(`${name} was not refreshed (${line.problem}) and has changed`);
      const isOld = typeof recognised === 'string' || recognised.revision < revision;
      const claims = block.titles !== (before.get(name)?.titles ?? block.titles);
      if (isOld && claims && !several && !this.#altered.has(name))
        this.#violate(`the title of ${name} says ${block.titles} above figures of before`);
      if (isWhole) {
        findings.count('blocks seen whole');
        if (recognised.isInGroups) findings.count('blocks in groups seen whole');
        this.#torn.delete(name);
      } else if (this.#interrupted) {
        if (!this.#torn.has(name)) findings.count('blocks half written by a run that was ended or refused');
        this.#torn.add(name);
      } else if (!this.#torn.has(name) && !this.#altered.has(name)) this.#violate(`${name} has ${recognised}`);
    }
  }

  /** More rows than one answer lists come from several. */
  #isGathered = ({ rows }: BlockSeen) => this.#isLarge && rows.length > 9;

  #titlesOver({ sheetId, rect }: NamedRange, reach = 3): string[] {
    const rows = Math.min(reach, rect.row - 1);
    if (rows === 0) return [];
    const above = this.#bench.file.workbook.read(sheetId, { ...rect, row: rect.row - rows, rows }).flat();
    return above.flatMap(({ value }) => minuteIn(String(value)) ?? []);
  }

  #rangeOf(id: string): string | null {
    const text = this.#bench.file.properties.get(`state:${id}`);
    if (text === undefined) return null;
    const { rangeName } = JSON.parse(text) as { readonly rangeName: string };
    return rangeName;
  }

  /** Receipts are there to be believed. */
  #takeReceipts(): Receipt[] {
    const receipts = this.#receipts.takeNew();
    this.#findings.count('receipts', receipts.length);
    for (const { problem, reports } of receipts) {
      if (problem !== null) this.#checkSentence(problem);
      for (const { id, outcome, rows, problem: told } of reports) {
        this.#problems.set(id, told);
        const works = worked({ outcome });
        this.#findings.count(works ? 'receipts of a report that was refreshed' : 'receipts of a report that was not');
        if (works !== (rows !== null) || works !== (told === null && problem === null)) {
          if (!(problem !== null && rows === null))
            this.#violate(`a receipt says ${outcome}, ${rows} rows, ${told}, ${problem}`);
        }
        if (told !== null) this.#checkSentence(told);
      }
    }
    return receipts;
  }

  /** Formulas keep their text, but for a name that a refresh which was ended has yet to give back; what they show is whole. */
  #checkFormulas(): void {
    if (!this.#hasFormulas) return;
    const { workbook } = this.#bench.file;
    for (const [index, formula] of [...leaderboards, ...otherFormulas].entries()) {
      const row = 1 + index * formulaRows;
      const lines = workbook.read(this.#formulaSheet, { row, column: 1, rows: formulaRows - 1, columns: 3 });
      const cell = lines[0]?.[0];
      if (!cell || ownText(cell.formula) !== formula) {
        this.#violate(`the formula ${formula} reads ${cell?.formula}`);
        continue;
      }
      if (cell.formula !== formula && !this.#interrupted && !this.#torn.has(formula))
        this.#violate(`${formula} was left as ${cell.formula}`);
      if (cell.formula === formula) this.#torn.delete(formula);
      else this.#torn.add(formula);
      if (cell.note !== '') {
        this.#findings.count('cells that show a sentence');
        this.#checkNote(cell.note);
      } else if (index < leaderboards.length && cell.value !== '' && cell.value !== 'Loading...') {
        this.#findings.count('cells that show a leaderboard');
        const rows = lines.slice(1).map((line) => line.map(({ value }) => value));
        const filled = rows.filter((line) => line.some((value) => value !== '')).map(([a, b, c]) => [a, b, c] as const);
        const board = filled.filter(([, name]) => typeof name === 'string' && name !== '');
        const recognised = this.#company.recognise(board, false);
        if (typeof recognised === 'string') this.#violate(`${formula} shows ${recognised}`);
      }
    }
  }

  /** Undoing may bring back the name that a run which was ended had left in a formula. */
  #noteTornFormulas(): void {
    for (const [index, formula] of [...leaderboards, ...otherFormulas].entries()) {
      const cell = { row: 1 + index * formulaRows, column: 1, rows: 1, columns: 1 };
      const [view] = this.#bench.file.workbook.read(this.#formulaSheet, cell).flat();
      if (view && view.formula !== formula) this.#torn.add(formula);
    }
  }

  #checkRequests(from: number, receipts: readonly Receipt[]): void {
    const sent = this.#bench.google.requests.slice(from);
    for (const url of sent) if (!allowedAddress.test(url)) this.#violate(`a request went to ${url}`);
    const recorded = receipts.reduce((sum, receipt) => sum + receipt.requests, 0);
    if (recorded > sent.length && !this.#interrupted)
      this.#violate(`receipts tell of ${recorded} requests, and ${sent.length} were sent`);
  }

  #checkStores(): void {
    const { google, file } = this.#bench;
    for (const properties of [file.properties, google.account(anna).properties, google.account(ben).properties]) {
      let whole = 0;
      for (const [name, value] of properties) {
        const bytes = Buffer.byteLength(value);
        whole += bytes + Buffer.byteLength(name);
        this.#findings.measure('bytes of the largest property', bytes);
        if (bytes > valueBytes) this.#violate(`the property ${name} has ${bytes} bytes`);
        if (name === 'apiKey' || name === sharedKeyProperty) continue;
        for (const line of value.split('\n'))
          if (!parses(line)) this.#violate(`the property ${name} does not parse: ${line.slice(0, 80)}`);
      }
      this.#findings.measure('bytes of the largest store', whole);
      if (whole > storeBytes) this.#violate(`a store has ${whole} bytes`);
    }
    for (const { definition } of definitionLines(this.#bench.file))
      if (!parses(definition)) this.#violate(`a definition does not parse: ${definition}`);
  }

  #checkReply(reply: Reply<Overview>): void {
    if (this.#secrets.isIn(JSON.stringify(reply))) this.#violate('a key is in what the sidebar was answered');
    const said = reply.ok ? reply.value.message : reply.problem;
    if (said === null) return;
    this.#tell(`  ${said}`);
    this.#checkSentence(said);
  }

  #checkSentence(sentence: string): void {
    this.#findings.count('sentences told to people');
    if (rawWords.test(sentence) || this.#secrets.isIn(sentence)) this.#violate(`somebody is told: ${sentence}`);
    if (sentence === generalSentence && !this.#interrupted)
      this.#violate('somebody is told that something went wrong, and no more');
    if (sentence.includes('fault of the add-on')) this.#violate(`somebody meets a fault: ${sentence}`);
  }

  /** Google puts its own words around what a custom function throws, and adds the line. */
  #checkNote(note: string): void {
    const own = note.replace(/^(?:Error|Exception): /, '').replace(/ \(line \d+\)\.$/, '');
    if (/^(?:Exceeded maximum execution time|There are too many scripts)/.test(own)) return;
    this.#checkSentence(own);
  }

  // The end

  /** A day later nothing goes wrong any more. All that people did not break has to be whole again, and the rest has to say why. */
  async #recover(): Promise<void> {
    const { clock, sandbox, file } = this.#bench;
    await clock.advance(25 * hourMs);
    await this.#live('in the end', [this.#clicks.ask(anna, 'connect', { key: sandbox.keys.full, use: 'owner' })], calm);
    for (const { id } of definitionLines(this.#bench.file)) {
      await this.#live('in the end', [this.#clicks.ask(anna, 'setStatus', { id, status: 'active' })], calm);
      await this.#live('in the end', [this.#clicks.ask(anna, 'refresh', { id, withMyKey: true })], calm);
    }
    await this.#live('in the end', [this.#clicks.ask(anna, 'refreshFormulas', undefined)], calm);
    this.#step = 'in the end:';
    const outcome = await file.run(anna, 'sidebarCall', ['overview'], 'FULL');
    const reply = outcome.ok ? (outcome.value as Reply<Overview>) : null;
    if (!reply?.ok) this.#violate(`the overview came to ${JSON.stringify(outcome)}`);
    for (const report of reply?.ok ? reply.value.reports : []) this.#checkRecovered(report);
    for (const [name, text] of file.properties) {
      const id = /^state:(.*)$/.exec(name)?.[1];
      if (id === undefined || /"fetchedAt":null/.test(text) || !reply?.ok) continue;
      if (!reply.value.reports.some((report) => report.id === id))
        this.#violate(`the report ${id} is on no list any more`);
    }
    for (const [index, formula] of [...leaderboards, ...otherFormulas].entries()) {
      const [line = []] = file.workbook.read(this.#formulaSheet, {
        row: 1 + index * formulaRows,
        column: 1,
        rows: 1,
        columns: 1,
      });
      if (line[0]?.formula !== formula) this.#violate(`${formula} still reads ${line[0]?.formula}`);
      else this.#findings.count('formulas given back their own text');
      if (index < leaderboards.length && line[0]?.value !== 'Rank')
        this.#violate(`${formula} still shows ${String(line[0]?.value)}: ${line[0]?.note}`);
    }
  }

  #checkRecovered(report: Overview['reports'][number]): void {
    const found = this.#recovered(report);
    if (found.wrong !== null) this.#violate(`${report.name} ${found.wrong}`);
    else this.#findings.count(found.is);
  }

  #recovered({ id, place, problem, definition, copied }: Overview['reports'][number]): Recovered {
    if (!definition) return wrong('cannot be read');
    // Somebody saved it while somebody else took it off the list: it stays there, without its cells.
    if (copied && place === null && this.#hasOrphans) return { wrong: null, is: 'blocks whose place is gone' };
    const range = place === null ? null : blocks(this.#bench.file).find((known) => this.#placeOf(known) === place);
    // One that is back because its removal was undone keeps no problem: its refresh tells of it.
    const last = copied ? (this.#problems.get(id) ?? null) : null;
    const isPeoples = this.#reachedInto.has(range?.name ?? '') || inTheWay.test(last ?? '');
    const told = problem ?? (isPeoples ? last : null);
    if (told !== null) return this.#reasonable(told, place, range ?? null);
    const block = range ? this.#look(range) : null;
    if (!block) return wrong(`has no problem and no place, or no header at ${place}`);
    const recognised = this.#company.recognise(block.rows, this.#isGathered(block));
    if (typeof recognised === 'string') return wrong(`still has ${recognised}`);
    const { revision } = this.#company;
    const isInGroups = definition.group !== null;
    const rows = definition.rows === 'all' ? Number.POSITIVE_INFINITY : definition.rows;
    const wanted = this.#company.shownIn(revision, rows, isInGroups);
    if (recognised.revision !== revision) return wrong(`is of revision ${recognised.revision}, not ${revision}`);
    if (recognised.partners !== wanted) return wrong(`has ${recognised.partners} rows, not ${wanted}`);
    // Partners of one tier are ranked alike, in groups or not.
    if (isInGroups !== recognised.isInGroups && (recognised.isInGroups || this.#company.tiersIn(revision).length > 1))
      return wrong(isInGroups ? 'is not in groups' : 'is in groups');
    const left = this.#leftBelow(block, definition.totals);
    return left === null ? { wrong: null, is: 'blocks made whole again' } : wrong(left);
  }

  /** Why a block is left alone has to be true, and to be the work of people. */
  #reasonable(problem: string, place: string | null, range: NamedRange | null): Recovered {
    // A removal that was ended half-way leaves a report without its cells, or cells without their report.
    const damaged = this.#damaged.size > 0 || this.#hasOrphans;
    if (place === null && damaged) return { wrong: null, is: 'blocks whose place is gone' };
    const cell = inTheWay.exec(problem);
    if (!damaged && !cell) return wrong(`has the problem: ${problem}`);
    if (cell && range && !this.#holds(range, cell[1] ?? '', Number(cell[2])))
      return wrong(`complains of an empty cell: ${problem}`);
    if (/Try again\.$/.test(problem)) return wrong(`still says: ${problem}`);
    return { wrong: null, is: 'blocks left alone, with the reason' };
  }

  /** What is wrong with the totals below a block, or with what lies there. */
  #leftBelow({ range: { sheetId, rect }, rows, column }: BlockSeen, totals: boolean): string | null {
    const below = { ...rect, row: rect.row + rect.rows, rows: 2 };
    const lines = this.#bench.file.workbook.read(sheetId, below);
    const [first, second] = lines
      .map((line) => line[column - rect.column])
      .map((cell) => (cell && !isTheirs(cell) ? cell.value : ''));
    if (totals && rows.length > 0 && first !== MarkedCompany.sum(rows)) return `has the total ${String(first)}`;
    const left = totals ? second : first;
    // Totals into which somebody has typed, moved down by a row that they inserted, are theirs.
    const isMixed = lines[totals ? 1 : 0]?.some((cell) => cell && isTheirs(cell));
    return !this.#hasOrphans && !isMixed && typeof left === 'number' && left > 0
      ? `has ${left} left over below it`
      : null;
  }

  #placeOf({ sheetId, rect }: NamedRange): string {
    const sheet = this.#bench.file.workbook.sheets().find(({ id }) => id === sheetId);
    return `${sheet?.name}!${lettersOf(rect.column)}${rect.row}`;
  }

  #holds({ sheetId }: NamedRange, letters: string, row: number): boolean {
    const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
    const [line = []] = this.#bench.file.workbook.read(sheetId, { row, column, rows: 1, columns: 1 });
    return line[0] !== undefined && (line[0].value !== '' || line[0].formula !== '');
  }

  #finish(): void {
    const { google, file } = this.#bench;
    this.#findings.count('scenarios');
    this.#step = 'in the end:';
    const screens = [anna, ben].map((person) => {
      const { toast, menu, sidebar } = file.screen(person);
      return { toast, menu, sidebar: sidebar?.title };
    });
    for (const place of this.#secrets.inFile(file, screens, sharedKeyProperty))
      this.#violate(`a key stands in ${place}`);
    const [annas, bens] = [anna, ben].map((person) => JSON.stringify([...google.account(person).properties]));
    if (annas?.includes(this.#bensKey) || bens?.includes(this.#bench.sandbox.keys.full))
      this.#violate('a key stands in another’s properties');
    for (const { file: copy, cells } of this.#copies) {
      if (textOf(copy) !== cells) this.#violate(`${copy.name} was changed from the original`);
    }
  }

  #violate(what: string): void {
    this.#findings.violate(`seed ${this.#seed}, ${this.#step}`, what);
  }
}

const weatherText = ({ strikes, faults }: Weather): string =>
  [...strikes]
    .map(([call, fate]) => ` [call ${call}: ${JSON.stringify(fate)}]`)
    .concat(faults.map((fault) => ` [${JSON.stringify(fault)}]`))
    .join('');

/** Google names the service. */
function ofService(fate: Fate, call: string): Fate {
  if (typeof fate === 'string' || !('fail' in fate)) return fate;
  return { fail: fate.fail.replace('{service}', call.split('.')[0] ?? call) };
}

/** What became of a block in the end. */
type Recovered = { readonly wrong: string } | { readonly wrong: null; readonly is: Counted };
/** A run that Google ended is told of by the next one: then nothing is known of its reports. */
const worked = ({ outcome }: Pick<Receipt['reports'][number], 'outcome'>): boolean =>
  outcome === 'changed' || outcome === 'unchanged';

const wrong = (what: string): Recovered => ({ wrong: what });

/** Cells by where they stand, with those of a sheet so many rows further down. */
function lowered<T>(cells: ReadonlyMap<string, T>, sheetId: string, by: number): Map<string, T> {
  const place = new RegExp(`^${sheetId}!(\\d+),`);
  const key = (before: string) => before.replace(place, (_, row: string) => `${sheetId}!${Number(row) + by},`);
  return new Map([...cells].map(([before, cell]) => [key(before), cell]));
}

/** A title up to three rows above, a Board’s name and its sentence up to three above that each, totals up to three below. */
const zoneOf = (rect: Rect): Rect => ({ ...rect, row: rect.row - 9, rows: rect.rows + 13 });

/** What stands in a spreadsheet, but for what its formulas come to. */
const textOf = ({ workbook }: SpreadsheetFile): string =>
  JSON.stringify([...standing(workbook)].map(([key, cell]) => [key, told(cell)]));

/** The minute that a title tells: "refreshed 2026-11-29 20:15", and above a Board "updated Nov 29, 2026, 20:15 (London)". */
function minuteIn(title: string): string | null {
  const plain = /refreshed (\d{4}-\d\d-\d\d \d\d:\d\d)$/.exec(title)?.[1];
  if (plain !== undefined) return plain;
  const [, day, time] = /updated (\w{3} \d+, \d{4}), (\d\d:\d\d) \([^()]+\)$/.exec(title) ?? [];
  return day === undefined ? null : `${minuteOf(Date.parse(`${day} UTC`)).slice(0, 10)} ${time}`;
}

const minuteOf = (ms: number): string => new Date(ms).toISOString().slice(0, 16).replace('T', ' ');

function lettersOf(column: number): string {
  let letters = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return letters;
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
