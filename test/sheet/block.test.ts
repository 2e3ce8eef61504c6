import fc from 'fast-check';
import {
  type Area,
  type BlockPlan,
  type Content,
  planBlock,
  type Rect,
  reach,
  type Written,
} from '../../src/sheet/block';

const columns = 3;
const header = ['Rank', 'Partner', 'Revenue (EUR)'];
const headerAt3 = Object.fromEntries(header.map((label, index) => [`3,${2 + index}`, { value: label, formula: '' }]));
const values = (rows: number) => Array.from({ length: rows }, (_, row) => [row, `Partner ${row}`, row * 100]);
const empty: Content = { value: '', formula: '' };
const typed = (value: unknown): Content => ({ value, formula: '' });
const formula = (text: string): Content => ({ value: 0, formula: text });

/** A sheet of so many rows and columns with what stands in some cells, by "row,column". */
function sheet(
  there: Record<string, Content> = {},
  size = { rows: 30, columns: 10 },
  merged: readonly Rect[] = [],
): (rect: Rect) => Area {
  return (rect) => ({
    rect,
    contents: Array.from({ length: Math.max(0, Math.min(rect.rows, size.rows - rect.row + 1)) }, (_, down) =>
      Array.from({ length: rect.columns }, (__, right) => there[`${rect.row + down},${rect.column + right}`] ?? empty),
    ),
    merged,
    sheetRows: size.rows,
    sheetColumns: size.columns,
  });
}

/** Plans a block whose header stands at B3 and that had `oldRows` rows before (0: never written). */
function plan(
  rows: number,
  oldRows: number,
  there: Record<string, Content> = {},
  written: Partial<Written> = {},
  size = { rows: 30, columns: 10 },
  merged: readonly Rect[] = [],
): BlockPlan {
  const stands = oldRows > 0 ? { ...headerAt3, ...there } : there;
  const area = sheet(stands, size, merged);
  const at = { row: 3, column: 2, rows: oldRows, columns };
  const known =
    oldRows > 0 ? { rect: at, rowCounts: [oldRows], columns, header, titles: ['old title'], ...written } : null;
  return planBlock({ title: 'new title', values: values(rows) }, at, known, area(reach(at, rows)));
}

test('a first table in an empty place: title above, header and rows below', () => {
  expect(plan(4, 0)).toMatchObject({
    kind: 'write',
    title: { row: 2, column: 2, text: 'new title' },
    rect: { row: 3, column: 2, rows: 4, columns: 3 },
    leftover: null,
    added: { row: 3, rows: 4 },
    missingRows: 0,
  });
});

test.each([
  ['a value where the title goes', { '2,2': typed('mine') }, 'B2'],
  ['a value where a row goes', { '5,4': typed('mine') }, 'D5'],
  ['a zero', { '4,2': typed(0) }, 'B4'],
  ['a formula that shows nothing', { '6,3': { value: '', formula: '=""' } }, 'C6'],
])('a first table over %s writes nothing and names the cell', (_, there, cell) => {
  expect(plan(4, 0, there)).toMatchObject({
    kind: 'refuse',
    problem: expect.stringMatching(`^${cell} is not empty`),
  });
});

test('growing over somebody’s value writes nothing and names the cell', () => {
  expect(plan(5, 3, { '7,3': typed('note') })).toMatchObject({
    kind: 'refuse',
    problem: expect.stringMatching('^C7 is not empty'),
  });
});

test('growing over its own cells and empty ones', () => {
  const there = { '2,2': typed('old title'), '3,2': typed('Rank'), '5,4': typed(9) };
  expect(plan(5, 3, there)).toMatchObject({ kind: 'write', added: { row: 6, rows: 2 }, leftover: null });
});

test('shrinking leaves no ghost rows', () => {
  expect(plan(2, 6, { '2,2': typed('old title') })).toMatchObject({
    kind: 'write',
    rect: { rows: 2 },
    union: { rows: 6 },
    leftover: { row: 5, rows: 4, column: 2, columns: 3 },
    added: null,
  });
});

test('a formula that somebody put inside the table is not overwritten', () => {
  expect(plan(4, 4, { '4,3': formula('=1+1') })).toMatchObject({
    kind: 'refuse',
    problem: expect.stringMatching('^C4 holds a formula'),
  });
});

test('a formula in a row that shrinking would clear is not cleared', () => {
  expect(plan(2, 6, { '8,4': formula('=NOW()') })).toMatchObject({ kind: 'refuse' });
});

test('rows or columns inserted inside the table: nothing is written', () => {
  expect(plan(4, 5, {}, { rowCounts: [4] })).toMatchObject({ kind: 'refuse' });
  expect(plan(4, 4, {}, { columns: 2 })).toMatchObject({ kind: 'refuse' });
});

