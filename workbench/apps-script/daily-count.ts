import type { Clock } from '../clock';
import { PlatformError } from './errors';

const dayMs = 24 * 3_600_000;

/** What one account may ask of one service in a day; the day begins with its first use. */
export class DailyCount {
  /** So far in this day. */
  used = 0;
  #since = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly clock: Clock,
    readonly limit: number,
    private readonly service: string,
  ) {}

  /** Counts one, or refuses it in Google's words (P4-31). */
  spend(): void {
    const now = this.clock.now();
    if (now - this.#since >= dayMs) {
      if (this.#since > Number.NEGATIVE_INFINITY) this.used = 0;
      this.#since = now;
    }
    if (this.used >= this.limit)
      throw new PlatformError(`Service invoked too many times for one day: ${this.service}.`);
    this.used += 1;
  }
}
