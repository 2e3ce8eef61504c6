import { mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { policyIn, settingsFor, settingsText } from '../../build/build-settings';
import { anna, ask, ben, bench, cells, closeBenches, everyHour, newReport } from '../support/bench';
import { variant } from '../support/variants';

let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'policy-'));
});
afterEach(closeBenches);
afterAll(() => rm(folder, { recursive: true }));

const hour = 3_600_000;
const wanted = { period: 'last_year', type: null, limit: 3, where: 'sheet' } as const;

test('no shared keys: nobody can share one, and one that an earlier build shared opens nothing', async () => {
  const made = await bench({ dist: await variant('decided') });
  const { full } = made.sandbox.keys;
  const sentence = 'Your administrator has decided that no key is shared with a spreadsheet.';
  await expect(ask(made, 'connect', { key: full, use: 'shared' })).rejects.toThrow(sentence);
  expect([...made.google.account(anna).properties.keys()]).toEqual([]);
  await ask(made, 'connect', { key: full, use: 'tables' });
  await expect(ask(made, 'allowFormulas', { use: 'shared' })).rejects.toThrow(sentence);

  await ask(made, 'allowFormulas', { use: 'owner' });
  const consent = JSON.parse(made.file.properties.get('formulaKey') ?? '{}');
  made.file.properties.set('formulaKey', JSON.stringify({ ...consent, mode: 'shared' }));
  made.file.properties.set('sharedApiKey', full);
  await made.file.workbook.type('0', 1, 1, '=JB_PARTNERS("last_year")');
  expect(cells(made, '0', 'A1')[0]?.[0]).toMatchObject({ value: '#ERROR!', note: expect.stringContaining(sentence) });
  expect(cells(made, '0', 'A1')[0]?.[0]?.note).not.toContain('share a key');
});

test('a build for one spreadsheet shares none either, and the owner’s formulas work', async () => {
  const made = await bench({ dist: await variant('bound'), deployment: 'container-bound', editors: [ben] });
  const { full } = made.sandbox.keys;
  await expect(ask(made, 'connect', { key: full, use: 'shared' })).rejects.toThrow('has a script of its own');
  const { connection, build } = await ask(made, 'connect', { key: full, use: 'owner' });
  expect(connection).toMatchObject({ othersEdit: true, ownsFile: true });
  expect(build).toMatchObject({ door: 'bound' });
  await made.file.workbook.type('0', 1, 1, '=JB_PARTNERS("last_year")');
  expect(cells(made, '0', 'A1')[0]?.[0]).toMatchObject({ value: 'Rank' });
  expect((await ask(made, 'overview', undefined, ben)).connection.othersEdit).toBe(true);
});

test('where Google does not say who owns or edits the file, it warns of nothing and goes on', async () => {
  const made = await bench({ dist: await variant('bound'), deployment: 'container-bound', editors: [ben] });
  made.google.interfere = ({ call }) =>
    /getOwner|getEditors/.test(call) ? { fail: 'You do not have permission to call this.' } : 'go on';
  const overview = await ask(made, 'connect', { key: made.sandbox.keys.full, use: 'owner' });
  expect(overview.connection).toMatchObject({ othersEdit: null, ownsFile: null, formulas: { mode: 'owner' } });
  await expect(ask(made, 'connect', { key: made.sandbox.keys.full, use: 'owner' }, ben)).rejects.toThrow(
    'nobody but this file’s owner',
  );
});

