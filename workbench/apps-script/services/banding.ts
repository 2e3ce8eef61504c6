import { noPermission, PlatformError } from '../errors';
import type { Served } from '../served';
import { EnumMember } from '../wire';
import type { BandColors, Rect, Workbook } from '../workbook/workbook';
import { colour } from './colour';
import type { Range } from './range';
import type { CellArea, Writes } from './writes';

/** The one theme of Google's that exists here; whoever wants other colours sets them. */
const lightGrey: BandColors = { header: '#bdbdbd', first: '#ffffff', second: '#f3f3f3', footer: '#dedede' };

/** The colours that `applyRowBanding` was asked for. */
export function bandColors(theme: unknown, hasHeader: unknown, hasFooter: unknown): BandColors {
  const known = theme instanceof EnumMember && theme.name === 'BandingTheme.LIGHT_GREY';
  if (!known || typeof hasHeader !== 'boolean' || typeof hasFooter !== 'boolean') {
    throw new PlatformError(
      "The parameters don't match the method signature for SpreadsheetApp.Range.applyRowBanding.",
    );
  }
  const { header, footer } = lightGrey;
  return { ...lightGrey, header: hasHeader ? header : null, footer: hasFooter ? footer : null };
}

/** What a banding is known by once it exists; null until it has been carried out. */
export interface BandingKey {
  id: number | null;
}

/** Ranges of the banding's own sheet; `areaOf`: null for what is no range. */
interface Ranges {
  readonly rangeOf: (rect: Rect) => Range;
  readonly areaOf: (range: unknown) => CellArea | null;
}

/** Alternating colours of a range (P8-68). */
export class Banding
  implements
    Served<
      GoogleAppsScript.Spreadsheet.Banding,
      | 'getRange'
      | 'setRange'
      | 'remove'
      | 'getHeaderRowColor'
      | 'getFirstRowColor'
      | 'getSecondRowColor'
      | 'getFooterRowColor'
      | 'setHeaderRowColor'
      | 'setFirstRowColor'
      | 'setSecondRowColor'
      | 'setFooterRowColor'
    >
{
  readonly #key: BandingKey;
  readonly #writes: Writes;
  readonly #mayWrite: boolean;
  readonly #ranges: Ranges;

  constructor(key: BandingKey, writes: Writes, mayWrite: boolean, ranges: Ranges) {
    this.#key = key;
    this.#writes = writes;
    this.#mayWrite = mayWrite;
    this.#ranges = ranges;
  }

  async getRange(): Promise<Range> {
    const workbook = await this.#writes.flush();
    return this.#ranges.rangeOf(workbook.banding(this.#id()).area);
  }

  setRange(range: unknown): this {
    const area = this.#ranges.areaOf(range);
    if (!area) throw new PlatformError('Invalid argument: range');
    const { sheetId: _, ...rect } = area;
    return this.#write('setRange', (workbook) => workbook.changeBanding(this.#id(), { rect }));
  }

  remove(): void {
    this.#write('remove', (workbook) => workbook.removeBanding(this.#id()));
  }

  getHeaderRowColor(): Promise<string | null> {
    return this.#color('header');
  }

  getFirstRowColor(): Promise<string | null> {
    return this.#color('first');
  }

  getSecondRowColor(): Promise<string | null> {
    return this.#color('second');
  }

  getFooterRowColor(): Promise<string | null> {
    return this.#color('footer');
  }

  setHeaderRowColor(color: unknown): this {
    return this.#setColor('setHeaderRowColor', { header: colour(color) });
  }

  setFirstRowColor(color: unknown): this {
    return this.#setColor('setFirstRowColor', { first: colour(color) });
  }

  setSecondRowColor(color: unknown): this {
    return this.#setColor('setSecondRowColor', { second: colour(color) });
  }

  setFooterRowColor(color: unknown): this {
    return this.#setColor('setFooterRowColor', { footer: colour(color) });
  }

  async #color(row: keyof BandColors): Promise<string | null> {
    const workbook = await this.#writes.flush();
    return workbook.banding(this.#id()).colors[row];
  }

  #setColor(method: string, colors: Partial<BandColors>): this {
    return this.#write(method, (workbook) => workbook.changeBanding(this.#id(), { colors }));
  }

  #id(): number {
    if (this.#key.id === null) throw new PlatformError('The banding does not exist.');
    return this.#key.id;
  }

  #write(method: string, write: (workbook: Workbook) => void): this {
    if (!this.#mayWrite) throw noPermission(`Banding.${method}`);
    this.#writes.add((workbook) => {
      this.#writes.refuseProtected(workbook.banding(this.#id()).area);
      write(workbook);
    });
    return this;
  }
}
