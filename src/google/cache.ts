/**
 * This spreadsheet's cache, shared by all who edit it. It may lose anything at any time (P4-17), so a failing call
 * counts as a miss: that costs a request, never a wrong answer.
 */
export function cached(keys: string[]): Record<string, string> {
  return withCache((cache) => cache.getAll(keys) as Record<string, string>) ?? {};
}

export function remember(key: string, value: string, ttlSeconds: number): void {
  withCache((cache) => cache.put(key, value, ttlSeconds));
}

export function forget(...keys: string[]): void {
  withCache((cache) => cache.removeAll(keys));
}

let opened: GoogleAppsScript.Cache.Cache | null = null;

function withCache<T>(use: (cache: GoogleAppsScript.Cache.Cache) => T): T | undefined {
  try {
    opened = opened ?? CacheService.getDocumentCache();
    return opened ? use(opened) : undefined;
  } catch {
    // Only Google's own functions are called in here.
    return undefined;
  }
}
