import type { ReportDefinition } from '../../src/contract/report-definition';
import type { ArgumentOf, Method } from '../../src/contract/sidebar-api';
import { defaultColumns } from '../../src/domain/column-names';
import type { Outcome } from '../../workbench/apps-script/runtime';
import type { SpreadsheetFile } from '../../workbench/apps-script/spreadsheet-file';
import { newReport } from '../../workbench/demonstration';
import type { Random } from '../../workbench/random';
import type { Workbench } from '../../workbench/workbench';
import { definitionSheets } from './people';

export const anna = 'anna@example.com';
export const ben = 'ben@example.com';
const hourMs = 3_600_000;

/** Something that somebody sets going. */
export interface Click {
  readonly what: string;
  readonly run: () => Promise<unknown>;
  /** Rows that were a report's may stand on, and be nobody's. */
  readonly leavesRows?: boolean;
}

/** Who listens to what came of a click. */
export interface Heard {
  readonly answer: (method: Method, outcome: Outcome) => void;
  readonly sentence: (sentence: string) => void;
}

/** What two people and the schedule do in one spreadsheet, as a seed has it. */
export class Clicks {
  readonly #bench: Workbench;
  readonly #random: Random;
  readonly #formulaSheet: string;
  readonly #bensKey: string;
  readonly #heard: Heard;

  constructor(bench: Workbench, random: Random, formulaSheet: string, bensKey: string, heard: Heard) {
    this.#bench = bench;
    this.#random = random;
    this.#formulaSheet = formulaSheet;
    this.#bensKey = bensKey;
    this.#heard = heard;
  }

