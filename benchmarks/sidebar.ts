import { readFile } from 'node:fs/promises';
import { type Browser, chromium, type FrameLocator } from 'playwright-core';
import { findChromium } from '../build/chromium';
import { WallClock } from '../workbench/clock';
import { servePage } from '../workbench/page/server';
import { openWorkbench, type Workbench } from '../workbench/workbench';
import type { Subject } from './driver';
import { type Bound, type Conditions, type Measure, median } from './measure';

const repeats = 5;

interface Steps {
  readonly dist: string;
  readonly menuEntry: string;
  readonly firstScreen: (sidebar: FrameLocator) => Promise<void>;
  /** Pastes the key and confirms it. */
  readonly connect: (sidebar: FrameLocator, key: string) => Promise<void>;
}

interface Visit {
  readonly firstScreenMs: number;
  readonly connectedMs: number;
  readonly calls: number;
  readonly requests: number;
}

const heading = (sidebar: FrameLocator, name: string) => sidebar.getByRole('heading', { name, exact: true }).waitFor();

const steps = ({ dist, driver }: Subject): Steps => ({
  dist,
  menuEntry: driver.menuEntry,
  firstScreen: (sidebar) => heading(sidebar, 'Connect Journeybee'),
  connect: async (sidebar, key) => {
    await sidebar.getByLabel('API key').fill(key);
    await sidebar.getByRole('button', { name: 'Connect', exact: true }).click();
    await sidebar.getByText('Connected with the key ending').waitFor();
  },
});

const byHand: Steps = {
  dist: 'benchmarks/cached-script',
  menuEntry: 'Open',
  firstScreen: (sidebar) => heading(sidebar, 'Connect'),
  connect: async (sidebar, key) => {
    await sidebar.getByLabel('API key').fill(key);
    await sidebar.getByRole('button', { name: 'Connect', exact: true }).click();
    await sidebar.getByText('Connected with').waitFor();
  },
};

/** In Chromium: from the click in the menu to the first screen, and from the click on Connect to the answer. */
export async function measureSidebar({ latencyMs, subject }: Conditions): Promise<Measure[]> {
  const browser = await chromium.launch(await findChromium());
  try {
    const visits = { own: [] as Visit[], hand: [] as Visit[] };
    for (let time = 0; time < repeats; time += 1) {
      visits.own.push(await visit(browser, steps(subject), latencyMs));
      visits.hand.push(await visit(browser, byHand, latencyMs));
    }
    const row = (about: string, what: string, of: keyof Visit, bound: Bound | null): Measure => ({
      about,
      what,
      value: median(visits.own.map((one) => one[of])),
      bound,
      script: median(visits.hand.map((one) => one[of])),
    });
    const bytes = async (file: string) => Buffer.byteLength(await readFile(file)) / 1024;
    return [
      row(`click in the menu to first screen, median of ${repeats}`, 'ms', 'firstScreenMs', null),
      row(`click on Connect to connected, median of ${repeats}`, 'ms', 'connectedMs', {
        value: latencyMs,
        because: 'A key is accepted once Journeybee has answered with it: one latency.',
      }),
      row('both together', 'calls of the server', 'calls', {
        value: 3,
        because: 'The menu’s own call, one for what is to be shown, one to connect.',
      }),
      row('both together', 'requests', 'requests', { value: 1, because: 'The key is tried once.' }),
      {
        about: 'the page, which loads nothing more',
        what: 'KB',
        value: await bytes(`${subject.dist}/sidebar.html`),
        bound: null,
        script: await bytes('benchmarks/cached-script/sidebar.html'),
      },
    ];
  } finally {
    await browser.close();
  }
}

async function visit(browser: Browser, steps: Steps, latencyMs: number): Promise<Visit> {
  const bench: Workbench = await openWorkbench({ clock: new WallClock(), dist: steps.dist });
  bench.sandbox.settings.latencyMs = latencyMs;
  const page = await servePage(bench, 0);
  const view = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  try {
    await view.goto(page.url);
    await view.getByTestId('menu-extensions').click();
    await view.getByRole('menuitem', { name: 'Journeybee Leaderboards' }).click();
    const entry = view.getByRole('menuitem', { name: steps.menuEntry, exact: true });
    await entry.waitFor();
    const { executions, requests } = bench.google;
    const before = { calls: executions.length, requests: requests.length };
    const sidebar = view.frameLocator('[data-testid=sidebar-frame]');
    const clicked = performance.now();
    await entry.click();
    await steps.firstScreen(sidebar);
    const firstScreenMs = performance.now() - clicked;
    const began = performance.now();
    await steps.connect(sidebar, bench.sandbox.keys.full);
    const connectedMs = performance.now() - began;
    return {
      firstScreenMs,
      connectedMs,
      calls: executions.length - before.calls,
      requests: requests.length - before.requests,
    };
  } finally {
    await view.close();
    await page.close();
    await bench.close();
  }
}
