import { type Day, midnightIn, read, spoken, todayIn, written } from '../../campaign/oracle/days';
import { listed } from '../../campaign/oracle/figures';
import {
  type Calendar,
  comparedWith,
  daysOf,
  isRolling,
  ordinary,
  ownWords,
  type PeriodWord,
  sentWords,
} from '../../campaign/oracle/periods';
import { type Asked, complaints, movementOf, ranksOf, type Shown } from '../../campaign/oracle/tables';
import type { ReportDefinition } from '../../src/contract/report-definition';
import { SimulatedClock } from '../../workbench/clock';
import type { Workbench } from '../../workbench/workbench';
import { ask, closeBenches, connected } from '../support/bench';
import { sampled } from '../support/breadth';
import { accountOf, columnsOf, conventionsOf, daysIn, emptied, type MadeReport, makeReport, standing } from './tables';

afterEach(closeBenches);

const hourMs = 3_600_000;
const fileZones = ['Pacific/Pago_Pago', 'America/New_York', 'Europe/Berlin', 'Asia/Kolkata', 'Pacific/Kiritimati'];
const serverZones = ['Etc/UTC', 'Australia/Sydney'];
const pairs = fileZones.flatMap((file) => serverZones.map((server) => [file, server] as const));

/** The first days of a month, a quarter, a year and a fiscal year. */
const changes = ['2026-06-01', '2026-07-01', '2027-01-01', '2027-02-01'].map(read);
const hours = Array.from({ length: 48 }, (_, hour) => hour - 24);
const calendar: Calendar = { ...ordinary, fiscalYearBeginsIn: 2 };
const words: readonly PeriodWord[] = [...sentWords, ...ownWords];

/** All partners by revenue, compared with nothing. */
const everything = {
  compared: null,
  fits: () => true,
  isOneAnswer: true,
  limit: 100,
  sort: 'revenue',
  within: null,
  movement: null,
} as const;

/** Five partners, each with another amount on each of the days around which a period may begin. */
function found({ sandbox }: Workbench): void {
  const { data } = sandbox;
  emptied(sandbox);
  for (let index = 0; index < 5; index += 1) {
    const { uuid } = data.addPartner({
      name: `Partner ${index + 1}`,
      type: 'reseller',
      logoUuid: null,
      email: null,
      websiteUrl: null,
      stage: null,
      tier: null,
      category: null,
      tags: [],
      createdDay: '2023-01-01',
      updatedDay: '2023-01-01',
    });
    for (let day = read('2023-06-01'); day < read('2027-03-05'); day += 1) {
      const date = Number(written(day).slice(8));
      if (date > 3 && date < 28 && (day + index) % 7 !== 0) continue;
      const value = ((day * 7919 + index * 104_729) % 100_000) / 100;
      const closedDay = written(day);
      data.addDeal({ partnerUuid: uuid, value, createdDay: '2023-06-01', status: 'won', closedDay });
    }
  }
}

async function withReports(zone: string, server: string, from: number): Promise<[Workbench, MadeReport[]]> {
  const made = await connected('owner', { clock: new SimulatedClock(from), timeZone: zone });
  await ask(made, 'setFiscalStart', { month: calendar.fiscalYearBeginsIn });
  made.sandbox.settings.timeZone = server;
  made.sandbox.settings.ratePerMinute = 1_000_000;
  found(made);
  const reports: MadeReport[] = [];
  for (const [index, period] of words.entries()) {
    const more: Partial<ReportDefinition> = {
      period: period as ReportDefinition['period'],
      columns: ['rank', 'name', 'revenue', 'won deals', 'uuid'],
      comparison: index % 2 === 0 ? 'elapsed' : 'full',
      movement: index % 3 === 0 ? 'previous period' : null,
      totals: true,
    };
    reports.push(await makeReport(made, `Table of ${period}`, more));
  }
  return [made, reports];
}

