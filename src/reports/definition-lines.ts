import { nameLimit, type ReportDefinition } from '../contract/report-definition';
import { beginning } from '../domain/text';
import { definitionText, readDefinition } from './definition-text';
import { isReportId } from './report-id';

/** A report as the hidden sheet has it. */
export interface DefinitionRecord {
  readonly id: string;
  readonly name: string;
  /** null: what stands there cannot be read. */
  readonly definition: ReportDefinition | null;
  /** The named range of its block, which travels with a copy of the spreadsheet as the definition does (P8.1-7). */
  readonly rangeName: string;
}

/** A line of the hidden sheet. Rows and columns count from 1. */
export interface Line {
  readonly row: number;
  /** The columns of the id and of the definition: people may have inserted columns before and between. */
  readonly idColumn: number;
  readonly textColumn: number;
  readonly record: DefinitionRecord;
}

export const header = ['Journeybee report', 'Name', 'Definition (changed by the sidebar)', 'Named range'];

/** All rows with the id of a report. */
export const linesIn = (cells: readonly (readonly unknown[])[]): Line[] =>
  cells.flatMap((values, index) => lineIn(values.map(plain), index + 1) ?? []);

/**
 * Whether the cells are those of the hidden sheet. One heading or one line proves it: people rename the sheet, type
 * over its first cell, or make a sheet of the same name.
 */
export const isDefinitionSheet = (cells: readonly (readonly unknown[])[]): boolean =>
  cells.some((values) => values.some((value) => plain(value) === header[0] || plain(value) === header[2])) ||
  linesIn(cells).some(({ record }) => record.definition !== null);

export const isBlank = (cells: readonly (readonly unknown[])[]): boolean =>
  cells.every((values) => values.every((value) => value === ''));

/** One line for each report: the first that can be read, otherwise the first. */
export function distinct(lines: readonly Line[]): Line[] {
  const byId = new Map<string, Line>();
  for (const line of lines) {
    const earlier = byId.get(line.record.id);
    if (!earlier || (!earlier.record.definition && line.record.definition)) byId.set(line.record.id, line);
  }
  return [...byId.values()];
}

/** The cells of a new line, from the column of the id on. */
export const lineOf = (id: string, definition: ReportDefinition, rangeName: string): string[] => [
  id,
  definition.name,
  definitionText(definition),
  rangeName,
];

/** A Plain text cell may keep the apostrophe with which a text is written (P8-6). */
const plain = (value: unknown): string => String(value).replace(/^'/, '');

function lineIn(texts: readonly string[], row: number): Line | null {
  const first = texts.findIndex(isReportId);
  if (first < 0) return null;
  const later = texts.findIndex((text, index) => index > first && text.startsWith('{"version":'));
  const at = later < 0 ? first + 2 : later;
  const [id = '', name = '', text = '', rangeName = ''] = [texts[first], texts[at - 1], texts[at], texts[at + 1]];
  const definition = readDefinition(text);
  const record = { id, name: definition?.name ?? beginning(name, nameLimit), definition, rangeName };
  return { row, idColumn: first + 1, textColumn: at + 1, record };
}