test('after a write that was cut short the old and the new size are both known', () => {
  expect(plan(4, 6, {}, { rowCounts: [3, 6] })).toMatchObject({ kind: 'write', leftover: { rows: 2 } });
});

test('a title that somebody changed stays theirs', () => {
  expect(plan(4, 4, { '2,2': typed('Our best') })).toMatchObject({ kind: 'write', title: null });
});

test('at the edge of the sheet rows and columns are added', () => {
  expect(plan(4, 0, {}, {}, { rows: 4, columns: 3 })).toMatchObject({
    kind: 'write',
    missingRows: 2,
    missingColumns: 1,
  });
});

test('whatever stands around: a plan touches only cells that were its own or empty, and no formula', () => {
  const cell = fc.tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 6 }));
  const content = fc.oneof(
    fc.anything().map((value) => typed(value === undefined ? '' : value)),
    fc.constantFrom(formula('=A1'), { value: '', formula: '=""' }, empty),
  );
  const there = fc.array(fc.tuple(cell, content), { maxLength: 6 });
  const size = fc.integer({ min: 1, max: 12 });
  fc.assert(
    fc.property(there, size, fc.integer({ min: 0, max: 12 }), (cells, rows, oldRows) => {
      const stands = Object.fromEntries(cells.map(([[row, column], what]) => [`${row},${column}`, what]));
      const made = plan(rows, oldRows, stands);
      if (made.kind === 'refuse') {
        expect(made.problem).toMatch(/^[A-Z]+\d+ (is not empty|holds a formula)|no longer stands/);
        return;
      }
      for (const [[row, column]] of cells) {
        const what = stands[`${row},${column}`] ?? empty;
        const { union } = made;
        const inside = row >= union.row && row < union.row + union.rows && column >= 2 && column < 2 + columns;
        if (!inside) continue;
        const own = row < 3 + oldRows;
        expect(what.formula).toBe('');
        if (!own) expect(what.value).toBe('');
      }
      expect(made.values).toHaveLength(made.rect.rows);
    }),
    { numRuns: 1000 },
  );
});

test('a table that was cleared, and its place used for something else, is left alone', () => {
  const used = { '3,2': typed('Budget'), '3,3': typed(4711), '3,4': typed('') };
  expect(plan(4, 4, used)).toMatchObject({ kind: 'refuse', problem: expect.stringMatching('no longer stands at B3') });
});

test('a label of the header that somebody changed is no reason to stop', () => {
  expect(plan(4, 4, { '3,4': typed('Umsatz') })).toMatchObject({ kind: 'write' });
});

test('a row that a write cut short left, or its emptiness, is the table’s; what somebody typed there since is not', () => {
  const cutShort = { rowCounts: [3, 6] };
  expect(plan(4, 6, { '7,2': typed(5), '7,3': typed('Aurora') }, cutShort)).toMatchObject({ kind: 'write' });
  expect(plan(4, 6, { '7,3': typed('my note') }, cutShort)).toMatchObject({
    kind: 'refuse',
    problem: expect.stringMatching('^C7 is not empty'),
  });
});

test('a first write that was cut short before its header is completed', () => {
  expect(plan(4, 4, { '3,2': empty, '3,3': empty, '3,4': empty }, { rowCounts: [0, 4] })).toMatchObject({
    kind: 'write',
  });
});

test.each([
  ['where it would grow', 3, { row: 7, column: 3, rows: 1, columns: 2 }, 'C7 to D7'],
  ['in its rows', 4, { row: 4, column: 1, rows: 2, columns: 2 }, 'A4 to B5'],
  ['over title and header', 4, { row: 2, column: 2, rows: 2, columns: 1 }, 'B2 to B3'],
  ['in a row that shrinking would clear', 9, { row: 11, column: 4, rows: 2, columns: 1 }, 'D11 to D12'],
  ['over the place of a first title', 0, { row: 1, column: 2, rows: 2, columns: 1 }, 'B1 to B2'],
])('merged cells %s: nothing is written, because figures would be lost in them (P8-23)', (_, oldRows, cells, named) => {
  const problem = expect.stringContaining(`from ${named} are merged`);
  expect(plan(5, oldRows, {}, {}, undefined, [cells])).toMatchObject({ kind: 'refuse', problem });
});

test('merged cells beside the table, or a title merged over its width, are no reason to stop (P8-23)', () => {
  const apart = [
    { row: 2, column: 2, rows: 1, columns: 3 },
    { row: 3, column: 5, rows: 4, columns: 2 },
    { row: 8, column: 2, rows: 1, columns: 3 },
  ];
  for (const oldRows of [0, 4]) expect(plan(5, oldRows, {}, {}, undefined, apart)).toMatchObject({ kind: 'write' });
});
