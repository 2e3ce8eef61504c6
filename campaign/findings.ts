/** So many are kept word for word: one cause often has a thousand effects. */
const mostViolations = 50;

/**
 * What a campaign came to: how much of everything there was, and what should not have been. `counted` and `measured` are
 * the words in which it is printed.
 */
export class Findings<Counted extends string, Measured extends string> {
  readonly violations: string[] = [];
  /** With those that are not kept. */
  violationCount = 0;
  readonly #counts: Map<Counted, number>;
  readonly #highest: Map<Measured, number>;

  constructor(counted: readonly Counted[], measured: readonly Measured[]) {
    this.#counts = new Map(counted.map((what) => [what, 0]));
    this.#highest = new Map(measured.map((what) => [what, 0]));
  }

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

  /** `where`: the moment or the step of it. */
  violate(where: string, what: string): void {
    this.violationCount += 1;
    if (this.violations.length < mostViolations) this.violations.push(`${where} ${what}`);
  }

  /** Nothing more would be learned. */
  get hopeless(): boolean {
    return this.violationCount >= mostViolations;
  }

  text(): string {
    const peaks = [...this.#highest].map(([what, most]) => [`at most: ${what}`, most] as const);
    return [...this.#counts, ...peaks, ['violations', this.violationCount] as const]
      .map(([what, number]) => `${number.toLocaleString('en-US').padStart(10)}  ${what}`)
      .join('\n');
  }
}
