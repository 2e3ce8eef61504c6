import fc from 'fast-check';
import { parseTyped } from '../../workbench/apps-script/workbook/typed';
import { TestBook } from './book';

const en = { locale: 'en_US', year: 2026 } as const;
const de = { locale: 'de_DE', year: 2026 } as const;
const day = (year: number, month: number, date: number) => Date.UTC(year, month - 1, date) / 86_400_000 + 25_569;

describe('typing into a cell in en_US (P8-4)', () => {
  test.each<[string, unknown, string?]>([
    ['1/2', day(2026, 1, 2), 'M/d'],
    ['1/31/2026', day(2026, 1, 31), 'M/d/yyyy'],
    ['1/31/26', day(2026, 1, 31), 'M/d/yyyy'],
    ['2026-01-31', day(2026, 1, 31), 'yyyy-MM-dd'],
    ['3-4', day(2026, 3, 4), 'M/d'],
    ['March 1', day(2026, 3, 1), 'MMM d'],
    ['1 Mar 2025', day(2025, 3, 1), 'd MMM yyyy'],
    ['Jan 2026', day(2026, 1, 1), 'MMM yyyy'],
    ['10:30', 0.4375, 'h:mm'],
    ['2026-01-31 12:00', day(2026, 1, 31) + 0.5, 'yyyy-MM-dd h:mm'],
    ['01', 1],
    ['007', 7],
    ['-1', -1],
    ['+44', 44],
    ['1e3', 1000, '0.00E+00'],
    ['.5', 0.5],
    ['1,000,000', 1_000_000, '#,##0'],
    ['1,000.50', 1000.5, '#,##0.00'],
    ['$2.99', 2.99, '"$"#,##0.00'],
    ['-$3', -3, '"$"#,##0'],
    ['€5', 5, '"€"#,##0'],
    ['(5)', -5],
    ['10%', 0.1, '0%'],
    ['10.5%', 0.105, '0.00%'],
    [' 5 ', 5],
    ['TRUE', true],
    ['false', false],
  ])('%j is %j', (...[text, value, format]) => {
    expect(parseTyped(text, en)).toEqual({ kind: 'value', value, ...(format ? { format } : {}) });
  });

  test.each([
    '2.000.000',
    '1,00',
    '31/1/2026',
    '13:61',
    '2026-02-30',
    'Acme',
    '1.2.3',
    'Mayday 1',
    '--',
    '-',
    '=',
    '1,5',
    '@home',
    'true story',
  ])('%j stays text', (text) => {
    const typed = parseTyped(text, en);
    // Two signs start a formula, one alone does not.
    if (text === '--') expect(typed).toEqual({ kind: 'formula', text: '=--' });
    else expect(typed).toEqual({ kind: 'value', value: text });
  });

  test('with =, and with + or - before what is no number, it is a formula (P8-3, P8-5)', () => {
    expect(parseTyped('=A1', en)).toEqual({ kind: 'formula', text: '=A1' });
    expect(parseTyped('+44 Partners', en)).toEqual({ kind: 'formula', text: '=+44 Partners' });
    expect(parseTyped('-A1', en)).toEqual({ kind: 'formula', text: '=-A1' });
  });

  test('a leading apostrophe makes it text and is not part of it (P8-6)', () => {
    expect(parseTyped("'1/2", en)).toEqual({ kind: 'value', value: '1/2' });
    expect(parseTyped("''Tis", en)).toEqual({ kind: 'value', value: "'Tis" });
    expect(parseTyped("'=A1", { ...en, plainText: true })).toEqual({ kind: 'value', value: '=A1' });
    expect(parseTyped("'", en)).toEqual({ kind: 'value', value: '' });
  });

  test('a cell formatted as text keeps it (P8-7), but not a formula, to be strict (P8-8)', () => {
    expect(parseTyped('1/2', { ...en, plainText: true })).toEqual({ kind: 'value', value: '1/2' });
    expect(parseTyped('=A1', { ...en, plainText: true })).toEqual({ kind: 'formula', text: '=A1' });
  });
});

describe('typing into a cell in de_DE', () => {
  test.each<[string, unknown, string?]>([
    ['1,5', 1.5],
    ['1.000', 1000, '#,##0'],
    ['1.000,50', 1000.5, '#,##0.00'],
    ['31.12.2026', day(2026, 12, 31), 'dd.MM.yyyy'],
    ['31.12.', day(2026, 12, 31), 'dd.MM'],
    ['1.2', day(2026, 2, 1), 'dd.MM'],
    ['2026-01-31', day(2026, 1, 31), 'yyyy-MM-dd'],
    ['1. März 2025', day(2025, 3, 1), 'd. MMM yyyy'],
    ['5 €', 5, '#,##0 "€"'],
    ['12,5%', 0.125, '0.00%'],
    ['wahr', true],
    ['TRUE', true],
  ])('%j is %j', (...[text, value, format]) => {
    expect(parseTyped(text, de)).toEqual({ kind: 'value', value, ...(format ? { format } : {}) });
  });

  test('1,000,000 is no number', () => {
    expect(parseTyped('1,000,000', de)).toEqual({ kind: 'value', value: '1,000,000' });
  });
});

