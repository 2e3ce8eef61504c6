import type { TestProject } from '../support/project';
import { closeProjects, project } from '../support/project';

const sheet = '0';

afterEach(closeProjects);

/** A project with functions of these bodies. */
const scripts = (bodies: Readonly<Record<string, string>>): Promise<TestProject> =>
  project(`
    const book = SpreadsheetApp.getActiveSpreadsheet();
    const sheet = book.getSheets()[0];
    const cells = (row, column, rows = 1, columns = 1) => sheet.getRange(row, column, rows, columns);
    const rule = () => SpreadsheetApp.newConditionalFormatRule();
    ${Object.entries(bodies)
      .map(([name, body]) => `function ${name}() { ${body} }`)
      .join('\n')}`);

const rect = (row: number, column: number, rows = 1, columns = 1) => ({ row, column, rows, columns });
const shown = ({ file }: TestProject, row: number, column: number, rows = 1, columns = 1) =>
  file.workbook.shownLooks(sheet, rect(row, column, rows, columns));
const backgrounds = (made: TestProject, row: number, column: number, rows: number, columns = 1) =>
  shown(made, row, column, rows, columns).map((line) => line.map(({ background }) => background).join(' '));

describe('conditional format rules (P8-67)', () => {
  const read = `return sheet.getConditionalFormatRules().map((one) => [
    String(one.getBooleanCondition().getCriteriaType()),
    one.getBooleanCondition().getCriteriaValues(),
    one.getRanges().map((range) => range.getA1Notation()),
  ]);`;

  test('setting them replaces all that a sheet has; one that was read, or copied, goes in again as it was (P8-20)', async () => {
    const made = await scripts({
      set: `sheet.setConditionalFormatRules([rule().whenTextEqualTo('Gold').setBold(true).setRanges([cells(1, 1), cells(3, 1, 2, 2)]).build()]);`,
      add: `const [first] = sheet.getConditionalFormatRules();
        const second = first.copy().whenNumberBetween(1, 3).build();
        sheet.setConditionalFormatRules([first, second]);`,
      read,
      clear: 'sheet.clearConditionalFormatRules();',
    });
    await made.call('set');
    await made.call('set');
    await made.call('add');
    const ranges = ['A1', 'A3:B4'];
    expect(await made.call('read')).toEqual([
      ['TEXT_EQUAL_TO', ['Gold'], ranges],
      ['NUMBER_BETWEEN', [1, 3], ranges],
    ]);
    await made.call('clear');
    expect(await made.call('read')).toEqual([]);
  });

  test('the first one that is true decides how a cell looks, over its own format and its alternating colours', async () => {
    const made = await scripts({
      probe: `
        cells(1, 1, 4, 1).setValues([[3], [-2], [0], ['3']]).setBackground('#eeeeee').setFontColor('#111111');
        cells(4, 1).setNumberFormat('@').setValue('3');
        sheet.setConditionalFormatRules([
          rule().whenNumberGreaterThan(0).setFontColor('#188038').setRanges([cells(1, 1, 4, 1)]).build(),
          rule().whenNumberGreaterThan(2).setBackground('#ffffff').setRanges([cells(1, 1, 4, 1)]).build(),
          rule().whenNumberLessThan(0).setFontColor('#c5221f').setBold(true).setRanges([cells(1, 1, 4, 1)]).build(),
        ]);`,
    });
    await made.call('probe');
    const own = { background: '#eeeeee', fontColor: '#111111', bold: false, italic: false };
    expect(shown(made, 1, 1, 4).flat()).toEqual([
      { ...own, fontColor: '#188038' },
      { ...own, fontColor: '#c5221f', bold: true },
      own,
      own,
    ]);
    expect(made.file.workbook.read(sheet, rect(1, 1))[0]?.[0]?.fontColor).toBe('#111111');
  });

  test('a formula is written for the first cell and asked of each: relative references go along, fixed ones stay', async () => {
    const made = await scripts({
      probe: `
        cells(2, 1, 3, 2).setValues([[1, 'a'], [2, 'b'], [3, 'c']]);
        cells(1, 5).setValue(2);
        sheet.setConditionalFormatRules([
          rule().whenFormulaSatisfied('=AND($A2>=$E$1;B$1="")').setBackground('#ffd700').setRanges([cells(2, 1, 3, 2)]).build(),
        ]);`,
    });
    await made.call('probe');
    const gold = '#ffd700';
    expect(backgrounds(made, 2, 1, 3, 2)).toEqual([' ', `${gold} ${gold}`, `${gold} ${gold}`]);
    made.file.workbook.insertRows(sheet, 1, 2);
    made.file.workbook.insertColumns(sheet, 1, 1);
    expect(backgrounds(made, 4, 2, 3, 2)).toEqual([' ', `${gold} ${gold}`, `${gold} ${gold}`]);
    expect(made.file.workbook.rulesOn(sheet)[0]?.condition.values).toEqual(['=AND($B4>=$F$3;C$3="")']);
    // The first row of the rule goes: the rule is one of the next row, and what it names is not lost.
    made.file.workbook.deleteRows(sheet, 4, 1);
    expect(backgrounds(made, 4, 2, 2, 2)).toEqual([`${gold} ${gold}`, `${gold} ${gold}`]);
  });

  test.each([
    ['whenNumberEqualTo(0)', [0], ['', 5]],
    ['whenNumberNotEqualTo(5)', [0], [5, 'x']],
    ['whenNumberGreaterThanOrEqualTo(5)', [5], [4, 'x']],
    ['whenNumberLessThanOrEqualTo(5)', [5, 0], [6, '']],
    ['whenTextContains("ol")', ['Gold', 'GOLD'], ['Silver', '']],
    ['whenTextDoesNotContain("ol")', ['Silver'], ['Gold']],
    ['whenTextStartsWith("go")', ['Gold'], ['Old']],
    ['whenTextEndsWith("LD")', ['Gold'], ['Golden']],
    ['whenCellEmpty()', [''], [0]],
    ['whenCellNotEmpty()', [0, 'x'], ['']],
  ] as const)('%s is true of %j and not of %j', async (condition, yes, no) => {
    const values = [...yes, ...no];
    const made = await scripts({
      probe: `
        cells(1, 1, ${values.length}, 1).setValues(${JSON.stringify(values.map((value) => [value]))});
        sheet.setConditionalFormatRules([rule().${condition}.setBold(true).setRanges([cells(1, 1, 9, 1)]).build()]);`,
    });
    await made.call('probe');
    expect(shown(made, 1, 1, values.length).map(([cell]) => cell?.bold)).toEqual([
      ...yes.map(() => true),
      ...no.map(() => false),
    ]);
  });

  test('a formula that names a custom function, or is none, is true nowhere', async () => {
    const made = await scripts({
      ONE: 'return 1;',
      probe: `sheet.setConditionalFormatRules(['=ONE()=1', '=1+', '=A1/0'].map((formula, index) =>
        rule().whenFormulaSatisfied(formula).setBold(true).setRanges([cells(index + 1, 1)]).build()));`,
    });
    await made.call('probe');
    expect(
      shown(made, 1, 1, 3)
        .flat()
        .map(({ bold }) => bold),
    ).toEqual([false, false, false]);
  });

  test('move with their cells, come along in copies, and are gone with the last of their cells', async () => {
    const made = await scripts({
      set: `sheet.setConditionalFormatRules([
        rule().whenCellEmpty().setBold(true).setRanges([cells(2, 2, 3, 1)]).build(),
        rule().whenCellEmpty().setItalic(true).setRanges([cells(8, 2)]).build(),
      ]);`,
      read,
    });
    await made.call('set');
    const { workbook } = made.file;
    const ranges = (book = workbook, id = sheet) => book.rulesOn(id).map(({ ranges: [first] }) => first);
    workbook.insertRows(sheet, 3, 1);
    workbook.insertColumns(sheet, 1, 1);
    expect(((await made.call('read')) as unknown[][]).map(([, , cells]) => cells)).toEqual([['C2:C5'], ['C9']]);
    expect(ranges(made.file.copy('Copy', 'ben@example.com').workbook)).toEqual(ranges());
    const copy = workbook.duplicateSheet(sheet).id;
    expect(ranges(workbook, copy)).toEqual(ranges().map((area) => ({ ...area, sheetId: copy })));
    workbook.deleteRows(sheet, 9, 1);
    expect(ranges()).toMatchObject([{ row: 2, rows: 4 }]);
  });

  test.each(['at the call', 'at the flush'] as const)(
    'another sheet is refused %s, in ranges and in formulas',
    async (refusals) => {
      const made = await scripts({
        probe: `
        const other = book.insertSheet('Other');
        const tried = [];
        for (const one of [
          rule().whenCellEmpty().setRanges([other.getRange(1, 1)]).build(),
          rule().whenFormulaSatisfied('=Other!A1=1').setRanges([cells(1, 1)]).build(),
        ]) {
          let at = 'at the call';
          try { sheet.setConditionalFormatRules([one]); at = 'at the flush'; SpreadsheetApp.flush(); } catch (error) { tried.push(at + ': ' + error.message); }
        }
        return tried;`,
      });
      made.file.workbook.readings.refusals = refusals;
      const message = `${refusals}: Conditional format rule cannot reference a different sheet.`;
      expect(await made.call('probe')).toEqual([message, message]);
    },
  );

  test('one without a condition or cells is not built here, and what is none is refused', async () => {
    for (const body of ['rule().setRanges([cells(1, 1)]).build();', 'rule().whenCellEmpty().build();']) {
      await expect((await scripts({ probe: body })).call('probe')).rejects.toThrow('Not supported here');
    }
    for (const body of [
      'rule().whenFormulaSatisfied("A1=1");',
      'rule().setRanges(cells(1, 1));',
      'sheet.setConditionalFormatRules([1]);',
    ]) {
      await expect((await scripts({ probe: body })).call('probe')).rejects.toThrow("don't match the method signature");
    }
  });
});

