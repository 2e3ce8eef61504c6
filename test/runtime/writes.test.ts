import { Writes } from '../../workbench/apps-script/services/writes';
import { at, TestBook } from '../workbook/book';

test('a flush calculates what was written, so that a text changed and changed back with one in between is new (P8-13, P8.1-3)', async () => {
  const book: TestBook = new TestBook({ F: () => book.calls.length, G: () => 'other' });
  const writes = new Writes(book.workbook, () => true);
  const set = (formula: string) => writes.add((workbook) => workbook.setFormula(book.sheet, 1, 1, formula));
  await book.type({ A1: '=F()' });
  set('=G()');
  set('=F()');
  await writes.flush();
  await book.workbook.settled();
  expect(book.values('A1')).toEqual([[1]]);
  set('=G()');
  await writes.flush();
  set('=F()');
  await writes.flush();
  await book.workbook.settled();
  expect(book.values('A1')).toEqual([[3]]);
  expect(book.calls.map(({ name }) => name)).toEqual(['F', 'G', 'F']);
});

test('after a write that fails, those behind it are lost, and later ones are carried out (P8-13)', async () => {
  const book = new TestBook();
  const writes = new Writes(book.workbook, () => true);
  const write = (cell: string, value: unknown) =>
    writes.add((workbook) => workbook.write(book.sheet, at(cell), [[value]]));
  write('A1', 1);
  write('B1', Number.NaN);
  write('C1', 1);
  await expect(writes.flush()).rejects.toThrow('NaN');
  write('D1', 1);
  await writes.flush();
  expect(book.values('A1:D1')).toEqual([[1, '', '', 1]]);
});
