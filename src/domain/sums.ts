/** The sum of figures; null where all are null, or where the sum exceeds what a number holds. */
export function sum(figures: ReadonlyArray<number | null>): number | null {
  const numbers = figures.filter((figure): figure is number => figure !== null);
  return numbers.length > 0 ? finite(numbers.reduce((total, figure) => total + figure, 0)) : null;
}

/** The first figure as a fraction of the second; null where the second is zero, negative or not known. */
export const quotient = (part: number | null, whole: number | null): number | null =>
  part !== null && whole !== null && whole > 0 ? finite(part / whole) : null;

/** Sums and quotients may overflow; a cell cannot hold infinity. */
const finite = (figure: number): number | null => (Number.isFinite(figure) ? figure : null);
