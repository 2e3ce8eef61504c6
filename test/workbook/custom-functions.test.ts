import { later, TestBook } from './book';

const table = [
  ['Partner', 'Deals', 'Revenue'],
  ['Acme', 3, 1200.5],
  ['Zeta', 1, 300],
];

describe('a custom function typed into a cell', () => {
  test('fills the cells right and below with the rows it returns (P1.3-1)', async () => {
    const book = new TestBook({ JB_PARTNERS: () => table });
    await book.type({ B2: '=JB_PARTNERS("last_quarter")' });
    expect(book.values('B2:D4')).toEqual(table);
    expect(book.cell('B2').formula).toBe('=JB_PARTNERS("last_quarter")');
    expect(book.cell('C3').formula).toBe('');
    expect(book.calls).toHaveLength(1);
    expect(book.calls[0]).toEqual({
      name: 'JB_PARTNERS',
      args: ['last_quarter'],
      cell: { sheetId: '0', row: 2, column: 2 },
    });
  });

  test('may be written in any case (P1.1-1)', async () => {
    const book = new TestBook({ JB_Ping: () => 'pong' });
    await book.type({ A1: '=jb_pInG()' });
    expect(book.value('A1')).toBe('pong');
    expect(book.calls[0]?.name).toBe('JB_Ping');
  });

  test('works inside other formulas, several times in one', async () => {
    const book = new TestBook({ JB_PARTNERS: () => table, JB_RATE: (rate) => rate });
    await book.type({
      A1: '=SUM(INDEX(JB_PARTNERS("q"),0,3))',
      A2: '=JB_RATE(2)*JB_RATE(3)+1',
      A3: '=IFERROR(JB_RATE(1/0),"none")',
    });
    expect(book.value('A1')).toBe(1500.5);
    expect(book.value('A2')).toBe(7);
    expect(book.value('A3')).toBe('#DIV/0!');
  });

  test('is not called in a branch that does not count', async () => {
    const book = new TestBook({ F: (value) => `F${value}`, BAD: () => Number.NaN });
    await book.type({
      A1: '=IF(B1="","",F(B1))',
      A2: '=IF(TRUE,F(1),F(2))&IF(0,F(3),"-")',
      A3: '=IFERROR("fine",F(4))',
      A4: '=IFERROR(BAD(),IFNA(NA(),F(5)))',
      A5: '=IF(F(6)="F6",IF(FALSE,F(7)),F(8))',
      A6: '=IF({TRUE,FALSE},F(9),10)',
    });
    expect(book.values('A1:A5').flat()).toEqual(['', 'F1-', 'fine', 'F5', false]);
    expect(book.values('A6:B6')).toEqual([['F9', 10]]);
    expect(book.calls.map(({ name, args }) => `${name}${args}`)).toEqual(['F1', 'BAD', 'F5', 'F6', 'F9']);
  });

  test('shows Loading... until it answers, and so does what depends on it', async () => {
    const answer = later<string>();
    const book = new TestBook({ SLOW: () => answer.promise, ECHO: (text) => text });
    book.workbook.write('0', { row: 1, column: 1, rows: 1, columns: 3 }, [['=SLOW()', '=A1&"!"', '=ECHO(A1)']]);
    expect(book.values('A1:C1')).toEqual([['Loading...', 'Loading...', 'Loading...']]);
    answer.resolve('done');
    await book.workbook.settled();
    expect(book.values('A1:C1')).toEqual([['done', 'done!', 'done']]);
    expect(book.calls.map(({ name, args }) => [name, ...args])).toEqual([['SLOW'], ['ECHO', 'done']]);
  });

  test('is #NAME? as long as the add-on is not there, and works when the file is opened with it (P1.6-4)', async () => {
    const book = new TestBook({});
    await book.type({ A1: '=JB_PARTNERS()' });
    expect(book.cell('A1')).toMatchObject({ value: '#NAME?', note: "Unknown function: 'JB_PARTNERS'." });
    book.functions.JB_PARTNERS = () => 'here';
    await book.workbook.reopen();
    expect(book.value('A1')).toBe('here');
  });

  test('cannot take the name of a function of Sheets (P1.1-1)', async () => {
    const book = new TestBook({ SUM: () => 'mine' });
    await book.type({ A1: '=SUM(1,2)' });
    expect(book.value('A1')).toBe(3);
  });
});

