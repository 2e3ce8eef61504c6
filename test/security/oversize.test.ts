import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Overview, Reply } from '../../src/contract/sidebar-api';
import { SimulatedClock } from '../../workbench/clock';
import { newReport } from '../../workbench/demonstration';
import { closeProjects, project } from '../support/project';
import { row } from '../support/rows';

const servers: Server[] = [];
afterEach(async () => {
  await closeProjects();
  for (const server of servers.splice(0)) server.close();
});

const sheet = '0';

/** The shipped code, and one function beside it that says what every object, list, function and text has. */
const code = `${readFileSync('dist/Code.js', 'utf8')}
function everything() {
  return [Object, Array, Function, String, Number].map((one) => Object.getOwnPropertyNames(one.prototype).join());
}
function callAndLook(method, argument) {
  const reply = sidebarCall(method, argument);
  return [reply, everything()];
}`;

/** Anna's spreadsheet before a Journeybee that answers leaderboards and partners with these texts, whatever they are. */
async function against(answer: { leaderboard: string; directory?: string }) {
  const server = createServer((incoming, response) => {
    const isLeaderboard = incoming.url?.startsWith('/v1/analytics/');
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.end(isLeaderboard ? answer.leaderboard : (answer.directory ?? '{}'));
  });
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const made = await project(code, {}, new SimulatedClock(), `http://127.0.0.1:${port}`);
  const ask = async (method: string, argument: unknown) =>
    (await made.call('sidebarCall', method, argument)) as Reply<Overview>;
  const good = leaderboard([row({ revenue: 3 })]);
  const wanted = answer.leaderboard;
  answer.leaderboard = good;
  expect(await ask('connect', { key: 'a-key-of-annas-own', use: 'owner' })).toMatchObject({ ok: true });
  answer.leaderboard = wanted;
  const { workbook } = made.file;
  const shown = () =>
    workbook.read(sheet, { row: 1, column: 1, rows: 6, columns: 3 }).map((line) => line.map(({ value }) => value));
  return { ...made, ask, answer, good, workbook, shown };
}

const leaderboard = (partners: unknown, more: object = {}) =>
  JSON.stringify({
    currency_code: 'EUR',
    period: { start_date: '2025-01-01', end_date: '2025-12-31' },
    partners,
    ...more,
  });
const threePartners = newReport(
  { period: 'last_year', type: null, limit: 3, where: 'cell' },
  { columns: ['rank', 'name', 'revenue'] },
);
const uuid = (index: number) => `a0000000-0000-4000-8000-${String(index).padStart(12, '0')}`;

test.each(['x', '漢', '👩‍💻', '=1+'])(
  'a partner whose name is 100 KB of %s is listed with its beginning, among the others',
  async (sign) => {
    const long = sign.repeat(Math.ceil(100_000 / sign.length));
    const names = ['Aurora', long, 'Birch'];
    const { ask, shown, workbook, file, callAs } = await against({
      leaderboard: leaderboard(names.map((name, index) => row({ uuid: uuid(index), name, revenue: 9 - index }))),
      directory: JSON.stringify({
        data: names.map((name, index) => ({ uuid: uuid(index), name, tier: { uuid: uuid(90), label: long } })),
        pagination: { total: 3, total_pages: 1 },
      }),
    });
    expect(await ask('saveReport', threePartners)).toMatchObject({ ok: true });
    const [, , first, second, third] = shown();
    expect([first?.[1], third?.[1]]).toEqual(['Aurora', 'Birch']);
    const name = String(second?.[1]);
    expect(name.length).toBeLessThanOrEqual(200);
    expect(name.endsWith('…') && long.startsWith(name.slice(0, -1))).toBe(true);
    // Also where formulas share an answer by way of the cache, and the sidebar keeps the names of tiers.
    const listed = (await callAs('anna@example.com', 'CUSTOM_FUNCTION', 'JB_PARTNERS', 'last_year')) as unknown[][];
    expect(listed.map((line) => line[1])).toEqual(['Partner', 'Aurora', name, 'Birch']);
    expect(file.cache.entries().some(([entry, value]) => entry.startsWith('answer:') && value.length < 10_000)).toBe(
      true,
    );
    expect(await ask('learnLabels', null)).toMatchObject({ ok: true, value: { labels: { tier: [{ label: name }] } } });
    expect(workbook.sheets().length).toBeGreaterThan(1);
  },
);

