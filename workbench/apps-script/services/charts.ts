import { PlatformError } from '../errors';
import type { Served } from '../served';
import { EnumMember } from '../wire';
import { sameArea } from '../workbook/area';
import type { ChartPosition, ChartSpec } from '../workbook/workbook';
import { Range } from './range';
import type { CellArea } from './writes';

/** Only its enumeration (see surfaces.ts). */
export class Charts {}

/** What has been said so far of a chart to be. */
interface Draft {
  /** Of the chart that is modified; null for a new one. */
  readonly id: number | null;
  readonly type: string | null;
  readonly ranges: readonly CellArea[];
  readonly headers: number | undefined;
  readonly options: Readonly<Record<string, unknown>>;
  readonly position: ChartPosition | null;
}

const blank: Draft = { id: null, type: null, ranges: [], headers: undefined, options: {}, position: null };

type RangeOf = (area: CellArea) => Range;

/** A chart as it stood when it was asked for, or as it was built: what becomes of the sheet does not reach it. */
export class EmbeddedChart
  implements
    Served<GoogleAppsScript.Spreadsheet.EmbeddedChart, 'getChartId' | 'getContainerInfo' | 'getRanges' | 'modify'>
{
  readonly #id: number | null;
  readonly #spec: ChartSpec;
  readonly #rangeOf: RangeOf;

  /** `id`: null for one that is not in the spreadsheet. */
  constructor(id: number | null, spec: ChartSpec, rangeOf: RangeOf) {
    this.#id = id;
    this.#spec = spec;
    this.#rangeOf = rangeOf;
  }

  static specOf(chart: EmbeddedChart): ChartSpec {
    return chart.#spec;
  }

  getChartId(): number | null {
    return this.#id;
  }

  getContainerInfo(): ContainerInfo {
    return new ContainerInfo(this.#spec.position);
  }

  getRanges(): Range[] {
    return this.#spec.ranges.map(this.#rangeOf);
  }

  /** The chart itself changes when what is built is handed to updateChart. */
  modify(): EmbeddedChartBuilder {
    return new EmbeddedChartBuilder(this.#rangeOf, { ...this.#spec, id: this.#id });
  }
}

/** Where a chart floats: the cell of its upper left corner, and the pixels between the two corners (P8-81). */
export class ContainerInfo
  implements
    Served<GoogleAppsScript.Spreadsheet.ContainerInfo, 'getAnchorRow' | 'getAnchorColumn' | 'getOffsetX' | 'getOffsetY'>
{
  readonly #position: ChartPosition;

  constructor(position: ChartPosition) {
    this.#position = position;
  }

  getAnchorRow(): number {
    return this.#position.row;
  }

  getAnchorColumn(): number {
    return this.#position.column;
  }

  getOffsetX(): number {
    return this.#position.x;
  }

  getOffsetY(): number {
    return this.#position.y;
  }
}

/** The general builder: it has no setTitle or setColors, only options by name, and takes enumerations only (P8-19). */
export class EmbeddedChartBuilder
  implements
    Served<
      GoogleAppsScript.Spreadsheet.EmbeddedChartBuilder,
      | 'addRange'
      | 'removeRange'
      | 'clearRanges'
      | 'setChartType'
      | 'setNumHeaders'
      | 'setOption'
      | 'setPosition'
      | 'build'
    >
{
  readonly #rangeOf: RangeOf;
  #draft: Draft;

  constructor(rangeOf: RangeOf, draft: Draft = blank) {
    this.#rangeOf = rangeOf;
    this.#draft = draft;
  }

  addRange(range: unknown): this {
    return this.#with({ ranges: [...this.#draft.ranges, areaOf(range, 'addRange')] });
  }

  removeRange(range: unknown): this {
    const gone = areaOf(range, 'removeRange');
    const stays = (area: CellArea) => area.sheetId !== gone.sheetId || !sameArea(area, gone);
    return this.#with({ ranges: this.#draft.ranges.filter(stays) });
  }

  clearRanges(): this {
    return this.#with({ ranges: [] });
  }

  setChartType(type: unknown): this {
    const [, name] = (type instanceof EnumMember && /^ChartType\.(\w+)$/.exec(type.name)) || [];
    if (!name) throw mismatch('setChartType');
    return this.#with({ type: name });
  }

  setNumHeaders(headers: unknown): this {
    if (!isCount(headers)) throw mismatch('setNumHeaders');
    return this.#with({ headers });
  }

  setOption(option: unknown, value: unknown): this {
    if (typeof option !== 'string') throw mismatch('setOption');
    return this.#with({ options: { ...this.#draft.options, [option]: value } });
  }

  setPosition(anchorRowPos: unknown, anchorColPos: unknown, offsetX: unknown, offsetY: unknown): this {
    const [row, column, x, y] = [anchorRowPos, anchorColPos, offsetX, offsetY];
    if (!isCount(row) || !isCount(column) || !isCount(x) || !isCount(y)) throw mismatch('setPosition');
    return this.#with({ position: { row, column, x, y } });
  }

  /** What Google makes of a chart that was not told its kind, its cells or its place is not established. */
  build(): EmbeddedChart {
    const { id, type, position, ...rest } = this.#draft;
    if (type === null || position === null || rest.ranges.length === 0) {
      throw new PlatformError('Not supported here: a chart without a type, a range or a position.');
    }
    return new EmbeddedChart(id, { ...rest, type, position }, this.#rangeOf);
  }

  #with(more: Partial<Draft>): this {
    this.#draft = { ...this.#draft, ...more };
    return this;
  }
}

function areaOf(range: unknown, method: string): CellArea {
  if (!(range instanceof Range)) throw mismatch(method);
  return Range.areaOf(range);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}

function mismatch(method: string): PlatformError {
  return new PlatformError(
    `The parameters don't match the method signature for SpreadsheetApp.EmbeddedChartBuilder.${method}.`,
  );
}
