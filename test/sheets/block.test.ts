import fc from 'fast-check';
import type { CellContent, Rect } from '../../src/sheets/area';
import { mergedProblem } from '../../src/sheets/block';
import type { BlockPlan, Wanted, WritePlan } from '../../src/sheets/plan';
import { tries } from '../support/breadth';
import { each, Grid } from './grid';

const kinds = ['rank', 'text', 'money'] as const;
const header = ['Rank', 'Partner', 'Revenue (EUR)'];

/** A board of so many partners, of some time: titles and figures differ from one time to the next. */
function board(partners: number, time = 1, others: Partial<Wanted> = {}): Wanted {
  const rows = Array.from({ length: partners }, (_, row) => [row + 1, `Partner ${row}`, row * 100 + time]);
  return { title: `title ${time}`, header, kinds, currency: 'EUR', rows, totals: null, board: null, ...others };
}

const totals = (text = 'Total') => ({ totals: ['', text, 4711] });

/** A sheet with such a board: title in B2, header in row 3, partners from row 4 on, columns B to D. */
function withBoard(wanted: Wanted = board(4), put: Record<string, unknown> = {}): Grid {
  const grid = new Grid();
  for (const [cell, content] of Object.entries(put)) type(grid, cell, content);
  grid.apply(written(grid.plan(wanted)));
  return grid;
}

function type(grid: Grid, cell: string, content: unknown): void {
  grid.put(Number(cell.slice(1)), cell.charCodeAt(0) - 64, content);
}

function written(plan: BlockPlan): WritePlan {
  if (plan.kind === 'refuse') throw new Error(plan.problem);
  return plan;
}

function refresh(grid: Grid, wanted: Wanted): WritePlan {
  const plan = written(grid.plan(wanted));
  grid.apply(plan);
  return plan;
}

const problem = (plan: BlockPlan) => (plan.kind === 'refuse' ? plan.problem : null);

/** What stands in a rectangle such as B2:D4. */
function held(grid: Grid, area: string): unknown[][] {
  const [, left = '', top = '', right = '', bottom = ''] = /^([A-Z])(\d+):([A-Z])(\d+)$/.exec(area) ?? [];
  const letters = (from: string, to: string) => Array.from({ length: to.charCodeAt(0) - from.charCodeAt(0) + 1 });
  return Array.from({ length: Number(bottom) - Number(top) + 1 }, (_, down) =>
    letters(left, right).map((__, index) => grid.at(Number(top) + down, left.charCodeAt(0) - 64 + index).value),
  );
}

describe('a first table', () => {
  test('in an empty place: title above, header and rows below, and all of it is formatted', () => {
    const grid = new Grid();
    const plan = refresh(grid, board(3, 1, totals()));
    expect(held(grid, 'B2:D7')).toEqual([
      ['title 1', '', ''],
      header,
      [1, 'Partner 0', 1],
      [2, 'Partner 1', 101],
      [3, 'Partner 2', 201],
      ['', 'Total', 4711],
    ]);
    expect(grid.range).toEqual({ row: 3, column: 2, rows: 4, columns: 3 });
    expect(plan.headers).toMatchObject([{ rect: { row: 3, column: 2, rows: 1, columns: 3 } }]);
    expect(plan.formats.map(({ rect, cells }) => [rect.row, rect.column, rect.rows, cells[0]])).toEqual([
      [4, 2, 4, ['0']],
      [4, 4, 4, ['#,##0.00']],
    ]);
  });

  test.each([
    ['a value where the title goes', 'B2', 'mine'],
    ['a value where a row goes', 'D5', 'mine'],
    ['a zero', 'B4', 0],
    ['a formula that shows nothing', 'C6', '=""'],
    ['a value where the totals go', 'C8', 'mine'],
  ])('over %s: nothing is written, and the cell is named', (_, cell, content) => {
    const grid = new Grid();
    type(grid, cell, content);
    expect(problem(grid.plan(board(4, 1, totals())))).toMatch(new RegExp(`^${cell} is not empty`));
  });

  test('at the edge of the sheet: rows and columns are added', () => {
    expect(new Grid(4, 3).plan(board(4))).toMatchObject({ kind: 'write', missingRows: 3, missingColumns: 1 });
  });

  test('in the first row, where there is no room for a title', () => {
    const grid = new Grid();
    grid.range = { row: 1, column: 1, rows: 0, columns: 0 };
    expect(refresh(grid, board(2)).title).toBeNull();
  });
});

describe('growing and shrinking', () => {
  test('grows over empty cells, which are formatted; all other formats stay as they are', () => {
    const grid = withBoard(board(2));
    const plan = refresh(grid, board(4, 2));
    expect(held(grid, 'B6:D7')).toEqual([
      [3, 'Partner 2', 202],
      [4, 'Partner 3', 302],
    ]);
    expect(plan.headers).toEqual([]);
    expect(plan.formats.map(({ rect }) => rect)).toEqual([
      { row: 6, column: 2, rows: 2, columns: 1 },
      { row: 6, column: 4, rows: 2, columns: 1 },
    ]);
  });

  test.each([
    ['a value', 'note'],
    ['a formula', '=1+1'],
    ['a formula that shows nothing', '=""'],
    ['a false', false],
  ])('growing over %s: nothing is written, and the cell is named', (_, content) => {
    const grid = withBoard(board(2));
    type(grid, 'C7', content);
    expect(problem(grid.plan(board(5, 2)))).toMatch(/^C7 is not empty/);
  });

  test('shrinking leaves no ghost rows', () => {
    const grid = withBoard(board(6));
    refresh(grid, board(2, 2));
    expect(held(grid, 'B6:D9').flat().join('')).toBe('');
    expect(grid.range.rows).toBe(3);
  });

  test('a row that says that there are no partners is the table’s too', () => {
    const nobody = board(0, 1, { rows: [['', 'No partners', '']] });
    const grid = withBoard(nobody);
    refresh(grid, board(3, 2));
    refresh(grid, nobody);
    expect(held(grid, 'B4:D6').flat().join('')).toBe('No partners');
  });
});

