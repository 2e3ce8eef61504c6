import { readFileSync } from 'node:fs';
import type { Frame } from 'playwright-core';
import thumbnails from '../../src/sidebar/thumbnails.json';
import { callSidebar, newReport } from '../../workbench/demonstration';
import type { Workbench } from '../../workbench/workbench';
import { startBrowser, stopBrowser, Visit } from '../browser/page';
import { anna } from '../support/bench';
import { traces } from '../support/key-traces';

beforeAll(startBrowser);
afterAll(stopBrowser);

let visit: Visit;
afterEach(() => visit.close());

const heading = (name: string | RegExp) => visit.sidebar.getByRole('heading', { name });

/** The sidebar's own document. */
function frame(): Frame {
  const found = visit.view.frames().find((candidate) => candidate !== visit.view.mainFrame());
  if (!found) throw new Error('No sidebar is open.');
  return found;
}

/** All that the sidebar's document holds, what is typed into its fields included, and what it has put into the browser's stores. */
const inBrowser = () =>
  frame().evaluate(() => {
    const page = globalThis as unknown as {
      document: {
        documentElement: { outerHTML: string };
        querySelectorAll(of: string): Iterable<{ value: string }>;
        cookie: string;
      };
      localStorage: Record<string, string>;
      sessionStorage: Record<string, string>;
    };
    return {
      names: Object.keys(page.localStorage),
      texts: [
        page.document.documentElement.outerHTML,
        ...[...page.document.querySelectorAll('input, textarea, select')].map(({ value }) => value),
        JSON.stringify({ ...page.localStorage }),
        JSON.stringify({ ...page.sessionStorage }),
      ],
    };
  });

