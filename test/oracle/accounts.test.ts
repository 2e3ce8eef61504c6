import { type Day, type Days, dateOf, dayOf, sameDays, spoken, todayIn } from '../../campaign/oracle/days';
import { type AccountPartner, listed } from '../../campaign/oracle/figures';
import { meantBy, nameShown } from '../../campaign/oracle/names';
import {
  comparedWith,
  daysOf,
  isRolling,
  ordinary,
  ownWords,
  type PeriodWord,
  sentWords,
} from '../../campaign/oracle/periods';
import { scorecardComplaints } from '../../campaign/oracle/scorecards';
import {
  type Asked,
  complaint,
  complaints,
  movementOf,
  ranksOf,
  type Shown,
  type SortFigure,
} from '../../campaign/oracle/tables';
import type { ReportDefinition } from '../../src/contract/report-definition';
import { SimulatedClock } from '../../workbench/clock';
import type { Workbench } from '../../workbench/workbench';
import { ask, closeBenches, connected } from '../support/bench';
import { tries } from '../support/breadth';
import { RandomAccount } from './random-accounts';
import { accountOf, columnsOf, conventionsOf, daysIn, type MadeReport, makeReport, notesOf, standing } from './tables';

afterEach(closeBenches);

const hourMs = 3_600_000;
/** So many ranks are kept from one refresh to the next. */
const mostKept = 100;
const atOnce = 10;
const batches = Array.from({ length: tries(10, 1000) / atOnce }, (_, index) => 1 + atOnce * index);

const words: readonly [PeriodWord, ...PeriodWord[]] = ['current_year', ...sentWords, ...ownWords];
const resolvedThere: readonly PeriodWord[] = sentWords;
const figures = ['rank', 'name', 'revenue', 'open pipeline', 'won deals', 'total deals', 'win rate'] as const;
const others = [
  'avg deal value',
  'total leads',
  'converted leads',
  'conversion rate',
  'share',
  'tier',
  'uuid',
] as const;
const columns = [...figures, ...others];
const metrics = [
  'revenue',
  'revenue',
  'won deals',
  'win rate',
  'avg deal value',
  'conversion rate',
  'rank',
  'share',
] as const;

/** One account in a spreadsheet, looked at before and after it has changed. */
class Trial {
  /** What was wrong, in words. */
  readonly wrong: string[] = [];
  /** How many tables and cells were right, and how many said why they were not. */
  right = 0;
  excused = 0;
  #report: MadeReport | null = null;
  /** The ranks of the report when it was looked at before. */
  #before: { readonly day: Day; readonly first: Day; readonly ranks: ReadonlyMap<string, number> } | null = null;

  constructor(
    private readonly made: Workbench,
    private readonly account: RandomAccount,
  ) {}

  async run(): Promise<void> {
    const { made, account } = this;
    await ask(made, 'setFiscalStart', { month: account.fiscalYearBeginsIn });
    account.found(made.sandbox);
    this.#report = await this.#makeReport();
    await this.#look();
    account.change(made.sandbox);
    await made.clock.advance(hourMs * account.random.integer(7, 30));
    if (this.#report) await this.#refresh(this.#report);
    await this.#look();
  }

  async #look(): Promise<void> {
    await this.#spill();
    await this.#scorecard();
    for (let cell = 0; cell < 4; cell += 1) await this.#figure(cell + 1);
  }

