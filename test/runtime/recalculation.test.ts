import { at, TestBook } from '../workbook/book';

/** A spreadsheet whose custom function F tells how often anything was called. */
function counting(now?: () => number): TestBook {
  const book: TestBook = new TestBook({ F: (...args) => `${book.calls.length}:${args.join()}` }, now ? { now } : {});
  return book;
}

test('each of two equal calls in one formula has its own answer (P1.5-6)', async () => {
  const book = counting();
  await book.type({ A1: '=F("a")&" "&F("a")' });
  expect(book.value('A1')).toBe('1:a 2:a');
});

test('NOW, and what reads it, moves on with any edit; a custom function beside it is not called again', async () => {
  let time = Date.UTC(2026, 4, 15, 9);
  const book = counting(() => time);
  await book.type({ A1: '=NOW()', A2: '=HOUR(A1)', A3: '=F("a")' });
  time += 3_600_000;
  await book.type({ Z9: 'elsewhere' });
  expect(book.values('A1:A3')).toEqual([[new Date('2026-05-15T10:00:00Z')], [10], ['1:a']]);
});

test('opening the file calls custom functions again, and no cell that calls none changes (P1.5-2)', async () => {
  const book = counting();
  await book.type({ A1: '=F("a")', A2: '=SUM(1,2)', A3: '=LEN(A1)' });
  await book.workbook.reopen();
  expect(book.values('A1:A3')).toEqual([['2:a'], [3], [3]]);
  expect(book.calls).toHaveLength(2);
});

test('a result wider than the sheet asks for more columns', async () => {
  const book = new TestBook({ F: () => [[1, 2, 3, 4]] });
  await book.type({ Y1: '=F()' });
  expect(book.cell('Y1')).toMatchObject({
    value: '#REF!',
    note: 'Result was not automatically expanded, please insert more columns (2).',
  });
  book.workbook.insertColumns('0', 27, 2);
  await book.workbook.settled();
  expect(book.values('Y1:AB1')).toEqual([[1, 2, 3, 4]]);
});

test('what is typed keeps the format a cell was given, and brings its own where none was (P8-4)', async () => {
  const book = new TestBook();
  book.workbook.setNumberFormats('0', at('A1'), [['0.00']]);
  await book.type({ A1: '10%', A2: '10%' });
  expect([book.cell('A1').display, book.cell('A2').display]).toEqual(['0.10', '10%']);
});

test('an invalid date is not written, nor is infinity: what Sheets would store is not established', () => {
  const { workbook } = new TestBook();
  expect(() => workbook.write('0', at('A1'), [[new Date(Number.NaN)]])).toThrow('invalid date');
  expect(() => workbook.write('0', at('A1'), [[Number.POSITIVE_INFINITY]])).toThrow('Infinity');
  expect(workbook.extent('0')).toEqual({ lastRow: 0, lastColumn: 0 });
});

test('a sheet has a name of one to a hundred letters', () => {
  const { workbook } = new TestBook();
  for (const name of ['', 'x'.repeat(101)]) {
    expect(() => workbook.insertSheet(name)).toThrow('not valid');
    expect(() => workbook.renameSheet('0', name)).toThrow('not valid');
  }
  workbook.renameSheet('0', 'x'.repeat(100));
  expect(workbook.sheets()).toHaveLength(1);
});

test('a named range is not renamed to what another is called, in any case, nor to what is no name (P8-17)', () => {
  const { workbook } = new TestBook();
  workbook.setNamedRange('One', '0', at('A1'));
  workbook.setNamedRange('Two', '0', at('A2'));
  expect(() => workbook.renameNamedRange('One', 'TWO')).toThrow('cannot be renamed');
  expect(() => workbook.renameNamedRange('One', 'A1')).toThrow('not valid');
  expect(workbook.namedRanges().map(({ name, rect }) => [name, rect.row])).toEqual([
    ['One', 1],
    ['Two', 2],
  ]);
});

test('what is merged is not merged again (P8-23)', () => {
  const { workbook } = new TestBook();
  workbook.merge('0', at('A1:B2'));
  expect(() => workbook.merge('0', at('B2:C3'))).toThrow('merged already');
  workbook.unmerge('0', at('B2'));
  workbook.merge('0', at('B2:C3'));
  expect(workbook.mergesTouching('0', at('A1:C3'))).toHaveLength(1);
});