describe('what somebody put inside the table', () => {
  test.each([
    ['a formula', 'C4', '=1+1', /^C4 holds a formula/],
    ['a formula in the header', 'D3', '="x"', /^D3 holds a formula/],
    ['text in place of a figure', 'D5', 'to be checked', /^D5 holds something/],
    ['a date in place of a name', 'C5', new Date(0), /^C5 holds something/],
  ])('%s: nothing is written, and the cell is named', (_, cell, content, sentence) => {
    const grid = withBoard();
    type(grid, cell, content);
    expect(problem(grid.plan(board(2, 2)))).toMatch(sentence);
  });

  test('a formula in a row that shrinking would clear is not cleared', () => {
    const grid = withBoard();
    type(grid, 'D7', '=NOW()');
    expect(problem(grid.plan(board(2, 2)))).toMatch(/^D7 holds a formula/);
  });

  test('a blank row that somebody inserted is written over; with a note in it nothing is', () => {
    const grid = withBoard();
    grid.shift('rows', 5, 1);
    const noted = withBoard();
    noted.shift('rows', 5, 1);
    type(noted, 'C5', 'call them');
    expect(problem(noted.plan(board(4, 2)))).toMatch(/^C5 holds something/);
    refresh(grid, board(4, 2));
    expect(held(grid, 'C4:C8').flat()).toEqual(['Partner 0', 'Partner 1', 'Partner 2', 'Partner 3', '']);
  });

  test('rows that somebody deleted come back, over empty cells only', () => {
    const grid = withBoard();
    grid.shift('rows', 5, -2);
    refresh(grid, board(4, 2));
    expect(held(grid, 'C4:C7').flat()).toEqual(['Partner 0', 'Partner 1', 'Partner 2', 'Partner 3']);
    grid.shift('rows', 5, -2);
    type(grid, 'C6', 'below');
    expect(problem(grid.plan(board(4, 2)))).toMatch(/^C6 is not empty/);
  });

  test('rows that somebody sorted are put in order again', () => {
    const grid = withBoard(board(2));
    const sorted = [...held(grid, 'B4:D5')].reverse();
    each({ row: 4, column: 2, rows: 2, columns: 3 }, (row, column) =>
      grid.put(row, column, sorted[row - 4]?.[column - 2]),
    );
    expect(refresh(grid, board(2)).kind).toBe('write');
    expect(held(grid, 'C4:C5').flat()).toEqual(['Partner 0', 'Partner 1']);
  });
});

describe('columns inserted inside the table', () => {
  /** A column of somebody's between Partner and Revenue, which is E then. */
  function withNotes(content: unknown = '=ROW()'): Grid {
    const grid = withBoard();
    grid.shift('columns', 4, 1);
    for (const row of [3, 4, 5, 6, 7, 9]) grid.put(row, 4, content);
    return grid;
  }

  test.each(['=ROW()', 'a note', 17])(
    'stay whoever’s they are, with %s in them, while the table grows and shrinks',
    (content) => {
      const grid = withNotes(content);
      const theirs = () => Array.from({ length: 12 }, (_, row) => grid.at(row + 1, 4));
      const before = theirs();
      for (const [time, partners] of [6, 1, 4].entries()) {
        const plan = refresh(grid, board(partners, time + 2));
        expect(plan.values.map(({ rect }) => rect.column)).toEqual([2, 5]);
        expect(theirs()).toEqual(before);
        expect(held(grid, `E4:E${3 + partners}`).flat()).toEqual(board(partners, time + 2).rows.map((row) => row[2]));
      }
      expect(grid.range.columns).toBe(4);
    },
  );

  test('a second one, where the table has one already', () => {
    const grid = withNotes();
    refresh(grid, board(4, 2));
    grid.shift('columns', 3, 2);
    refresh(grid, board(4, 3));
    expect(held(grid, 'B3:G3')).toEqual([['Rank', '', '', 'Partner', '', 'Revenue (EUR)']]);
  });

  test('that was moved elsewhere inside the table stays whoever’s it is', () => {
    const grid = withNotes('note');
    refresh(grid, board(4, 2));
    each({ row: 3, column: 3, rows: 5, columns: 1 }, (row) => {
      grid.put(row, 4, grid.at(row, 3).value);
      grid.put(row, 3, 'note');
    });
    refresh(grid, board(5, 3));
    expect(held(grid, 'B4:E4')).toEqual([[1, 'note', 'Partner 0', 3]]);
    expect(held(grid, 'B8:E8')).toEqual([[5, '', 'Partner 4', 403]]);
  });

  test('headed as one of the table’s own: nothing is written, because nobody could tell which is which', () => {
    const grid = withNotes();
    type(grid, 'D3', 'Revenue (EUR)');
    expect(problem(grid.plan(board(4, 2)))).toMatch(/^Two columns are headed “Revenue \(EUR\)”/);
  });
});

