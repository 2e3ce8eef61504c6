import fc from 'fast-check';
import { ownColumns } from '../../src/sheet/own-columns';
import type { Written } from '../../src/sheet/written';

const old = ['Revenue (EUR)', 'Partner', 'Rank', 'UUID', 'Previous revenue (EUR)', 'Change (EUR)', 'Change %'];
const short = ['Rank', 'Partner', 'Revenue (EUR)'];

/** A block of which a write was cut short that was to give it fewer columns. */
const cutShort: Written = {
  sheetId: 0,
  layouts: [
    { header: old, kinds: ['money', 'text', 'rank', 'text', 'money', 'money', 'rate'] },
    { header: short, kinds: ['rank', 'text', 'money'] },
  ],
  columns: old.map((_, index) => index),
  titles: [],
  totals: [],
  digests: [],
  keyless: 0,
  currency: 'EUR',
  unfinished: 4,
};

/** Where they are with these labels in B3 and to the right. */
function found(labels: readonly string[]) {
  const rect = { row: 3, column: 2, rows: 1, columns: labels.length };
  const contents = [labels.map((value) => ({ value, formula: '' }))];
  return ownColumns(cutShort, rect, { rect, contents, sheetRows: 100, sheetColumns: 26 });
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
      expect(found(labels)).toEqual(old.map((label) => 2 + labels.indexOf(label)));
    }),
  );
});

test('those of the new header are known as well, and with it those that were to be emptied', () => {
  expect(found([...short, '', '', '', ''])).toEqual([2, 3, 4, 5, 6, 7, 8]);
});
