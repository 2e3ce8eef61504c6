import { TestBook } from './book';

/** A1:B2 filled by a function: an empty text and 1, "x" and an empty text. C is blank; E1 is a formula's empty text. */
async function withTexts(): Promise<TestBook> {
  const book = new TestBook({
    F: () => [
      ['', 1],
      ['x', ''],
    ],
    G: () => [['a'], [null]],
  });
  await book.type({ A1: '=F()', E1: '=""', F1: '=G()' });
  return book;
}

test.each(['A1', 'B2', 'E1'])('an empty text in %s is a text, in whatever formula (P8-42)', async (cell) => {
  const book = await withTexts();
  const formulas: ReadonlyArray<readonly [formula: string, value: unknown]> = [
    [`=${cell}+1`, '#VALUE!'],
    [`=-${cell}`, '#VALUE!'],
    [`=${cell}*2`, '#VALUE!'],
    [`=1/${cell}`, '#VALUE!'],
    [`=${cell}>1000000`, true],
    [`=${cell}<5`, false],
    [`=5<${cell}`, true],
    [`=${cell}=0`, false],
    [`=${cell}=""`, true],
    [`=${cell}=E1`, true],
    [`=ISBLANK(${cell})`, false],
    [`=ISTEXT(${cell})`, true],
    [`=ISNUMBER(${cell})`, false],
    [`=N(${cell})+1`, 1],
    [`=SUM(${cell};1)`, 1],
    [`=LEN(${cell})`, 0],
    [`=${cell}&"y"`, 'y'],
  ];
  for (const [row, [formula]] of formulas.entries()) await book.type({ [`K${row + 1}`]: formula });
  expect(formulas.map(([formula], row) => [formula, book.value(`K${row + 1}`)])).toEqual(formulas);
});

test('a blank cell is none: it is 0 to arithmetic, and equal to 0 and to nothing (P8-42)', async () => {
  const book = await withTexts();
  await book.type({ K1: '=C9+1', K2: '=C9>5', K3: '=ISBLANK(C9)', K4: '=C9=0', K5: '=C9=""', K6: '=F2+1' });
  expect(book.values('K1:K6')).toEqual([[1], [false], [true], [true], [true], [1]]);
});

test('lists count empty texts, and sums and averages leave them out (P8-42)', async () => {
  const book = await withTexts();
  await book.type({
    K1: '=COUNTA(A1:C2)',
    K2: '=COUNTBLANK(A1:C2)',
    K3: '=SUM(A1:C2)',
    K4: '=AVERAGE(A1:C2)',
    K5: '=COUNT(A1:C2)',
  });
  expect(book.values('K1:K5')).toEqual([[4], [4], [1], [1], [1]]);
});

test('what was spilled and is empty is shown as nothing, and something else can be put there once it is gone (P8-42)', async () => {
  const book = await withTexts();
  expect(book.cell('B2')).toMatchObject({ value: '', display: '' });
  await book.type({ A1: '' });
  await book.type({ B2: '5', K1: '=B2+1' });
  expect(book.value('K1')).toBe(6);
});
