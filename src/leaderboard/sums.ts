/** Figures added up; null where there are none, or more than a number holds. */
export function sum(figures: ReadonlyArray<number | null>): number | null {
  const known = figures.filter((figure): figure is number => figure !== null);
  return known.length > 0 ? finite(known.reduce((total, figure) => total + figure, 0)) : null;
}

/** How much of the second figures the first ones are, over the pairs of which both are known; null of nothing or less. */
export function ratio(pairs: ReadonlyArray<readonly [number | null, number | null]>): number | null {
  const known = pairs.filter(([part, whole]) => part !== null && whole !== null);
  const part = sum(known.map(([figure]) => figure));
  const whole = sum(known.map(([, figure]) => figure));
  return part !== null && whole !== null && whole > 0 ? finite(part / whole) : null;
}

/** Figures may be beyond reason; a cell holds no infinity. */
export const finite = (figure: number): number | null => (Number.isFinite(figure) ? figure : null);
