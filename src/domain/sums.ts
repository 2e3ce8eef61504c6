/** Figures added up; null where there are none, or more than a number holds. */
export function sum(figures: ReadonlyArray<number | null>): number | null {
  const numbers = figures.filter((figure): figure is number => figure !== null);
  return numbers.length > 0 ? finite(numbers.reduce((total, figure) => total + figure, 0)) : null;
}

/** How much of the second figure the first one is; null of nothing or less, or where it is not known. */
export const quotient = (part: number | null, whole: number | null): number | null =>
  part !== null && whole !== null && whole > 0 ? finite(part / whole) : null;

/** Figures may be beyond reason; a cell holds no infinity. */
const finite = (figure: number): number | null => (Number.isFinite(figure) ? figure : null);