describe('an answer that nobody should send', () => {
  const rows = (count: number) =>
    Array.from({ length: count }, (_, index) => row({ uuid: uuid(index), name: `P${index}`, revenue: count - index }));
  const refused: ReadonlyArray<readonly [what: string, body: () => string]> = [
    ['10 MB of partners', () => leaderboard(rows(40_000))],
    ['10 MB beside the partners', () => leaderboard(rows(2), { more: 'x'.repeat(10_000_000) })],
    ['lists in lists, a hundred thousand deep', () => '['.repeat(100_000) + ']'.repeat(100_000)],
    ['partners in partners', () => leaderboard([{ ...row(), uuid: { uuid: {} } }])],
    ['a currency of 100 KB', () => leaderboard(rows(2), { currency_code: 'E'.repeat(100_000) })],
  ];
  test.each(refused)('%s: a sentence, and the table stays as it is', async (_, body) => {
    const { ask, answer, good, shown } = await against({ leaderboard: '' });
    answer.leaderboard = good;
    expect(await ask('saveReport', threePartners)).toMatchObject({ ok: true });
    const before = shown();
    answer.leaderboard = body();
    const reply = await ask('refresh', { id: null, withMyKey: false });
    expect(reply).toMatchObject({
      ok: true,
      value: { message: expect.stringMatching(/was not refreshed: [A-Z].{10,300}\.$/s) },
    });
    expect(shown()).toEqual(before);
  });

  test('five thousand partners where a hundred were asked for: the first of them are shown', async () => {
    const { ask, shown } = await against({ leaderboard: leaderboard(rows(5000)) });
    expect(await ask('saveReport', threePartners)).toMatchObject({ ok: true });
    expect(
      shown()
        .slice(2, 5)
        .map(([, name]) => name),
    ).toEqual(['P0', 'P1', 'P2']);
  });
});

test('JSON of others that reaches for the prototype changes nothing that every object has', async () => {
  const poison = '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"prototype":{"polluted":1}';
  const { ask, answer, file, call, workbook, good } = await against({ leaderboard: '' });
  const clean = await call('everything');
  answer.leaderboard = good.replace('"uuid"', `${poison.slice(1)},"uuid"`).replace('{', `${poison},`);
  expect(await ask('saveReport', threePartners)).toMatchObject({ ok: true });
  for (const [name, value] of file.properties)
    if (value.startsWith('{')) file.properties.set(name, `${poison},${value.slice(1)}`);
  for (const name of ['__proto__', 'state:__proto__', 'trouble:constructor', 'movement:__proto__'])
    file.properties.set(name, `${poison}}`);
  const hidden = workbook.sheets().find(({ name }) => name === 'Journeybee')?.id ?? '';
  const [[, , definition] = []] = workbook.read(hidden, { row: 2, column: 1, rows: 1, columns: 4 });
  workbook.write(hidden, { row: 2, column: 3, rows: 1, columns: 1 }, [
    [`${poison},${String(definition?.value).slice(1)}`],
  ]);
  const argument = JSON.parse(
    `${poison},"id":null,"withMyKey":true,"minutes":5,"month":4,"from":null,"definition":${poison}}}`,
  ) as unknown;
  for (const method of [
    'overview',
    'runs',
    'setFreshness',
    'setFiscalStart',
    'preview',
    'saveReport',
    'refresh',
    'takeOver',
    'tryAgain',
    '__proto__',
    'constructor',
  ]) {
    const [reply, after] = (await call('callAndLook', method, argument)) as [Reply<unknown>, unknown];
    expect([method, after]).toEqual([method, clean]);
    expect(JSON.stringify(reply)).not.toContain('polluted');
  }
  expect(clean).toEqual(expect.arrayContaining([expect.stringContaining('hasOwnProperty')]));
});
