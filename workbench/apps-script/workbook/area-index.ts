import { type Area, intersects } from './area';

const rowsPerBucket = 32;
const columnsPerBucket = 4;

interface Entry<T> {
  area: Area;
  item: T;
}

/** Finds by area what was put there by area, without looking at everything. */
export class AreaIndex<T> {
  private readonly buckets = new Map<string, Set<Entry<T>>>();
  private readonly entries = new Map<T, Entry<T>[]>();

  /** Replaces where the item was before. */
  set(item: T, areas: readonly Area[]): void {
    this.delete(item);
    if (areas.length === 0) return;
    const entries = areas.map((area) => ({ area, item }));
    this.entries.set(item, entries);
    for (const entry of entries) {
      for (const key of bucketKeys(entry.area)) {
        const bucket = this.buckets.get(key) ?? new Set();
        this.buckets.set(key, bucket.add(entry));
      }
    }
  }

  delete(item: T): void {
    for (const entry of this.entries.get(item) ?? []) {
      for (const key of bucketKeys(entry.area)) this.buckets.get(key)?.delete(entry);
    }
    this.entries.delete(item);
  }

  clear(): void {
    this.buckets.clear();
    this.entries.clear();
  }

  find(area: Area): Set<T> {
    const found = new Set<T>();
    for (const key of bucketKeys(area)) {
      for (const entry of this.buckets.get(key) ?? []) if (intersects(entry.area, area)) found.add(entry.item);
    }
    return found;
  }
}

function* bucketKeys({ sheetId, row, column, rows, columns }: Area): Generator<string> {
  const lastRow = Math.floor((row + rows - 1) / rowsPerBucket);
  const lastColumn = Math.floor((column + columns - 1) / columnsPerBucket);
  for (let down = Math.floor(row / rowsPerBucket); down <= lastRow; down++) {
    for (let right = Math.floor(column / columnsPerBucket); right <= lastColumn; right++) {
      yield `${sheetId}!${down},${right}`;
    }
  }
}
