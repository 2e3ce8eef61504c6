import { buildSync } from 'esbuild';
import type { Wanted } from '../../src/sheets/plan';
import type { Fate } from '../../workbench/apps-script/interference';
import type { SpreadsheetFile } from '../../workbench/apps-script/spreadsheet-file';
import { anna } from '../support/bench';
import { isThorough } from '../support/breadth';
import { closeProjects, project } from '../support/project';
import { strike } from '../support/sweeps';

afterEach(closeProjects);

const sheet = '0';
const all = { row: 1, column: 1, rows: 30, columns: 20 };

/** The add-on's own code for one block, with a property in place of a report. Bundled here: reports cannot have every layout. */
const code = `
  ${
    buildSync({
      stdin: { contents: "export * from './src/sheets/refresh-block';", resolveDir: process.cwd() },
      bundle: true,
      write: false,
      format: 'iife',
      globalName: 'Blocks',
      target: 'es2020',
    }).outputFiles[0]?.text
  }
  const store = () => PropertiesService.getDocumentProperties();
  const record = ({ rangeName, written }) => {
    store().setProperty('block', JSON.stringify({ rangeName, written }));
  };
  const forget = () => store().deleteProperty('block');
  function refresh(wanted) {
    const recorded = store().getProperty('block');
    const sheet = () => SpreadsheetApp.getActiveSpreadsheet().getSheets()[0];
    record(recorded
      ? Blocks.rewriteBlock(wanted, JSON.parse(recorded), () => [], record)
      : Blocks.insertBlock(wanted, { sheet: sheet(), sheetId: sheet().getSheetId(), row: 2, column: 2, name: 'JB_Board', isOwnSheet: false }, () => [], { record, forget }));
  }`;

/** Rank, partner, tier and revenue; `time` changes every figure and the title. */
function board(partners: number, time: number, hasTotals = false): Wanted {
  const rows = Array.from({ length: partners }, (_, row) => [row + 1, `Partner ${row}`, 'Gold', row * 100 + time]);
  return {
    title: `title ${time}`,
    header: ['Rank', 'Partner', 'Tier', 'Revenue (EUR)'],
    kinds: ['rank', 'text', 'text', 'money'],
    currency: 'EUR',
    rows,
    totals: hasTotals ? ['', `Total ${time}`, '', time] : null,
    board: null,
  };
}

/** The same in the style Board, with a sentence above its name. */
const asBoard = (wanted: Wanted, name: string): Wanted => ({
  ...wanted,
  board: { name, sentence: `sentence of ${name}`, lines: [1], sums: [] },
});

/** Without tiers, and with deals. */
function otherBoard(partners: number, time: number): Wanted {
  const { title, rows, currency } = board(partners, time);
  return {
    title,
    header: ['Rank', 'Partner', 'Won deals'],
    kinds: ['rank', 'text', 'count'],
    currency,
    rows: rows.map(([rank = 0, name = '']) => [rank, name, time]),
    totals: ['', 'Total', time],
    board: null,
  };
}

interface Case {
  readonly before: Wanted | null;
  readonly now: Wanted;
  /** Columns somebody inserts between the block's own. */
  readonly inserted: boolean;
}

const cases: Record<string, Case> = {
  'a first table': { before: null, now: board(4, 2, true), inserted: false },
  'growing around an inserted column': { before: board(2, 1, true), now: board(5, 2, true), inserted: true },
  'shrinking around an inserted column': { before: board(5, 1, true), now: board(2, 2, true), inserted: true },
  'taking on other columns around an inserted one': {
    before: board(3, 1, true),
    now: otherBoard(4, 2),
    inserted: true,
  },
  ...(isThorough && {
    'growing with totals': { before: board(2, 1, true), now: board(5, 2, true), inserted: false },
    'shrinking with totals': { before: board(5, 1, true), now: board(2, 2, true), inserted: false },
    'giving back columns around an inserted one': { before: otherBoard(4, 1), now: board(3, 2, true), inserted: true },
    'a first Board': { before: null, now: asBoard(board(3, 2, true), 'Ours'), inserted: false },
  }),
  'a Board that grows and is renamed': {
    before: asBoard(board(2, 1, true), 'Ours'),
    now: asBoard(board(4, 2, true), 'Ours, again'),
    inserted: false,
  },
  'only telling its age': { before: board(3, 1), now: { ...board(3, 1), title: 'title 2' }, inserted: true },
};

const views = ({ workbook }: SpreadsheetFile) => workbook.read(sheet, all);

