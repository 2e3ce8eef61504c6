import type { Clock } from '../clock';
import { PlatformError } from './errors';
import type { ClockTrigger, TriggerBoard } from './services/script';

const hourMs = 3_600_000;

/** More than so many creations a day, and Google says there are too many (P3-3; 20 to 30 were reported). */
const creationsPerDay = 20;

/** The clock triggers of one spreadsheet. */
export class Triggers implements TriggerBoard {
  readonly triggers: ClockTrigger[] = [];
  readonly #clock: Clock;
  readonly #createdAt: number[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** One clock trigger per person and document (P3-2). */
  add(user: string, handler: string, everyHours: number, insideTrigger: boolean): ClockTrigger {
    const now = this.#clock.now();
    const today = this.#createdAt.filter((at) => now - at < 24 * hourMs);
    if (this.triggers.some((trigger) => trigger.user === user) || today.length >= creationsPerDay) {
      throw new PlatformError(
        'This add-on has created too many time-based triggers in this document for this Google user account.',
      );
    }
    this.#createdAt.push(now);
    const trigger = {
      id: `trigger-${this.#createdAt.length}`,
      user,
      handler,
      everyHours,
      // One that is made inside a trigger's execution may be disabled: here it always is (P8.1-5).
      nextAt: insideTrigger ? Infinity : now + everyHours * hourMs,
    };
    this.triggers.push(trigger);
    return trigger;
  }

  /** When the next one is due; never, without any. */
  nextAt(): number {
    return Math.min(...this.triggers.map((trigger) => trigger.nextAt));
  }

  /** The trigger that is due first until `end`, moved on to its next time. */
  takeDue(end: number): { readonly trigger: ClockTrigger; readonly at: number } | null {
    const at = this.nextAt();
    const trigger = this.triggers.find(({ nextAt }) => nextAt === at);
    if (!trigger || at > end) return null;
    trigger.nextAt += trigger.everyHours * hourMs;
    return { trigger, at };
  }
}
