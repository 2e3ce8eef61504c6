import { readFileSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type FrameLocator, type Page as View } from 'playwright-core';
import { findChromium } from '../../build/chromium';
import type { ConnectRequest } from '../../src/contract/requests';
import { cellName } from '../../workbench/apps-script/workbook/area';
import { WallClock } from '../../workbench/clock';
import { callSidebar } from '../../workbench/demonstration';
import { viewBook } from '../../workbench/page/book-view';
import { parseName } from '../../workbench/page/client/names';
import type { Rectangle } from '../../workbench/page/contract';
import { type Page as Served, servePage } from '../../workbench/page/server';
import { openWorkbench, type Workbench, type WorkbenchOptions } from '../../workbench/workbench';

let browser: Browser | null = null;
/** For the whole page: it keeps the grid's 11 MB from one visit to the next. */
let pageContext: BrowserContext | null = null;
/** Of the whole page, once it is known: what a browser keeps belongs to an address. */
let pagePort = 0;
const size = { width: 1440, height: 900 };

const refusal = 'We’re sorry, a server error occurred. Please wait a bit and try again.';

export async function startBrowser(): Promise<void> {
  browser = await chromium.launch(await findChromium());
  pageContext = await browser.newContext({ viewport: size });
}

export async function stopBrowser(): Promise<void> {
  await browser?.close();
}

function rectangleOf(cell: string): Rectangle {
  const rectangle = parseName(cell);
  if (!rectangle) throw new Error(`${cell} is no cell.`);
  return rectangle;
}

type Preparation = (opened: Workbench) => Promise<Workbench>;

const nothing: Preparation = async (opened) => opened;

/** What one person has before them, with a spreadsheet and a Journeybee of its own behind it. */
export class Visit {
  private constructor(
    readonly workbench: Workbench,
    readonly view: View,
    private readonly served: Served,
    private readonly whole: boolean,
  ) {}

  /** The sidebar by itself. `prepare`: what happened before somebody opened it; what it returns is what is shown. */
  static open(prepare: Preparation = nothing, options: Partial<WorkbenchOptions> = {}): Promise<Visit> {
    return Visit.#open(prepare, options, false);
  }

  /** The whole page, for what needs its grid, its menus or its panel. */
  static openPage(prepare: Preparation = nothing): Promise<Visit> {
    return Visit.#open(prepare, {}, true);
  }

