import { type Area, type CellPosition, cellArea, intersects, type Shift, shiftArea } from './area';

/** As '#rrggbb'; null for a header or footer that looks like the other rows. */
export interface BandColors {
  readonly header: string | null;
  readonly first: string | null;
  readonly second: string | null;
  readonly footer: string | null;
}

/** Alternating colours of rows. */
export interface Banding {
  readonly id: number;
  readonly area: Area;
  readonly colors: BandColors;
}

/** The alternating colours of a spreadsheet: a cell is in one banding at most (P8-68). */
export class Bandings {
  private bandings: readonly Banding[] = [];
  private nextId = 1;

  on(sheetId: string): readonly Banding[] {
    return this.bandings.filter(({ area }) => area.sheetId === sheetId);
  }

  touching(area: Area): readonly Banding[] {
    return this.bandings.filter((banding) => intersects(banding.area, area));
  }

  add(area: Area, colors: BandColors): Banding {
    const banding = { id: this.nextId++, area, colors };
    this.bandings = [...this.bandings, banding];
    return banding;
  }

  get(id: number): Banding {
    const banding = this.bandings.find((known) => known.id === id);
    if (!banding) throw new Error('The banding does not exist any more.');
    return banding;
  }

  change(id: number, { area, colors }: { readonly area?: Area; readonly colors?: Partial<BandColors> }): void {
    const before = this.get(id);
    const after = { id, area: area ?? before.area, colors: { ...before.colors, ...colors } };
    this.bandings = this.bandings.map((known) => (known.id === id ? after : known));
  }

  remove(id: number): void {
    this.get(id);
    this.bandings = this.bandings.filter((known) => known.id !== id);
  }

  /** What it gives a cell; '' for nothing. */
  colorAt(position: CellPosition): string {
    const [banding] = this.touching(cellArea(position));
    if (!banding) return '';
    const { area, colors } = banding;
    const down = position.row - area.row;
    if (down === 0 && colors.header !== null) return colors.header;
    if (down === area.rows - 1 && colors.footer !== null) return colors.footer;
    const isFirst = (down - (colors.header === null ? 0 : 1)) % 2 === 0;
    return (isFirst ? colors.first : colors.second) ?? '';
  }

  shift(shift: Shift): void {
    this.bandings = this.bandings.flatMap((banding) => {
      const area = shiftArea(banding.area, shift);
      return area ? [{ ...banding, area }] : [];
    });
  }

  dropSheet(sheetId: string): void {
    this.bandings = this.bandings.filter(({ area }) => area.sheetId !== sheetId);
  }

  duplicateSheet(from: string, to: string): void {
    for (const { area, colors } of this.on(from)) this.add({ ...area, sheetId: to }, colors);
  }

  copyFrom(other: Bandings): void {
    this.bandings = other.bandings;
    this.nextId = Math.max(this.nextId, other.nextId);
  }
}
