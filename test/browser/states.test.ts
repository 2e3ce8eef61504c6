import { callSidebar, newReport } from '../../workbench/demonstration';
import type { Workbench } from '../../workbench/workbench';
import { anna, ben } from '../support/bench';
import { isThorough } from '../support/breadth';
import { startBrowser, stopBrowser, Visit } from './page';

beforeAll(startBrowser);
afterAll(stopBrowser);

let visit: Visit;
afterEach(() => visit.close());

const hour = 3_600_000;
const hebrew = 'לוח מובילים של שותפים לפי הכנסות ברבעון האחרון';
const leaderboard = '/v1/analytics/partners';
const down = { kind: 'status', status: 500 } as const;

interface State {
  readonly state: string;
  /** From the state before to this one. */
  readonly reach: () => unknown;
  /** What is to be seen then, all of it. */
  readonly seen: ReadonlyArray<string | RegExp>;
}

/** Goes through the states of a screen: each shows what it should and fits 300 pixels, and axe finds nothing. */
async function go(states: readonly State[]): Promise<void> {
  for (const { state, reach, seen } of states) {
    await reach();
    for (const sentence of seen) await visit.sidebar.getByText(sentence).first().waitFor();
    const raw = await visit.sidebar.getByText(/Exception|undefined|\[object|NaN|a server error occurred/).count();
    // In a day axe looks at the screens that hold most and at those that fail.
    const axe = isThorough || /full|error/.test(state) ? await visit.axe() : [];
    expect({ state, axe, wide: await visit.tooWide(), raw }).toEqual({
      state,
      axe: [],
      wide: [],
      raw: 0,
    });
  }
}

const open = () => visit.chooseFromMenu('Open Journeybee');
const field = (label: string) => visit.sidebar.getByLabel(label, { exact: true });
const disclose = (label: RegExp) => visit.sidebar.getByRole('button', { name: label }).click();

/** What Google is doing to the sidebar's calls at the moment. */
let end = () => {};
const keeps = (method: string) => {
  end = visit.meddle('keeps', method);
};
const refuses = (method: string) => {
  end = visit.meddle('refuses', method);
};

async function connect({ file, sandbox }: Workbench, user = anna): Promise<void> {
  await callSidebar(file, user, 'connect', { key: sandbox.keys.full, use: 'tables' });
}

test('Connect: loading, error, empty, full', async () => {
  visit = await Visit.open(async (workbench) => {
    const { file, sandbox } = workbench;
    await file.open(anna);
    await callSidebar(file, anna, 'connect', { key: sandbox.keys.full, use: 'shared' });
    await file.open(ben);
    return workbench;
  });
  const { faults, keys } = visit.workbench.sandbox;
  await go([
    { state: 'loading', reach: () => [keeps('overview'), open()][1], seen: ['Loading…'] },
    {
      state: 'error',
      reach: async () => {
        end();
        await visit.sidebar.getByRole('heading', { name: 'Connect Journeybee' }).waitFor();
        refuses('overview');
        await visit.view.reload();
        await open();
      },
      seen: ['The add-on did not answer. Check your connection and try again.', 'Try again'],
    },
    {
      state: 'empty',
      reach: () => {
        end();
        return visit.click('Try again');
      },
      seen: ['Connect Journeybee', 'Read permission is enough.', 'Made-up sample, not your partners'],
    },
    {
      state: 'without a right to make keys',
      reach: () => visit.sidebar.getByRole('button', { name: 'I can’t create a key' }).click(),
      seen: ['Send one of them this message.', 'Copy the message'],
    },
    {
      state: 'nothing pasted',
      reach: () => visit.click('Connect'),
      seen: [/^Paste /],
    },
    {
      state: 'a key that may not read',
      reach: () => {
        faults.always({ kind: 'status', status: 403 });
        return visit.pasteKey(keys.full);
      },
      seen: [/permission/i],
    },
    {
      state: 'Journeybee is down',
      reach: () => {
        faults.always(down);
        return visit.click('Connect');
      },
      seen: ['Journeybee has a problem (status 500)'],
    },
    {
      state: 'being tested',
      reach: () => {
        faults.clear();
        keeps('connect');
        return visit.click('Connect');
      },
      seen: ['Testing the key with Journeybee…'],
    },
  ]);
  end();
});

test('Reports: empty, error, loading, full', async () => {
  visit = await Visit.open(async (workbench) => {
    await workbench.file.open(anna);
    await connect(workbench);
    return workbench;
  });
  const { file, sandbox } = visit.workbench;
  const save = (name: string) => {
    const wanted = newReport({ period: 'current_year', type: null, limit: 3, where: 'sheet' }, { name });
    return callSidebar(file, anna, 'saveReport', wanted);
  };
  await go([
    { state: 'counting', reach: () => [keeps('formulas'), open()][1], seen: ['There is none here yet.', 'Counting…'] },
    {
      state: 'not counted',
      reach: async () => {
        end();
        refuses('formulas');
        await visit.view.reload();
        await open();
      },
      seen: ['They could not be counted. The add-on did not answer.'],
    },
    {
      state: 'empty',
      reach: async () => {
        end();
        await visit.view.reload();
        await open();
      },
      seen: ['There is none here yet.', 'Insert a leaderboard', 'No cell has a JB_ formula yet.'],
    },
    {
      state: 'loading',
      reach: async () => {
        for (const name of [hebrew, 'Partnerleistungsüberblick'.repeat(4), 'Paused', 'Frozen']) await save(name);
        const { reports } = await callSidebar(file, anna, 'overview', undefined);
        const [, , paused, frozen] = reports.map(({ id }) => id);
        await callSidebar(file, anna, 'setStatus', { id: paused ?? '', status: 'paused' });
        await callSidebar(file, anna, 'setStatus', { id: frozen ?? '', status: 'frozen' });
        await visit.view.reload();
        await open();
        await visit.sidebar.getByRole('button', { name: 'Refresh all' }).waitFor();
        keeps('refresh');
        await visit.click('Refresh all');
      },
      seen: ['Fetching the leaderboard…'],
    },
    {
      state: 'error',
      reach: () => {
        sandbox.faults.always({ kind: 'status', status: 401 });
        end();
      },
      seen: [/Journeybee does not accept the API key any more/, hebrew],
    },
    {
      state: 'full',
      reach: async () => {
        sandbox.faults.clear();
        await visit.click('Refresh all');
        await visit.sidebar.getByText(/up to date/).waitFor();
        await visit.click(`More for ${hebrew}`);
      },
      seen: [hebrew, /^Partnerleistungsüberblick/, 'Duplicate', 'Delete and clear the cells'],
    },
  ]);
});

test('Activity: loading, error, empty, full', async () => {
  visit = await Visit.open(async (workbench) => {
    await workbench.file.open(anna);
    await connect(workbench);
    return workbench;
  });
  await open();
  const { file, google, sandbox } = visit.workbench;
  await visit.sidebar.getByRole('button', { name: 'Activity' }).waitFor();
  await go([
    { state: 'loading', reach: () => [keeps('runs'), visit.click('Activity')][1], seen: ['Loading…'] },
    { state: 'empty', reach: () => end(), seen: ['Nothing was refreshed yet.'] },
    {
      state: 'error',
      reach: () => {
        refuses('runs');
        return visit.click('Look again');
      },
      seen: ['The add-on did not answer. Check your connection and try again.'],
    },
    {
      state: 'full',
      reach: async () => {
        end();
        const wanted = newReport(
          { period: 'current_year', type: null, limit: 3, where: 'sheet' },
          { name: hebrew, schedule: { kind: 'hourly' } },
        );
        await callSidebar(file, anna, 'saveReport', wanted);
        await google.advance(27 * hour);
        sandbox.faults.always(down);
        await google.advance(4 * hour);
        await visit.click('Look again');
      },
      seen: ['1 report unchanged · 3 rows', 'Journeybee has a problem (status 500)'],
    },
  ]);
  // Of 32 runs.
  expect(await visit.sidebar.locator('.run').count()).toBe(30);
}, 120_000);

test('Editor: loading, error, empty, full', async () => {
  visit = await Visit.open(async (workbench) => {
    await workbench.file.open(anna);
    await connect(workbench);
    return workbench;
  });
  await open();
  const { faults, data } = visit.workbench.sandbox;
  const [partner] = data.partners;
  await go([
    { state: 'loading', reach: () => [keeps('preview'), visit.openEditor()][1], seen: ['Fetching the first rows…'] },
    {
      state: 'error',
      reach: () => {
        faults.always(down, leaderboard);
        end();
      },
      seen: ['Journeybee has a problem (status 500)', 'Try again'],
    },
    {
      state: 'preview asked again',
      reach: async () => {
        keeps('preview');
        await visit.click('Try again');
        expect(await visit.sidebar.locator(':focus').innerText()).toBe('Preview');
      },
      seen: ['Fetching the first rows…'],
    },
    {
      state: 'preview failed again',
      reach: () => end(),
      seen: ['Journeybee has a problem (status 500)', 'Try again'],
    },
    {
      state: 'preview there',
      reach: () => {
        faults.clear();
        return visit.click('Try again');
      },
      seen: ['Nothing is written yet.'],
    },
    {
      state: 'partners loading',
      reach: async () => {
        keeps('partners');
        await disclose(/^More/);
        await disclose(/^Partners/);
      },
      seen: ['Reading their names…', 'UUIDs of partners'],
    },
    {
      state: 'partners error',
      reach: () => {
        faults.always(down, '/v1/partners');
        end();
      },
      seen: ['Their names could not be read. Journeybee has a problem (status 500)', 'UUIDs of partners'],
    },
    {
      state: 'empty',
      reach: () => field('UUIDs of partners').fill('00000000-0000-4000-8000-000000000000'),
      seen: ['No partners in these days'],
    },
    {
      state: 'full',
      reach: async () => {
        faults.clear();
        await field('UUIDs of partners').fill('');
        await disclose(/^Partners/);
        // A failure of the directory is remembered for half a minute.
        await visit.workbench.clock.advance(60_000);
        await disclose(/^Partners/);
        await field('Search partners').fill(partner?.name ?? '');
        await visit.sidebar.getByRole('checkbox', { name: partner?.name ?? '', exact: true }).check();
        await disclose(/^Columns/);
        await field('Name').fill(`${hebrew} ${'Partnerleistungsüberblick'.repeat(2)}`.slice(0, 100));
        await field('Movement in rank').selectOption('Since last Monday');
        await field('Grouped by').selectOption('Tier');
        await field('History').selectOption('With each refresh');
        await field('Schedule').selectOption('Days of the week');
      },
      seen: [/^A formula leaves out: groups, partners/, 'Nothing is written yet.', partner?.name ?? ''],
    },
    {
      state: 'a partner beyond the list',
      reach: () => field('Search partners').fill('00000000-0000-4000-8000-000000000000'),
      seen: ['00000000-0000-4000-8000-000000000000'],
    },
  ]);
});

test('Settings: empty, loading, error, full', async () => {
  visit = await Visit.open(async (workbench) => {
    await workbench.file.open(anna);
    await connect(workbench);
    return workbench;
  });
  await open();
  const { file, sandbox } = visit.workbench;
  const fresh = () => field('Formulas show data no older than');
  await go([
    {
      state: 'empty',
      reach: () => visit.click('Settings'),
      seen: ['Formulas have no key in this spreadsheet.', 'Journeybee Leaderboards 0.1.0'],
    },
    {
      state: 'loading',
      reach: () => [keeps('setFreshness'), fresh().selectOption('30 minutes')][1],
      seen: ['Changing the setting…'],
    },
    {
      state: 'error',
      reach: async () => {
        end();
        await visit.sidebar.getByText('Formulas show data that is at most 30 minutes old.').waitFor();
        refuses('setFreshness');
        await fresh().selectOption('5 minutes');
      },
      seen: ['The add-on did not answer. Check your connection and try again.'],
    },
    {
      state: 'diagnostics loading',
      reach: () => {
        end();
        keeps('runs');
        return visit.click('Copy diagnostics');
      },
      seen: ['Reading what was done lately…'],
    },
    {
      state: 'full',
      reach: async () => {
        end();
        await visit.sidebar.getByLabel('Diagnostics').waitFor();
        await callSidebar(file, ben, 'connect', { key: sandbox.keys.full, use: 'shared' });
        const wanted = newReport(
          { period: 'current_year', type: null, limit: 3, where: 'sheet' },
          { schedule: { kind: 'hourly' } },
        );
        await callSidebar(file, anna, 'saveReport', wanted);
        sandbox.faults.always({ kind: 'status', status: 401 });
        await visit.workbench.google.advance(hour);
        sandbox.faults.clear();
        await visit.view.reload();
        await open();
        await visit.click('Settings');
        await visit.click('Copy diagnostics');
        await visit.click('Forget my key everywhere');
        await visit.click('Remove everything from this spreadsheet');
      },
      seen: [
        `of ${ben}, shared with all who edit.`,
        'Schedules',
        'or delete the key at app.journeybee.io',
        'Cells keep what they show',
      ],
    },
  ]);
  // What was refused is shown as it is.
  expect(await fresh().inputValue()).toBe('30');
});
