import { readFileSync } from 'node:fs';
import { closeBenches, connected, plainly } from '../support/bench';
import { closeProjects, project, type TestProject } from '../support/project';
import { enter, tableOf } from '../support/spreadsheet';

afterEach(closeProjects);
afterEach(closeBenches);

const sheet = '0';

/** What a cell shows, and its note, once a formula was typed into it. */
async function typed({ file }: TestProject, row: number, column: number, formula: string) {
  await file.workbook.type(sheet, row, column, formula);
  const [[cell] = []] = file.workbook.read(sheet, { row, column, rows: 1, columns: 1 });
  return { value: cell?.value, note: cell?.note };
}

describe('a function typed into a cell', () => {
  test('answers whether it is tagged or not (P1.1-4, P1.1-5)', async () => {
    const made = await project(`
      /** @customfunction */
      function tagged() { return 'tagged'; }
      function untagged() { return 'untagged'; }`);
    expect(await typed(made, 1, 1, '=TAGGED()')).toMatchObject({ value: 'tagged' });
    expect(await typed(made, 2, 1, '=UNTAGGED()')).toMatchObject({ value: 'untagged' });
  });

  test('has thirty seconds; without a result by then the cell shows an error (P1.3-6, P4-7)', async () => {
    const made = await project('function nap(ms) { Utilities.sleep(ms); return "awake"; }');
    expect(await typed(made, 1, 1, '=NAP(29999)')).toEqual({ value: 'awake', note: '' });
    expect(await typed(made, 2, 1, '=NAP(30001)')).toEqual({
      value: '#ERROR!',
      note: expect.stringContaining('Exceeded maximum execution time'),
    });
  });

  test('takes the cell being calculated for the current one, wherever the selection is (P1.4-10)', async () => {
    const made = await project(`
      function here() {
        const cell = SpreadsheetApp.getActiveSpreadsheet().getCurrentCell();
        return cell.getRow() + ',' + cell.getColumn();
      }`);
    made.file.workbook.setActive(sheet, { row: 7, column: 7, rows: 2, columns: 2 });
    expect(await typed(made, 3, 2, '=HERE()')).toMatchObject({ value: '3,2' });
    expect(await typed(made, 4, 2, '=HERE()')).toMatchObject({ value: '4,2' });
    expect(await made.call('here')).toBe('7,7');
  });

  test('shares a cache and a lock with other cells (P1.4-11)', async () => {
    const made = await project(`
      function ticket() {
        const lock = LockService.getDocumentLock();
        if (!lock.tryLock(20000)) return 'not reached';
        const cache = CacheService.getDocumentCache();
        const taken = Number(cache.getAll(['taken']).taken || 0);
        Utilities.sleep(100);
        cache.put('taken', String(taken + 1));
        return taken + 1;
      }`);
    const cells = { row: 1, column: 1, rows: 20, columns: 1 };
    made.file.workbook.write(
      sheet,
      cells,
      Array.from({ length: 20 }, () => ['=TICKET()']),
    );
    made.file.workbook.calculate();
    await made.file.workbook.settled();
    const tickets = made.file.workbook.read(sheet, cells).map(([cell]) => Number(cell?.value));
    expect(tickets.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  });

  test.each([
    ['Session', 'Session.getEffectiveUser().getEmail()'],
    ['ScriptApp', 'ScriptApp.getAuthorizationInfo(ScriptApp.AuthMode.FULL)'],
  ])('may not call %s, and the cell says so (P1.4-2, P8.1-8)', async (service, call) => {
    const made = await project(`function ask() { ${call}; return 'allowed'; }`);
    expect(await made.call('ask')).toBe('allowed');
    expect(await typed(made, 1, 1, '=ASK()')).toEqual({
      value: '#ERROR!',
      note: expect.stringContaining(`You do not have permission to call ${service}.`),
    });
  });
});

describe('what JB_PARTNERS is given', () => {
  test('the examples in its help are a call that works (P1.1-7)', async () => {
    const code = readFileSync('dist/Code.js', 'utf8').slice(0, 2000);
    const examples = [...code.matchAll(/@param \{([^}]+)\}/g)].map(([, example = '']) => example).slice(0, 3);
    const made = await connected();
    const [period, type, limit] = examples.map((example) => JSON.parse(example) as unknown);
    const answer = await plainly(made, `period=${period}&partner_type=${type}&limit=100`);
    const { rows } = await enter(made, `=JB_PARTNERS(${examples.join(', ')})`);
    expect(rows).toEqual(tableOf(answer, Number(limit)));
  });

  test('a range of one cell counts as that cell, also where Sheets hands over rows of values (P1.2-2)', async () => {
    const made = await connected();
    const { workbook } = made.file;
    await workbook.type(sheet, 1, 15, 'last_year');
    const wanted = tableOf(await plainly(made, 'period=last_year&limit=100'), 2);
    for (const period of ['O1', 'O1:O1', 'INDEX(O1:O3, 1)', '{"last_year"}', 'FILTER(O1:O3, O1:O3<>"")']) {
      expect([period, (await enter(made, `=JB_PARTNERS(${period}, "", 2)`)).rows]).toEqual([period, wanted]);
    }
  });

  test('blank cells mean the defaults, as do arguments left out (P1.2-6, P1.2-7)', async () => {
    const made = await connected();
    const wanted = tableOf(await plainly(made, 'period=current_year&limit=100'));
    for (const given of ['', 'O1', 'O1, O2', 'O1, O2, O3', ', ,', '"", "", ""', 'O1:O1, " ", ""']) {
      expect([given, (await enter(made, `=JB_PARTNERS(${given})`)).rows]).toEqual([given, wanted]);
    }
  });

  test('10% is the number 0.1, which is no number of partners (P1.2-5)', async () => {
    const made = await connected();
    await made.file.workbook.type(sheet, 1, 15, '10%');
    for (const limit of ['10%', 'O1']) {
      expect((await enter(made, `=JB_PARTNERS("", "", ${limit})`)).note).toContain('"0.1" is not a limit.');
    }
  });

  test('a date, an error and a checkbox are no period, and the cell says what arrived (P1.2-1, P1.2-4, P1.2-11)', async () => {
    const made = await connected();
    const { workbook } = made.file;
    await workbook.type(sheet, 1, 15, '2026-05-01');
    await workbook.type(sheet, 2, 15, '=NA()');
    await workbook.type(sheet, 3, 15, 'TRUE');
    const notes = [];
    for (const cell of ['O1', 'O2', 'O3']) notes.push((await enter(made, `=JB_PARTNERS(${cell})`)).note);
    expect(notes).toEqual([
      expect.stringContaining('arrived as one date, 2026-05-01.'),
      expect.stringContaining('There is an error, "#N/A", where the period should be.'),
      expect.stringContaining('"true" is not a period.'),
    ]);
  });
});
