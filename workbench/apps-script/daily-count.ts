import type { Clock } from '../clock';
import { PlatformError } from './errors';

const dayMs = 24 * 3_600_000;

/** What one account may use of one thing in a day; the day begins with its first use. */
export class DailyCount {
  /** So far in this day. */
  used = 0;
  #since = Number.NEGATIVE_INFINITY;

  /** `refusal`: what Google says once it is used up (P4-31). */
  constructor(
    private readonly clock: Clock,
    readonly limit: number,
    readonly refusal: string,
  ) {}

  get exhausted(): boolean {
    this.#beginDay();
    return this.used >= this.limit;
  }

  /** Counts one, or refuses it. */
  spend(): void {
    if (this.exhausted) throw new PlatformError(this.refusal);
    this.add(1);
  }

  /** Counts what has been used already, whatever the limit. */
  add(amount: number): void {
    this.#beginDay();
    this.used += amount;
  }

  #beginDay(): void {
    const now = this.clock.now();
    if (now - this.#since < dayMs) return;
    if (this.#since > Number.NEGATIVE_INFINITY) this.used = 0;
    this.#since = now;
  }
}