describe('alternating colours (P8-68)', () => {
  const three = `return sheet.getBandings().map((one) => [one.getRange().getA1Notation(), one.getHeaderRowColor(), one.getFirstRowColor(), one.getSecondRowColor(), one.getFooterRowColor()]);`;

  test('are those of Google’s light grey until others are set; a cell’s own colour stands over them', async () => {
    const made = await scripts({
      apply: `
        cells(2, 1, 5, 2).applyRowBanding();
        cells(3, 2).setBackground('#00ff00');
        return cells(2, 1).getBackgrounds();`,
      change: `cells(1, 1, 9, 9).getBandings()[0].setHeaderRowColor(null).setFirstRowColor('#fafafa').setSecondRowColor('#eeeeee').setFooterRowColor('#cccccc');`,
      read: three,
    });
    expect(await made.call('apply')).toEqual([['#ffffff']]);
    expect(backgrounds(made, 1, 1, 7, 2)).toEqual([
      ' ',
      '#bdbdbd #bdbdbd',
      '#ffffff #00ff00',
      '#f3f3f3 #f3f3f3',
      '#ffffff #ffffff',
      '#f3f3f3 #f3f3f3',
      ' ',
    ]);
    await made.call('change');
    expect(backgrounds(made, 2, 1, 5)).toEqual(['#fafafa', '#eeeeee', '#fafafa', '#eeeeee', '#cccccc']);
    expect(await made.call('read')).toEqual([['A2:B6', null, '#fafafa', '#eeeeee', '#cccccc']]);
  });

  test('cells that have some refuse others when it is carried out, also where a banding is moved (P8-13)', async () => {
    const made = await scripts({
      apply: `
        const theme = SpreadsheetApp.BandingTheme.LIGHT_GREY;
        cells(2, 1, 5, 2).applyRowBanding(theme, false, false);
        return cells(9, 1).applyRowBanding(theme, true, true).getRange().getRow();`,
      overlap: `
        let at = 'at the call';
        try { cells(6, 2, 2, 2).applyRowBanding(); at = 'at the flush'; SpreadsheetApp.flush(); } catch (error) { return at + ': ' + error.message; }`,
      move: `
        const [first, second] = sheet.getBandings();
        second.setRange(cells(7, 1, 2, 1)); SpreadsheetApp.flush();
        second.setRange(cells(6, 1, 2, 1)); SpreadsheetApp.flush();`,
      remove:
        'sheet.getBandings()[0].remove(); cells(2, 1, 5, 2).applyRowBanding(); return sheet.getBandings().length;',
    });
    const message =
      'You cannot add alternating background colors to a range that already has alternating background colors.';
    expect(await made.call('apply')).toBe(9);
    expect(await made.call('overlap')).toBe(`at the flush: ${message}`);
    await expect(made.call('move')).rejects.toThrow(message);
    expect(await made.call('remove')).toBe(2);
  });

  test('a Table has its own: others are refused there, in the harder reading only', async () => {
    const made = await scripts({ probe: 'cells(4, 1, 2, 1).applyRowBanding();' });
    made.file.workbook.convertToTable(sheet, rect(2, 1, 3, 2));
    await expect(made.call('probe')).rejects.toThrow('already has alternating background colors');
    made.file.workbook.readings.tables = 'refuse number formats';
    await made.call('probe');
  });

  test('move and grow with their rows, come along in copies, and go with the last of their cells', async () => {
    const made = await scripts({ apply: 'cells(2, 1, 3, 2).applyRowBanding();', read: three });
    await made.call('apply');
    const { workbook } = made.file;
    workbook.insertRows(sheet, 3, 2);
    workbook.insertRows(sheet, 1, 1);
    expect(await made.call('read')).toEqual([['A3:B7', '#bdbdbd', '#ffffff', '#f3f3f3', null]]);
    expect(backgrounds(made, 3, 1, 5)).toEqual(['#bdbdbd', '#ffffff', '#f3f3f3', '#ffffff', '#f3f3f3']);
    const copies = [
      made.file.copy('Copy', 'ben@example.com').workbook.bandingsOn(sheet),
      workbook.bandingsOn(workbook.duplicateSheet(sheet).id),
    ];
    expect(copies).toMatchObject([[{ area: { row: 3, rows: 5 } }], [{ area: { row: 3, rows: 5 } }]]);
    workbook.deleteRows(sheet, 1, 8);
    expect(await made.call('read')).toEqual([]);
  });

  test('protected cells refuse both (P8-11)', async () => {
    const made = await scripts({
      band: 'cells(1, 1, 3, 1).applyRowBanding();',
      ruled: 'sheet.setConditionalFormatRules([rule().whenCellEmpty().setRanges([cells(1, 1, 3, 1)]).build()]);',
    });
    made.file.protect({ sheetId: sheet, ...rect(2, 1) });
    for (const name of ['band', 'ruled']) {
      await expect(made.callAs('ben@example.com', 'FULL', name)).rejects.toThrow('protected cell');
    }
  });
});
