import { withDocumentLock } from '../src/google/lock';
import { flush, inSheets, spreadsheet } from '../src/google/spreadsheet';
import { now, sleep } from '../src/google/time';
import { a1 } from '../src/sheets/area';
import { type Answer, notAsked, unlessRefused } from './answer';
import { fetchElsewhere, fetchJourneybee, fetchStatus } from './fetching';
import { answerOfHourlyRun, isHourlyRunAwaited } from './hourly-run';
import { evilTexts } from './in-cell';
import type { Probe } from './report';
import { cacheKeys, openName, preparedName, type Scratch, scratchName, scratchRange } from './scratch';

type Range = GoogleAppsScript.Spreadsheet.Range;

/** What formulas are given and what becomes of what they return. */
const formulas: ReadonlyArray<Probe<Scratch>> = [
  {
    id: 'P1.2-6',
    question: 'What does a blank cell arrive as?',
    expected: 'text ""',
    run: (scratch) => scratch.ask('arguments', nameOf(scratch.cells())),
  },
  {
    id: 'P1.2-7',
    question: 'What do arguments left out at the end arrive as?',
    expected: 'nothing',
    run: (scratch) => scratch.ask('arguments'),
  },
  {
    id: 'P1.2-7',
    question: 'What does an argument left out before another arrive as?',
    expected: 'text "", number 1',
    run: (scratch) => scratch.ask('arguments', '', '1'),
  },
  {
    id: 'P1.2-11',
    question: 'What do cells with #N/A and #DIV/0! arrive as?',
    expected: 'text "#N/A", text "#DIV/0!"',
    run: (scratch) => {
      const [missing, divided] = [scratch.cells().setFormula('=NA()'), scratch.cells().setFormula('=1/0')];
      return scratch.ask('arguments', nameOf(missing), nameOf(divided));
    },
  },
  {
    id: 'P1.2-12',
    question: 'May NOW() be an argument?',
    expected: 'refused',
    run: (scratch) => scratch.ask('arguments', 'NOW()'),
  },
  {
    id: 'P1.3-7',
    question: 'Are cells blank where rows that are returned hold an empty text or null?',
    expected: 'empty text "" is not blank, null "" is blank',
    run: (scratch) => {
      const cells = returned(scratch, 'blanks', 3);
      const [blank, blankToo] = [scratch.cells(), scratch.cells()];
      blank.setFormula(`=ISBLANK(${nameOf(cells, 0)})`);
      blankToo.setFormula(`=ISBLANK(${nameOf(cells, 1)})`);
      scratch.waitFor(() => typeof blankToo.getValue() === 'boolean');
      const [text, nothing] = (cells.getValues()[0] ?? []).map((value) => JSON.stringify(value));
      const is = (cell: Range) => (cell.getValue() === true ? 'is blank' : 'is not blank');
      return { answer: `empty text ${text} ${is(blank)}, null ${nothing} ${is(blankToo)}` };
    },
  },
  {
    id: 'P8-42',
    question: 'What does a cell with an empty text come to in a sum, and beside a number?',
    expected: 'sum #VALUE!, greater true',
    run: (scratch) => {
      const cells = returned(scratch, 'blanks', 3);
      const [sum, greater] = [scratch.cells(), scratch.cells()];
      sum.setFormula(`=${nameOf(cells, 0)}+1`);
      greater.setFormula(`=${nameOf(cells, 0)}>1000`);
      scratch.waitFor(() => typeof greater.getValue() === 'boolean');
      return { answer: `sum ${sum.getValue()}, greater ${greater.getValue()}` };
    },
  },
  {
    id: 'P8.1-4',
    question: 'Do texts that a formula returns stay as they are, such as =1+1, 1/2 and an apostrophe?',
    expected: 'all as they are',
    run: (scratch) => compared(returned(scratch, 'texts', evilTexts.length + 1), [...evilTexts, 'arrived']),
  },
  {
    id: 'P7-6',
    question: 'Does a cell wait for a promise?',
    expected: 'refused',
    run: (scratch) => scratch.answerOf('=JB_SELFTEST_ASYNC()'),
  },
  {
    id: 'P1.5-6',
    question: 'Are equal formulas in two cells two calls?',
    expected: 'two calls',
    run: (scratch) => {
      const [one, other] = [scratch.cells(), scratch.cells()];
      for (const cell of [one, other]) cell.setFormula('=JB_SELFTEST("once";"equal")');
      scratch.waitFor(() => isAnswer(one) && isAnswer(other));
      if (!isAnswer(one) || !isAnswer(other)) return { answer: 'no answer in time' };
      return { answer: one.getValue() === other.getValue() ? 'one call' : 'two calls' };
    },
  },
  {
    id: 'P8.1-3',
    question: 'Is a formula calculated again when it is set to the text it has?',
    expected: 'no',
    run: (scratch) => {
      const { cell, formula, before } = calculated(scratch, 'same');
      cell.setFormula(formula);
      flush();
      sleep(4000);
      flush();
      return { answer: cell.getValue() === before ? 'no' : 'yes' };
    },
  },
  {
    id: 'P1.5-4',
    question: 'Is it calculated again when its text is changed and changed back, as Refresh formulas does?',
    expected: 'yes',
    run: (scratch) => {
      const { cell, formula, before } = calculated(scratch, 'changed');
      cell.setFormula(formula.replace('JB_SELFTEST(', 'JB_SELFTEST_AGAIN('));
      flush();
      cell.setFormula(formula);
      const again = scratch.waitFor(() => isAnswer(cell) && cell.getValue() !== before);
      return { answer: again ? 'yes' : 'no', detail: cell.getFormula() };
    },
  },
];

