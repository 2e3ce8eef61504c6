import { ReportDefinition } from '../contract/report-definition';
import { parsed, parsedJson, record } from '../domain/parsing';

type Migration = (older: Record<string, unknown>) => Record<string, unknown>;

/** The first makes version 2 of what was written as version 1, and so on: a definition passes through all that it has missed. */
const migrations: readonly Migration[] = [
  // Until then one switch for the whole spreadsheet refreshed every report each hour. Where it was off, nobody runs this.
  (older) => ({ ...older, schedule: { kind: 'hourly' } }),
];

export function definitionText(definition: ReportDefinition): string {
  return JSON.stringify({ version: migrations.length + 1, ...definition });
}

/** null for what is damaged, or was written by a newer add-on than this. */
export function readDefinition(text: string, steps: readonly Migration[] = migrations): ReportDefinition | null {
  const { version, ...older } = parsedJson(record, text) ?? {};
  if (typeof version !== 'number' || version < 1 || version > steps.length + 1) return null;
  try {
    return parsed(
      ReportDefinition,
      steps.slice(version - 1).reduce<Record<string, unknown>>((step, migrate) => migrate(step), older),
    );
  } catch {
    // What is damaged may not be what a migration expects.
    return null;
  }
}
