/** Why reports were refreshed. */
export const whys = ['asked', 'saved', 'schedule', 'take-over', 'formulas'] as const;
export type Why = (typeof whys)[number];

/** The outcome of one report in a run. `postponed`: there was no time, and the next tick refreshes it. */
export const outcomes = ['changed', 'unchanged', 'failed', 'gone', 'other key', 'postponed'] as const;
export type Outcome = (typeof outcomes)[number];