/** Many cells at once, as after a refresh on a cold cache. */
const crowd: ReadonlyArray<Probe<Scratch>> = [
  {
    id: 'P4-10',
    question: 'Do two hundred cells that are calculated at once all come to an answer?',
    expected: 'not all of them',
    run: (scratch) => {
      const cells = Array.from({ length: 200 }, (_, index) =>
        scratch.sheet.getRange(crowdRow + (index % 50), 2 + Math.floor(index / 50)),
      );
      cells.forEach((cell, index) => {
        cell.setFormula(`=JB_SELFTEST("once";${index})`);
      });
      const answered = () => scratch.sheet.getRange(crowdRow, 2, 50, 4).getValues().flat().map(String);
      scratch.waitFor(() => answered().every((value) => value.startsWith('{')));
      const values = answered();
      const count = values.filter((value) => value.startsWith('{')).length;
      const other = values.find((value) => !value.startsWith('{'));
      return {
        answer: count === values.length ? 'all of them' : 'not all of them',
        detail: `${count} of ${values.length}${other === undefined ? '' : `, the others such as ${other}`}`,
      };
    },
  },
];

/** Below what the other probes take. */
const crowdRow = 400;

/** As whom a cell runs, and what it reaches. */
const inCells: ReadonlyArray<Probe<Scratch>> = [
  {
    id: 'P8.1-8',
    question: 'Is the Script service refused in a cell?',
    expected: 'refused',
    run: (scratch) => scratch.ask('script'),
  },
  {
    id: 'P1.4-8',
    question: 'Is the person’s address withheld from a cell? (Blank is as good as refused.)',
    expected: 'refused',
    run: (scratch) => scratch.ask('session'),
  },
  {
    id: 'P8.1-8',
    question: 'Are the sidebar’s calls refused in a cell?',
    expected: 'refused',
    run: (scratch) => scratch.ask('sidebar'),
  },
  {
    id: 'P1.4-4',
    question: 'Does a cell see this person’s user properties? (Only the owner’s; in a shared drive, see P11-1.)',
    expected: 'visible',
    run: (scratch) => seenFromCell(scratch, 'user property', PropertiesService.getUserProperties()),
  },
  {
    id: 'P1.4-6',
    question: 'Does a cell see the document’s properties?',
    expected: 'visible',
    run: (scratch) => seenFromCell(scratch, 'document property', PropertiesService.getDocumentProperties()),
  },
  {
    id: 'P1.4-11',
    question: 'Does a cell see what was put into the document’s cache?',
    expected: 'visible',
    run: (scratch) => {
      const token = newToken();
      CacheService.getDocumentCache()?.put(scratchName, token, 600);
      return scratch.ask('cache', `"${token}"`);
    },
  },
  {
    id: 'P4-26',
    question: 'Does a lock that is held keep a cell out, and let it in once given back?',
    expected: 'taken, then free',
    run: (scratch) => {
      let held: Answer = { answer: 'not to be had' };
      withDocumentLock(1000, () => {
        held = scratch.ask('lock');
      });
      return { answer: `${held.answer}, then ${scratch.ask('lock').answer}` };
    },
  },
  {
    id: 'P1.4-7',
    question: 'What does a cell’s request without a key come to?',
    expected: 'status 401',
    run: (scratch) => scratch.ask('fetch'),
  },
];