  static async #open(prepare: Preparation, options: Partial<WorkbenchOptions>, whole: boolean): Promise<Visit> {
    if (!browser || !pageContext) throw new Error('No browser was started.');
    const opened = await openWorkbench({ clock: new WallClock(Date.UTC(2026, 4, 18, 8, 0)), seed: 1, ...options });
    const workbench = await prepare(opened).catch(async (error) => {
      await opened.close();
      throw error;
    });
    const served = await servePage(workbench, whole ? pagePort : 0);
    if (whole) pagePort = Number(new URL(served.url).port);
    const view = whole ? await pageContext.newPage() : await browser.newPage({ viewport: { width: 500, height: 900 } });
    // Sooner than a test's own time is over: then it can say what it waited for.
    view.setDefaultTimeout(15_000);
    await view.goto(whole ? served.url : new URL('sidebar-alone', served.url).href);
    return new Visit(workbench, view, served, whole);
  }

  async close(): Promise<void> {
    if (this.whole) await this.#forgetStorage();
    await this.view.close();
    await this.served.close();
    await this.workbench.close();
  }

  get sidebar(): FrameLocator {
    return this.view.frameLocator('[data-testid=sidebar-frame]');
  }

  /** The next visit's browser is a new one. */
  async #forgetStorage(): Promise<void> {
    const session = await this.view.context().newCDPSession(this.view);
    for (const host of ['127.0.0.1', 'localhost']) {
      const origin = `http://${host}:${new URL(this.served.url).port}`;
      await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'local_storage,session_storage' });
    }
  }

  async chooseFromMenu(entry: string): Promise<void> {
    if (!this.whole) return this.view.getByRole('button', { name: entry, exact: true }).click();
    await this.view.getByTestId('menu-extensions').click();
    await this.view.getByRole('menuitem', { name: 'Journeybee Leaderboards' }).click();
    await this.view.getByRole('menuitem', { name: entry, exact: true }).click();
  }

  /** Connects the sandbox's key and opens the sidebar. */
  async connect(use: ConnectRequest['use'] = 'owner'): Promise<void> {
    const { file, sandbox } = this.workbench;
    await callSidebar(file, file.keyboard, 'connect', { key: sandbox.keys.full, use });
    await callSidebar(file, file.keyboard, 'learnLabels', undefined);
    await this.chooseFromMenu('Open Journeybee');
    await this.sidebar.getByRole('heading', { name: 'Reports', exact: true }).waitFor();
  }

  async pasteKey(key: string): Promise<void> {
    await this.sidebar.getByLabel('API key').fill(key);
    await this.sidebar.getByRole('button', { name: 'Connect', exact: true }).click();
  }

  /** Opens the form for a new report or formula. */
  async openEditor(): Promise<void> {
    await this.sidebar.getByRole('button', { name: /^(Insert a leaderboard|New report)$/ }).click();
    await this.sidebar.getByRole('heading', { name: 'New report or formula' }).waitFor();
  }

  async click(button: string): Promise<void> {
    await this.sidebar.getByRole('button', { name: button, exact: true }).click();
  }

  /** Goes to a cell of the sheet that is shown, as one does in the name box. */
  async goTo(cell: string): Promise<void> {
    const { workbook } = this.workbench.file;
    if (!this.whole) return workbook.setActive(workbook.activeRange.sheetId, rectangleOf(cell));
    await this.view.getByTestId('name-box').fill(cell);
    await this.view.getByTestId('name-box').press('Enter');
    // The sidebar asks the server which cell is selected, and nobody clicks there as fast as a test does.
    const selected = () => cellName(workbook.activeRange.rect.row, workbook.activeRange.rect.column);
    for (let tries = 0; tries < 100 && selected() !== cell; tries += 1) await this.view.waitForTimeout(50);
    expect(selected()).toBe(cell);
  }

  async type(cell: string, text: string): Promise<void> {
    await this.goTo(cell);
    if (!this.whole) {
      const { workbook } = this.workbench.file;
      const { row, column } = rectangleOf(cell);
      return workbook.type(workbook.activeRange.sheetId, row, column, text);
    }
    await this.view.getByTestId('formula-bar').fill(text);
    await this.view.getByTestId('formula-bar').press('Enter');
  }

  /** What the page shows in cells of a sheet, or what it would show. */
  async shown(sheet: string, cells: readonly string[]): Promise<string[]> {
    if (!this.whole) {
      const book = viewBook(this.workbench.file.workbook);
      const shown = book.sheets.find(({ name }) => name === sheet)?.cells;
      return cells.map((cell) => shown?.[cell]?.text ?? '');
    }
    return this.view.evaluate(
      ([name, names]) => {
        const page = Reflect.get(globalThis, 'workbench') as {
          cell(sheet: string, cell: string): { text: string } | undefined;
        };
        return names.map((cell) => page.cell(name, cell)?.text ?? '');
      },
      [sheet, cells] as const,
    );
  }

  /** Waits until the page shows just this. */
  async shows(sheet: string, cells: readonly string[], expected: readonly string[]): Promise<void> {
    for (let tries = 0; tries < 100; tries += 1) {
      if (JSON.stringify(await this.shown(sheet, cells)) === JSON.stringify(expected)) return;
      await this.view.waitForTimeout(100);
    }
    expect(await this.shown(sheet, cells)).toEqual(expected);
  }

  /**
   * What Google does with the sidebar's calls, or with those of this name only, until it is ended: keeps them waiting, or
   * refuses them in words of its own. What it kept runs then: ending is over when that is.
   */
  meddle(how: 'keeps' | 'refuses', method: string | null = null): () => Promise<void> {
    const { google } = this.workbench;
    const run = google.run.bind(google);
    let end = () => {};
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    const kept: Array<ReturnType<typeof run>> = [];
    google.run = async (name, args, context) => {
      const concerned = name === 'sidebarCall' && (method === null || args[0] === method);
      if (concerned && how === 'refuses') return { ok: false, name: 'Exception', message: refusal, line: 0 };
      if (!concerned) return run(name, args, context);
      const late = ended.then(() => run(name, args, context));
      kept.push(late);
      return late;
    };
    return async () => {
      google.run = run;
      end();
      await Promise.allSettled(kept);
    };
  }

  /** What is wider than the sidebar is, by its text; a field scrolls, and a summary is cut. */
  tooWide(): Promise<string[]> {
    return this.sidebar.locator('html, body *').evaluateAll((elements) =>
      elements
        .filter(
          (element) =>
            // A preview scrolls within its own box.
            (element.getBoundingClientRect().right > 300 && !element.closest('.preview > *')) ||
            (element.scrollWidth > 300 && !element.closest('input, .summary, .place bdi, .preview')),
        )
        .map((element) => `${element.tagName} ${element.textContent?.slice(0, 40)}`),
    );
  }

  /** What axe finds wrong in the sidebar. */
  async axe(): Promise<string[]> {
    const frame = this.view.frames().find((candidate) => candidate !== this.view.mainFrame());
    if (!frame) throw new Error('No sidebar is open.');
    await frame.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));
    return frame.evaluate(async () => {
      const axe = Reflect.get(globalThis, 'axe') as {
        run(): Promise<{ violations: Array<{ id: string; help: string }> }>;
      };
      return (await axe.run()).violations.map(({ id, help }) => `${id}: ${help}`);
    });
  }
}
