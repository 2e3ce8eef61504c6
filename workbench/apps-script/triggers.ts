import type { Clock } from '../clock';
import { PlatformError } from './errors';
import type { ClockTrigger, TriggerBoard } from './services/script';

const hourMs = 3_600_000;

/** More than so many creations a day, and Google says there are too many (P3-3; 20 to 30 were reported). */
const creationsPerDay = 20;
/** For one person and script, over all documents (P3-5, P4-9). */
const triggersPerPerson = 20;

/** What each person has created, over all spreadsheets. */
export class TriggerLedger {
  readonly #clock: Clock;
  readonly #boards: Triggers[] = [];
  readonly #created: Array<{ readonly user: string; readonly at: number }> = [];
  /** How much later than its time a trigger runs, in milliseconds: Google keeps no time to the second (P3-17). */
  delay: () => number = () => 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The clock triggers of one more spreadsheet. */
  open(ofAddOn: boolean): Triggers {
    const board = new Triggers(this.#clock, this, ofAddOn);
    this.#boards.push(board);
    return board;
  }

  /** Counts a creation and gives it an id, or refuses it. */
  admit(user: string): string {
    const now = this.#clock.now();
    const today = this.#created.filter((known) => known.user === user && now - known.at < 24 * hourMs);
    if (today.length >= creationsPerDay) throw tooMany();
    const own = this.#boards.flatMap((board) => board.triggers.filter((trigger) => trigger.user === user));
    if (own.length >= triggersPerPerson) {
      throw new PlatformError(
        'This script has too many triggers. Triggers must be deleted from the script before more can be added.',
      );
    }
    this.#created.push({ user, at: now });
    return `trigger-${this.#created.length}`;
  }

  /** The person uninstalls the add-on: whether theirs would ever come back is not said, so they do not (P3-12). */
  drop(user: string): void {
    for (const { triggers } of this.#boards) {
      triggers.splice(0, triggers.length, ...triggers.filter((trigger) => trigger.user !== user));
    }
  }
}

/** The clock triggers of one spreadsheet. */
export class Triggers implements TriggerBoard {
  readonly triggers: ClockTrigger[] = [];
  readonly #clock: Clock;
  readonly #ledger: TriggerLedger;
  readonly #ofAddOn: boolean;

  constructor(clock: Clock, ledger: TriggerLedger, ofAddOn: boolean) {
    this.#clock = clock;
    this.#ledger = ledger;
    this.#ofAddOn = ofAddOn;
  }

  /** An add-on has one clock trigger per person and document (P3-2). */
  add(user: string, handler: string, everyHours: number, insideTrigger: boolean): ClockTrigger {
    if (this.#ofAddOn && this.triggers.some((trigger) => trigger.user === user)) throw tooMany();
    const trigger = {
      id: this.#ledger.admit(user),
      user,
      handler,
      everyHours,
      // One that is made inside a trigger's execution may be disabled: here it always is (P8.1-5).
      nextAt: insideTrigger ? Infinity : this.#clock.now() + everyHours * hourMs,
      lateMs: 0,
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
    const lateMs = this.#ledger.delay();
    trigger.nextAt += trigger.everyHours * hourMs + lateMs - trigger.lateMs;
    trigger.lateMs = lateMs;
    return { trigger, at };
  }
}

function tooMany(): PlatformError {
  return new PlatformError(
    'This add-on has created too many time-based triggers in this document for this Google user account.',
  );
}
