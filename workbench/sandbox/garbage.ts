import type { GarbageBody } from './faults';

const PAGE =
  '<!doctype html><html><head><title>Sign in</title></head><body><h1>Sign in to the network</h1></body></html>';

/** The body to send instead of the right one. Damage of a shape is done to the right answer, so that all else about it is true. */
export function garbage(kind: Exclude<GarbageBody, 'huge'>, answer: unknown): { contentType: string; text: string } {
  switch (kind) {
    case 'html':
      return { contentType: 'text/html; charset=utf-8', text: PAGE };
    case 'empty':
      return json('');
    case 'invalid-json':
      return json('{"currency_code": EUR, partners: [}');
    case 'truncated-json':
      return json(JSON.stringify(answer).slice(0, -20));
    case 'null':
      return json('null');
    case 'bare-rows':
      return json(JSON.stringify(rowsOf(answer)));
    case 'rows-as-object':
      return json(JSON.stringify(withRows(answer, (rows) => ({ ...rows }))));
    case 'null-rows':
      return json(JSON.stringify(withRows(answer, (rows) => rows.map(() => null))));
    case 'numbers-as-text':
      return json(JSON.stringify(answer, (_, value) => (typeof value === 'number' ? String(value) : value)));
    case 'nameless-rows':
      return json(JSON.stringify(answer, (key, value) => (key === 'uuid' || key === 'name' ? undefined : value)));
  }
}

function json(text: string): { contentType: string; text: string } {
  return { contentType: 'application/json; charset=utf-8', text };
}

function rowsOf(answer: unknown): unknown[] {
  return Object.values(Object(answer)).find(Array.isArray) ?? [];
}

function withRows(answer: unknown, change: (rows: unknown[]) => unknown): unknown {
  const entries = Object.entries(Object(answer)).map(([key, value]) => [
    key,
    Array.isArray(value) ? change(value) : value,
  ]);
  return Object.fromEntries(entries);
}