describe('the header', () => {
  test.each([
    [2, 'Rank'],
    [3, 'Partner'],
    [4, 'Revenue (EUR)'],
  ])('a column of the table that was deleted (%i): nothing is written, and it is named', (column, label) => {
    const grid = withBoard();
    grid.shift('columns', column, -1);
    expect(problem(grid.plan(board(4, 2)))).toContain(`The column “${label}” of this table was deleted`);
  });

  test('a label that somebody changed is no reason to stop, also where rows were sorted or inserted', () => {
    const grid = withBoard();
    type(grid, 'D3', 'Umsatz');
    for (const column of [2, 3, 4]) {
      const [first, last] = [grid.at(4, column).value, grid.at(7, column).value];
      grid.put(4, column, last);
      grid.put(7, column, first);
    }
    grid.shift('rows', 6, 2);
    expect(refresh(grid, board(4, 2)).kind).toBe('write');
    expect(held(grid, 'B3:D3')).toEqual([['Rank', 'Partner', 'Umsatz']]);
  });

  const ownWords = ['Rang', 'Partnername', 'Umsatz'];
  const rename = (grid: Grid, words: readonly unknown[], row = 3) => {
    for (const [index, word] of words.entries()) grid.put(row, 2 + index, word);
  };

  test('in somebody’s own words stays so, and the columns are known by them from then on', () => {
    const grid = withBoard(board(4, 1, totals()));
    rename(grid, ownWords);
    for (const partners of [4, 6, 2]) {
      refresh(grid, board(partners, partners, totals()));
      expect(held(grid, 'B3:D3')).toEqual([ownWords]);
    }
    grid.shift('columns', 3, 1);
    refresh(grid, board(5, 9, totals()));
    expect(held(grid, 'B3:E3')).toEqual([['Rang', '', 'Partnername', 'Umsatz']]);
    rename(grid, header, 3);
    type(grid, 'C3', '');
    for (const [index, label] of ['Rank', '', 'Partner', 'Revenue (EUR)'].entries()) grid.put(3, 2 + index, label);
    refresh(grid, board(4, 3, totals()));
    expect(held(grid, 'B3:E3')).toEqual([['Rank', '', 'Partner', 'Revenue (EUR)']]);
  });

  test('in somebody’s own words, with a column inserted before the next refresh: both stay', () => {
    const grid = withBoard();
    rename(grid, ownWords);
    grid.shift('columns', 4, 1);
    for (const row of [3, 4, 6]) grid.put(row, 4, 'mine');
    refresh(grid, board(5, 2));
    expect(held(grid, 'B3:E4')).toEqual([
      ['Rang', 'Partnername', 'mine', 'Umsatz'],
      [1, 'Partner 0', 'mine', 2],
    ]);
  });

  test('in somebody’s own words is the same after a write that was cut short anywhere', () => {
    const cut = (steps: number) => {
      const grid = withBoard();
      rename(grid, ownWords);
      refresh(grid, board(4, 2));
      rename(grid, ['Platz', 'Partner', 2026]);
      const plan = written(grid.plan(board(6, 3, totals())));
      if (steps > grid.stepCount(plan)) return false;
      grid.apply(plan, steps);
      refresh(grid, board(3, 4, totals()));
      expect(held(grid, 'B3:D3')).toEqual([['Platz', 'Partner', 2026]]);
      expect(held(grid, 'C4:C7').flat()).toEqual(['Partner 0', 'Partner 1', 'Partner 2', 'Total']);
      return true;
    };
    let steps = 0;
    while (cut(steps)) steps += 1;
    expect(steps).toBeGreaterThan(3);
  });

  test('names another column’s figures by that column’s label again, and follows the currency where it names one', () => {
    const grid = withBoard();
    rename(grid, ['Rang', 'Partnername', 'Umsatz (EUR)']);
    refresh(grid, board(4, 2, { currency: 'USD', header: ['Rank', 'Partner', 'Revenue (USD)'] }));
    expect(held(grid, 'B3:D3')).toEqual([['Rang', 'Partnername', 'Umsatz (USD)']]);
    const rows = [[1, 3, 'Gold']];
    refresh(grid, board(1, 3, { header: ['Rank', 'Deals', 'Tier'], kinds: ['rank', 'count', 'text'], rows }));
    expect(held(grid, 'B3:D3')).toEqual([['Rang', 'Deals', 'Tier']]);
  });

  test('that was deleted, with a row of somebody’s own in its place: that row is never lost, whatever comes next', () => {
    const grid = withBoard();
    grid.shift('rows', 4, 1);
    rename(grid, ['call', 'these', 'first'], 4);
    grid.shift('rows', 3, -1);
    const others = { header: ['Rank', 'Deals'], kinds: ['rank', 'count'] as const, rows: [[1, 3]] };
    expect(problem(grid.plan(board(1, 2, others)))).toMatch(/^This table no longer stands at B3/);
    refresh(grid, board(4, 2));
    expect(held(grid, 'B3:D4')).toEqual([
      ['call', 'these', 'first'],
      [1, 'Partner 0', 2],
    ]);
    const blank = withBoard();
    blank.shift('rows', 4, 1);
    type(blank, 'C4', 'call them');
    blank.shift('rows', 3, -1);
    expect(problem(blank.plan(board(4, 2)))).toMatch(/^This table no longer stands at B3/);
  });

  test('of a blank column may be changed too', () => {
    const blank = (time: number) =>
      board(4, time, { rows: board(4, time).rows.map(([rank = 0, name = '']) => [rank, name, '']) });
    const grid = withBoard(blank(1));
    rename(grid, ownWords);
    refresh(grid, board(4, 2));
    expect(held(grid, 'B3:D4')).toEqual([ownWords, [1, 'Partner 0', 2]]);
  });

  test('a changed label over a blank column is', () => {
    const grid = withBoard();
    for (const row of [3, 4, 5, 6, 7]) grid.put(row, 4, row === 3 ? 'Notes' : '');
    expect(problem(grid.plan(board(4, 2)))).toMatch(/^The column “Revenue \(EUR\)”/);
  });

  test('a column of somebody’s own in the place of one that they deleted is left alone, whatever it holds', () => {
    const cell = fc.oneof(fc.integer(), fc.string(), fc.constant(''));
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 4 }), fc.array(cell, { minLength: 4, maxLength: 4 }), (column, cells) => {
        const grid = withBoard();
        const before = [4, 5, 6, 7].map((row) => grid.at(row, column).value);
        fc.pre(JSON.stringify([...before].sort()) !== JSON.stringify([...cells].sort()));
        grid.shift('columns', column, -1);
        grid.shift('columns', column, 1);
        // A column at the edge takes the block's range with it.
        grid.range = { row: 3, column: 2, rows: 5, columns: 3 };
        for (const [down, content] of ['Target', ...cells].entries()) grid.put(3 + down, column, content);
        expect(problem(grid.plan(board(4, 2)))).not.toBeNull();
      }),
    );
  });

  test('a table that was cleared, and its place used for something else, is left alone', () => {
    const grid = withBoard();
    each({ row: 3, column: 2, rows: 5, columns: 3 }, (row, column) => grid.put(row, column, ''));
    type(grid, 'B3', 'Budget');
    expect(problem(grid.plan(board(4, 2)))).toMatch(/no longer stands at B3/);
  });

  test('other columns than before: figures are formatted anew, what is left over is cleared', () => {
    const grid = withBoard();
    const wider = { header: ['Rank', 'Partner', 'Deals', 'Tier'], kinds: ['rank', 'text', 'count', 'text'] as const };
    const rows = [[1, 'Aurora', 3, 'Gold']];
    const plan = refresh(grid, board(1, 2, { ...wider, rows }));
    expect(plan.formats).toMatchObject([{ rect: { row: 4, column: 4, rows: 1, columns: 1 }, cells: [['#,##0']] }]);
    expect(plan.headers.map(({ rect }) => rect.column)).toEqual([5]);
    refresh(grid, board(1, 3, { header: ['Rank', 'Tier'], kinds: ['rank', 'text'], rows: [[1, 'Gold']] }));
    expect([...grid.held().values()].map(({ value }) => value).sort()).toEqual([1, 'Gold', 'Rank', 'Tier', 'title 3']);
    expect(grid.range.columns).toBe(2);
  });

  test('text where figures were, or figures where text was: the header is aligned with them, once', () => {
    const grid = withBoard();
    const turned = { header: ['Rank', 'Deals', 'Tier'], kinds: ['rank', 'count', 'text'] as const };
    const rows = [[1, 3, 'Gold']];
    expect(refresh(grid, board(1, 2, { ...turned, rows })).headers).toEqual([
      { rect: { row: 3, column: 3, rows: 1, columns: 2 }, cells: [['right', 'left']] },
    ]);
    expect(refresh(grid, board(1, 3, { ...turned, rows })).headers).toEqual([]);
  });

  test('more columns, where something stands beside the table: nothing is written, and the cell is named', () => {
    const grid = withBoard();
    type(grid, 'E6', 'mine');
    const wider = { header: [...header, 'Tier'], kinds: [...kinds, 'text'] as const };
    const rows = board(4).rows.map((row) => [...row, 'Gold']);
    expect(problem(grid.plan(board(4, 2, { ...wider, rows })))).toMatch(/^E6 is not empty/);
  });

  test('another currency formats amounts anew where it has other decimals', () => {
    const grid = withBoard();
    const label = (currency: string) => ({ currency, header: ['Rank', 'Partner', `Revenue (${currency})`] });
    expect(refresh(grid, board(4, 2, label('USD'))).formats).toEqual([]);
    const yen = refresh(grid, board(4, 3, label('JPY')));
    expect(yen.formats.map(({ rect, cells }) => [rect.column, rect.rows, cells[0]])).toEqual([[4, 4, ['#,##0']]]);
    expect(held(grid, 'D3:D3')).toEqual([['Revenue (JPY)']]);
  });
});

