import { type Area, type Rect, type Shift, shiftArea } from './area';

export interface NamedRange {
  /** One that belongs to a duplicated sheet has that sheet's name before it: `Copy of Sheet1!Totals`. */
  name: string;
  sheetId: string;
  rect: Rect;
}

/** A name, and the sheet that it is limited to, if it is. */
export interface ScopedName {
  name: string;
  scope?: string | undefined;
}

interface Entry extends ScopedName {
  /** undefined once all of its cells, or its sheet, were deleted. */
  area: Area | undefined;
}

/** Named ranges keep to the cells they were given (P8-17). */
export class NamedRanges {
  private entries = new Map<string, Entry>();

  /** A name whose cells are gone cannot be found, and yet is taken (P8-17). */
  set(name: string, area: Area): void {
    refuseName(name);
    const known = this.entries.get(key({ name }));
    if (known && !known.area) throw new Error(`A named range with the name "${name}" already exists.`);
    this.entries.set(key({ name }), { name, area });
  }

  area(name: ScopedName): Area | undefined {
    return this.entries.get(key(name))?.area;
  }

  move(name: ScopedName, area: Area): void {
    const entry = this.entries.get(key(name));
    if (!entry?.area) throw missing(name);
    entry.area = area;
  }

  /** What a script does: one whose cells are gone cannot be removed either (P8-17). */
  remove(name: ScopedName): void {
    if (!this.area(name)) throw missing(name);
    this.entries.delete(key(name));
  }

  /** What a person does, who sees those without cells too. */
  delete(name: ScopedName): void {
    if (!this.entries.delete(key(name))) throw new Error(`There is no named range ${name.name}.`);
  }

  rename(name: string, to: string): void {
    refuseName(to);
    const entry = this.entries.get(key({ name }));
    if (!entry || this.entries.has(key({ name: to }))) throw new Error(`${name} cannot be renamed to ${to}.`);
    this.entries.delete(key({ name }));
    this.entries.set(key({ name: to }), { ...entry, name: to });
  }

  /** Those that have cells. */
  list(): ReadonlyArray<ScopedName & { area: Area }> {
    return [...this.entries.values()].flatMap(({ name, scope, area }) => (area ? [{ name, scope, area }] : []));
  }

  shift(shift: Shift): void {
    for (const entry of this.entries.values()) entry.area &&= shiftArea(entry.area, shift);
  }

  dropSheet(sheetId: string): void {
    for (const entry of this.entries.values()) if (entry.area?.sheetId === sheetId) entry.area = undefined;
  }

  /** A duplicated sheet brings copies of its own; those of the original stay where they are (P8.1-7). */
  duplicateSheet(from: string, to: string): void {
    for (const { name, area } of this.list()) {
      if (area.sheetId !== from) continue;
      const entry = { name, scope: to, area: { ...area, sheetId: to } };
      this.entries.set(key(entry), entry);
    }
  }

  copyFrom(other: NamedRanges): void {
    this.entries = new Map([...other.entries].map(([known, entry]) => [known, { ...entry }]));
  }
}

function key({ name, scope }: ScopedName): string {
  return scope === undefined ? name.toLowerCase() : `${scope}!${name.toLowerCase()}`;
}

function missing({ name }: ScopedName): Error {
  return new Error(`The named range ${name} does not exist.`);
}

function refuseName(name: string): void {
  if (!/^[\p{L}_][\p{L}\p{N}_]{0,249}$/u.test(name) || /^(?:true|false|[a-z]{1,3}\d+|r\d*c\d*)$/i.test(name)) {
    throw new Error(`The name "${name}" is not valid for a named range.`);
  }
}