const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.stringMatching(/^[-+'=$€%.,/: \d()eapmTRUE]{0,12}$/),
);
const contexts = fc.constantFrom(en, de);

describe('whatever is typed', () => {
  test('a leading apostrophe keeps every text as it is', () => {
    fc.assert(
      fc.property(texts, contexts, (text, context) => {
        expect(parseTyped(`'${text}`, context)).toEqual({ kind: 'value', value: text });
      }),
    );
  });

  test('it becomes a finite number, a boolean, the text itself, a formula or nothing', () => {
    fc.assert(
      fc.property(texts, contexts, (text, context) => {
        const typed = parseTyped(text, context);
        if (typed.kind === 'formula') expect([text, `=${text}`]).toContain(typed.text);
        else if (typed.kind === 'blank') expect(text).toBe('');
        else if (typeof typed.value === 'number') expect(Number.isFinite(typed.value)).toBe(true);
        else if (typeof typed.value === 'string') expect([text, text.slice(1)]).toContain(typed.value);
      }),
    );
  });

  test('numbers written in the locale are those numbers', () => {
    fc.assert(
      fc.property(fc.integer(), fc.nat({ max: 99 }), (whole, cents) => {
        const plain = `${whole}.${String(cents).padStart(2, '0')}`;
        const grouped = Math.abs(whole).toLocaleString('de-DE');
        expect(parseTyped(plain, en)).toEqual({ kind: 'value', value: Number(plain) || 0 });
        expect(parseTyped(plain.replace('.', ','), de)).toEqual({ kind: 'value', value: Number(plain) || 0 });
        expect(parseTyped(grouped, de)).toMatchObject({ kind: 'value', value: Math.abs(whole) });
      }),
    );
  });
});

describe('writing values with a script', () => {
  test('strings are parsed as if typed, the rest is stored as it is (P8-4, P8-9)', async () => {
    const book = new TestBook();
    await book.write('A1', [['1/2', '007', 'TRUE', '=1+1', "'=1+1", 5, false, null, undefined, '', { a: 1 }]]);
    expect(book.values('A1:K1')).toEqual([
      [expect.any(Date), 7, true, 2, '=1+1', 5, false, '', '', '', '[object Object]'],
    ]);
    expect(book.cell('D1').formula).toBe('=1+1');
    expect(book.cell('E1').formula).toBe('');
  });

  test('an empty value clears the content and leaves the format', async () => {
    const book = new TestBook();
    await book.write('A1', [['10%', 'x']]);
    await book.write('A1', [[null, '']]);
    expect(book.values('A1:B1')).toEqual([['', '']]);
    expect(book.cell('A1').numberFormat).toBe('0%');
  });

  test('a number in a cell that showed a date is a date', async () => {
    const book = new TestBook();
    await book.write('A1', [['2026-01-31']]);
    await book.write('A1', [[5]]);
    expect(book.value('A1')).toEqual(new Date('1900-01-04T00:00:00Z'));
  });

  test('a Date is written and read in the time zone of the spreadsheet (P8-10)', async () => {
    const book = new TestBook({}, { timeZone: 'America/New_York' });
    const date = new Date('2026-07-01T03:00:00Z');
    await book.write('A1', [[date]]);
    expect(book.value('A1')).toEqual(date);
    expect(book.cell('A1')).toMatchObject({ display: '6/30/2026', numberFormat: 'M/d/yyyy' });
  });

  test.each([
    ['GMT-07:00', '3/3/2026'],
    ['GMT+05:30', '3/4/2026'],
    ['GMT+00:00', '3/4/2026'],
  ])('also where the zone is %s (P8-40)', async (timeZone, display) => {
    const book = new TestBook({}, { timeZone });
    const date = new Date('2026-03-04T01:30:00Z');
    await book.write('A1', [[date]]);
    expect(book.value('A1')).toEqual(date);
    expect(book.cell('A1')).toMatchObject({ display });
  });

  test.each(['GMT-7', 'GMT+15:00', 'GMT+01:60', 'Mars/Olympus'])('there is no zone %s (P8-40)', (timeZone) => {
    expect(() => new TestBook({}, { timeZone })).toThrow(RangeError);
  });

  test('after the file’s time zone was changed a date keeps its wall clock and is another moment (P8-10)', async () => {
    const book = new TestBook({}, { timeZone: 'America/New_York' });
    await book.write('A1', [[new Date('2026-07-01T03:00:00Z')]]);
    book.workbook.timeZone = 'Europe/Berlin';
    expect(book.value('A1')).toEqual(new Date('2026-06-30T21:00:00Z'));
    expect(() => {
      book.workbook.timeZone = 'Mars/Olympus';
    }).toThrow(RangeError);
    expect(book.workbook.timeZone).toBe('Europe/Berlin');
  });

  test('text cells keep what would be parsed (P8-7)', async () => {
    const book = new TestBook();
    book.workbook.setNumberFormats('0', { row: 1, column: 1, rows: 1, columns: 1 }, [['@']]);
    await book.write('A1', [['1/2']]);
    expect(book.cell('A1')).toMatchObject({ value: '1/2', display: '1/2', numberFormat: '@' });
  });

  test('outside of the grid it throws and writes nothing (P4-16)', () => {
    const { workbook } = new TestBook();
    const message = 'The coordinates of the range are outside the dimensions of the sheet.';
    expect(() => workbook.write('0', { row: 1000, column: 26, rows: 2, columns: 1 }, [[1], [2]])).toThrow(message);
    expect(() => workbook.write('0', { row: 1, column: 26, rows: 1, columns: 2 }, [[1, 2]])).toThrow(message);
    expect(() => workbook.read('0', { row: 0, column: 1, rows: 1, columns: 1 })).toThrow(message);
    expect(workbook.extent('0')).toEqual({ lastRow: 0, lastColumn: 0 });
  });

  test('in another shape than the range it throws (P8-1)', () => {
    const { workbook } = new TestBook();
    const rect = { row: 1, column: 1, rows: 2, columns: 1 };
    expect(() => workbook.write('0', rect, [[1], [2], [3]])).toThrow(
      'The number of rows in the data does not match the number of rows in the range. The data has 3 but the range has 2.',
    );
    expect(() => workbook.write('0', rect, [[1], [2, 3]])).toThrow('The data has 2 but the range has 1.');
  });

  test('more than 50,000 characters are refused (P4-15)', () => {
    const { workbook } = new TestBook();
    expect(() => workbook.write('0', { row: 1, column: 1, rows: 1, columns: 1 }, [['x'.repeat(50_001)]])).toThrow(
      'Your input contains more than the maximum of 50000 characters in a single cell.',
    );
  });

  test('a name from outside that starts like a formula does harm (P8-5)', async () => {
    const book = new TestBook();
    await book.write('A1', [['+44 Partners', '-foo', '=HYPERLINK(']]);
    expect(book.values('A1:C1')).toEqual([['#ERROR!', '#NAME?', '#ERROR!']]);
    expect(book.cell('A1')).toMatchObject({ formula: '=+44 Partners', note: 'Formula parse error.' });
  });
});

describe('strings that a custom function returns (P8.1-4)', () => {
  test.each(['1/2', 'TRUE', '-1', '007', "'Tis", '=HYPERLINK("x")', '1e3', '10%', ' x ', '', '+44'])(
    '%j stands in the cell as it is',
    async (text) => {
      const book = new TestBook({ F: () => text, G: () => [[text, 'x']], LENGTH_OF: (value) => [typeof value, value] });
      await book.type({ A1: '=F()', A2: '=G()', A3: '=A1&"|"&A2', A4: '=LENGTH_OF(A2)' });
      expect(book.values('A1:B2')).toEqual([
        [text, ''],
        [text, 'x'],
      ]);
      expect(book.cell('A2').display).toBe(text);
      expect(book.cell('A2').formula).toBe('=G()');
      expect(book.value('A3')).toBe(`${text}|${text}`);
      expect(book.values('A4:A5')).toEqual([['string'], [text]]);
    },
  );

  test('every string and number comes through unchanged, alone or in an array', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(texts, fc.boolean(), fc.double({ noDefaultInfinity: true, noNaN: true })), {
          minLength: 2,
          maxLength: 5,
        }),
        async (row) => {
          const book = new TestBook({ ONE: () => row[0], ALL: () => [row] });
          await book.type({ A1: '=ONE()', A2: '=ALL()' });
          const shown = book.workbook.read('0', { row: 2, column: 1, rows: 1, columns: row.length });
          expect(shown[0]?.map(({ value }) => value)).toEqual(row);
          expect(book.value('A1')).toEqual(row[0]);
          book.workbook.dispose();
        },
      ),
      { numRuns: 60 },
    );
  });
});