describe('totals', () => {
  test('move with the last row, in both directions, and leave nothing behind', () => {
    const grid = withBoard(board(3, 1, totals()));
    for (const partners of [6, 2, 2]) {
      refresh(grid, board(partners, partners, totals()));
      expect(held(grid, `B${4 + partners}:D${4 + partners}`)).toEqual([['', 'Total', 4711]]);
      expect([...grid.held()].length).toBe(1 + 3 + partners * 3 + 2);
    }
  });

  test('that say of whom they are, and say it differently next time', () => {
    const grid = withBoard(board(3, 1, totals('Total of the 3 shown')));
    refresh(grid, board(2, 2, totals('Total')));
    expect([...grid.held().values()].filter(({ value }) => /^Total/.test(String(value)))).toHaveLength(1);
  });

  test('in a table without any text are known by their figures', () => {
    const figures = { header: ['Revenue', 'Deals'], kinds: ['money', 'count'] as const };
    const of = (rows: number[][], time: number) => board(0, time, { ...figures, rows, totals: [30, time] });
    const grid = withBoard(
      of(
        [
          [10, 1],
          [20, 2],
        ],
        1,
      ),
    );
    refresh(grid, of([[10, 1]], 2));
    expect(held(grid, 'B2:C7').flat().join(' ').trim()).toBe('title 2  Revenue Deals 10 1 30 2');
  });

  test('are taken away when they are no longer wanted', () => {
    const grid = withBoard(board(3, 1, totals()));
    refresh(grid, board(3, 2));
    expect(held(grid, 'B7:D7').flat().join('')).toBe('');
  });

  test.each([
    ['with a sum of their own', 'D7', '=SUM(D4:D6)'],
    ['with another text', 'C7', 'Sum'],
  ])('that somebody replaced %s are theirs: nothing is written over them', (_, cell, content) => {
    const grid = withBoard(board(3, 1, totals()));
    type(grid, cell, content);
    expect(problem(grid.plan(board(3, 2, totals())))).toMatch(new RegExp(`^${cell} is not empty`));
    expect(problem(grid.plan(board(4, 2)))).toMatch(new RegExp(`^${cell} is not empty`));
    const plan = written(grid.plan(board(3, 2)));
    expect(plan.cleared).toEqual([]);
  });

  test.each([['a note'], ['=AVERAGE(D4:D6)'], [12], [true]])(
    'with %s of somebody’s where they are blank: it stays as long as nothing has to be written there, and is named otherwise',
    (content) => {
      const grid = withBoard(board(3, 1, totals()));
      type(grid, 'B7', content);
      const theirs = grid.at(7, 2);
      refresh(grid, board(3, 2, totals()));
      expect(held(grid, 'C6:D7')).toEqual([
        ['Partner 2', 202],
        ['Total', 4711],
      ]);
      expect(grid.at(7, 2)).toBe(theirs);
      expect(grid.plan({ ...board(3, 2, totals()), title: 'title 3' }).kind).toBe('unchanged');
      expect(problem(grid.plan(board(4, 2, totals())))).toMatch(/^B7 is not empty/);
      refresh(grid, board(2, 3, totals()));
      expect(held(grid, 'C6:D7')).toEqual([
        ['Total', 4711],
        ['', ''],
      ]);
      refresh(grid, board(1, 4));
      expect(grid.at(7, 2)).toBe(theirs);
      expect([...grid.held()].length).toBe(1 + 3 + 3 + 1);
    },
  );

  /** Rows 4 to 7, totals among them, in another order. */
  function sortRows(grid: Grid, order: readonly number[]): void {
    const before = [4, 5, 6, 7].map((row) => [2, 3, 4].map((column) => grid.at(row, column)));
    for (const [down, from] of order.entries()) {
      for (const column of [2, 3, 4]) {
        const { value = '', formula = '' } = before[from]?.[column - 2] ?? {};
        grid.put(4 + down, column, formula || value);
      }
    }
  }

  test.each([
    [3, 2, 1, 0],
    [0, 3, 1, 2],
    [2, 0, 3, 1],
  ])('that somebody sorted together with the rows (%i, %i, %i, %i) are put in order again', (...order) => {
    for (const partners of [3, 5, 1]) {
      const grid = withBoard(board(3, 1, totals()));
      sortRows(grid, order);
      refresh(grid, board(partners, 2, totals()));
      expect(held(grid, `B4:D${4 + partners}`)).toEqual([...board(partners, 2).rows, ['', 'Total', 4711]]);
      expect([...grid.held()].length).toBe(1 + 3 + partners * 3 + 2);
    }
  });

  test('sorted so with a note of somebody’s in them: the note is named, and nothing is written', () => {
    const grid = withBoard(board(3, 1, totals()));
    type(grid, 'B7', 'a note');
    sortRows(grid, [3, 0, 1, 2]);
    expect(problem(grid.plan(board(3, 2, totals())))).toMatch(/^B4 is not empty/);
  });

  test('sorted so, with a row of somebody’s own below or a figure changed: nothing is written', () => {
    const grid = withBoard(board(3, 1, totals()));
    sortRows(grid, [3, 0, 1, 2]);
    type(grid, 'D7', 5);
    expect(problem(grid.plan(board(3, 2, totals())))).not.toBeNull();
    const other = withBoard(board(3, 1, totals()));
    other.shift('rows', 7, 1);
    for (const [column, value] of [9, 'Total', 1].entries()) other.put(7, 2 + column, value);
    expect(problem(other.plan(board(3, 2, totals())))).not.toBeNull();
  });

  test('are found with rows inserted above them', () => {
    const grid = withBoard(board(3, 1, totals()));
    grid.shift('rows', 7, 2);
    refresh(grid, board(3, 2, totals()));
    expect(held(grid, 'B7:D9')).toEqual([
      ['', 'Total', 4711],
      ['', '', ''],
      ['', '', ''],
    ]);
  });

  test('that somebody removed are written anew', () => {
    const grid = withBoard(board(3, 1, totals()));
    for (const cell of ['C7', 'D7']) type(grid, cell, '');
    refresh(grid, board(3, 2, totals()));
    expect(held(grid, 'B7:D7')).toEqual([['', 'Total', 4711]]);
  });
});