test('the key stands in no screen, and in no store of the browser', async () => {
  visit = await Visit.open();
  const { full } = visit.workbench.sandbox.keys;
  const rows = readFileSync('docs/privacy.md', 'utf8').split('\n');
  const told = rows.flatMap((row) => /^\|[^|]*\| browser \| `([^`]+)` \|/.exec(row)?.[1] ?? []);
  const seen: string[] = [];
  const look = async (screen: string) => {
    const { names, texts } = await inBrowser();
    seen.push(
      ...traces(
        [full],
        texts.map((text) => [screen, text] as const),
      ),
    );
    expect(names.filter((name) => !told.includes(name))).toEqual([]);
  };
  await visit.connect('shared');
  await heading('Reports').waitFor();
  await look('reports');
  await visit.openEditor();
  await visit.sidebar.getByLabel('Number of partners').fill('7');
  await look('editor');
  expect((await inBrowser()).names).toEqual(['journeybee-draft']);
  await visit.click('Insert as table');
  await visit.sidebar.getByText('!A3').waitFor();
  await look('a report');
  expect((await inBrowser()).names).toEqual([]);
  await visit.click('Settings');
  await heading('Connection').waitFor();
  await look('settings');
  await visit.click('Copy diagnostics');
  await visit.sidebar.getByLabel('Diagnostics').waitFor();
  await look('diagnostics');
  // A form that is opened again knows nothing of the key that was typed into it.
  await visit.click('Change the key or its use');
  await heading('Change the key or its use').waitFor();
  await look('the form');
  await visit.click('Cancel');
  await visit.view.reload();
  await visit.chooseFromMenu('Open Journeybee');
  await heading('Reports').waitFor();
  await look('after reloading');
  expect(seen).toEqual([]);
});

/** Text that a page made of it would run, load or leave by. */
const markup = [
  '<img src=x onerror="globalThis.broken=1">',
  '<script>globalThis.broken=1</script>',
  '</script><svg onload=globalThis.broken=1>',
  '"><a href="javascript:globalThis.broken=1">x</a>',
  "' autofocus onfocus=globalThis.broken=1 x='",
  '<iframe srcdoc="<script>parent.broken=1</script>"></iframe>',
];
const [image = '', script = '', svg = '', link = '', attribute = '', inner = ''] = markup;

/** A spreadsheet in which everything that somebody can name is markup. */
async function marked(workbench: Workbench): Promise<Workbench> {
  const { file, sandbox } = workbench;
  const { data } = sandbox;
  for (const partner of data.partners) partner.name = markup[partner.name.length % markup.length] ?? '';
  for (const labels of [data.tiers, data.categories, data.stages]) {
    labels.forEach((one, index) => {
      Object.assign(one, { label: markup[index % markup.length] });
    });
  }
  await file.open(anna);
  await callSidebar(file, anna, 'connect', { key: sandbox.keys.full, use: 'owner' });
  await callSidebar(file, anna, 'learnLabels', undefined);
  const wanted = newReport(
    { period: 'current_year', type: null, limit: 3, where: 'cell' },
    { name: image, group: 'tier' },
  );
  await callSidebar(file, anna, 'saveReport', wanted);
  file.workbook.renameSheet('0', script);
  // Somebody else's reports, schedule and receipts, as an editor may have written them.
  const { properties } = file;
  for (const [name, value] of properties) {
    if (!name.startsWith('state:')) continue;
    const state = JSON.parse(value) as Record<string, unknown>;
    properties.set(
      name,
      JSON.stringify({
        ...state,
        problem: svg,
        note: [{ kind: 'warning', text: link }],
        key: { fingerprint: 'x', by: attribute },
      }),
    );
  }
  const consent = JSON.parse(properties.get('formulaKey') ?? '{}') as Record<string, unknown>;
  properties.set('formulaKey', JSON.stringify({ ...consent, by: inner, last4: image }));
  const unsent = { at: 1, subject: script, reason: link };
  properties.set('schedule', JSON.stringify({ owner: svg, refusal: image, unsent, fingerprint: null }));
  properties.set(
    'lease',
    JSON.stringify({ by: link, why: 'asked', about: [], at: 1, until: workbench.clock.now() + 300_000 }),
  );
  const receipt = {
    at: 1,
    by: image,
    why: 'asked',
    ms: 1,
    requests: 0,
    formulas: 0,
    problem: svg,
    problems: [script],
    reports: [['x', 2, 1, 0]],
  };
  properties.set('receipts:1', JSON.stringify(receipt));
  properties.set('receipts', '1');
  return workbench;
}

test('names, labels, addresses, sheets and problems that are markup are shown as what they are', async () => {
  visit = await Visit.open(marked);
  const { sandbox } = visit.workbench;
  const harmless = async (screen: string) => {
    const found = await frame().evaluate(
      (ownPictures) => {
        const { document, broken } = globalThis as unknown as {
          document: { querySelectorAll(of: string): Iterable<{ outerHTML: string; src?: string }> };
          broken: unknown;
        };
        const foreign =
          'img, svg, iframe, object, embed, a[href^="javascript:"], body script ~ script, [onerror], [onload], [onfocus]';
        return {
          broken: String(broken),
          foreign: [...document.querySelectorAll(foreign)]
            .filter(({ src = '' }) => !ownPictures.includes(src))
            .map((one) => one.outerHTML.slice(0, 200)),
        };
      },
      Object.values(thumbnails).map((drawing) => `data:image/svg+xml,${encodeURIComponent(drawing)}`),
    );
    expect([screen, found]).toEqual([screen, { broken: 'undefined', foreign: [] }]);
  };
  const literally = (text: string) => visit.sidebar.getByText(text, { exact: false }).first().waitFor();

  await visit.chooseFromMenu('Open Journeybee');
  await heading('Reports').waitFor();
  for (const text of markup) if (text !== inner) await literally(text);
  await harmless('reports');
  await visit.click('Activity');
  await literally('refreshed by hand');
  await harmless('activity');
  await visit.openEditor();
  await visit.sidebar.getByRole('table').waitFor();
  await harmless('preview');
  await visit.sidebar.getByRole('button', { name: /^More/ }).click();
  for (const list of ['Partners', 'Tiers', 'Categories', 'Stages']) {
    await visit.sidebar.getByRole('button', { name: new RegExp(`^${list}`) }).click();
  }
  await visit.sidebar.getByRole('checkbox', { name: image }).first().waitFor();
  await harmless('filters');
  await visit.sidebar.getByLabel('Name').fill(script);
  await visit.click('All reports');
  await visit.click('Leave');
  await visit.click('Settings');
  await heading('Connection').waitFor();
  await literally(inner);
  await visit.click('Copy diagnostics');
  await visit.sidebar.getByLabel('Diagnostics').waitFor();
  await harmless('settings');

  sandbox.faults.clear();
  sandbox.faults.always({ kind: 'status', status: 422, code: image, message: `querystring/limit: ${script}` });
  await visit.click('Change the key or its use');
  await visit.pasteKey(`${script}`.replace(/\s/g, ''));
  await visit.sidebar.getByRole('alert').waitFor();
  await harmless('a problem');
});
