import { ReportDefinition } from '../contract/report-definition';
import { parsed, parsedJson, record } from '../domain/parsing';

type Migration = (older: Record<string, unknown>) => Record<string, unknown>;

/** Each migration makes the next version of a definition; the first makes version 2. */
const migrations: readonly Migration[] = [
  // In version 1 a switch for the whole spreadsheet refreshed every report each hour. Where it was off, no schedule
  // runs.
  (older) => ({ ...older, schedule: { kind: 'hourly' } }),
];

export function definitionText(definition: ReportDefinition): string {
  return JSON.stringify({ version: migrations.length + 1, ...definition });
}

/** null where the text is damaged, or was written by a newer version of the add-on. */
export function readDefinition(text: string, steps: readonly Migration[] = migrations): ReportDefinition | null {
  const { version, ...older } = parsedJson(record, text) ?? {};
  if (typeof version !== 'number' || version < 1 || version > steps.length + 1) return null;
  try {
    return parsed(
      ReportDefinition,
      steps.slice(version - 1).reduce<Record<string, unknown>>((step, migrate) => migrate(step), older),
    );
  } catch {
    // A migration may fail on a damaged definition.
    return null;
  }
}