describe('arguments of a custom function', () => {
  const argsOf = async (formula: string, cells: Record<string, string> = {}, timeZone = 'Europe/Berlin') => {
    const book = new TestBook({ F: () => 0 }, { timeZone });
    await book.type(cells);
    await book.type({ Z9: formula });
    expect(book.calls).toHaveLength(1);
    return book.calls[0]?.args;
  };

  test('a cell is a value, a range is rows of values, a blank is an empty string (P1.2-1, 2, 6)', async () => {
    const cells = { A1: '1', B1: 'text', A2: 'TRUE' };
    expect(await argsOf('=F(A1,B1,A2,C3,A1:A1)', cells)).toEqual([1, 'text', true, '', 1]);
    expect(await argsOf('=F(A1:B2)', cells)).toEqual([
      [
        [1, 'text'],
        [true, ''],
      ],
    ]);
    expect(await argsOf('=F(A1:B1)', cells)).toEqual([[[1, 'text']]]);
  });

  test('literals and percentages arrive as values (P1.2-3, 5)', async () => {
    expect(await argsOf('=F("a""b",10%,TRUE,-2.5,1+1)')).toEqual(['a"b', 0.1, true, -2.5, 2]);
    expect(await argsOf('=F(A1)', { A1: '10%' })).toEqual([0.1]);
    expect(await argsOf('=F({1,2;3,4})')).toEqual([
      [
        [1, 2],
        [3, 4],
      ],
    ]);
  });

  test('texts in quotes stay texts, whatever they look like (P1.2-3)', async () => {
    const looks = ['2026-03', '1/2', '10%', '$5', '1,000', '01', '12:30', 'TRUE story', '1e3'];
    expect(await argsOf(`=F(${looks.map((text) => `"${text}"`).join(',')})`)).toEqual(looks);
  });

  test('omitted at the end they are absent (P1.2-7), in between they are blank', async () => {
    expect(await argsOf('=F()')).toEqual([]);
    expect(await argsOf('=F("a",,5)')).toEqual(['a', '', 5]);
    expect(await argsOf('=F(,"b",)')).toEqual(['', 'b', '']);
  });

  test('a date is a Date at that time in the time zone of the spreadsheet (P1.2-4, P8-10)', async () => {
    const [summer, winter, midday] = (await argsOf('=F(A1,A2,A3)', {
      A1: '2026-07-01',
      A2: '2026-01-31',
      A3: '1/31/2026 12:30',
    })) as Date[];
    expect(summer?.toISOString()).toBe('2026-06-30T22:00:00.000Z');
    expect(winter?.toISOString()).toBe('2026-01-30T23:00:00.000Z');
    expect(midday?.toISOString()).toBe('2026-01-31T11:30:00.000Z');
    const [calculated] = (await argsOf('=F(DATE(2026,1,31))')) as Date[];
    expect(calculated?.toISOString()).toBe('2026-01-30T23:00:00.000Z');
  });

  test('an error in a cell is its text (P1.2-11)', async () => {
    expect(await argsOf('=F(A1,A2:A3)', { A1: '=NA()', A2: '=1/0' })).toEqual(['#N/A', [['#DIV/0!'], ['']]]);
  });

  test('an open range has a row for every row of the sheet (P1.2-10)', async () => {
    const args = (await argsOf('=F(A2:A)', { A2: '7' })) as unknown[][][];
    expect(args[0]).toHaveLength(999);
    expect(args[0]?.[0]).toEqual([7]);
    expect(args[0]?.[998]).toEqual(['']);
  });

  test('ARRAYFORMULA makes one call with the whole array, MAP one for every row (P1.2-9)', async () => {
    const cells = { A1: '1', A2: '2' };
    expect(await argsOf('=ARRAYFORMULA(F(A1:A2))', cells)).toEqual([[[1], [2]]]);
    const book = new TestBook({ DOUBLE: (value) => Number(value) * 2 });
    await book.type({ ...cells, B1: '=MAP(A1:A2,LAMBDA(x,DOUBLE(x)))' });
    expect(book.values('B1:B2')).toEqual([[2], [4]]);
    expect(book.calls).toHaveLength(2);
  });

  test('more of them than the function has still count as dependencies (P1.2-8)', async () => {
    const book = new TestBook({ F: () => book.calls.length });
    await book.type({ B1: '=F("a",A1)', A1: 'x', A2: 'unrelated' });
    expect(book.value('B1')).toBe(2);
  });

  test.each(['=F(NOW())', '=F(1,RAND()*2)', '=F(A1)', '=F(A2)', '=F(A1:B2)', '=F(INDEX(A1:A2,1))', '=F(C1)'])(
    'NOW and RAND are refused, also behind other cells: %s (P1.2-12)',
    async (formula) => {
      const book = new TestBook({ F: () => 1 });
      await book.type({ A1: '=NOW()', A2: '=A1+1', B2: '=RANDBETWEEN(1,2)', C1: '=RANDARRAY(2,1)', Z9: formula });
      expect(book.cell('Z9')).toMatchObject({
        value: '#ERROR!',
        note: 'This function is not allowed to reference a cell with NOW(), RAND(), RANDARRAY(), or RANDBETWEEN().',
      });
      expect(book.calls).toHaveLength(0);
    },
  );

  test('a helper cell that becomes volatile without another value is noticed', async () => {
    const book = new TestBook({ F: () => 1 });
    await book.type({ A1: '=1', B1: '=F(A1)' });
    expect(book.value('B1')).toBe(1);
    await book.type({ A1: '=1+0*NOW()' });
    expect(book.value('B1')).toBe('#ERROR!');
  });

  test('TODAY, and RAND beside the call, are fine', async () => {
    const book = new TestBook({ F: () => 1 }, { now: () => Date.UTC(2026, 4, 15, 9) });
    await book.type({ A1: '=F(TODAY())', A2: '=F(1)+0*RAND()' });
    expect(book.values('A1:A2')).toEqual([[1], [1]]);
    expect(book.calls[0]?.args).toEqual([new Date('2026-05-15T00:00:00Z')]);
  });
});