/** What becomes of what is written into cells. */
const writing: ReadonlyArray<Probe<Scratch>> = [
  {
    id: 'P8-6',
    question: 'Does an apostrophe at the start keep any text as it is, without being part of it?',
    expected: 'all as they are',
    run: (scratch) => {
      const cells = scratch.cells(evilTexts.length);
      cells.setValues([evilTexts.map((text) => `'${text}`)]);
      return compared(cells, evilTexts);
    },
  },
  {
    id: 'P8-65',
    question: 'Is the apostrophe kept in cells that are Plain text?',
    expected: "kept: 'Tis",
    run: (scratch) => {
      const cell = scratch.cells().setNumberFormats([['@']]);
      cell.setValues([["'Tis"]]);
      flush();
      const value = String(cell.getValue());
      return { answer: `${value.startsWith("'") ? 'kept' : 'swallowed'}: ${value}` };
    },
  },
  {
    id: 'P8-8',
    question: 'Does the format @ keep =1+1 a text?',
    expected: 'formula =1+1',
    run: (scratch) => {
      const cell = scratch.cells().setNumberFormats([['@']]);
      return written(cell.setValues([['=1+1']]));
    },
  },
  ...[
    { text: '+1+1', expected: 'formula =+1+1' },
    { text: '-1-1', expected: 'formula =-1-1' },
    { text: '@A1', expected: 'text "@A1"' },
  ].map(({ text, expected }) => ({
    id: 'P8-5',
    question: `What does setValues make of ${text}?`,
    expected,
    run: (scratch: Scratch) => written(scratch.cells().setValues([[text]])),
  })),
  {
    id: 'P8-13',
    question: 'Are values, a named range and an inserted row carried out in the order in which they were written?',
    expected: 'one row below, with its value',
    run: (scratch) => {
      const cell = scratch.cells();
      const row = cell.getRow();
      cell.setValues([['held']]);
      spreadsheet().setNamedRange(scratchRange, cell);
      scratch.sheet.insertRowsAfter(row - 1, 1);
      const named = spreadsheet().getRangeByName(scratchRange);
      if (!named) return { answer: 'no such range' };
      const below = named.getRow() - row;
      return {
        answer: `${below === 1 ? 'one row below' : `${below} rows below`}, ${named.getValue() === 'held' ? 'with its value' : 'without its value'}`,
      };
    },
  },
  {
    id: 'P8-17',
    question: 'Does setNamedRange move a name that exists?',
    expected: 'moved',
    run: (scratch) => {
      const [from, to] = [scratch.cells(), scratch.cells(2)];
      for (const range of [from, to]) {
        spreadsheet().setNamedRange(scratchRange, range);
        flush();
      }
      return { answer: isAt(to) ? 'moved' : 'not moved' };
    },
  },
  {
    id: 'P8-17',
    question: 'Is removing a name that does not exist refused?',
    expected: 'refused',
    run: () =>
      unlessRefused(() => {
        spreadsheet().removeNamedRange(`${scratchRange}_NONE`);
        return { answer: 'done' };
      }),
  },
  {
    id: 'P8-17',
    question: 'Is a name free again after its sheet was deleted?',
    expected: 'gone with its sheet, then refused',
    run: (scratch) => {
      // Never the same one twice: no script can remove it if it stays.
      const name = `${scratchRange}_${now()}`;
      const second = scratch.secondSheet();
      spreadsheet().setNamedRange(name, second.getRange(1, 1));
      flush();
      spreadsheet().deleteSheet(second);
      flush();
      const gone = spreadsheet().getRangeByName(name) === null ? 'gone with its sheet' : 'still there';
      const again = unlessRefused(() => {
        spreadsheet().setNamedRange(name, scratch.cells());
        flush();
        spreadsheet().removeNamedRange(name);
        return { answer: 'free' };
      });
      const byHand = again.answer === 'free' ? '' : ` Under Data > Named ranges a person can remove ${name}.`;
      return { answer: `${gone}, then ${again.answer}`, detail: `${again.detail ?? ''}${byHand}` };
    },
  },
  {
    id: 'P8.1-6',
    question: 'Does a formula with ; stay the same when it is read and set again?',
    expected: 'the same, with its value',
    run: (scratch) => {
      const cell = scratch.cells().setFormula('=IF(TRUE;"a;b";"c")');
      flush();
      const read = cell.getFormula();
      cell.setFormula(read);
      flush();
      const same = cell.getFormula() === read ? 'the same' : 'not the same';
      return { answer: `${same}, ${cell.getValue() === 'a;b' ? 'with' : 'without'} its value`, detail: read };
    },
  },
];

