import { PlatformError } from '../errors';
import type { Served } from '../served';

export class HtmlOutput
  implements Served<GoogleAppsScript.HTML.HtmlOutput, 'append' | 'setTitle' | 'getTitle' | 'getContent'>
{
  #content: string;
  #title = '';

  constructor(content: string) {
    this.#content = content;
  }

  append(addedContent: string): this {
    this.#content += String(addedContent);
    return this;
  }

  setTitle(title: string): this {
    this.#title = String(title);
    return this;
  }

  getTitle(): string {
    return this.#title;
  }

  getContent(): string {
    return this.#content;
  }
}

export class HtmlService implements Served<typeof globalThis.HtmlService, 'createHtmlOutputFromFile'> {
  readonly #pages: ReadonlyMap<string, string>;

  /** The project's HTML files by name, without their extension. */
  constructor(pages: ReadonlyMap<string, string>) {
    this.#pages = pages;
  }

  createHtmlOutputFromFile(filename: string): HtmlOutput {
    const page = this.#pages.get(filename);
    if (page === undefined) throw new PlatformError(`No HTML file named ${filename} was found.`);
    return new HtmlOutput(page);
  }
}
