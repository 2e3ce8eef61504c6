import type { Content, EngineResult } from './engine';

const longestText = 50_000;

/** What a custom function's return value puts into cells, or why it cannot stand there (P1.3-1 to P1.3-9). */
export function judgeReturned(name: string, value: unknown): EngineResult | { error: string } {
  try {
    if (!Array.isArray(value)) return { content: contentOf(name, value) };
    if (!value.some(Array.isArray)) return grid(value.map((element) => [contentOf(name, element)]));
    return grid(
      value.map((row: unknown) => {
        if (!Array.isArray(row)) throw new Refusal(`${name} returned rows and single values in one array.`);
        return row.map((element) => contentOf(name, element));
      }),
    );
  } catch (error) {
    if (error instanceof Refusal) return { error: error.message };
    throw error;
  }
}

class Refusal extends Error {}

/** What Sheets makes of rows of unequal length, or of none, is not known; the workbench refuses what it is unsure of. */
function grid(contents: Content[][]): EngineResult {
  const columns = contents[0]?.length ?? 0;
  if (columns === 0) throw new Refusal('The custom function returned an empty array.');
  if (contents.some((row) => row.length !== columns))
    throw new Refusal('The rows of the returned array differ in length.');
  return contents.length === 1 && columns === 1 ? { content: contents[0]?.[0] } : { contents };
}

function contentOf(name: string, value: unknown): Content {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'boolean') return { value };
  if (typeof value === 'number' && Number.isFinite(value)) return { value };
  if (typeof value === 'string') {
    if (value.length <= longestText) return { value };
    throw new Refusal(`Text result of ${name} is longer than the limit of ${longestText} characters.`);
  }
  throw new Refusal(`${name} returned ${nameOf(value)}, which is not a number, text, TRUE, FALSE or an array of them.`);
}

function nameOf(value: unknown): string {
  if (typeof value === 'number') return String(value);
  return Object.prototype.toString.call(value).slice('[object '.length, -1);
}