test('no reports of all partners: neither new ones, nor one that came with the file', async () => {
  const made = await bench({ dist: await variant('decided') });
  await ask(made, 'connect', { key: made.sandbox.keys.full, use: 'tables' });
  const sentence = 'Your administrator has decided that no report lists all partners.';
  await expect(ask(made, 'saveReport', newReport(wanted, { rows: 'all' }))).rejects.toThrow(sentence);
  const { reports } = await ask(made, 'saveReport', newReport(wanted));
  const id = reports[0]?.id ?? '';
  const [hidden] = made.file.workbook.sheets().filter(({ name }) => name === 'Journeybee');
  for (let row = 1; row < 10; row += 1) {
    for (const [index, cell] of (
      made.file.workbook.read(hidden?.id ?? '', { row, column: 1, rows: 1, columns: 6 })[0] ?? []
    ).entries()) {
      if (!String(cell.value).includes('"rows":3')) continue;
      await made.file.workbook.type(
        hidden?.id ?? '',
        row,
        index + 1,
        `'${String(cell.value).replace('"rows":3', '"rows":"all"')}`,
      );
    }
  }
  const requests = made.google.requests.length;
  const after = await ask(made, 'refresh', { id, withMyKey: false });
  expect(after.reports[0]).toMatchObject({ definition: { rows: 'all' }, problem: expect.stringContaining(sentence) });
  expect(made.google.requests).toHaveLength(requests);
});

test.each([
  ['no mail at all', 'decided', 'your administrator has decided that the add-on sends no mails'],
  ['mail to other domains only', 'abroad', 'your administrator allows no mails to this domain'],
] as const)('%s: a schedule that fails mails nobody, and the sidebar says why', async (_, build, reason) => {
  const made = await bench({ dist: await variant(build) });
  await ask(made, 'connect', { key: made.sandbox.keys.full, use: 'tables' });
  await ask(made, 'saveReport', newReport(wanted));
  await everyHour(made);
  made.sandbox.faults.always({ kind: 'status', status: 401 });
  await made.google.advance(2 * hour);
  const { schedule } = await ask(made, 'overview', undefined);
  expect(schedule.unsent).toMatchObject({ reason });
  expect(made.google.mails).toEqual([]);
});

describe('a policy', () => {
  const policy = (content: unknown) => {
    const path = join(folder, 'policy.json');
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
    return policyIn(path);
  };

  test('decides what it names, and nothing else', () => {
    expect(settingsFor('team', policy({ mailDomains: ['Example.COM', 'a.example.co.uk'] }))).toEqual({
      door: 'team',
      sharedKeys: true,
      mail: true,
      mailDomains: ['example.com', 'a.example.co.uk'],
      allPartnersReports: true,
      privacyPage: null,
    });
    expect(settingsText(settingsFor('bound', policy({ mail: false })))).toBe(
      'Built for one spreadsheet that only you edit; by policy mail false.',
    );
    expect(settingsText(settingsFor('team', policy({})))).toBe('Built for an add-on of its own, for a team.');
  });

  test.each<[unknown, string]>([
    ['{', 'is not a JSON object'],
    ['[]', 'is not a JSON object'],
    ['null', 'is not a JSON object'],
    [{ shareKeys: false }, 'has "shareKeys", which is no setting. Those there are: sharedKeys, mail'],
    [{ toString: false }, 'has "toString", which is no setting'],
    [{ door: 'bound' }, 'has "door", which is no setting'],
    [{ sharedKeys: 'no' }, '"sharedKeys" in'],
    [{ mail: null }, 'has to be true or false'],
    [{ mailDomains: [] }, 'has to be a list of domains'],
    [{ mailDomains: 'example.com' }, 'has to be a list of domains'],
    [{ mailDomains: ['@example.com'] }, 'has to be a list of domains'],
    [{ mailDomains: ['*.example.com'] }, 'has to be a list of domains'],
    [{ mailDomains: ['localhost'] }, 'has to be a list of domains'],
    [{ privacyPage: 'javascript:alert(1)' }, 'has to be an address that begins with https://'],
    [{ privacyPage: 'http://example.com' }, 'has to be an address that begins with https://'],
  ])('%j is refused in a sentence that names file and setting', (content, sentence) => {
    expect(() => policy(content)).toThrow(sentence);
    expect(() => policy(content)).toThrow('policy.json');
  });

  test('that is not there is named', () => {
    expect(() => policyIn(join(folder, 'none.json'))).toThrow('There is no policy to read at');
  });
});