/** What is refused where a person has prepared it. */
const prepared: ReadonlyArray<Probe<Scratch>> = [
  {
    id: 'P8-60',
    question: 'Are number formats refused in a typed column of a Table, and values taken?',
    expected: 'format refused, value accepted',
    run: () =>
      inPrepared(howTable, [2, 2], (cell) => {
        const format = attempted(() => cell.setNumberFormats([['0.00']]));
        const value = attempted(() => cell.setValue(2));
        return { answer: `format ${format.answer}, value ${value.answer}`, detail: format.detail ?? '' };
      }),
  },
  {
    id: 'P8-62',
    question: 'Are colours refused in the header of a Table?',
    expected: 'refused',
    run: () => inPrepared(howTable, [1, 1], (cell) => attempted(() => cell.setBackground('#f1f3f4'))),
  },
  {
    id: 'P8-64',
    question: 'Is a value refused that a validation rule of the cell rejects?',
    expected: 'refused',
    run: () =>
      inPrepared(howRule, [1, 4], (cell) =>
        cell.getDataValidations()[0]?.[0] ? attempted(() => cell.setValue('neither')) : { answer: notAsked + howRule },
      ),
  },
];

const howTable = `in a sheet called ${preparedName} type Name, Amount, one and 1 into A1, B1, A2 and B2, select A1:B2, choose Format > Convert to table, make Amount a column of numbers, and run again`;
const howRule = `in a sheet called ${preparedName} put a dropdown (Insert > Dropdown) of one word that rejects other input into D1, and run again`;

/** Asks of a cell of the sheet that a person has prepared. No script can tell a Table from other cells. */
function inPrepared(how: string, [row, column]: readonly [number, number], ask: (cell: Range) => Answer): Answer {
  const sheet = spreadsheet().getSheetByName(preparedName);
  const isThere = sheet && (how !== howTable || sheet.getRange(1, 2).getValue() === 'Amount');
  return isThere ? ask(sheet.getRange(row, column)) : { answer: notAsked + how };
}