/** What is wrong with the table of one period, on the days that this moment has. */
function wrongIn(made: Workbench, report: MadeReport, here: Day, there: Day): string[] {
  const { sandbox } = made;
  const { period, comparison, movement } = report.definition;
  const word = period as PeriodWord;
  const days = daysOf(word, isRolling(word) ? there : here, calendar);
  const compared = comparison && comparedWith(word, days, here, comparison);
  const [account, conventions] = [accountOf(sandbox), conventionsOf(sandbox)];
  const ranks = (of: typeof days) => ranksOf(listed(account, of, conventions, everything), 'revenue', () => null);
  const table = standing(made, report);
  const asked: Asked = {
    ...everything,
    columns: columnsOf(report.definition),
    days,
    compared,
    movement: movement && compared && movementOf(ranks(days), ranks(compared)),
  };
  const title = daysIn(table.title);
  const wrong = complaints(account, conventions, asked, table);
  return [
    ...(title === spoken(days) ? [] : [`the title says ${title} instead of ${spoken(days)}`]),
    ...(compared === null || table.title.includes(`compared with ${spoken(compared)}`)
      ? []
      : [`the title says ${table.title}, and not that it is compared with ${spoken(compared)}`]),
    ...(table.header.filter((heading) => heading !== '').length === asked.columns.length
      ? []
      : [`the columns are ${table.header.join(', ')}`]),
    ...wrong,
  ];
}

/** What is wrong with the same words in a cell, which may have its answer from before midnight. */
async function wrongInCell(made: Workbench, word: PeriodWord, here: Day, there: Day): Promise<string[]> {
  const { workbook } = made.file;
  const sheet = workbook.sheets()[0]?.id ?? '';
  await workbook.type(sheet, 1, 1, `=JB_PARTNERS("${word}","",10,"columns=uuid, name, revenue, start date, end date")`);
  const [, ...cells] = workbook.read(sheet, { row: 1, column: 1, rows: 7, columns: 5 });
  const [first] = cells;
  const shown = cells.map((row) => row.map(({ value }) => value as Shown)).filter(([uuid]) => uuid !== '');
  const days = daysOf(word, isRolling(word) ? there : here, calendar);
  const asked = { ...everything, columns: ['uuid', 'name', 'revenue'] as const, days };
  const dates = (first ?? []).slice(3).map(({ value }) => value);
  return [
    ...(dates.join(' to ') === spoken(days) ? [] : [`the days are ${dates.join(' to ')} instead of ${spoken(days)}`]),
    ...complaints(accountOf(made.sandbox), conventionsOf(made.sandbox), asked, { rows: shown, totals: null }),
  ];
}

const minuteMs = 60_000;
/** The hours of two days, and the minutes before and after midnight, in which a cell has its answer from before. */
const beforeMidnight = -5 * minuteMs;
const afterMidnight = 5 * minuteMs;

describe('around changes of month, quarter, year and fiscal year', () => {
  test.each(sampled(pairs, 1))('in a file in %s and with a Journeybee in %s', async (zone, server) => {
    const offsets = [...sampled(hours, 4).map((hour) => hour * hourMs), beforeMidnight, afterMidnight];
    offsets.sort((a, b) => a - b);
    const moments = changes.flatMap((day) =>
      offsets.map((offset) => [midnightIn(zone, day) + offset, offset] as const),
    );
    const [made, reports] = await withReports(zone, server, (moments[0]?.[0] ?? 0) - hourMs);
    const wrong: string[] = [];
    let looks = 0;
    for (const [moment, offset] of moments) {
      await made.clock.advance(moment - made.clock.now());
      const [here, there] = [todayIn(zone, moment), todayIn(server, moment)];
      const note = (what: string, found: readonly string[]) => {
        looks += 1;
        if (found.length === 0) return;
        const more = found.length > 2 ? ` and ${found.length - 2} more` : '';
        wrong.push(`${new Date(moment).toISOString()} ${what}: ${found.slice(0, 2).join('; ')}${more}`);
      };
      if (offset === beforeMidnight || offset === afterMidnight) {
        for (const word of sampled(words, 5)) note(`${word} in a cell`, await wrongInCell(made, word, here, there));
        continue;
      }
      const overview = await ask(made, 'refresh', { id: null, withMyKey: false });
      for (const report of reports) {
        const view = overview.reports.find(({ id }) => id === report.id);
        const problem = view?.problem ? [view.problem] : [];
        note(String(report.definition.period), [...problem, ...wrongIn(made, report, here, there)]);
      }
    }
    expect(wrong).toEqual([]);
    expect(looks).toBeGreaterThan(100);
  });
});