describe('the title', () => {
  test('that somebody changed stays theirs', () => {
    const grid = withBoard();
    type(grid, 'B2', 'Our best');
    expect(refresh(grid, board(4, 2)).title).toBeNull();
  });

  test('goes on telling the age with a row inserted between it and the header', () => {
    const grid = withBoard();
    grid.shift('rows', 3, 1);
    expect(refresh(grid, board(4, 2)).title).toMatchObject({ row: 2, column: 2, text: 'title 2' });
  });
});

describe('unchanged', () => {
  test.each([0, 2])('the same figures, with %i columns inserted between: only the title is written', (inserted) => {
    const grid = withBoard(board(4, 1, totals()));
    if (inserted > 0) grid.shift('columns', 4, inserted);
    const same = { ...board(4, 1, totals()), title: 'title 2' };
    if (inserted > 0) refresh(grid, same);
    const before = new Map(grid.held());
    expect(refresh(grid, same)).toMatchObject({ kind: 'unchanged', title: { text: 'title 2' } });
    expect(grid.held()).toEqual(before.set('2,2', { value: 'title 2', formula: '' }));
    expect(grid.plan(same).kind).toBe('unchanged');
  });

  test.each([
    ['a figure was typed over', (grid: Grid) => type(grid, 'D4', 5)],
    ['a name was cleared', (grid: Grid) => type(grid, 'C4', '')],
    ['a row was inserted', (grid: Grid) => grid.shift('rows', 5, 1)],
    ['a row was deleted', (grid: Grid) => grid.shift('rows', 5, -1)],
    ['the totals were removed', (grid: Grid) => grid.shift('rows', 8, -1)],
  ])('not where %s: all of it is written', (_, change) => {
    const grid = withBoard(board(4, 1, totals()));
    change(grid);
    expect(grid.plan(board(4, 1, totals())).kind).toBe('write');
  });

  test('also where a label was changed, which is known from then on', () => {
    const grid = withBoard(board(4, 1, totals()));
    type(grid, 'D3', 'Umsatz');
    expect(refresh(grid, { ...board(4, 1, totals()), title: 'title 2' }).kind).toBe('unchanged');
    for (const row of [4, 5, 6, 7]) grid.put(row, 4, 7);
    expect(refresh(grid, board(4, 1, totals())).kind).toBe('write');
    expect(held(grid, 'D3:D4').flat()).toEqual(['Umsatz', 1]);
  });

  test('not after a first write that was cut short, whose header may not look like one', () => {
    const grid = new Grid();
    const plan = written(grid.plan(board(0)));
    grid.apply(plan, grid.stepCount(plan));
    expect(refresh(grid, board(0))).toMatchObject({ kind: 'write', headers: [{ rect: { row: 3, columns: 3 } }] });
  });

  test('not after a write that was cut short, whose formats may be missing', () => {
    const grid = withBoard(board(2));
    const plan = written(grid.plan(board(4, 2)));
    grid.apply(plan, grid.stepCount(plan) - 1);
    expect(refresh(grid, board(4, 2))).toMatchObject({ kind: 'write', formats: [{ rect: { row: 6, rows: 2 } }, {}] });
  });
});

describe('a write that was cut short', () => {
  test('before figures were written beside names that had been: they are written first, and rows are known by them', () => {
    const named = (partners: number, time: number) => {
      const rows = board(partners, time).rows.map(([, name = '', revenue = 0]) => [name, revenue]);
      return board(0, time, { header: ['Partner', 'Revenue'], kinds: ['text', 'money'], rows });
    };
    const grid = withBoard(named(2, 1));
    grid.shift('columns', 3, 1);
    const plan = written(grid.plan(named(4, 2)));
    for (let steps = 0; steps < grid.stepCount(plan); steps += 1) {
      const again = withBoard(named(2, 1));
      again.shift('columns', 3, 1);
      again.apply(written(again.plan(named(4, 2))), steps);
      refresh(again, named(3, 3));
      expect(held(again, 'B4:D7').map((row) => row.filter((cell) => cell !== ''))).toEqual([...named(3, 3).rows, []]);
    }
  });

  test('after names that stand before their only figure, with a column of somebody’s between: they are known, and a note is not', () => {
    const counted = (partners: number): Wanted => {
      const rows = Array.from({ length: partners }, (_, row) => [`Partner ${row}`, '', row + 1]);
      return {
        ...board(0),
        header: ['Partner', 'Revenue (EUR)', 'Won deals'],
        kinds: ['text', 'money', 'count'],
        rows,
      };
    };
    const cut = () => {
      const grid = withBoard(counted(2));
      grid.shift('columns', 4, 1);
      const plan = written(grid.plan(counted(5)));
      grid.apply(plan, 2);
      expect(held(grid, 'B6:E8').map((line) => line.filter((value) => value !== ''))).toEqual([
        ['Partner 2'],
        ['Partner 3'],
        ['Partner 4'],
      ]);
      return grid;
    };
    const grid = cut();
    refresh(grid, counted(4));
    expect(held(grid, 'B4:E8').map(([name, , , won]) => [name, won])).toEqual([
      ...counted(4).rows.map(([name, , won]) => [name, won]),
      ['', ''],
    ]);
    const other = cut();
    type(other, 'B8', 'my note');
    expect(problem(other.plan(counted(4)))).toMatch(/^B8 holds something that this table did not write/);
  });

  test('before totals with a row inserted above them were cleared: both these and the new ones are found', () => {
    const grid = withBoard(board(3, 1, totals()));
    grid.shift('rows', 7, 1);
    const plan = written(grid.plan(board(3, 2, totals())));
    grid.apply(plan, 2);
    expect(held(grid, 'C7:C8').flat()).toEqual(['Total', 'Total']);
    refresh(grid, board(3, 3, totals()));
    expect(held(grid, 'C7:C8').flat()).toEqual(['Total', '']);
  });

  test('over a note of somebody’s where totals are blank: with fewer columns and more rows it is named, since nothing would tell it from a row’s text', () => {
    const named = ['Revenue (EUR)', 'Partner'];
    const noted = () => {
      const rows = [[3, 'Partner 0']];
      const grid = withBoard(board(1, 1, { header: named, kinds: ['money', 'text'], rows, totals: [3, ''] }));
      type(grid, 'C5', 'my note');
      return grid;
    };
    const fewer = (partners: number) => {
      const rows = Array.from({ length: partners }, (_, row) => [row]);
      return board(partners, 2, { header: named.slice(0, 1), kinds: ['money'], rows });
    };
    expect(problem(noted().plan(fewer(2)))).toMatch(/^C5 is not empty/);
    const steps = noted().stepCount(written(noted().plan(fewer(1))));
    for (let first = 0; first <= steps; first += 1) {
      const grid = noted();
      grid.apply(written(grid.plan(fewer(1))), first);
      for (const partners of [2, 0, 1]) {
        const plan = grid.plan(fewer(partners));
        if (plan.kind === 'write') grid.apply(plan, partners === 1 ? undefined : 1);
        expect(grid.at(5, 3).value).toBe('my note');
      }
    }
  });

  test('totals that were given up below somebody’s row stay, also where a write of fewer columns was cut short since', () => {
    const named = ['Partner', 'Revenue (EUR)'];
    const rows = Array.from({ length: 2 }, (_, row) => [`Partner ${row}`, row]);
    const made = () => {
      const grid = withBoard(board(2, 1, { header: named, kinds: ['text', 'money'], rows, totals: ['Total 1', 1] }));
      grid.shift('rows', 6, 1);
      type(grid, 'C6', 'my note');
      return grid;
    };
    const fewer = (time: number) => {
      const names = rows.map(([name = '']) => [name]);
      return board(2, time, { header: named.slice(0, 1), kinds: ['text'], rows: names });
    };
    const steps = made().stepCount(written(made().plan(fewer(2))));
    for (let first = 1; first <= steps; first += 1) {
      const grid = made();
      grid.apply(written(grid.plan(fewer(2))), first);
      grid.apply(written(grid.plan(fewer(3))));
      expect([2, 3].map((column) => grid.at(7, column).value)).toEqual(['Total 1', 1]);
      expect(grid.at(6, 3).value).toBe('my note');
    }
  });
});

