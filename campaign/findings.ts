/** What is counted, in the words in which it is printed. */
const counted = [
  'ticks',
  'ticks of somebody who does not run the schedules',
  'ticks without permission',
  'ticks with nothing due',
  'due times',
  'refreshed by the schedule, once each',
  'of these within twelve hours of a change of the clocks',
  'refreshed by a person before',
  'not refreshed: no tick came in time',
  'not refreshed: Journeybee failed',
  'not refreshed: no permission',
  'not refreshed: paused after failures',
  'not refreshed: its sheet was gone',
  'not refreshed: another key wrote it',
  'not refreshed: the owner had no key',
  'late runs, each for several due times',
  'receipts',
  'requests',
  'mails that reports fail or work again',
  'mails that another key writes a report',
  'mails that a permission is missing',
  'alerts that could not be sent, and were recorded',
  'reports paused after five failures',
  'reports that worked again after failures',
  'clicks',
  'clicks that were not possible',
  'happenings',
] as const;
export type Counted = (typeof counted)[number];

const measured = ['receipts kept', 'bytes of the largest property', 'bytes of the largest store'] as const;
export type Measured = (typeof measured)[number];

/** So many are kept word for word: one cause often has a thousand effects. */
const mostViolations = 50;

/** What a simulation came to: how much of everything there was, and what should not have been. */
export class Findings {
  readonly violations: string[] = [];
  /** With those that are not kept. */
  violationCount = 0;
  readonly #counts = new Map<Counted, number>();
  readonly #highest = new Map<Measured, number>();

  count(what: Counted, by = 1): void {
    this.#counts.set(what, this.counted(what) + by);
  }

  counted(what: Counted): number {
    return this.#counts.get(what) ?? 0;
  }

  measure(what: Measured, value: number): void {
    this.#highest.set(what, Math.max(this.highest(what), value));
  }

  highest(what: Measured): number {
    return this.#highest.get(what) ?? 0;
  }

  violate(at: number, what: string): void {
    this.violationCount += 1;
    if (this.violations.length < mostViolations) this.violations.push(`${new Date(at).toISOString()} ${what}`);
  }

  /** Nothing more would be learned. */
  get hopeless(): boolean {
    return this.violationCount >= mostViolations;
  }

  text(): string {
    const lines = counted.map((what) => [what, this.counted(what)] as const);
    const peaks = measured.map((what) => [`at most: ${what}`, this.highest(what)] as const);
    return [...lines, ...peaks, ['violations', this.violationCount] as const]
      .map(([what, number]) => `${number.toLocaleString('en-US').padStart(10)}  ${what}`)
      .join('\n');
  }
}