/** Enumerations, and what the language has. */
const language: ReadonlyArray<Probe<Scratch>> = [
  {
    id: 'P7-14',
    question: 'Is a member of an enumeration itself, and its name as text and as JSON?',
    expected: 'itself, LIMITED, "LIMITED"',
    run: () => {
      const [one, other] = [ScriptApp.AuthMode.LIMITED, ScriptApp.AuthMode.LIMITED];
      return { answer: `${one === other ? 'itself' : 'another'}, ${String(one)}, ${JSON.stringify(one)}` };
    },
  },
  {
    id: 'P7-14',
    question: 'Are members that Google returns those that are compared with?',
    expected: 'authorization yes, sheet type yes',
    run: (scratch) => {
      const status = ScriptApp.getAuthorizationInfo(ScriptApp.AuthMode.FULL).getAuthorizationStatus();
      const known = status === ScriptApp.AuthorizationStatus.NOT_REQUIRED;
      const grid = inSheets((sheet) => sheet.getSheetId()).includes(scratch.sheet.getSheetId());
      return {
        answer: `authorization ${known ? 'yes' : 'no'}, sheet type ${grid ? 'yes' : 'no'}`,
        detail: `${status}`,
      };
    },
  },
  {
    id: 'P2.1-10',
    question:
      'What was onOpen told of its mode? (Not recorded in the mode NONE, or for a second run without a reload.)',
    expected: 'LIMITED, known',
    run: () => ({ answer: CacheService.getDocumentCache()?.getAll([openName])[openName] ?? 'not recorded' }),
  },
  {
    id: 'P7-9',
    question: 'Which methods newer than ES2020 exist, and is there BigInt?',
    expected: 'none',
    run: () => ({ answer: newerMethods().join(', ') || 'none' }),
  },
];

