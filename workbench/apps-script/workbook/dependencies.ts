import { type Area, intersects, sameArea } from './area';
import { AreaIndex } from './area-index';
import type { FormulaCell } from './formula-cell';

/** Which formula cell depends on what: on the cells it refers to, and on those its result would spill into. */
export class Dependencies {
  private readonly references = new AreaIndex<FormulaCell>();
  private readonly watched = new AreaIndex<FormulaCell>();
  /** Those whose readers have to know more than their value. */
  private readonly special = new Set<FormulaCell>();

  /** To be called whenever what the cell refers to, watches or is may have changed. */
  update(cell: FormulaCell): void {
    this.references.set(cell, cell.linked?.references ?? []);
    this.updateResult(cell);
  }

  /** As `update`, for a cell that refers to the same cells as before. */
  updateResult(cell: FormulaCell): void {
    const { area, watched } = cell;
    this.watched.set(cell, watched.rows > 1 || watched.columns > 1 || !sameArea(area, watched) ? [watched] : []);
    if (cell.loading || cell.volatile) this.special.add(cell);
    else this.special.delete(cell);
  }

  delete(cell: FormulaCell): void {
    this.references.delete(cell);
    this.watched.delete(cell);
    this.special.delete(cell);
  }

  clear(): void {
    this.references.clear();
    this.watched.clear();
    this.special.clear();
  }

  readers(area: Area): Iterable<FormulaCell> {
    return this.references.find(area);
  }

  /** Those that a change in the area blocks or frees. */
  watchers(area: Area): Iterable<FormulaCell> {
    return this.watched.find(area);
  }

  /** The loading or volatile cells that this one refers to. */
  specialPrecedents(cell: FormulaCell): FormulaCell[] {
    return [...this.special].filter((other) => other !== cell && reads(cell, other.area));
  }

  /** The given cells and everything that depends on them, what is read before what reads it. */
  order(changing: Iterable<FormulaCell>): { order: FormulaCell[]; circular: FormulaCell[] } {
    const readers = new Map<FormulaCell, Iterable<FormulaCell>>();
    const unread = new Map<FormulaCell, number>();
    const reached = [...changing];
    for (const cell of reached) unread.set(cell, 0);
    for (const cell of reached) {
      const found = this.references.find(cell.area);
      readers.set(cell, found);
      for (const reader of found) {
        if (!unread.has(reader)) reached.push(reader);
        unread.set(reader, (unread.get(reader) ?? 0) + 1);
      }
    }
    const order: FormulaCell[] = [];
    /** Returns the readers that wait for nothing else. */
    const release = (cell: FormulaCell): FormulaCell[] => {
      const free: FormulaCell[] = [];
      unread.delete(cell);
      for (const reader of readers.get(cell) ?? []) {
        const left = unread.get(reader);
        if (left === undefined) continue;
        unread.set(reader, left - 1);
        if (left === 1) free.push(reader);
      }
      return free;
    };
    const take = (free: FormulaCell[]) => {
      // The array grows while it is gone through.
      for (const cell of free) {
        order.push(cell);
        free.push(...release(cell));
      }
    };
    take(reached.filter((cell) => unread.get(cell) === 0));
    const circular = inCircles(new Set(unread.keys()), readers);
    take(circular.flatMap(release).filter((cell) => unread.has(cell)));
    return { order, circular };
  }
}

export function reads(cell: FormulaCell, area: Area): boolean {
  return cell.linked?.references.some((reference) => intersects(reference, area)) ?? false;
}

/** What is left when everything is ordered that can be is in a circle or reads one: only the former is an error. */
function inCircles(left: Set<FormulaCell>, readers: ReadonlyMap<FormulaCell, Iterable<FormulaCell>>): FormulaCell[] {
  for (let size = -1; size !== left.size; ) {
    size = left.size;
    for (const cell of left) if (![...(readers.get(cell) ?? [])].some((reader) => left.has(reader))) left.delete(cell);
  }
  return [...left];
}