describe('what a custom function returns', () => {
  const returned = async (value: unknown) => {
    const book = new TestBook({ F: () => value });
    await book.type({ A1: '=F()' });
    return book;
  };

  test('an array of values goes down a column (P1.3-2)', async () => {
    const book = await returned(['a', 2, true]);
    expect(book.values('A1:B3')).toEqual([
      ['a', ''],
      [2, ''],
      [true, ''],
    ]);
  });

  test('nothing is a blank cell (P1.3-7)', async () => {
    expect((await returned(undefined)).value('A1')).toBe('');
    expect((await returned(null)).value('A1')).toBe('');
    expect((await returned([['a', null, '']])).values('A1:C1')).toEqual([['a', '', '']]);
  });

  test.each([
    ['a date', new Date(0), /Date/],
    ['NaN', Number.NaN, /NaN/],
    ['infinity', Number.POSITIVE_INFINITY, /Infinity/],
    ['an object', { a: 1 }, /Object/],
    ['rows of unequal length', [[1, 2], [3]], /differ in length/],
    ['rows and values mixed', [[1], 2], /rows and single values/],
    ['an empty array', [], /empty array/],
    ['more text than fits', 'x'.repeat(50_001), /50000 characters/],
  ])('%s is refused (P1.3-4, P1.3-9)', async (_, value, note) => {
    const cell = (await returned(value)).cell('A1');
    expect(cell.value).toBe('#ERROR!');
    expect(cell.note).toMatch(note);
  });

  test('a thrown error is #ERROR! with its message as a note (P1.3-5)', async () => {
    const book = new TestBook({
      F: () => {
        throw new Error('Connect first.');
      },
    });
    await book.type({ A1: '=F()', A2: '=F()&"x"', A3: '=A1+1', A4: '=IFERROR(F(),"caught")' });
    expect(book.cell('A1')).toMatchObject({ value: '#ERROR!', display: '#ERROR!', note: 'Connect first.' });
    expect(book.cell('A2')).toMatchObject({ value: '#ERROR!', note: 'Connect first.' });
    expect(book.cell('A3').value).toBe('#ERROR!');
    expect(book.cell('A4')).toMatchObject({ value: 'caught', note: '' });
  });

  test('a runner that fails does not take the workbook with it', async () => {
    const book = new TestBook({ F: () => 1 }, { evaluate: () => Promise.reject(new Error('The thread died.')) });
    await book.type({ A1: '=F()' });
    expect(book.cell('A1')).toMatchObject({ value: '#ERROR!', note: 'The thread died.' });
  });
});

