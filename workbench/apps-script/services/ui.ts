import { noPermission, PlatformError } from '../errors';
import type { Served } from '../served';
import { HtmlOutput } from './html';

export interface MenuEntry {
  readonly label: string;
  readonly functionName: string;
}

/** What a person sees around the grid: the add-on's menu, and a sidebar while one is open. */
export class Screen {
  menu: readonly MenuEntry[] = [];
  sidebar: { readonly title: string; readonly html: string } | null = null;
  /** The last short message in the corner. */
  toast: { readonly title: string; readonly message: string } | null = null;
}

export class Menu implements Served<GoogleAppsScript.Base.Menu, 'addItem' | 'addToUi'> {
  readonly #screen: Screen;
  readonly #entries: MenuEntry[] = [];

  constructor(screen: Screen) {
    this.#screen = screen;
  }

  addItem(caption: string, functionName: string): this {
    this.#entries.push({ label: String(caption), functionName: String(functionName) });
    return this;
  }

  addToUi(): void {
    this.#screen.menu = [...this.#entries];
  }
}

export class Ui implements Served<GoogleAppsScript.Base.Ui, 'createAddonMenu' | 'showSidebar'> {
  readonly #screen: Screen;
  readonly #mayShow: boolean;

  /** `mayShow`: menus alone may be made before the person has acted (P2.1-4). */
  constructor(screen: Screen, mayShow: boolean) {
    this.#screen = screen;
    this.#mayShow = mayShow;
  }

  createAddonMenu(): Menu {
    return new Menu(this.#screen);
  }

  showSidebar(userInterface: unknown): void {
    if (!this.#mayShow) throw noPermission('Ui.showSidebar', 'https://www.googleapis.com/auth/script.container.ui');
    if (!(userInterface instanceof HtmlOutput)) throw new PlatformError('Invalid argument: userInterface');
    this.#screen.sidebar = { title: userInterface.getTitle(), html: userInterface.getContent() };
  }
}