describe('merged cells (P8-23)', () => {
  const plan = (partners: number, oldPartners: number | null) => {
    const grid = oldPartners === null ? new Grid() : withBoard(board(oldPartners));
    return written(grid.plan(board(partners, 2)));
  };
  const cells = (row: number, column: number, rows: number, columns: number): Rect => ({ row, column, rows, columns });

  test.each([
    ['where it would grow', 2, cells(7, 3, 1, 2), 'C7 to D7'],
    ['in its rows', 4, cells(4, 1, 2, 2), 'A4 to B5'],
    ['over title and header', 4, cells(2, 2, 2, 1), 'B2 to B3'],
    ['in a row that shrinking would clear', 8, cells(11, 4, 2, 1), 'D11 to D12'],
    ['over the place of a first title', null, cells(1, 2, 2, 1), 'B1 to B2'],
  ])('%s: figures would be lost in them', (_, oldPartners, merged, named) => {
    expect(mergedProblem(plan(4, oldPartners), [merged])).toContain(`from ${named} are merged`);
  });

  test('beside the table, or a title merged over its width, are no reason to stop', () => {
    const apart = [cells(2, 2, 1, 3), cells(3, 5, 4, 2), cells(8, 2, 1, 3)];
    for (const oldPartners of [null, 4]) expect(mergedProblem(plan(4, oldPartners), apart)).toBeNull();
  });

  test('in a column that somebody inserted are no reason to stop', () => {
    const grid = withBoard();
    grid.shift('columns', 4, 2);
    expect(mergedProblem(written(grid.plan(board(6, 2))), [cells(4, 4, 3, 2)])).toBeNull();
  });
});