  /** What a person or the schedule may do at any time. */
  any(): Click {
    const random = this.#random;
    const { file } = this.#bench;
    const who = random.chance(0.7) ? anna : ben;
    const draw = random.integer(1, 20);
    if (draw <= 6) {
      const id = random.chance(0.5) ? null : this.#anyReport();
      return this.ask(who, 'refresh', { id, withMyKey: random.chance(0.2) });
    }
    if (draw <= 9) return { what: 'the hourly tick', run: () => this.#tick() };
    if (draw <= 11) return this.#editReport(who);
    if (draw === 12) return this.ask(who, 'refreshFormulas', undefined);
    if (draw === 13)
      return { what: `Refresh formulas in the menu, by ${who}`, run: () => this.#menu(who, 'refreshAllFormulas') };
    if (draw === 14)
      return { what: `Refresh reports in the menu, by ${who}`, run: () => this.#menu(who, 'refreshAllTables') };
    if (draw === 15) return { what: `the file opened by ${who}`, run: () => file.open(who) };
    if (draw === 16) return this.newReport(random.chance(0.5) ? 40 : null);
    if (draw === 17)
      return this.ask(who, 'setStatus', { id: this.#anyReport(), status: random.pick(['paused', 'active']) });
    if (draw === 18) {
      const removal = this.ask(who, 'removeReport', { id: this.#anyReport(), clear: random.chance(0.5) });
      return { ...removal, leavesRows: true };
    }
    if (draw === 19) return this.ask(who, 'duplicate', { id: this.#anyReport(), next: false });
    return random.chance(0.3)
      ? this.ask(who, 'disconnect', undefined)
      : this.ask(who, 'connect', {
          key: who === anna ? this.#bench.sandbox.keys.full : this.#bensKey,
          use: who === anna ? 'owner' : 'tables',
        });
  }

  /** A call of the sidebar's. */
  ask<M extends Method>(who: string, method: M, argument: ArgumentOf<M>): Click {
    const { file } = this.#bench;
    return {
      what: `${method} ${JSON.stringify(argument ?? null).replace(/"key":"[^"]*"/, '"key":…')} by ${who}`,
      run: async () => {
        const args = argument === undefined ? [method] : [method, argument];
        this.#heard.answer(method, await file.run(who, 'sidebarCall', args, 'FULL'));
      },
    };
  }

  async #tick(): Promise<void> {
    const { file, google, clock } = this.#bench;
    const due = file.triggers.takeDue(clock.now() + 2 * hourMs);
    if (due) await google.fire(file, due.trigger, due.at);
  }

  async #menu(who: string, name: string): Promise<void> {
    const { file } = this.#bench;
    const before = file.screen(who).toast;
    await file.run(who, name, [], 'FULL');
    // One that Google ends says nothing: then there is still what another click came to.
    const { toast } = file.screen(who);
    if (toast && toast !== before) this.#heard.sentence(toast.message);
  }

  /** At a row of the first sheet, or in a sheet of its own. */
  newReport(row: number | null): Click {
    const random = this.#random;
    const { file } = this.#bench;
    if (row !== null)
      file.workbook.setActive(this.#openSheet(), { row, column: random.integer(2, 4), rows: 1, columns: 1 });
    const where = row === null ? 'sheet' : 'cell';
    const request = newReport(
      { period: 'current_year', type: null, limit: 5, where },
      this.#anyDefinition(`Report ${row ?? 'elsewhere'}`),
    );
    return this.ask(anna, 'saveReport', request);
  }

  /** The first sheet that people see, but for that of the formulas. */
  #openSheet(): string {
    const sheets = this.#bench.file.workbook.sheets().filter(({ id, hidden }) => !hidden && id !== this.#formulaSheet);
    return sheets[0]?.id ?? this.#formulaSheet;
  }

  #editReport(who: string): Click {
    const { file } = this.#bench;
    const id = this.#anyReport();
    const lines = definitionLines(this.#bench.file).find((line) => line.id === id);
    const name = lines?.name ?? 'nothing';
    const wanted = newReport(
      { period: 'current_year', type: null, limit: 5, where: 'cell' },
      this.#anyDefinition(name),
    );
    return this.ask(file.owner === who ? who : anna, 'saveReport', { ...wanted, id });
  }

  #anyDefinition(name: string): Partial<ReportDefinition> {
    const random = this.#random;
    return {
      name,
      rows: random.chance(0.15) ? 'all' : random.integer(1, 9),
      columns: random.pick([
        defaultColumns,
        ['rank', 'name', 'revenue'],
        ['rank', 'name', 'tier', 'revenue', 'won deals'],
        ['revenue', 'name', 'rank', 'uuid'],
      ] as const),
      totals: random.chance(0.4),
      movement: random.chance(0.15) ? 'previous day' : null,
      comparison: random.chance(0.15) ? 'full' : null,
      chart: random.chance(0.15),
      ...this.#anyStyle(),
      history: random.chance(0.1) ? 'refresh' : null,
      schedule: random.chance(0.6) ? { kind: 'hourly' } : null,
    };
  }

  /** With groups now and then: those ask for the directory as well. */
  #anyStyle(): Partial<ReportDefinition> {
    const random = this.#random;
    const group = random.chance(0.2) ? 'tier' : null;
    if (random.chance(0.4)) return { style: 'plain', group };
    const bars = random.chance(0.5);
    return {
      style: 'board',
      group,
      subtotals: random.chance(0.5),
      bars,
      trend: bars ? 'day' : null,
      cents: random.chance(0.3),
    };
  }

  #anyReport(): string {
    const reports = definitionLines(this.#bench.file);
    return reports[this.#random.integer(0, reports.length - 1)]?.id ?? 'none';
  }
}

/** The lines of the hidden sheet. */
export function definitionLines(
  file: SpreadsheetFile,
): Array<{ readonly id: string; readonly name: string; readonly definition: string }> {
  const { workbook } = file;
  const [sheetId] = definitionSheets(file);
  if (sheetId === undefined) return [];
  const { lastRow, lastColumn } = workbook.extent(sheetId);
  if (lastRow === 0) return [];
  const lines = workbook.read(sheetId, { row: 1, column: 1, rows: lastRow, columns: lastColumn });
  return lines.flatMap((cells) => {
    const texts = cells.map(({ value }) => String(value));
    const id = texts.find((text) => /^[0-9a-z]{9,12}-[0-9a-z]{1,5}$/.test(text));
    const definition = texts.find((text) => text.startsWith('{"version":'));
    if (id === undefined || definition === undefined) return [];
    return { id, name: (JSON.parse(definition) as { readonly name: string }).name, definition };
  });
}
