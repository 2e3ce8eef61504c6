import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { findingsOf, type Probe, reportText } from '../../selftest/report';
import { Runtime } from '../../workbench/apps-script/runtime';
import { ScriptRun } from '../../workbench/apps-script/script-run';
import type { SpreadsheetFile } from '../../workbench/apps-script/spreadsheet-file';
import { SimulatedClock } from '../../workbench/clock';
import { type Sandbox, startSandbox } from '../../workbench/sandbox/sandbox';
import { journeybeeOrigin } from '../../workbench/workbench';
import { anna, ben } from '../support/bench';
import { sampled } from '../support/breadth';
import { variant } from '../support/variants';

const clock = new SimulatedClock();
let folder: string;
let sandbox: Sandbox;
let google: Runtime;
const files: SpreadsheetFile[] = [];

beforeAll(async () => {
  folder = await variant('selftest');
  sandbox = await startSandbox({ seed: 1, clock });
  sandbox.settings.latencyMs = 50;
  const route = (origin: string) => (origin === journeybeeOrigin ? sandbox.url : null);
  google = await Runtime.start({ dist: folder, clock, route });
});

afterEach(() => {
  google.interfere = null;
});

afterAll(async () => {
  await google.close();
  await sandbox.close();
});

/** Anna's spreadsheet, opened by somebody, with keys stored in every place where the add-on may keep them. */
async function opened(by = anna, locale: 'en_US' | 'de_DE' = 'en_US'): Promise<SpreadsheetFile> {
  const file = google.createSpreadsheet({ name: 'Book', owner: anna, locale });
  files.push(file);
  file.properties.set('formulaKey', 'a-document-key-of-the-product');
  for (const person of [anna, ben]) google.account(person).properties.set('key', `the-key-of-${person}`);
  file.enabled = true;
  await file.open(by);
  return file;
}

/** What stands in the sidebar in the end: its own script, with the two things of a browser that it uses. */
async function reportOf(file: SpreadsheetFile, by = anna): Promise<{ status: string; report: string }> {
  const outcome = await file.choose(by, 'Run self-test');
  if (!outcome.ok) throw new Error(outcome.message);
  const script = /<script>([\s\S]*)<\/script>/.exec(file.screen(by).sidebar?.html ?? '')?.[1] ?? '';
  const server = new ScriptRun(google, file, by);
  const elements = { status: { textContent: '' }, report: { value: '' } };
  await new Promise<void>((ended) => {
    const run = {
      succeeded: (_: unknown) => {},
      failed: (_: unknown) => {},
      withSuccessHandler: (handler: (report: unknown) => void) => Object.assign(run, { succeeded: handler }),
      withFailureHandler: (handler: (error: unknown) => void) => Object.assign(run, { failed: handler }),
      runSelfTest: () => {
        void server.call('runSelfTest').then(run.succeeded, run.failed).then(ended);
      },
    };
    const document = { getElementById: (id: keyof typeof elements) => elements[id] };
    runInContext(script, createContext({ google: { script: { run } }, document }));
  });
  return { status: elements.status.textContent, report: elements.report.value };
}

const otherwise = (report: string) => report.split('\n').filter((line) => line.endsWith('OTHERWISE.'));

function expectNothingLeft(file: SpreadsheetFile): void {
  expect(file.workbook.sheets().map(({ name }) => name)).toHaveLength(1);
  expect(file.workbook.namedRanges()).toEqual([]);
  expect([...file.properties.keys()]).toEqual(['formulaKey']);
  expect([...google.account(anna).properties.keys()]).toEqual(['key']);
  expect(file.cache.entries()).toEqual([]);
  expect(file.triggers.triggers).toEqual([]);
}

test('the self-test asks for what the add-on asks for, and is no part of it', async () => {
  expect(await readFile(join(folder, 'appsscript.json'), 'utf8')).toBe(await readFile('dist/appsscript.json', 'utf8'));
  expect(await readFile('dist/Code.js', 'utf8')).not.toMatch(/selftest|self-test/i);
  expect(google.functions).toEqual([
    'onOpen',
    'onInstall',
    'openSelfTest',
    'runSelfTest',
    'prepareHourlyRun',
    'selfTestTick',
    'JB_SELFTEST',
    'JB_SELFTEST_AGAIN',
    'JB_SELFTEST_ASYNC',
  ]);
});

let usual: Promise<{ file: SpreadsheetFile; status: string; report: string }> | null = null;

/** One run of Anna's with nothing in its way, for whoever looks at what it says. */
function usualRun(): NonNullable<typeof usual> {
  usual ??= opened().then(async (file) => ({ file, ...(await reportOf(file)) }));
  return usual;
}