describe('whatever stands around, and whatever people do', () => {
  const figures = ['money', 'count', 'rate'] as const;
  const shape = fc
    .record({
      hasRank: fc.boolean(),
      others: fc.array(fc.constantFrom('text', ...figures), { maxLength: 4 }),
      figure: fc.constantFrom(...figures),
    })
    .map(({ hasRank, others, figure }) => [...(hasRank ? (['rank'] as const) : []), ...others, figure]);
  const filling = fc.record({
    partners: fc.integer({ min: 0, max: 6 }),
    seed: fc.integer({ min: 1, max: 1_000_000 }),
    currency: fc.constantFrom('EUR', 'USD', 'JPY', null),
    hasTotals: fc.boolean(),
    blanks: fc.boolean(),
  });
  const wanted = fc.tuple(shape, filling).map(([shown, filled]) => filledBoard(shown, filled));
  type Filling = typeof filling extends fc.Arbitrary<infer F> ? F : never;

  function filledBoard(
    shown: ReadonlyArray<Wanted['kinds'][number]>,
    { partners, seed, currency, hasTotals, blanks }: Filling,
  ): Wanted {
    const cell = (kind: string, row: number, column: number) => {
      if (kind === 'rank') return row + 1;
      if (blanks && column > 0 && column < shown.length - 1 && (row + column) % 3 === 0) return '';
      return kind === 'text' ? `name ${seed + row}` : seed + row * 10 + column;
    };
    const text = shown.indexOf('text');
    const label = text >= 0 ? text : shown.indexOf('rank');
    return {
      title: `title ${seed}`,
      // The same label may come twice, and changes with the currency.
      header: shown.map((kind) => (kind === 'money' ? `${kind} (${currency})` : kind)),
      kinds: shown,
      currency,
      rows: Array.from({ length: partners }, (_, row) => shown.map((kind, column) => cell(kind, row, column))),
      totals: hasTotals
        ? shown.map((kind, column) =>
            column === label ? `Total ${seed}` : kind === 'text' || kind === 'rank' ? '' : seed,
          )
        : null,
      board: null,
    };
  }
  const note = 'my note';
  const place = { row: fc.integer({ min: 1, max: 14 }), column: fc.integer({ min: 1, max: 10 }) };
  /** Nothing that the table could have written: what looks as if it had been is its own. */
  const content = fc.constantFrom<unknown>(note, '=1+1', '=""', true, new Date(0));
  type Act = (grid: Grid, theirs: Theirs) => void;
  type Theirs = Set<unknown>;

  /** Types into an empty cell. Text that stands where the table writes text, in a row of its own, would be the table's. */
  function put(grid: Grid, theirs: Theirs, row: number, column: number, what: unknown): void {
    const { rows, columns } = grid.range;
    const { value, formula } = grid.at(row, column);
    const line = Array.from({ length: columns }, (_, right) => grid.at(row, grid.range.column + right));
    const inOwnRow =
      row < grid.range.row + rows && line.some((cell) => grid.roles.get(cell) === 'block' && cell.value !== '');
    if (value !== '' || formula !== '' || (inOwnRow && what === note)) return;
    grid.put(row, column, what);
    theirs.add(grid.at(row, column));
  }

  const typing = fc.record({ ...place, what: content }).map(
    ({ row, column, what }): Act =>
      (grid, theirs) =>
        put(grid, theirs, row, column, what),
  );
  const inserting = fc
    .record({
      axis: fc.constantFrom('rows', 'columns'),
      at: place.row,
      count: fc.integer({ min: 1, max: 2 }),
      what: fc.option(content),
    })
    .map(
      ({ axis, at, count, what }): Act =>
        (grid, theirs) => {
          grid.shift(axis as 'rows' | 'columns', at, count);
          if (what === null) return;
          if (axis === 'rows') put(grid, theirs, at, 3, what);
          else for (let row = 1; row < 12; row += 1) put(grid, theirs, row, at, what);
        },
    );
  const deleting = fc.record({ at: place.row }).map(
    ({ at }): Act =>
      (grid) => {
        if (grid.range.rows > 1 || at !== grid.range.row) grid.shift('rows', at, -1);
      },
  );
  const acts = fc.array(fc.oneof(typing, inserting, deleting), { maxLength: 4 });

  /** Whether all of this is still somewhere, untouched, but for rows that were deleted. */
  function standing(grid: Grid, theirs: Theirs): number {
    return [...grid.held().values()].filter((cell) => theirs.has(cell)).length;
  }

  function expectWhole(
    grid: Grid,
    { header: labels, rows, totals: sums }: Wanted,
    plan: WritePlan,
    ghosts: readonly string[],
    theirs: Theirs = new Set(),
  ): void {
    const columns = plan.after.columns.map((offset) => plan.rect.column + offset);
    const lines = [labels, ...rows, ...(sums ? [sums] : [])];
    const cells = lines.map((_, down) => columns.map((column) => grid.at(plan.rect.row + down, column)));
    const own = (cell: CellContent) => (theirs.has(cell) ? '' : cell.value);
    expect(cells.map((line) => line.map(own))).toEqual(lines);
    expect(grid.range).toEqual(plan.rect);
    expect(plan.rect.rows).toBe(1 + rows.length);
    const others = [...grid.held().values()].filter((cell) => !cells.flat().includes(cell));
    expect(others.filter((cell) => ghosts.includes(grid.roles.get(cell) ?? ''))).toEqual([]);
  }

  /** Totals are the table's as long as they stand near below it and nobody put anything between or into them. */
  function ghostRoles(grid: Grid, theirs: Theirs): string[] {
    const { range, roles } = grid;
    for (let row = range.row + range.rows; row < range.row + range.rows + 3; row += 1) {
      const line = Array.from({ length: range.columns }, (_, right) => range.column + right)
        .filter((column) => roles.get(grid.at(range.row, column)) === 'block')
        .map((column) => grid.at(row, column));
      // What somebody has put where they are blank makes them no less the table's.
      if (line.some((cell) => roles.get(cell) === 'totals' && cell.value !== '')) return ['block', 'totals'];
      if (line.some((cell) => theirs.has(cell))) break;
    }
    for (const cell of grid.held().values()) if (roles.get(cell) === 'totals' && roles.delete(cell)) theirs.add(cell);
    return ['block'];
  }

  test('a plan refuses, or writes the board whole, leaves no ghosts and changes nothing that is not its own', () => {
    let wrote = 0;
    fc.assert(
      fc.property(wanted, acts, wanted, acts, wanted, (first, before, second, between, third) => {
        const grid = new Grid();
        const theirs: Theirs = new Set();
        for (const boards of [
          { acts: [], wanted: first },
          { acts: before, wanted: second },
          { acts: between, wanted: third },
        ]) {
          for (const act of boards.acts) act(grid, theirs);
          const ghosts = ghostRoles(grid, theirs);
          const known = standing(grid, theirs);
          const stood = new Map(grid.held());
          const plan = grid.plan(boards.wanted);
          if (plan.kind === 'refuse') {
            expect(plan.problem).toMatch(
              /is not empty|holds a formula|holds something|Two columns|deleted, moved|no longer stands/,
            );
            expect(grid.held()).toEqual(stood);
            return;
          }
          grid.apply(plan);
          wrote += 1;
          expect(standing(grid, theirs)).toBe(known);
          expectWhole(grid, boards.wanted, plan, ghosts, theirs);
        }
      }),
      { numRuns: tries(300, 600) },
    );
    expect(wrote).toBeGreaterThan(tries(450, 900));
  });

  test('a row of figures whose header was deleted, where there were none before: it is no header in other words', () => {
    const grid = new Grid();
    const empty = { ...board(0), title: 'Partners' };
    grid.apply(written(grid.plan(empty)));
    grid.apply(written(grid.plan({ ...board(1), title: 'Partners' })));
    grid.shift('rows', grid.range.row, -1);
    expect(grid.plan(empty)).toMatchObject({ kind: 'refuse', problem: expect.stringContaining('its header was') });
  });

  test('a blank column in other words, with a column of somebody’s elsewhere: it is known by its place between its neighbours', () => {
    const moves = { header: ['Rank', 'Move', 'Partner'], kinds: ['rank', 'move', 'text'] as const };
    const movers = (time: number, move: number | string) =>
      board(2, time, { ...moves, rows: [1, 2].map((rank) => [rank, move, `Partner ${rank}`]) });
    const grid = withBoard(movers(1, ''));
    type(grid, 'C3', 'Climbed');
    grid.shift('columns', 5, 1);
    grid.shift('columns', 4, 1);
    type(grid, 'D4', 'mine');
    expect(refresh(grid, movers(2, 3)).columns).toEqual([2, 3, 5]);
    expect(held(grid, 'B3:E4')).toEqual([
      ['Rank', 'Climbed', '', 'Partner'],
      [1, 3, 'mine', 'Partner 1'],
    ]);
  });

  test('a blank column in other words beside another that nothing tells from it: nothing is written', () => {
    const grid = withBoard(
      board(2, 1, { header: ['Rank', 'Move', 'Partner'], kinds: ['rank', 'move', 'text'], rows: [[1, '', 'Best']] }),
    );
    type(grid, 'C3', 'Climbed');
    grid.shift('columns', 4, 1);
    type(grid, 'D3', 'To call');
    expect(problem(grid.plan(board(2, 2)))).toMatch(/^The column “Move” of this table was deleted, moved or renamed/);
  });

  test('undone to what a write left that was cut short before it began, with other columns since: whole again (P8-69)', () => {
    const grid = withBoard(board(3));
    const other = { header: ['Revenue (EUR)', 'Rank'], kinds: ['money', 'rank'] as const, rows: [[5, 1]] };
    for (const steps of [0, 2]) {
      grid.apply(written(grid.plan(board(4, 2))), steps);
      const undo = grid.undoing();
      refresh(grid, board(1, 3, other));
      undo();
      expect(refresh(grid, board(2, 4)).rect).toEqual({ row: 3, column: 2, rows: 3, columns: 3 });
      expect(held(grid, 'B2:D7')).toEqual([
        ['title 4', '', ''],
        header,
        [1, 'Partner 0', 4],
        [2, 'Partner 1', 104],
        ['', '', ''],
        ['', '', ''],
      ]);
    }
  });

  test('a title of any earlier time is the report’s, and one that a person changed is theirs (P8-69)', () => {
    const title = (minute: string, more = '') =>
      `Last 30 days · 2026-04-15 to 2026-05-14 · EUR${more} · refreshed 2026-05-15 ${minute}`;
    const grid = withBoard({ ...board(2), title: title('09:00') });
    const undo = grid.undoing();
    for (const minute of ['10:00', '11:00']) refresh(grid, { ...board(3, 2), title: title(minute) });
    refresh(grid, { ...board(3, 2), title: title('11:00', ' · Journeybee unreachable, tried again every hour') });
    undo();
    refresh(grid, { ...board(4, 3), title: title('12:00') });
    expect(grid.at(2, 2).value).toBe(title('12:00'));
    for (const theirs of ['Our best · refreshed 2026-05-15 12:00', title('noon'), `${title('12:00')} or so`]) {
      type(grid, 'B2', theirs);
      refresh(grid, { ...board(3, 4), title: title('13:00') });
      expect(grid.at(2, 2).value).toBe(theirs);
    }
  });

  test('undone by a person, whole or cut short, and refreshed again: whole, under its new title, and nothing else changed (P8-69)', () => {
    fc.assert(
      fc.property(wanted, wanted, fc.option(fc.nat()), wanted, (first, second, step, last) => {
        const grid = new Grid();
        const theirs: Theirs = new Set();
        grid.apply(written(grid.plan(first)));
        const undo = grid.undoing();
        const plan = written(grid.plan(second));
        grid.apply(plan, step === null ? undefined : step % grid.stepCount(plan));
        undo();
        put(grid, theirs, 20, 2, note);
        const again = written(grid.plan(last));
        grid.apply(again);
        expectWhole(grid, last, again, ['block', 'totals'], theirs);
        const titles = [...grid.held().values()].filter((cell) => grid.roles.get(cell) === 'title');
        expect(titles.map(({ value }) => value)).toEqual([last.title]);
        expect(standing(grid, theirs)).toBe(1);
      }),
      { numRuns: tries(100, 200) },
    );
  });

  test('cut short after any of its steps and begun again, with something else to write: whole, and nothing else changed', () => {
    let cut = 0;
    const twice = fc.array(fc.record({ filled: filling, step: fc.nat() }), { minLength: 1, maxLength: 2 });
    fc.assert(
      fc.property(wanted, acts, shape, twice, wanted, (first, before, shown, writes, last) => {
        const grid = new Grid();
        const theirs: Theirs = new Set();
        grid.apply(written(grid.plan(first)));
        for (const act of before) act(grid, theirs);
        const ghosts = ghostRoles(grid, theirs);
        const known = standing(grid, theirs);
        for (const { filled, step } of writes) {
          const plan = grid.plan(filledBoard(shown, filled));
          if (plan.kind === 'refuse') return;
          grid.apply(plan, step % grid.stepCount(plan));
          cut += 1;
          expect(standing(grid, theirs)).toBe(known);
        }
        const plan = grid.plan(last);
        // What the boards before needed was free, and what this one needs may not be.
        if (plan.kind === 'refuse') expect(plan.problem).toMatch(/is not empty/);
        else {
          grid.apply(plan);
          expect(standing(grid, theirs)).toBe(known);
          expectWhole(grid, last, plan, ghosts, theirs);
        }
      }),
      { numRuns: tries(300, 600) },
    );
    expect(cut).toBeGreaterThan(tries(225, 450));
  });

  test('a first write that was cut short is completed', () => {
    fc.assert(
      fc.property(wanted, fc.nat(), wanted, (first, step, second) => {
        const grid = new Grid();
        const plan = written(grid.plan(first));
        // It has its cells before its first step: they are claimed by name.
        grid.apply(plan, 1 + (step % (grid.stepCount(plan) - 1)));
        const next = written(grid.plan(second));
        grid.apply(next);
        expectWhole(grid, second, next, ['block', 'totals']);
        expect(next.title).toMatchObject({ row: 2, text: second.title });
      }),
      { numRuns: tries(150, 300) },
    );
  });
});