describe('a result that wants to spill', () => {
  test('over data is #REF!, naming the first cell in the way, until that is cleared (P1.3-3)', async () => {
    const book = new TestBook({ F: () => table });
    await book.type({ B3: 'mine', C2: 'too', A1: '=F()' });
    expect(book.cell('A1')).toMatchObject({
      value: '#REF!',
      note: 'Array result was not expanded because it would overwrite data in C2.',
    });
    expect(book.values('B1:C3')).toEqual([
      ['', ''],
      ['', 'too'],
      ['mine', ''],
    ]);
    await book.type({ C2: '' });
    expect(book.cell('A1').note).toContain('data in B3.');
    await book.type({ B3: '' });
    expect(book.values('A1:C3')).toEqual(table);
    expect(book.calls).toHaveLength(1);
  });

  test('is blocked by what somebody writes into it, and the rest disappears', async () => {
    const book = new TestBook({ F: () => table });
    await book.type({ A1: '=F()', B2: 'mine' });
    expect(book.values('A1:C3')).toEqual([
      ['#REF!', '', ''],
      ['', 'mine', ''],
      ['', '', ''],
    ]);
    expect(book.calls).toHaveLength(1);
  });

  test('comes back into cells that are cleared, they are its own', async () => {
    const book = new TestBook({ F: () => table });
    await book.type({ A1: '=F()', B2: '' });
    expect(book.values('A1:C3')).toEqual(table);
  });

  test('beyond the last row asks for more rows', async () => {
    const book = new TestBook({ F: () => table });
    await book.type({ A999: '=F()' });
    expect(book.cell('A999')).toMatchObject({
      value: '#REF!',
      note: 'Result was not automatically expanded, please insert more rows (1).',
    });
  });

  test('takes its old cells back when it gets smaller', async () => {
    const book = new TestBook({ ROWS_OF: (count) => Array.from({ length: Number(count) }, (_, index) => [index + 1]) });
    await book.type({ A1: '4', B1: '=ROWS_OF(A1)', C1: '=SUM(B1:B10)', C2: '=B4&"x"' });
    expect([book.value('C1'), book.value('C2')]).toEqual([10, '4x']);
    await book.type({ A1: '2' });
    expect(book.values('B1:B4')).toEqual([[1], [2], [''], ['']]);
    expect([book.value('C1'), book.value('C2')]).toEqual([3, 'x']);
  });

  test('two that want the same cells: the later one waits for the earlier one to go', async () => {
    const book = new TestBook({ DOWN: () => [[1], [2]], ACROSS: () => [[3, 4]] });
    await book.type({ B1: '=DOWN()', A2: '=ACROSS()' });
    expect(book.cell('A2').note).toContain('data in B2.');
    await book.type({ B1: '' });
    expect(book.values('A1:B2')).toEqual([
      ['', ''],
      [3, 4],
    ]);
  });

  test('is seen by formulas that refer to it, three deep', async () => {
    const book = new TestBook({ F: (count) => Array.from({ length: Number(count) }, (_, index) => [index + 1]) });
    await book.type({ H1: '2', A1: '=F(H1)', B1: '=F(SUM(A1:A9))', C1: '=F(SUM(B1:B20))', D1: '=COUNT(C1:C50)' });
    expect(book.value('D1')).toBe(6);
    await book.type({ H1: '3' });
    expect(book.value('D1')).toBe(21);
  });

  test('into what it reads itself is a circle', async () => {
    const book = new TestBook({ F: () => [[1], [2]] });
    await book.type({ A1: '=F(A2)' });
    expect(book.value('A1')).toBe('#REF!');
    expect(book.cell('A1').note).toMatch(/Circular/);
  });
});

