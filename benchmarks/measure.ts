import type { Subject } from './driver';

/** The least that is possible, and why. */
export interface Bound {
  readonly value: number;
  readonly because: string;
}

/** One number of a run, beside what it could be at best and what a script written by hand comes to. */
export interface Measure {
  /** The circumstances, such as `3 queries, thirty at a time, cold`. */
  readonly about: string;
  readonly what: string;
  /** The add-on's. */
  readonly value: number;
  /** null where nothing but zero would be less. */
  readonly bound: Bound | null;
  /** Of the script written by hand, in the same run; null where it has no such thing, or would take hours. */
  readonly script: number | null;
  /** Of the build of commit 3622d3e, in the same run; absent where that was not measured. */
  readonly before?: number;
}

/** What a scenario needs to know of the run. */
export interface Conditions {
  readonly subject: Subject;
  /** How long each answer of Journeybee's takes, in milliseconds. */
  readonly latencyMs: number;
}

export type Scenario = (conditions: Conditions) => Promise<Measure[]>;

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}

/** NaN of no numbers. */
export const mean = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;

/** The line through points that is nearest to all of them; `r2` is 1 where they are all on it. */
export function straightLine(points: ReadonlyArray<readonly [x: number, y: number]>): {
  readonly slope: number;
  readonly intercept: number;
  readonly r2: number;
} {
  const meanOf = (of: (point: readonly [number, number]) => number) => mean(points.map(of));
  const [x, y] = [meanOf(([one]) => one), meanOf(([, one]) => one)];
  const variance = meanOf(([one]) => (one - x) ** 2);
  const slope = meanOf(([a, b]) => (a - x) * (b - y)) / variance;
  const intercept = y - slope * x;
  const missed = meanOf(([a, b]) => (b - intercept - slope * a) ** 2);
  return { slope, intercept, r2: 1 - missed / meanOf(([, one]) => (one - y) ** 2) };
}

/** Real milliseconds that some work takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** The measures of today's build, each with what the earlier build came to in the same circumstances. */
export function beside(own: readonly Measure[], earlier: readonly Measure[]): Measure[] {
  const key = ({ about, what }: Measure) => JSON.stringify([about, what]);
  const values = new Map(earlier.map((measure) => [key(measure), measure.value]));
  return own.map((measure) => {
    const before = values.get(key(measure));
    return before === undefined ? measure : { ...measure, before };
  });
}

/** A table of Markdown, with the derivations of the bounds below it. */
export function tableOf(measures: readonly Measure[]): string {
  const reasons = [...new Set(measures.flatMap(({ bound }) => bound?.because ?? []))];
  const compared = measures.some(({ before }) => before !== undefined);
  const lines = measures.map(({ about, what, value, before, bound, script }) => [
    about,
    what,
    shown(value),
    ...(compared ? [before === undefined ? '' : shown(before), before ? shown(value / before) : ''] : []),
    bound === null ? '' : `${shown(bound.value)} (${reasons.indexOf(bound.because) + 1})`,
    script === null ? '' : shown(script),
  ]);
  const earlier = compared ? ['3622d3e', 'ratio'] : [];
  const rows = [
    ['', 'measure', 'add-on', ...earlier, 'bound', 'by hand'],
    ['---', '---', ...earlier.map(() => '---:'), '---:', '---:', '---:'],
    ...lines,
  ];
  const notes = reasons.map((reason, index) => `${index + 1}. ${reason}`);
  return [...rows.map((cells) => `| ${cells.join(' | ')} |`), '', ...notes].join('\n').trimEnd();
}

const shown = (value: number): string =>
  value.toLocaleString('en-US', { maximumFractionDigits: Math.abs(value) < 100 && value % 1 !== 0 ? 2 : 0 });
