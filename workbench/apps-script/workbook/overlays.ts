import type { Shift } from './area';
import { Bandings } from './bandings';
import { Charts } from './charts';
import { ConditionalRules, type Rewrite } from './conditional-rules';
import { Filters } from './filters';
import { Merges } from './merges';
import { NamedRanges } from './names';
import { Notes } from './notes';
import { Tables } from './tables';
import { Validations } from './validations';

/** All that lies over the cells of a spreadsheet and keeps to them. */
export class Overlays {
  readonly names = new NamedRanges();
  readonly merges = new Merges();
  readonly filters = new Filters();
  readonly charts = new Charts();
  readonly notes = new Notes();
  readonly tables = new Tables();
  readonly validations = new Validations();
  readonly rules = new ConditionalRules();
  readonly bandings = new Bandings();
  private readonly each = [
    this.names,
    this.merges,
    this.filters,
    this.charts,
    this.notes,
    this.tables,
    this.validations,
    this.rules,
    this.bandings,
  ] as const;

  /** `rewrite`: the formulas of rules, which the rows and columns that came or went change as well. */
  shift(shift: Shift, rewrite: Rewrite): void {
    for (const overlay of this.each) overlay.shift(shift, rewrite);
  }

  dropSheet(sheetId: string): void {
    for (const overlay of this.each) overlay.dropSheet(sheetId);
  }

  duplicateSheet(from: string, to: string): void {
    for (const overlay of this.each) overlay.duplicateSheet(from, to);
  }

  copyFrom(other: Overlays): void {
    this.names.copyFrom(other.names);
    this.merges.copyFrom(other.merges);
    this.filters.copyFrom(other.filters);
    this.charts.copyFrom(other.charts);
    this.notes.copyFrom(other.notes);
    this.tables.copyFrom(other.tables);
    this.validations.copyFrom(other.validations);
    this.rules.copyFrom(other.rules);
    this.bandings.copyFrom(other.bandings);
  }
}