describe('the sentence above a Board’s name', () => {
  const said = (time: number, sentence: string | null): Wanted =>
    board(2, time, { board: { name: 'Ours', sentence, lines: [], sums: [] } });
  const above = (grid: Grid) => held(grid, 'B5:B8').flat();
  /** With its header in row 8. */
  function withSentence(wanted: Wanted): Grid {
    const grid = new Grid();
    grid.range = { row: 8, column: 2, rows: 0, columns: 0 };
    refresh(grid, wanted);
    return grid;
  }

  test('follows the figures, and is blank where there is nothing to say', () => {
    const grid = withSentence(said(1, 'Up €1'));
    expect(above(grid)).toEqual(['Up €1', 'Ours', 'title 1', 'Rank']);
    refresh(grid, said(2, ''));
    expect(above(grid)).toEqual(['', 'Ours', 'title 2', 'Rank']);
    refresh(grid, said(3, 'Up €3'));
    expect(above(grid)).toEqual(['Up €3', 'Ours', 'title 3', 'Rank']);
  });

  test('moves with what is inserted above it, and around it', () => {
    const grid = withSentence(said(1, 'Up €1'));
    grid.shift('rows', 5, 2);
    grid.shift('rows', 8, 1);
    refresh(grid, said(2, 'Up €2'));
    expect(held(grid, 'B7:B10').flat()).toEqual(['Up €2', '', 'Ours', 'title 2']);
  });

  test('comes and goes with what the report is to show, and never over a cell of somebody’s', () => {
    const grid = withSentence(said(1, null));
    refresh(grid, said(2, 'Up €2'));
    expect(above(grid)).toEqual(['Up €2', 'Ours', 'title 2', 'Rank']);
    refresh(grid, said(3, null));
    expect(above(grid)).toEqual(['', 'Ours', 'title 3', 'Rank']);
    type(grid, 'B5', 'mine');
    refresh(grid, said(4, 'Up €4'));
    expect(above(grid)).toEqual(['mine', 'Ours', 'title 4', 'Rank']);
  });

  test('is left alone from when somebody has written over it, also where it was blank', () => {
    for (const sentence of ['Up €1', '']) {
      const grid = withSentence(said(1, sentence));
      type(grid, 'B5', 'mine');
      refresh(grid, said(2, 'Up €2'));
      expect(above(grid)).toEqual(['mine', 'Ours', 'title 2', 'Rank']);
    }
  });

  test('of a first Board needs its cell, and says so', () => {
    const grid = new Grid();
    grid.range = { row: 8, column: 2, rows: 0, columns: 0 };
    type(grid, 'B5', 'mine');
    expect(problem(grid.plan(said(1, 'Up €1')))).toMatch(/^B5 is not empty/);
  });
});
