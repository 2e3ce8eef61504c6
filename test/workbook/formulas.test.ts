import { parseFormula, shiftFormula, toEngine } from '../../workbench/apps-script/workbook/formula';
import { TestBook } from './book';

describe('a formula', () => {
  test.each<[string, unknown]>([
    ['=1+2*3', 7],
    ['=+44', 44],
    ['=-A1+10%', -4.9],
    ['=2^-1', 0.5],
    ['=A1&"x;y,z"', '5x;y,z'],
    ['=SUM(A1:A3)', 12],
    ['=SUM(A1;A2;A3)', 12],
    ['=sum( A1 , A2 )', 5],
    ['=SUM(A:A)', 12],
    ['=SUM($A$1:A)', 12],
    ['=SUM(1:1)', 5],
    ["=SUM('Sheet1'!A1:A3)", 12],
    ['=Sheet1!A3', 7],
    ['=SUM({1,2;3,4})', 10],
    ['=IF(A1=5,"five","other")', 'five'],
    ['=IF(,1,2)', 2],
    ['=A2', ''],
    ['=A2+1', 1],
    ['=LEN("a""b")', 3],
    ['=LET(a,1,a+1)', 2],
    ['=TRUE', true],
    ['=1/0', '#DIV/0!'],
    ['=NOPE(1)', '#NAME?'],
    ['=NOPE', '#NAME?'],
    ['=Missing!A1', '#REF!'],
    ['=#REF!+1', '#REF!'],
    ['=ZZZ9999999', '#REF!'],
    ['=COUNTIF(A1:A3,">5")', 1],
    ['=VLOOKUP(7,A1:A3,1,FALSE)', 7],
    ['=IFERROR(VLOOKUP(8,A1:A3,1,FALSE),"none")', 'none'],
  ])('%s is %j', async (formula, value) => {
    const book = new TestBook();
    await book.type({ A1: '5', A3: '7', E5: formula });
    expect(book.value('E5')).toEqual(value);
    expect(book.cell('E5').formula).toBe(formula);
  });

  test.each([
    '=SUM(',
    '=1+',
    '=)',
    '=A1 A2',
    '=44 Partners',
    '=(1,2)',
    '={1,2',
    '="open',
    '=1 2',
    '=*1',
    '=SUM(1))',
    '=§',
  ])('%s is an error, not a crash', async (formula) => {
    const book = new TestBook();
    await book.type({ A1: formula });
    expect(book.cell('A1')).toMatchObject({ value: '#ERROR!', note: 'Formula parse error.', formula });
  });

  test('that the workbench cannot follow is refused', async () => {
    const book = new TestBook();
    await book.type({ A1: '=INDIRECT("B"&1)' });
    expect(book.cell('A1')).toMatchObject({ value: '#ERROR!', note: 'The workbench does not support INDIRECT.' });
  });

  test('that reads itself is #REF!, and recovers', async () => {
    const book = new TestBook();
    await book.type({ A1: '=B1+1', B1: '=A1+1', C1: '=B1' });
    expect(book.values('A1:C1')).toEqual([['#REF!', '#REF!', '#REF!']]);
    expect(book.cell('A1').note).toMatch(/Circular/);
    await book.type({ B1: '1' });
    expect(book.values('A1:C1')).toEqual([[2, 1, 1]]);
  });

  test('of a date shows a date', async () => {
    const book = new TestBook({}, { now: () => Date.UTC(2026, 4, 15, 9) });
    await book.type({ A1: '=DATE(2026,1,31)', A2: '=TODAY()', A3: '2026-01-31', A4: '=A3+1', A5: '=A3' });
    expect(book.cell('A1')).toMatchObject({ value: new Date('2026-01-31'), display: '1/31/2026' });
    expect(book.cell('A2')).toMatchObject({ value: new Date('2026-05-15'), display: '5/15/2026' });
    expect(book.value('A5')).toEqual(new Date('2026-01-31'));
  });
});

describe('in a German spreadsheet', () => {
  const german = () => new TestBook({ F: (...args) => JSON.stringify(args) }, { locale: 'de_DE' });

  test('the comma is the decimal sign and the semicolon separates (P8.1-6)', async () => {
    const book = german();
    await book.type({ A1: '=F("a,b;c";1,5;;{1\\2;3\\4})', A2: '=SUM(1,5;2)', A3: '1,5', A4: '=F(A3)' });
    expect(book.value('A1')).toBe('["a,b;c",1.5,"",[[1,2],[3,4]]]');
    expect(book.cell('A1').formula).toBe('=F("a,b;c";1,5;;{1\\2;3\\4})');
    expect(book.value('A2')).toBe(3.5);
    expect(book.value('A4')).toBe('[1.5]');
    expect(book.cell('A3').display).toBe('1,5');
  });

  test('a comma between arguments is a mistake', async () => {
    const book = german();
    await book.type({ A1: '=F("a","b")' });
    expect(book.value('A1')).toBe('#ERROR!');
  });
});

describe('references', () => {
  const shifted = (text: string, count: number, at = 3, axis: 'rows' | 'columns' = 'rows') =>
    shiftFormula(parseFormula(text, 'en_US'), { sheetId: 's', axis, at, count }, (name) => (name ? 'other' : 's'));

  test.each([
    ['=A2+A3', 1, '=A2+A4'],
    ['=SUM( $A$2:B$5 ; 1 )', 2, '=SUM( $A$2:B$7 ; 1 )'],
    ['=Other!A3&"A3"', 1, '=Other!A3&"A3"'],
    ['=SUM(A3:A)', 1, '=SUM(A4:A)'],
    ['=SUM(3:5)', 1, '=SUM(4:6)'],
    ['=SUM(A:B)', 1, '=SUM(A:B)'],
    ['=A3', -1, '=#REF!'],
    ['=A4', -1, '=A3'],
    ['=SUM(A2:A6)', -2, '=SUM(A2:A4)'],
    ['=SUM(A3:A4)', -2, '=SUM(#REF!)'],
    ['=SUM(A4:A9)', -2, '=SUM(A3:A7)'],
  ])('%s after %i rows at 3: %s', (text, count, after) => {
    expect(shifted(text, count)).toBe(after);
  });

  test('move with columns too', () => {
    expect(shifted('=SUM(B1:D1)+$C2', 1, 3, 'columns')).toBe('=SUM(B1:E1)+$D2');
    expect(shifted('=Z1', 1, 1, 'columns')).toBe('=AA1');
  });

  test('are said to Univer with their sheet and without open ends', () => {
    const scope = {
      grid: () => ({ sheetId: 's', rows: 10, columns: 5 }),
      sheetName: () => "It's",
      namedRange: () => undefined,
      isCustom: (name: string) => name === 'F',
    };
    const engine = (text: string) => toEngine(parseFormula(text, 'en_US'), scope, 'en_US');
    expect(engine('=F(A2:A,,"x")+f()')).toBe(`=F('It''s'!A2:A10,"","x")+f()`);
    expect(engine('=SUM(B:C;;1)')).toBe(`=SUM('It''s'!B1:C10,,1)`);
  });
});