test('every probe is answered as the runtime is held to, and nothing stays behind', async () => {
  const { file, status, report } = await usualRun();
  expect(otherwise(report)).toEqual([]);
  expect(status).toBe('Copy all of this into a file, for npm run platform -- --report.');
  expect(report).not.toMatch(/not available|no answer in time|failed:|left behind/);
  const table = new RegExp(`sheet called ${prepared} type Name, Amount, one and 1 .* Format > Convert to table`);
  expect(unasked(report)).toEqual([
    ['P8-60', expect.stringMatching(table)],
    ['P8-62', expect.stringMatching(table)],
    ['P8-64', expect.stringMatching(`sheet called ${prepared} put a dropdown .* into D1`)],
    ['P3-8', expect.stringMatching(/Prepare the hourly run .* two hours later/)],
  ]);
  // No instruction is cut.
  expect(report).not.toMatch(/not asked:.*…$/m);
  expectNothingLeft(file);
});

test('each probe settles a row of docs/platform.md', async () => {
  const document = await readFile('docs/platform.md', 'utf8');
  const { report } = await usualRun();
  const ids = [...report.matchAll(/^(P[\d.]+-\d+) /gm)].map(([, id]) => id);
  expect(ids.length).toBeGreaterThan(40);
  expect(ids.filter((id) => !document.includes(`| ${id} |`))).toEqual([]);

  // Of what is to be tried first it asks everything, but what stands there as tried by hand.
  const [, first = '', byHand = ''] =
    /## What to try first at Google\n([\s\S]*?)\nThe self-test below asks all of these rows([\s\S]*?)\n## /.exec(
      document,
    ) ?? [];
  const named = (text: string) => new Set(text.match(/\b(?:P[\d.]+|J)-\d+/g));
  expect(named(first).size).toBeGreaterThan(8);
  expect([...named(first)].filter((id) => !ids.includes(id) && !named(byHand).has(id))).toEqual([]);
});

test('no key, no stored value and no address stand in a report', async () => {
  const { file, report } = await usualRun();
  const stored = [...file.properties.values(), ...google.account(anna).properties.values()];
  for (const secret of [...stored, ...Object.values(sandbox.keys), anna]) expect(report).not.toContain(secret);
  expect(sandbox.requests.map(({ key }) => key).filter(Boolean)).toEqual([]);
});

/** What a person has to prepare, by the row: the report says how. */
const unasked = (report: string) =>
  report.split('\n\n').flatMap((part) => {
    const [, id, how] = /^(\S+) .* NOT ASKED\.\n {2}happened: not asked: (.*)/.exec(part) ?? [];
    return id === undefined ? [] : [[id, how]];
  });

const prepared = 'Journeybee self-test table';

/** The three questions that take a sheet of a person's, as the report has them. */
const ofTheSheet = (report: string) =>
  report.split('\n\n').flatMap((part) => {
    const [, id, verdict, happened] =
      /^(P8-6[024]) .* (As expected|OTHERWISE)\.\n(?: {2}expected: .*\n)? {2}happened: (.*)/.exec(part) ?? [];
    return id === undefined ? [] : [[id, verdict, happened]];
  });

test('what no script can make is asked once a person has made it: a Table, a rule, an hourly run', async () => {
  const file = await opened();
  const { workbook } = file;
  const { id } = workbook.insertSheet(prepared);
  const texts = ['Name', 'Amount', 'one', '1'];
  for (const [index, text] of texts.entries())
    await workbook.type(id, 1 + Math.floor(index / 2), 1 + (index % 2), text);
  const [table, rule] = [
    { row: 1, column: 1, rows: 2, columns: 2 },
    { row: 1, column: 4, rows: 1, columns: 1 },
  ];
  workbook.convertToTable(id, table);
  workbook.setValidation(id, rule, { choices: ['either'], rejects: true });
  await file.choose(anna, 'Prepare the hourly run');
  expect(file.screen(anna).toast?.message).toBe('The hourly run is prepared. Run the self-test two hours from now.');

  const first = await reportOf(file);
  expect(ofTheSheet(first.report)).toEqual([
    ['P8-60', 'As expected', 'format refused, value accepted'],
    ['P8-62', 'As expected', 'refused'],
    ['P8-64', 'As expected', 'refused'],
  ]);
  const late = expect.stringContaining('has not come yet');
  expect(unasked(first.report)).toEqual([
    ['P3-5', late],
    ['P3-8', late],
  ]);
  expect(file.triggers.triggers).toHaveLength(1);
  expect(workbook.tablesOn(id)).toEqual([table]);

  // Sheets that takes everything, and an hourly run that has come.
  workbook.convertToRange(id, table);
  workbook.setValidation(id, rule, { choices: ['either'], rejects: false });
  await google.advance(2 * 3_600_000);
  expect(google.executions.filter(({ name }) => name === 'selfTestTick')).toHaveLength(1);
  const second = await reportOf(file);
  expect(ofTheSheet(second.report)).toEqual([
    ['P8-60', 'OTHERWISE', 'format accepted, value accepted'],
    ['P8-62', 'OTHERWISE', 'accepted'],
    ['P8-64', 'OTHERWISE', 'accepted'],
  ]);
  expect(unasked(second.report)).toEqual([]);
  expect(second.report).toMatch(/^P3-8 .* As expected\.\n {2}happened: the same id$/m);
  workbook.deleteSheet(id);
  expectNothingLeft(file);
});

