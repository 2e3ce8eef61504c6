import { type Area, type Shift, shiftArea } from './area';

/** What a chart shows, and where it floats. */
export interface ChartSpec {
  /** Google's name of it, such as BAR. */
  readonly type: string;
  readonly ranges: readonly Area[];
  /** Rows of each range that are headings; undefined where nobody said. */
  readonly headers: number | undefined;
  readonly options: Readonly<Record<string, unknown>>;
  readonly position: ChartPosition;
}

/** The cell that the upper left corner keeps to, and so many pixels from its own corner. */
export interface ChartPosition {
  readonly row: number;
  readonly column: number;
  readonly x: number;
  readonly y: number;
}

export interface Chart extends ChartSpec {
  /** Of all charts of the spreadsheet only this one's. */
  readonly id: number;
  readonly sheetId: string;
}

/** The charts of a spreadsheet: what they show moves with inserted rows, and so do they (P8-19). */
export class Charts {
  private charts: Chart[] = [];
  private nextId = 1;

  on(sheetId: string): readonly Chart[] {
    return this.charts.filter((chart) => chart.sheetId === sheetId);
  }

  add(sheetId: string, spec: ChartSpec): void {
    this.charts.push({ ...spec, sheetId, id: this.nextId++ });
  }

  replace(sheetId: string, id: number, spec: ChartSpec): void {
    const place = this.place(sheetId, id);
    this.charts[place] = { ...spec, sheetId, id };
  }

  remove(sheetId: string, id: number): void {
    this.charts.splice(this.place(sheetId, id), 1);
  }

  shift(shift: Shift): void {
    this.charts = this.charts.map((chart) => ({
      ...chart,
      ranges: chart.ranges.flatMap((area) => shiftArea(area, shift) ?? []),
      position: chart.sheetId === shift.sheetId ? shifted(chart.position, shift) : chart.position,
    }));
  }

  dropSheet(sheetId: string): void {
    this.charts = this.charts
      .filter((chart) => chart.sheetId !== sheetId)
      .map((chart) => ({ ...chart, ranges: chart.ranges.filter((area) => area.sheetId !== sheetId) }));
  }

  /** A duplicated sheet's charts show the duplicate's cells. */
  duplicateSheet(from: string, to: string): void {
    for (const chart of this.on(from)) {
      const ranges = chart.ranges.map((area) => (area.sheetId === from ? { ...area, sheetId: to } : area));
      this.add(to, { ...chart, ranges });
    }
  }

  copyFrom(other: Charts): void {
    this.charts = [...other.charts];
    this.nextId = Math.max(this.nextId, other.nextId);
  }

  private place(sheetId: string, id: number): number {
    const place = this.charts.findIndex((chart) => chart.id === id && chart.sheetId === sheetId);
    if (place < 0) throw new Error('The chart does not exist on this sheet.');
    return place;
  }
}

/** A chart whose cell is deleted stays where that cell was. */
function shifted(position: ChartPosition, shift: Shift): ChartPosition {
  const moved = shiftArea({ sheetId: shift.sheetId, ...position, rows: 1, columns: 1 }, shift);
  if (moved) return { ...position, row: moved.row, column: moved.column };
  return shift.axis === 'rows' ? { ...position, row: shift.at } : { ...position, column: shift.at };
}