describe('a custom function is called again', () => {
  const counting = () => {
    const book: TestBook = new TestBook({ F: (...args) => `${book.calls.length}:${args.join()}` });
    return book;
  };

  test('when its text is edited, but not when the same text is set again (P1.5-1, P8.1-3)', async () => {
    const book = counting();
    await book.type({ A1: '=F("a")' });
    await book.type({ A1: '=F("a")' });
    book.workbook.setFormula('0', 1, 1, '=F("a")');
    await book.workbook.settled();
    expect(book.calls).toHaveLength(1);
    expect(book.value('A1')).toBe('1:a');
    await book.type({ A1: '=F( "a" )' });
    expect(book.calls).toHaveLength(2);
  });

  test('when its text is changed and changed back with a flush in between, not without one (P8.1-3)', async () => {
    const book = counting();
    book.functions.F_REFRESHING = () => 'refreshing';
    await book.type({ A1: '=F("a")' });
    book.workbook.setFormula('0', 1, 1, '=F_REFRESHING("a")');
    book.workbook.setFormula('0', 1, 1, '=F("a")');
    await book.workbook.settled();
    expect(book.calls).toHaveLength(1);
    await book.type({ A1: '=F_REFRESHING("a")', A2: '' });
    await book.type({ A1: '=F("a")' });
    expect(book.calls.map(({ name }) => name)).toEqual(['F', 'F_REFRESHING', 'F']);
    expect(book.value('A1')).toBe('3:a');
  });

  test('when a cell it refers to has another value, not when it is written the same value', async () => {
    const book = counting();
    await book.type({ A1: '1', B1: '=F(A1)', A2: '=A1*0', B2: '=F(A2)' });
    expect(book.calls).toHaveLength(2);
    await book.type({ A1: '1' });
    expect(book.calls).toHaveLength(2);
    await book.type({ A1: '2' });
    expect(book.calls).toHaveLength(3);
    expect(book.value('B1')).toBe('3:2');
    await book.type({ A1: '1' });
    expect(book.value('B1')).toBe('4:1');
  });

  test('when its text is edited at the moment a named range is set', async () => {
    const book = counting();
    await book.type({ A1: '=F("a")' });
    book.workbook.setFormula('0', 1, 1, '=F("b")');
    book.workbook.setNamedRange('Totals', '0', { row: 9, column: 9, rows: 1, columns: 1 });
    await book.workbook.settled();
    expect(book.value('A1')).toBe('2:b');
  });

  test('after the cell was cleared and the formula entered anew', async () => {
    const book = counting();
    await book.type({ A1: '=F()' });
    await book.type({ A1: '' });
    expect(book.value('A1')).toBe('');
    await book.type({ A1: '=F()' });
    expect(book.calls).toHaveLength(2);
  });

  test('when the file is opened again, in every cell (P1.5-2)', async () => {
    const book = counting();
    await book.type({ A1: '=F(1)', A2: '=F(2)', A3: '=1+1' });
    await book.workbook.reopen();
    expect(book.calls).toHaveLength(4);
  });

  test('never because of a thousand edits elsewhere', async () => {
    const book = counting();
    await book.type({ A1: '=F("a")', B1: '=A1&"!"' });
    for (let edit = 0; edit < 1000; edit++) {
      book.workbook.write('0', { row: 2 + (edit % 500), column: 5, rows: 1, columns: 1 }, [[edit]]);
      if (edit % 10 === 0) await book.workbook.settled();
    }
    await book.workbook.settled();
    expect(book.calls).toHaveLength(1);
  });

  test('when its row moved down, because a row was inserted above it (P1.5-4)', async () => {
    const book = counting();
    await book.type({ A1: '=F("above")', A3: '=F("moved")' });
    book.workbook.insertRows('0', 2, 1);
    await book.workbook.settled();
    expect(book.calls.map(({ args }) => args[0])).toEqual(['above', 'moved', 'moved']);
    expect(book.value('A4')).toBe('3:moved');
  });

  test('for each of two equal calls in one formula, and for each cell (P1.5-6)', async () => {
    const book = counting();
    await book.type({ A1: '=F(1)&F(1)', A2: '=F(1)' });
    expect(book.calls).toHaveLength(3);
  });
});

