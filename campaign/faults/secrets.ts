import type { Runtime } from '../../workbench/apps-script/runtime';
import type { SpreadsheetFile } from '../../workbench/apps-script/spreadsheet-file';

const pieceLength = 8;

/** Looks for keys, and for pieces of eight characters of them, where none may stand. */
export class Secrets {
  readonly #pieces: ReadonlySet<string>;
  #executions = 0;
  #mails = 0;
  #requests = 0;

  constructor(keys: readonly string[]) {
    this.#pieces = new Set(
      keys.flatMap((key) =>
        Array.from({ length: key.length - pieceLength + 1 }, (_, start) => key.slice(start, start + pieceLength)),
      ),
    );
  }

  isIn(text: string): boolean {
    for (let start = 0; start + pieceLength <= text.length; start += 1) {
      if (this.#pieces.has(text.slice(start, start + pieceLength))) return true;
    }
    return false;
  }

  /** Where one stands in what was logged, thrown, mailed and asked for since the last time. */
  inNews({ executions, mails, requests }: Runtime): string[] {
    const news = {
      'an execution': executions.slice(this.#executions).flatMap(({ problem, logs }) => [problem ?? '', ...logs]),
      'a mail': mails.slice(this.#mails).map((mail) => JSON.stringify(mail)),
      'an address': requests.slice(this.#requests),
    };
    this.#executions = executions.length;
    this.#mails = mails.length;
    this.#requests = requests.length;
    return this.#found(news);
  }

  /** Where one stands in a spreadsheet and around it. `shared`: the property in which one that was shared has to stand. */
  inFile({ workbook, cache, properties }: SpreadsheetFile, screens: readonly unknown[], shared: string): string[] {
    const cells = workbook.sheets().flatMap(({ id, name }) => {
      const { lastRow: rows, lastColumn: columns } = workbook.extent(id);
      const views = rows === 0 ? [] : workbook.read(id, { row: 1, column: 1, rows, columns }).flat();
      return [name, ...views.flatMap(({ value, note, formula }) => [String(value), note, formula])];
    });
    return this.#found({
      'a cell': cells,
      'the cache': cache.entries().flat(),
      'a property of the document': [...properties].filter(([name]) => name !== shared).flat(),
      'the name of a range': workbook.namedRanges().map(({ name }) => name),
      'what a person sees': screens.map((screen) => JSON.stringify(screen)),
    });
  }

  #found(places: Readonly<Record<string, readonly string[]>>): string[] {
    return Object.entries(places).flatMap(([place, texts]) => (texts.some((text) => this.isIn(text)) ? [place] : []));
  }
}
