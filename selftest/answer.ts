/** What a probe came to: a short answer that can be compared, and what else may be worth reading. */
export interface Answer {
  readonly answer: string;
  readonly detail?: string;
}

/** What an answer begins with where a person has to prepare something before it can be asked. */
export const notAsked = 'not asked: ';

/** Google's objects lack a method, or the local runtime does: that is no answer to what was asked. */
class NotAvailable extends Error {}

/** Answers `refused`, with Google's words, where Google throws. */
export function unlessRefused(ask: () => Answer): Answer {
  try {
    return ask();
  } catch (error) {
    if (isMissing(error)) throw new NotAvailable(textOf(error));
    return { answer: 'refused', detail: textOf(error) };
  }
}

export function isMissing(error: unknown): boolean {
  return error instanceof NotAvailable || /is not a function|Not supported here/.test(textOf(error));
}

/** Of an error of any kind. */
export function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** A value with its type, as nothing else tells an empty text from nothing. */
export function described(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return `rows ${JSON.stringify(value)}`;
  if (value instanceof Date) return `date ${value.toISOString()}`;
  if (typeof value === 'string') return `text ${JSON.stringify(value)}`;
  return `${typeof value} ${String(value)}`;
}