  get #here() {
    return todayIn(this.account.fileZone, this.made.clock.now());
  }

  get #there() {
    return todayIn(this.account.serverZone, this.made.clock.now());
  }

  get #present(): readonly AccountPartner[] {
    const { data, settings } = this.made.sandbox;
    return data.partners.filter(({ uuid }) => !settings.absent.includes(uuid));
  }

  /** The days that are to be shown for a word; null: Journeybee gives no answer for them. */
  #daysOf(word: PeriodWord): Days | null {
    const { settings } = this.made.sandbox;
    const here = daysOf(word, this.#here, { ...ordinary, fiscalYearBeginsIn: this.account.fiscalYearBeginsIn });
    if (!resolvedThere.includes(word)) return this.#answered(here);
    const there = daysOf(word, this.#there, { ...settings, fiscalYearBeginsIn: 1 });
    const neighbours = [-1, 1].map((by) => daysOf(word, this.#here + by));
    const isOtherClock = !sameDays(here, there) && neighbours.some((days) => sameDays(days, there));
    return isRolling(word) || !isOtherClock ? there : this.#answered(here);
  }

  /** Days that are asked for by their dates, where these are what is answered. */
  #answered(days: Days): Days | null {
    const { ignores, widensDaysTo, yearBeginsIn, currentEndsToday } = this.made.sandbox.settings;
    if (ignores.includes('start_date')) {
      const year = daysOf('current_year', this.#there, { yearBeginsIn, currentEndsToday, fiscalYearBeginsIn: 1 });
      return sameDays(year, days) ? days : null;
    }
    const [first, last] = [dateOf(days.first), dateOf(days.last)];
    const widened =
      widensDaysTo === 'year'
        ? { first: dayOf(first.year, 1, 1), last: dayOf(last.year + 1, 1, 1) - 1 }
        : { first: dayOf(first.year, first.month, 1), last: dayOf(last.year, last.month + 1, 1) - 1 };
    return widensDaysTo === 'day' || sameDays(widened, days) ? days : null;
  }

  async #makeReport(): Promise<MadeReport | null> {
    const { random, isCrowd } = this.account;
    const { partners, tiers } = this.made.sandbox.data;
    const some = (all: ReadonlyArray<{ readonly uuid: string }>) =>
      random.shuffled(all.map(({ uuid }) => uuid)).slice(0, random.integer(1, 3));
    const filter = random.pick(['none', 'none', 'partner', 'tier']);
    const comparison = random.pick<'elapsed' | 'full' | null>(['elapsed', 'full', null]);
    const definition: Partial<ReportDefinition> = {
      period: random.pick(words) as ReportDefinition['period'],
      columns,
      rows: isCrowd ? random.pick<100 | 'all'>([100, 'all']) : random.pick<number | 'all'>([1, 3, 10, 100, 'all']),
      sort: {
        column: isCrowd ? 'revenue' : random.pick(['revenue', 'revenue', 'open pipeline', 'won deals', 'total leads']),
        descending: true,
      },
      group: isCrowd ? null : random.pick([null, null, 'tier']),
      totals: random.chance(0.7),
      comparison,
      movement: random.pick<ReportDefinition['movement']>([
        comparison && 'previous period',
        'previous day',
        'last Monday',
        'first of the month',
        null,
      ]),
      filters: {
        partner: filter === 'partner' ? some(partners) : [],
        tier: filter === 'tier' ? some(tiers) : [],
        category: [],
        stage: [],
      },
    };
    let report: MadeReport;
    try {
      report = await makeReport(this.made, 'The report', definition);
    } catch (error) {
      this.#said(`making ${JSON.stringify(definition)}`, String(error), this.#mayRefuse(definition));
      return null;
    }
    this.#checkReport(report, report.notes);
    return report;
  }

  async #refresh(report: MadeReport): Promise<void> {
    const { reports } = await ask(this.made, 'refresh', { id: null, withMyKey: false });
    const [view] = reports;
    if (view?.problem) this.#said('refreshing the report', view.problem, this.#mayRefuse(report.definition));
    else this.#checkReport(report, view ? notesOf(view) : '');
  }

  /** Whether Journeybee answers with other days or other partners than were asked for. */
  #mayRefuse({ period, filters }: Partial<ReportDefinition>): boolean {
    const { ignores } = this.made.sandbox.settings;
    const isIgnored =
      ((filters?.partner.length ?? 0) > 0 && ignores.includes('partner_uuids')) ||
      ((filters?.tier.length ?? 0) > 0 && ignores.includes('tier_uuids'));
    return isIgnored || this.#daysOf(period as PeriodWord) === null;
  }

  #checkReport(report: MadeReport, notes: string): void {
    const { definition } = report;
    const { period, comparison, movement, filters, rows, sort, group } = definition;
    const word = period as PeriodWord;
    const table = standing(this.made, report);
    const days = this.#daysOf(word);
    const what = `the report ${JSON.stringify({ period, rows, sort: sort.column, group, comparison, filters })}, headed ${table.title} (${notes})`;
    if (days === null || daysIn(table.title) !== spoken(days)) {
      this.wrong.push(`${what}: its days are to be ${days && spoken(days)}`);
      return;
    }
    // Of a directory without any tier nobody can say whether it has them.
    const isSilent = this.#present.every(({ tier }) => tier === null);
    if (filters.tier.length > 0 && isSilent && this.made.sandbox.settings.ignores.includes('tier_uuids')) return;
    const tiers = this.made.sandbox.data.tiers.filter((one) => filters.tier.includes(one.uuid));
    const fits = ({ uuid, tier }: AccountPartner) =>
      (filters.partner.length === 0 || filters.partner.includes(uuid)) &&
      (filters.tier.length === 0 || tiers.some(({ label }) => label === tier?.label));
    const wanted = comparison && comparedWith(word, days, this.#here, comparison);
    const compared = wanted && this.#answered(wanted);
    if (wanted && !compared && notes === '') this.wrong.push(`${what}: nothing is said of the missing comparison`);
    if (compared && !table.title.includes(`compared with ${spoken(compared)}`)) {
      this.wrong.push(`${what}: it does not say that it is compared with ${spoken(compared)}`);
    }
    const asked: Asked = {
      columns: columnsOf(definition),
      days,
      compared,
      fits,
      isOneAnswer: rows !== 'all',
      limit: rows === 'all' ? 10_000 : rows,
      sort: sort.column as SortFigure,
      within: group as Asked['within'],
      movement: null,
    };
    this.#judge(what, this.#complaints({ ...asked, movement: this.#movement(movement, word, asked) }, table));
  }

  /** What has moved since the days before, or since an earlier look at the same days that was on another side of the boundary. */
  #movement(base: ReportDefinition['movement'], word: PeriodWord, asked: Asked): ReadonlyMap<string, string> | null {
    const now = this.#ranks(asked.days, asked);
    if (base === null) return null;
    if (base === 'previous period') {
      if (!asked.compared) return null;
      const then = this.#ranks(asked.compared, asked);
      const everybody = this.#ranks(asked.compared, { ...asked, isOneAnswer: false });
      // Where somebody stood for whom that answer had no room, nobody knows.
      return movementOf(
        without(now, (uuid) => everybody.has(uuid) && !then.has(uuid)),
        then,
      );
    }
    const [before, today] = [this.#before, this.#here];
    this.#before = { day: today, first: asked.days.first, ranks: now };
    const { year, month } = dateOf(today);
    const boundaries = {
      'previous day': today,
      'last Monday': daysOf('current_week', today).first,
      'first of the month': dayOf(year, month, 1),
    };
    const isBase = before && before.day < boundaries[base] && (isRolling(word) || before.first === asked.days.first);
    if (!isBase) return null;
    const kept = without(before.ranks, (_, rank) => rank > mostKept);
    return movementOf(kept.size < mostKept ? now : without(now, (uuid) => !kept.has(uuid)), kept);
  }

  #ranks(days: Days, asked: Asked): ReadonlyMap<string, number> {
    const { sandbox } = this.made;
    const { sort, within } = asked;
    const group = (uuid: string) => within && (sandbox.data.partner(uuid)[within]?.label ?? null);
    return ranksOf(listed(accountOf(sandbox), days, conventionsOf(sandbox), asked), sort, group);
  }

  #complaints(asked: Asked, table: Parameters<typeof complaints>[3]): string[] {
    const { sandbox } = this.made;
    return complaints(accountOf(sandbox), conventionsOf(sandbox), asked, table);
  }

  #judge(what: string, found: readonly string[]): void {
    if (found.length === 0) this.right += 1;
    else
      this.wrong.push(
        `${what}: ${found.slice(0, 3).join('; ')}${found.length > 3 ? ` and ${found.length - 3} more` : ''}`,
      );
  }

  /** Not a figure but a sentence. */
  #said(what: string, sentence: string, isAllowed: boolean): void {
    if (isAllowed && /[a-z]{3}.*\.(?: \(line \d+\)\.)?$/i.test(sentence)) this.excused += 1;
    else this.wrong.push(`${what} came to: ${sentence}`);
  }

  /** The leaderboard in cells, of all partners or of one by its name. */
  async #spill(): Promise<void> {
    const { random } = this.account;
    const { workbook } = this.made.file;
    const sheet = workbook.insertSheet().id;
    const word = random.pick(words);
    const name = random.chance(0.4) ? (random.shuffled(this.#present)[0]?.name ?? '') : '';
    const tier =
      name === '' && random.chance(0.3) ? (this.made.sandbox.data.tiers[random.integer(0, 3)]?.label ?? '') : '';
    const options = [
      ['columns', [...columns, 'start date', 'end date'].join(', ')],
      ['partner', name],
      ['tier', tier],
    ];
    workbook.write(sheet, { row: 1, column: 20, rows: 3, columns: 2 }, options);
    const formula = `=JB_PARTNERS("${word}","",100,T1:U3)`;
    await workbook.type(sheet, 1, 1, formula);
    const cells = workbook.read(sheet, { row: 1, column: 1, rows: 110, columns: columns.length + 2 });
    const what = `${formula} with partner=${JSON.stringify(name)}, tier=${tier}`;
    const [first] = cells.flat();
    const meant = meantBy(name, this.#present);
    const days = this.#daysOf(word);
    if (first?.note) {
      const { ignores } = this.made.sandbox.settings;
      const isIgnored =
        (name !== '' && ignores.includes('partner_uuids')) ||
        (tier !== '' && ignores.includes('tier_uuids')) ||
        (tier !== '' && !this.#present.some((partner) => partner.tier?.label === tier));
      this.#said(what, first.note, days === null || isIgnored || (name !== '' && meant.length !== 1));
      return;
    }
    const place = columns.indexOf('uuid');
    const rows = cells
      .slice(1)
      .map((row) => row.map(({ value }) => value as Shown))
      .filter((row) => row[place] !== '');
    const shownDays = [...new Set(rows.map((row) => row.slice(-2).join(' to ')))];
    if (days === null || shownDays.some((shown) => shown !== spoken(days))) {
      this.wrong.push(`${what}: its days are ${shownDays} instead of ${days && spoken(days)}`);
      return;
    }
    if (name !== '' && meant.length !== 1) {
      this.wrong.push(`${what} is answered, which may mean ${meant.length}`);
      return;
    }
    const asked: Asked = {
      columns,
      days,
      compared: null,
      fits: (one) => (name === '' || one.uuid === meant[0]?.uuid) && (tier === '' || one.tier?.label === tier),
      isOneAnswer: true,
      limit: 100,
      sort: 'revenue',
      within: null,
      movement: null,
    };
    this.#judge(what, this.#complaints(asked, { rows, totals: null }));
  }

  /** One partner beside itself in the period before. */
  async #scorecard(): Promise<void> {
    const { random } = this.account;
    const { workbook } = this.made.file;
    const { sandbox } = this.made;
    const [partner] = random.shuffled(this.#present);
    if (!partner) return;
    const word = random.pick(words);
    const text = random.pick([partner.name, nameShown(partner.name), partner.uuid]);
    const sheet = workbook.sheets()[0]?.id ?? '';
    workbook.write(sheet, { row: 20, column: 8, rows: 1, columns: 1 }, [[text]]);
    const formula = `=JB_SCORECARD(H20,"${word}")`;
    await workbook.type(sheet, 20, 1, formula);
    const cells = workbook.read(sheet, { row: 20, column: 1, rows: 11, columns: 5 });
    const meant = meantBy(text, this.#present);
    const days = this.#daysOf(word);
    const what = `${formula} of ${JSON.stringify(text)}`;
    const [note = ''] = cells.flat().map((cell) => cell.note ?? '');
    const { ignores } = sandbox.settings;
    if (days === null || meant.length !== 1 || note !== '') {
      const mayRefuse = days === null || meant.length !== 1 || ignores.includes('partner_uuids');
      this.#said(what, note || JSON.stringify(cells[0]?.[0]?.value), mayRefuse);
      return;
    }
    const wanted = comparedWith(word, days, this.#here, 'elapsed');
    const compared = wanted && this.#answered(wanted);
    const asked = { uuid: partner.uuid, days, compared, fits: () => true, partners: null };
    const shown = cells.map((row) => row.map(({ value }) => value as Shown));
    this.#judge(
      `${what} on ${spoken(days)}`,
      scorecardComplaints(accountOf(sandbox), conventionsOf(sandbox), asked, shown),
    );
  }

  /** One figure of one partner, who is named as people name them. */
  async #figure(row: number): Promise<void> {
    const { random } = this.account;
    const { workbook } = this.made.file;
    const { data, settings } = this.made.sandbox;
    const [partner] = random.shuffled(data.partners);
    if (!partner) return;
    const { name, uuid } = partner;
    const text = random.pick([
      name,
      name,
      nameShown(name),
      name.toUpperCase(),
      name.slice(0, 5),
      uuid,
      uuid.toUpperCase(),
    ]);
    const metric = random.pick(metrics);
    const word = random.pick(words);
    const sheet = workbook.sheets()[0]?.id ?? '';
    // A name stands in the formula or in another cell.
    const isLiteral = !text.includes('"') && random.chance(0.5);
    workbook.write(sheet, { row, column: 8, rows: 1, columns: 1 }, [[text]]);
    const formula = `=JB_PARTNER(${isLiteral ? `"${text}"` : `H${row}`},"${metric}","${word}")`;
    await workbook.type(sheet, row, 1, formula);
    const [cell] = workbook.read(sheet, { row, column: 1, rows: 1, columns: 1 }).flat();
    const meant = meantBy(text, this.#present);
    const days = this.#daysOf(word);
    const [one] = meant;
    if (!one || meant.length > 1) {
      const isUnknownUuid = meant.length === 0 && text.toLowerCase() === uuid && cell?.value === '';
      if (isUnknownUuid) this.right += 1;
      else
        this.#said(
          `${formula} of ${JSON.stringify(text)}, ${meant.length} partners`,
          cell?.note || JSON.stringify(cell?.value),
          true,
        );
      return;
    }
    const { sandbox } = this.made;
    const isAmongOthers = metric === 'rank' || metric === 'share';
    const question = { fits: () => true, isOneAnswer: isAmongOthers };
    const found = listed(accountOf(sandbox), days ?? { first: 0, last: 0 }, conventionsOf(sandbox), question);
    if (cell?.note) {
      const isUnlisted = !found.has(one.uuid) && (settings.ignores.includes('partner_uuids') || isAmongOthers);
      this.#said(`${formula} of ${JSON.stringify(text)}`, cell.note, days === null || isUnlisted);
      return;
    }
    if (days === null) {
      this.wrong.push(
        `${formula} of ${JSON.stringify(text)} is ${JSON.stringify(cell?.value)}, which is of other days`,
      );
      return;
    }
    const asked: Asked = {
      columns,
      days,
      compared: null,
      ...question,
      limit: 100,
      sort: 'revenue',
      within: null,
      movement: null,
    };
    const shown = (cell?.value ?? '') as Shown;
    const wrong = complaint(accountOf(sandbox), conventionsOf(sandbox), asked, metric, one.uuid, shown);
    this.#judge(`${formula} of ${JSON.stringify(text)} on ${spoken(days)}`, wrong === null ? [] : [wrong]);
  }
}

const without = (
  ranks: ReadonlyMap<string, number>,
  isLeftOut: (uuid: string, rank: number) => boolean,
): ReadonlyMap<string, number> => new Map([...ranks].filter(([uuid, rank]) => !isLeftOut(uuid, rank)));

describe('whatever an account holds, a figure is right or says why not', () => {
  test.each(batches)(`accounts from %i, ${atOnce} of them`, async (first) => {
    const wrong: string[] = [];
    let [right, excused] = [0, 0];
    for (let seed = first; seed < first + atOnce; seed += 1) {
      const account = new RandomAccount(seed);
      const made = await connected('owner', { clock: new SimulatedClock(), timeZone: account.fileZone });
      await made.clock.advance(account.from - made.clock.now());
      const trial = new Trial(made, account);
      await trial.run();
      wrong.push(...trial.wrong.map((what) => `${seed}: ${what}`));
      [right, excused] = [right + trial.right, excused + trial.excused];
      await closeBenches();
    }
    expect(wrong).toEqual([]);
    // Nobody may get by with sentences alone; some accounts are drawn so that most of what is asked has several meanings.
    expect(right).toBeGreaterThan(excused / 2);
  });
});