/** Requests, stores, locks, triggers, times. */
const services: ReadonlyArray<Probe<Scratch>> = [
  {
    id: 'P0-4',
    question: 'Is the option timeoutSeconds accepted? (401 without a key.)',
    expected: 'status 401',
    run: () => unlessRefused(() => ({ answer: `status ${fetchJourneybee({ timeoutSeconds: 12 }).getResponseCode()}` })),
  },
  {
    id: 'P0-4',
    question:
      'Does a request end that may take a thousandth of a second? (An answer leaves open whether the option counts whole seconds only.)',
    expected: 'refused',
    run: () =>
      unlessRefused(() => ({ answer: `status ${fetchJourneybee({ timeoutSeconds: 0.001 }).getResponseCode()}` })),
  },
  {
    id: 'P5-1',
    question: 'And without that option?',
    expected: 'status 401',
    run: () => unlessRefused(fetchStatus),
  },
  {
    id: 'P5-9',
    question: 'Is a header found in whatever case it has?',
    expected: 'found',
    run: () =>
      unlessRefused(() => {
        const names = Object.keys(fetchJourneybee().getHeaders());
        const found = names.some((name) => name.toLowerCase() === 'content-type');
        return { answer: found ? 'found' : 'not found', detail: names.join(', ') };
      }),
  },
  {
    id: 'P0-5',
    question: 'Is a host refused that urlFetchWhitelist does not list?',
    expected: 'refused',
    run: () => unlessRefused(() => ({ answer: `status ${fetchElsewhere().getResponseCode()}` })),
  },
  {
    id: 'P0-7',
    question: 'Is a property of more than 9 KB refused?',
    expected: 'refused',
    run: () =>
      unlessRefused(() => {
        PropertiesService.getDocumentProperties()?.setProperty(scratchName, 'x'.repeat(9 * 1024 + 1));
        return { answer: 'kept' };
      }),
  },
  {
    id: 'P4-18',
    question: 'How long may a key of the cache be?',
    expected: '250 characters kept, 251 refused',
    run: () => {
      const { longest, tooLong } = cacheKeys;
      return { answer: `250 characters ${cachedUnder(longest, 'x')}, 251 ${cachedUnder(tooLong, 'x')}` };
    },
  },
  {
    id: 'P4-18',
    question: 'How long may a value in the cache be?',
    expected: '100 KB kept, a byte more refused',
    run: () => {
      const kept = cachedUnder(scratchName, 'x'.repeat(100 * 1024));
      return { answer: `100 KB ${kept}, a byte more ${cachedUnder(scratchName, 'x'.repeat(100 * 1024 + 1))}` };
    },
  },
  {
    id: 'P4-26',
    question: 'May who holds the lock ask for it again?',
    expected: 'yes',
    run: () => {
      let again = false;
      withDocumentLock(1000, () => {
        again = LockService.getDocumentLock()?.tryLock(1) ?? false;
      });
      return { answer: again ? 'yes' : 'no' };
    },
  },
  {
    id: 'P3-16',
    question: 'Does the trigger builder take every hour? (None is created.)',
    expected: 'taken',
    run: () =>
      unlessRefused(() => {
        ScriptApp.newTrigger('onOpen').timeBased().everyHours(1);
        return { answer: 'taken' };
      }),
  },
  {
    id: 'P3-5',
    question: 'May an hourly trigger be made, and taken away again? (Not in a test deployment: P3-14.)',
    expected: 'made, with an id, and gone again',
    run: () => {
      // One for each person and document is all that an add-on may have (P3-2).
      if (isHourlyRunAwaited()) return answerOfHourlyRun();
      return unlessRefused(() => {
        const trigger = ScriptApp.newTrigger('onOpen').timeBased().everyHours(1).create();
        const id = trigger.getUniqueId();
        ScriptApp.deleteTrigger(trigger);
        const gone = ScriptApp.getUserTriggers(spreadsheet()).every((other) => other.getUniqueId() !== id);
        return { answer: `made, ${id ? 'with an id' : 'without an id'}, and ${gone ? 'gone again' : 'still there'}` };
      });
    },
  },
  {
    id: 'P3-8',
    question: 'Is the hourly run told the id that its trigger had when it was made?',
    expected: 'the same id',
    run: answerOfHourlyRun,
  },
  {
    id: 'P8-10',
    question: 'Is a moment written in the zone that is named, and does the spreadsheet name one?',
    expected: '2027-01-01 00:05, a zone',
    run: () => {
      const moment = new Date(Date.UTC(2026, 11, 31, 23, 5));
      const pattern = 'yyyy-MM-dd HH:mm';
      const zone = spreadsheet().getSpreadsheetTimeZone();
      const own = /^\d{4}-/.test(Utilities.formatDate(moment, zone, pattern)) ? 'a zone' : 'no zone';
      return { answer: `${Utilities.formatDate(moment, 'Europe/Berlin', pattern)}, ${own}`, detail: zone };
    },
  },
  {
    id: 'P8-10',
    question: 'Does a minute that the script writes in the spreadsheet’s zone agree with a cell’s NOW()?',
    expected: 'agrees',
    run: (scratch) => {
      const pattern = 'yyyy-MM-dd HH:mm';
      const written = () => Utilities.formatDate(new Date(now()), spreadsheet().getSpreadsheetTimeZone(), pattern);
      const before = written();
      const cell = scratch.cells().setFormula('=TEXT(NOW();"yyyy-mm-dd hh:mm")');
      flush();
      const shown = String(cell.getValue());
      const after = written();
      return { answer: [before, after].includes(shown) ? 'agrees' : `cell ${shown}, script ${after}` };
    },
  },
];

export const probes: ReadonlyArray<Probe<Scratch>> = [
  ...formulas,
  ...crowd,
  ...inCells,
  ...writing,
  ...prepared,
  ...language,
  ...services,
];

