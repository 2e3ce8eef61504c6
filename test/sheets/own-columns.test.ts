import fc from 'fast-check';
import { ownColumns } from '../../src/sheets/own-columns';
import type { Written } from '../../src/sheets/written';

const old = ['Revenue (EUR)', 'Partner', 'Rank', 'UUID', 'Previous revenue (EUR)', 'Change (EUR)', 'Change %'];
const short = ['Rank', 'Partner', 'Revenue (EUR)'];

/** A block of which a write was cut short that was to give it fewer columns. */
const cutShort: Written = {
  sheetId: 0,
  layouts: [
    { header: old, kinds: ['money', 'text', 'rank', 'text', 'money', 'money', 'rate'] },
    { header: short, kinds: ['rank', 'text', 'money'] },
  ],
  headings: [],
  texts: [],
  columns: old.map((_, index) => index),
  titles: [],
  names: [],
  sentences: [],
  board: false,
  ownSheet: false,
  lines: [],
  sums: [],
  totals: [],
  digests: [],
  keyless: 0,
  currency: 'EUR',
  unfinished: 4,
  formattedRows: null,
  cut: [],
  earlier: null,
};

/** Where they are with these rows in B3 and on, the first of them the labels. */
function found(written: Written, ...rows: ReadonlyArray<readonly unknown[]>) {
  const rect = { row: 3, column: 2, rows: rows.length, columns: rows[0]?.length ?? 0 };
  const contents = rows.map((row) => row.map((value) => ({ value, formula: '' })));
  return ownColumns(written, rect, { rect, contents, sheetRows: 100, sheetColumns: 26 });
}

/** Before which of the columns but the first somebody inserts others, without a heading or with one. */
const inserted = fc.array(fc.tuple(fc.integer({ min: 1, max: 6 }), fc.constantFrom('', 'mine')), { maxLength: 4 });

test('columns inserted after a write that left the old header are not taken for its own', () => {
  fc.assert(
    fc.property(inserted, (others) => {
      const labels = old.flatMap((label, index) => [
        ...others.filter(([before]) => before === index).map(([, heading]) => heading),
        label,
      ]);
      expect(found(cutShort, labels)).toEqual(old.map((label) => 2 + labels.indexOf(label)));
    }),
  );
});

test('those of the new header are known as well, and with it those that were to be emptied', () => {
  expect(found(cutShort, [...short, '', '', '', ''])).toEqual([2, 3, 4, 5, 6, 7, 8]);
});

/** A first table, of which as many columns stand as were written before the end. */
const begun: Written = {
  ...cutShort,
  layouts: [
    { header: [], kinds: [] },
    { header: short, kinds: ['rank', 'text', 'money'] },
  ],
  columns: short.map((_, index) => index),
  unfinished: 0,
  cut: [],
};

test('columns inserted into a first table that was cut short are left as they are, whatever stands in them', () => {
  const note = fc.constantFrom<unknown>('', 'mine', 7, -1_000_014);
  const theirs = fc.tuple(fc.integer({ min: 1, max: 2 }), fc.tuple(fc.constantFrom('', 'mine'), note, note));
  fc.assert(
    fc.property(fc.array(theirs, { maxLength: 4 }), fc.constantFrom(0, short.length), (others, standing) => {
      const columns = short.flatMap((label, index) => [
        ...others.filter(([before]) => before === index).map(([, cells]) => cells),
        index < standing ? [label, index, ''] : ['', '', ''],
      ]);
      const own = found(begun, ...[0, 1, 2].map((row) => columns.map((cells) => cells[row])));
      if (typeof own === 'string') throw new Error(own);
      expect(own.length).toBe(short.length);
      const cells = own.map((column) => columns[column - 2]);
      expect(cells).toEqual(short.map((label, index) => (index < standing ? [label, index, ''] : ['', '', ''])));
    }),
  );
});

test('where one of its columns stands and it cannot be told which blank ones are the others, nothing is', () => {
  expect(found(begun, ['', '', '', 'Revenue (EUR)'])).toMatch('Rename that one, then refresh again.');
  expect(found(begun, ['', 'mine', '', 'Revenue (EUR)'])).toEqual([2, 4, 5]);
});