test('somebody else’s cells see the owner’s properties, and the report says so', async () => {
  const file = await opened(ben);
  const { report } = await reportOf(file, ben);
  expect(otherwise(report)).toEqual([expect.stringMatching(/^P1\.4-4 Does a cell see this person’s user properties/)]);
  expect(report).toContain('happened: not visible');
  expectNothingLeft(file);
});

const failing = [
  ['Range.getFormula', 'P8-8', 'failed: Service invoked too many times'],
  ['Lock.tryLock', 'P4-26', 'failed: Service invoked too many times'],
  ['Spreadsheet.setNamedRange', 'P8-13', 'failed: Service invoked too many times'],
  ['UrlFetchApp.fetch', 'P0-5', 'refused'],
] as const;

test.each(sampled(failing, 2))(
  'a probe that fails at %s stops none of the others and leaves nothing behind',
  async (call, id, happened) => {
    const file = await opened();
    google.interfere = (about) =>
      about.name === 'runSelfTest' && about.call === call
        ? { fail: 'Service invoked too many times for one day.' }
        : 'go on';
    const { report } = await reportOf(file);
    expect(report).toMatch(/^53 probes:/m);
    expect(report.split('\n\n').find((part) => part.startsWith(id))).toContain(`happened: ${happened}`);
    expectNothingLeft(file);
  },
);

test('what cannot be taken away again is named', async () => {
  const file = await opened();
  google.interfere = ({ call }) => (call === 'Spreadsheet.deleteSheet' ? { fail: 'Not now.' } : 'go on');
  expect((await reportOf(file)).report).toContain('left behind: a sheet: Not now.');
  google.interfere = null;
  const { status, report } = await reportOf(file);
  expect([status, report]).toEqual([
    'The self-test did not run.',
    expect.stringContaining('There is a sheet Journeybee self-test'),
  ]);
});

test('with cells that are too slow it still comes to its end, and in time', async () => {
  const file = await opened();
  const slow = { stallMs: 25_000 };
  google.interfere = ({ name, callsSoFar }) => (name.startsWith('JB_') && callsSoFar === 0 ? slow : 'go on');
  const { report } = await reportOf(file);
  expect(report.match(/happened: no answer in time/g)?.length).toBeGreaterThan(4);
  const run = google.executions.filter(({ name }) => name === 'runSelfTest').at(-1);
  expect(run?.ms).toBeGreaterThan(150_000);
  expect(run?.ms).toBeLessThan(300_000);
  expectNothingLeft(file);
});

test('cells cannot start it', async () => {
  const file = await opened();
  for (const name of ['runSelfTest', 'openSelfTest', 'prepareHourlyRun', 'selfTestTick']) {
    await file.workbook.type('0', 1, 1, `=${name}()`);
    expect(file.workbook.read('0', { row: 1, column: 1, rows: 1, columns: 1 })[0]?.[0]).toMatchObject({
      value: '#ERROR!',
      note: expect.stringContaining('not a function for cells'),
    });
  }
});

describe('a report', () => {
  const probe = (run: Probe<null>['run']): Probe<null> => ({ id: 'P1.1-1', question: 'Why?', expected: 'so', run });

  test('says of a method that does not exist that it is not available, and goes on', () => {
    const happened = findingsOf(
      [
        probe(() => (({}) as { gone: () => never }).gone()),
        probe(() => {
          throw new Error('Not supported here: that.');
        }),
        probe(() => {
          throw new Error('Broken.');
        }),
        probe(() => ({ answer: 'so' })),
      ],
      null,
    ).map((finding) => finding.happened);
    expect(happened).toEqual([
      expect.stringMatching(/^not available: .*is not a function/),
      'not available: Not supported here: that.',
      'failed: Broken.',
      'so',
    ]);
  });

  test('begins with what happened otherwise, and holds no address and no long text', () => {
    const answers = ['so', 'otherwise', `for anna@example.com only ${'x'.repeat(400)}`];
    const findings = findingsOf(
      answers.map((answer) => probe(() => ({ answer }))),
      null,
    );
    const report = reportText('Title', findings, ['a sheet']);
    expect(report.split('\n').slice(0, 8)).toEqual([
      '```',
      'Title',
      '3 probes: 1 as expected, 2 otherwise',
      'left behind: a sheet',
      '',
      'P1.1-1 Why? OTHERWISE.',
      '  expected: so',
      '  happened: otherwise',
    ]);
    expect(report).toContain('for (an address) only xxx');
    expect(Math.max(...report.split('\n').map((line) => line.length))).toBeLessThan(330);
  });
});