describe('an answer that comes late', () => {
  test('is dropped when the formula is gone, or is another one', async () => {
    const answers = [later<string>(), later<string>()];
    const book = new TestBook({ SLOW: (index) => answers[Number(index)]?.promise, F: () => 'other' });
    book.workbook.write('0', { row: 1, column: 1, rows: 2, columns: 1 }, [['=SLOW(0)'], ['=SLOW(1)']]);
    expect(book.value('A1')).toBe('Loading...');
    book.workbook.write('0', { row: 1, column: 1, rows: 2, columns: 1 }, [['mine'], ['=F()']]);
    for (const { resolve } of answers) resolve('late');
    await book.workbook.settled();
    expect(book.values('A1:A2')).toEqual([['mine'], ['other']]);
  });

  test('is dropped when an argument changed meanwhile, and the call is made again', async () => {
    const answers = new Map([1, 2].map((key) => [key, later<string>()]));
    const book = new TestBook({ SLOW: (key) => answers.get(Number(key))?.promise });
    book.workbook.write('0', { row: 1, column: 1, rows: 1, columns: 2 }, [[1, '=SLOW(A1)']]);
    expect(book.value('B1')).toBe('Loading...');
    book.workbook.write('0', { row: 1, column: 1, rows: 1, columns: 1 }, [[2]]);
    expect(book.value('B1')).toBe('Loading...');
    answers.get(2)?.resolve('new');
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    expect(book.value('B1')).toBe('new');
    answers.get(1)?.resolve('old');
    await book.workbook.settled();
    expect(book.value('B1')).toBe('new');
  });

  test('settled waits for all of them, and for what they set off', async () => {
    const book = new TestBook({ CHAIN: async (value) => Number(value) + 1 });
    await book.type({ A1: '=CHAIN(0)' });
    const formulas = Array.from({ length: 20 }, (_, index) => [`=CHAIN(A${index + 1})`]);
    await book.write('A2', formulas);
    expect(book.value('A21')).toBe(21);
    expect(book.calls).toHaveLength(21);
  });

  test('disposing does not wait for it', async () => {
    const book = new TestBook({ NEVER: () => new Promise(() => undefined) });
    book.workbook.write('0', { row: 1, column: 1, rows: 1, columns: 1 }, [['=NEVER()']]);
    const settled = book.workbook.settled();
    book.workbook.dispose();
    await settled;
  });
});

test('a hundred cells are called at once and settle quickly', async () => {
  let running = 0;
  let most = 0;
  const book = new TestBook({
    F: async (id) => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 20));
      running -= 1;
      return Array.from({ length: 5 }, (_, row) => [`${id}-${row}`, row]);
    },
  });
  const formulas = Array.from({ length: 600 }, (_, row) => [row % 6 === 0 ? `=F("${row}")` : '']);
  const started = performance.now();
  await book.write('A1', formulas);
  expect(book.values('A595:B599')).toEqual([0, 1, 2, 3, 4].map((row) => [`594-${row}`, row]));
  expect(most).toBe(100);
  expect(book.calls).toHaveLength(100);
  expect(performance.now() - started).toBeLessThan(5000);
});