/** What people have put around the block and inside it, and where. */
const theirs = (file: SpreadsheetFile) =>
  views(file).flatMap((row, down) =>
    row.flatMap(({ value, formula }, right) =>
      formula !== '' || String(value).startsWith('theirs') ? [[down, right, value, formula]] : [],
    ),
  );

/** Everything else, row by row. */
const ours = (file: SpreadsheetFile) =>
  views(file)
    .map((row) => row.filter(({ formula, value }) => formula === '' && !String(value).startsWith('theirs')))
    .map((row) => row.map(({ value }) => value).filter((value) => value !== ''))
    .filter((row) => row.length > 0);

const whole = ({ board: looks, title, header, rows, totals }: Wanted) =>
  [[looks?.sentence ?? ''], [looks?.name ?? ''], [title], header, ...rows, totals ?? []]
    .map((row) => row.filter((cell) => cell !== ''))
    .filter((row) => row.length > 0);

describe.each(Object.entries(cases))('%s', (_, { before, now, inserted }) => {
  // Ended after one call is ended before the next: one of both says it all.
  test.each<Fate>(['kill'])(
    'ended by %s at each of its service calls: nobody’s cell changes, and the next refresh makes it whole (P8.1-1)',
    async (fate) => {
      const { google } = await project(code);
      let ended = false;
      for (let at = 0; !ended; at += 1) {
        const file = google.createSpreadsheet({ name: `Book ${at}`, owner: anna });
        const run = async (wanted: Wanted) => file.run(anna, 'refresh', [wanted], 'FULL');
        const type = (row: number, column: number, text: string) => file.workbook.type(sheet, row, column, text);
        if (before) await run(before);
        if (inserted) {
          file.workbook.insertColumns(sheet, 4, 1);
          for (const row of [1, 2, 3, 5, 6, 7, 9, 12]) await type(row, 4, row === 5 ? '=ROW()' : `theirs ${row}`);
        }
        for (const [row, column] of [
          [1, 2],
          [2, 3],
          [4, 1],
          [5, 8],
          [12, 2],
          [13, 3],
        ] as const)
          await type(row, column, row === 4 ? '=1+1' : 'theirs');
        const around = theirs(file);
        google.interfere = strike({ at, fate, concerns: ({ name }) => name === 'refresh' });
        ended = (await run(now)).ok;
        google.interfere = null;
        expect(theirs(file)).toEqual(around);
        // A title never tells of figures that are not all there.
        const left = ours(file);
        if (before?.title !== now.title && left.some(([first]) => first === now.title))
          expect(left).toEqual(whole(now));
        // The same figures as the refresh that ended was to write, or those of before, or others.
        const next = [now, before ?? now, { ...board(3, 9, true), board: now.board }][at % 3] ?? now;
        expect(await run(next)).toMatchObject({ ok: true });
        expect(theirs(file)).toEqual(around);
        expect(ours(file)).toEqual(whole(next));
        expect(file.workbook.namedRanges().filter(({ rect }) => rect.rows === 1 + next.rows.length)).not.toEqual([]);
      }
      expect(google.executions.length).toBeGreaterThan(isThorough ? 20 : 8);
    },
  );
});

test('a first table that Google refuses and whose taking back is ended at each of its calls: what is known has a place, and is made whole', async () => {
  const { google } = await project(code);
  let ended = false;
  for (let after = 0; !ended; after += 1) {
    const file = google.createSpreadsheet({ name: `Book ${after}`, owner: anna });
    let refused = false;
    const ends = strike({ at: after, fate: 'kill', concerns: () => refused });
    google.interfere = (about) => {
      if (!refused && about.call === 'Range.setValue') {
        refused = true;
        return { fail: 'Service Spreadsheets failed.' };
      }
      return ends(about);
    };
    const outcome = await file.run(anna, 'refresh', [board(4, 1, true)], 'FULL');
    google.interfere = null;
    expect(refused).toBe(true);
    expect(outcome.ok).toBe(false);
    ended = !outcome.ok && outcome.message.includes('Service Spreadsheets failed');
    const known = file.properties.get('block');
    const { rangeName = null } = known === undefined ? {} : (JSON.parse(known) as { readonly rangeName: string });
    const names = file.workbook.namedRanges().map(({ name }) => name);
    if (rangeName !== null) expect(names).toContain(rangeName);
    if (ended) expect({ names, known, cells: ours(file) }).toEqual({ names: [], known: undefined, cells: [] });
    expect(await file.run(anna, 'refresh', [board(3, 2)], 'FULL')).toMatchObject({ ok: true });
    expect(ours(file)).toEqual(whole(board(3, 2)));
  }
});
