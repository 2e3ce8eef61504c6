import type { ReportDefinition } from '../contract/report-definition';
import { sha256 } from '../google/digest';
import { unlessRefused } from '../google/faults';
import { withDocumentLock } from '../google/lock';
import { documentStore, fitsProperty } from '../google/properties';
import { flush } from '../google/spreadsheet';
import { Problem } from '../problem';
import { type DefinitionRecord, distinct, header, type Line, lineOf } from './definition-lines';
import {
  chooseDefinitionSheet,
  type DefinitionSheet,
  definitionSheetLately,
  deleteLines,
  findDefinitionSheet,
  makeDefinitionSheet,
  writeTexts,
} from './definition-sheet';
import { definitionText, readDefinition } from './definition-text';

/*
 * Definitions are in the hidden sheet, so that they travel with a copy of the spreadsheet. A copy of each is in the
 * document properties, from which lines are restored that people delete or overwrite.
 */

interface SoundRecord extends DefinitionRecord {
  readonly definition: ReportDefinition;
}

/** A report of this spreadsheet, as its state knows it. */
export interface KnownReport {
  readonly id: string;
  readonly rangeName: string;
}

/** `lately`: the hidden sheet may be as this execution read it some seconds ago. */
export interface Reading {
  readonly lately?: boolean;
}

/**
 * The definitions in the order in which they were made. Where the line of one of these reports is missing or cannot be
 * read, it is restored from its copy; the definition is returned also where Google refuses to write the line. A line
 * whose id is not a report's is ignored.
 */
export function readDefinitions(reports: readonly KnownReport[], { lately = false }: Reading): DefinitionRecord[] {
  const readBefore = lately ? definitionSheetLately() : null;
  const definitions = readBefore ?? findDefinitionSheet();
  const records = distinct(definitions?.lines ?? []).map(({ record }) => record);
  const lost = lostIn(records, reports, definitions?.isSubstitute ?? false);
  if (lost.length > 0) restore(reports);
  else if (definitions?.isSubstitute) chooseDefinitionSheet(definitions.sheet, 0);
  const isLost = (id: string) => lost.some((record) => record.id === id);
  // What was read before may be older than the copies.
  for (const { id } of readBefore ? [] : reports) {
    const there = records.find((record) => record.id === id)?.definition;
    if (there && !isLost(id) && definitionText(there) !== keptText(id)) keepDefinition(id, there);
  }
  const added = lost.filter(({ id }) => !records.some((record) => record.id === id));
  return [...records.map((record) => lost.find(({ id }) => id === record.id) ?? record), ...added];
}

/** The present definitions of these reports, without those that somebody has deleted. */
export function currentDefinitions(ids: readonly string[]): ReadonlyMap<string, ReportDefinition> {
  const definitions = findDefinitionSheet();
  return new Map(
    ids.flatMap((id) => {
      const definition = (definitions && lineIn(definitions, id)?.record.definition) ?? keptDefinition(id);
      return definition ? [[id, definition] as const] : [];
    }),
  );
}

/** Writes the definition of a new report below the others. */
export function addDefinition(id: string, definition: ReportDefinition, rangeName: string): void {
  alone(() => putOrMake(findDefinitionSheet(), { id, definition, rangeName }));
}

/**
 * Replaces a report's present definition by what `change` makes of it. `rangeName`: the present name of its block's
 * range. @throws Problem where somebody has deleted the report
 */
export function changeDefinition(
  { id, rangeName: rangeNameNow }: KnownReport,
  change: (definition: ReportDefinition) => ReportDefinition,
  rangeName?: string,
): void {
  alone(() => {
    const definitions = findDefinitionSheet();
    const record = definitions && lineIn(definitions, id)?.record;
    const before = record?.definition ?? keptDefinition(id);
    if (!before) throw new Problem(unknownReport);
    const definition = change(before);
    putOrMake(definitions, {
      id,
      definition,
      rangeName: rangeName ?? record?.rangeName ?? rangeNameNow,
    });
    keepDefinition(id, definition);
  });
}

/**
 * `forget` removes what else is stored of the report. The copy is removed first: otherwise the line would be restored
 * from it.
 */
export function removeDefinition(id: string, forget: () => void): void {
  alone(() => {
    forgetKeptDefinition(id);
    forget();
    const definitions = findDefinitionSheet();
    const lines = definitions?.lines.filter(({ record }) => record.id === id) ?? [];
    if (definitions) deleteLines(definitions, lines);
    flush();
  });
}

/** What a person reads who asks for a report that somebody has deleted. */
export const unknownReport = 'This report is no longer known here. Make it anew.';

const lockPatienceMs = 10_000;

/** Lines move up when one is removed: nobody else may do that between finding a line and writing it. */
function alone(work: () => void): void {
  if (!withDocumentLock(lockPatienceMs, work))
    throw new Problem('Somebody else is changing the reports of this spreadsheet right now. Try again.');
}

const keptName = (id: string) => `definition:${id}`;

const partsPrefix = (id: string) => `${keptName(id)}:`;