/** Whether Sheets lets something be written, and when it says so. */
function attempted(write: () => unknown): Answer {
  for (const [when, step] of [
    ['at the call', write],
    ['at the flush', flush],
  ] as const) {
    const answer = unlessRefused(() => {
      step();
      return { answer: 'accepted' };
    });
    if (answer.answer === 'refused') return { answer: 'refused', detail: `${when}: ${answer.detail ?? ''}` };
  }
  return { answer: 'accepted' };
}

const nameOf = (cells: Range, right = 0) => a1(cells.getRow(), cells.getColumn() + right);

const isAnswer = (cell: Range) => String(cell.getValue()).startsWith('{');

const newToken = () => String(now());

/** A cell with an answer of its own that never comes twice. */
function calculated(scratch: Scratch, name: string): { cell: Range; formula: string; before: unknown } {
  const cell = scratch.cells().setFormula(`=JB_SELFTEST("once";"${name}")`);
  if (!scratch.waitFor(() => isAnswer(cell))) throw new Error('No answer in time.');
  return { cell, formula: cell.getFormula(), before: cell.getValue() };
}

/** Cells that one formula fills, once they are filled. */
function returned(scratch: Scratch, question: string, columns: number): Range {
  const cells = scratch.cells(columns);
  scratch.sheet.getRange(cells.getRow(), 1).setFormula(`=JB_SELFTEST("${question}")`);
  if (!scratch.waitFor(() => cells.getValues()[0]?.[columns - 1] === 'arrived')) {
    throw new Error(`No answer in time: ${JSON.stringify(cells.getValues())}`);
  }
  return cells;
}

/** Whether these texts, and no formulas, stand in the cells; a formula that fills them is none of theirs. */
function compared(cells: Range, texts: readonly string[]): Answer {
  const [values = []] = cells.getValues();
  const [made = []] = cells.getFormulas();
  const changed = texts.flatMap((text, index) => {
    const formula = /^=JB_SELFTEST\(/.test(made[index] ?? '') ? '' : (made[index] ?? '');
    return values[index] === text && formula === ''
      ? []
      : [`${text} became ${formula || JSON.stringify(values[index])}`];
  });
  return { answer: changed.length === 0 ? 'all as they are' : changed.join(', ') };
}

function written(cell: Range): Answer {
  flush();
  const formula = cell.getFormula();
  if (formula !== '') return { answer: `formula ${formula}` };
  return { answer: `${typeof cell.getValue() === 'string' ? 'text' : 'value'} ${JSON.stringify(cell.getValue())}` };
}

function isAt(range: Range): boolean {
  const named = spreadsheet().getRangeByName(scratchRange);
  return named?.getRow() === range.getRow() && named.getNumColumns() === range.getNumColumns();
}

function seenFromCell(
  scratch: Scratch,
  question: string,
  store: GoogleAppsScript.Properties.Properties | null,
): Answer {
  const token = newToken();
  store?.setProperty(scratchName, token);
  return scratch.ask(question, `"${token}"`);
}

function cachedUnder(key: string, value: string): string {
  return unlessRefused(() => {
    const cache = CacheService.getDocumentCache();
    cache?.put(key, value, 600);
    return { answer: cache?.getAll([key])[key] === value ? 'kept' : 'lost' };
  }).answer;
}

function newerMethods(): string[] {
  const candidates: ReadonlyArray<readonly [prefix: string, object: object, names: readonly string[]]> = [
    ['Array.', Array.prototype, ['at', 'findLast', 'findLastIndex', 'toReversed', 'toSorted', 'toSpliced', 'with']],
    ['String.', String.prototype, ['at', 'replaceAll', 'isWellFormed']],
    ['Object.', Object, ['hasOwn', 'groupBy']],
    ['Promise.', Promise, ['any', 'withResolvers']],
    ['', globalThis, ['BigInt', 'WeakRef', 'AggregateError', 'Iterator', 'structuredClone']],
  ];
  return candidates.flatMap(([prefix, object, names]) =>
    names.filter((name) => name in object).map((name) => prefix + name),
  );
}
