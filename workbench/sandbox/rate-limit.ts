import { Problem } from './problem';
import type { SandboxSettings } from './settings';

const WINDOW_MS = 60_000;

/** So many requests per key in any 60 seconds. A refused request does not count. */
export class RateLimit {
  private readonly admitted = new Map<string, number[]>();

  admit(key: string, now: number, settings: Pick<SandboxSettings, 'ratePerMinute' | 'retryAfter'>): void {
    const recent = (this.admitted.get(key) ?? []).filter((time) => now - time < WINDOW_MS);
    this.admitted.set(key, recent);
    if (recent.length >= settings.ratePerMinute) {
      const mustPass = recent[recent.length - settings.ratePerMinute] ?? now;
      throw new Problem('rate_limit_exceeded', undefined, {
        'Retry-After': retryAfter(mustPass + WINDOW_MS, now, settings.retryAfter),
      });
    }
    recent.push(now);
  }
}

/** Rounded up in both forms: who comes back exactly then is admitted. */
export function retryAfter(freeAt: number, now: number, form: SandboxSettings['retryAfter']): string {
  return form === 'seconds'
    ? String(Math.max(1, Math.ceil((freeAt - now) / 1000)))
    : new Date(Math.ceil(freeAt / 1000) * 1000).toUTCString();
}