/** The signs of each part of a text that is split over properties (P4-5): a sign takes at most three bytes. */
const partSigns = 2900;

/**
 * Keeps a copy of a definition; of a new report before its state is kept, since a report that has a state and no definition
 * counts as one whose definition is lost.
 */
export function keepDefinition(id: string, definition: ReportDefinition): void {
  const text = definitionText(definition);
  const isKept = unlessRefused(() => {
    if (partsIn(documentStore.get(keptName(id)))) forgetKeptDefinition(id);
    if (!fitsProperty(text)) writeParts(id, text);
    else documentStore.set(keptName(id), text);
    return true;
  }, false);
  // Where the store is full, the copy is older than the sheet.
  if (!isKept) forgetKeptDefinition(id);
}

/**
 * A long text is split over properties. The property that names the parts is written last; parts of two writes are not
 * combined.
 */
function writeParts(id: string, text: string): void {
  documentStore.remove(keptName(id));
  const count = Math.ceil(text.length / partSigns);
  for (let part = 0; part < count; part += 1) {
    documentStore.set(partsPrefix(id) + part, text.slice(part * partSigns, (part + 1) * partSigns));
  }
  documentStore.set(keptName(id), `${count} parts, ${sha256(text)}`);
}

function partsIn(kept: string | null): { readonly count: number; readonly digest: string } | null {
  const [, count, digest] = /^(\d{1,3}) parts, (\w+)$/.exec(kept ?? '') ?? [];
  return digest === undefined ? null : { count: Number(count), digest };
}

/** The property that names the parts is removed first: without it the parts are ignored. */
export function forgetKeptDefinition(id: string): void {
  documentStore.remove(keptName(id));
  for (const name of Object.keys(documentStore.all(partsPrefix(id)))) documentStore.remove(name);
}

/** null where there is no copy, or not all of it. */
function keptText(id: string): string | null {
  const kept = documentStore.get(keptName(id));
  const parts = partsIn(kept);
  if (!parts) return kept;
  const names = Array.from({ length: parts.count }, (_, part) => partsPrefix(id) + part);
  const text = names.map((name) => documentStore.get(name) ?? '').join('');
  return sha256(text) === parts.digest ? text : null;
}

const keptDefinition = (id: string): ReportDefinition | null => readDefinition(keptText(id) ?? '');

/**
 * Known reports whose line is missing or cannot be read, as they were kept. A sheet that stands in for the one that is gone
 * may be an old copy: what is kept is newer.
 */
function lostIn(
  records: readonly DefinitionRecord[],
  reports: readonly KnownReport[],
  isSubstitute: boolean,
): SoundRecord[] {
  return reports.flatMap(({ id, rangeName }) => {
    const there = records.find((record) => record.id === id)?.definition;
    if (there && !isSubstitute) return [];
    const definition = keptDefinition(id);
    if (!definition || (there && definitionText(there) === definitionText(definition))) return [];
    return { id, name: definition.name, definition, rangeName };
  });
}

const restorePatienceMs = 3000;

/** Restores lines. Nobody asked for it, so a failure is not told: the next read tries again. */
function restore(reports: readonly KnownReport[]): void {
  unlessRefused(() => {
    withDocumentLock(restorePatienceMs, () => {
      // Somebody may have deleted one of the reports while this waited for the lock.
      const definitions = findDefinitionSheet();
      const records = distinct(definitions?.lines ?? []).map(({ record }) => record);
      const lost = lostIn(records, reports, definitions?.isSubstitute ?? false);
      if (lost.length === 0) return;
      let sheet = definitions ?? makeDefinitionSheet(null);
      for (const record of lost) {
        put(sheet, record);
        sheet = findDefinitionSheet() ?? sheet;
      }
      chooseDefinitionSheet(sheet.sheet, lost.length);
    });
  }, undefined);
}

const lineIn = ({ lines }: DefinitionSheet, id: string): Line | undefined =>
  distinct(lines).find(({ record }) => record.id === id);

function putOrMake(definitions: DefinitionSheet | null, record: Omit<SoundRecord, 'name'>): void {
  if (definitions) put(definitions, record);
  else makeDefinitionSheet(lineOf(record.id, record.definition, record.rangeName));
}

/** Overwrites the report's line, or adds one below all content of the sheet. */
function put(definitions: DefinitionSheet, { id, definition, rangeName }: Omit<SoundRecord, 'name'>): void {
  const { sheet, lines, rows, isBlank } = definitions;
  const texts = lineOf(id, definition, rangeName);
  const line = lineIn(definitions, id);
  if (line) {
    // There may be a person's own column between the id and the definition, and the name may be gone.
    const from = Math.max(line.idColumn + 1, line.textColumn - 1);
    writeTexts(sheet, line.row, from, [texts.slice(from - line.textColumn + 2)]);
    return;
  }
  if (isBlank) writeTexts(sheet, 1, 1, [header]);
  const row = rows + 1;
  if (row > sheet.getMaxRows()) sheet.insertRowsAfter(sheet.getMaxRows(), 20);
  writeTexts(sheet, row, lines[lines.length - 1]?.idColumn ?? 1, [texts]);
}
