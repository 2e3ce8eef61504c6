/** Why reports were refreshed. */
export const whys = ['asked', 'saved', 'schedule', 'take-over', 'formulas'] as const;
export type Why = (typeof whys)[number];

/** What became of one report in a run. `postponed`: there was no time for it, and it is done with the next tick. */
export const outcomes = ['changed', 'unchanged', 'failed', 'gone', 'other key', 'postponed'] as const;
export type Outcome = (typeof outcomes)[number];
