interface KindEntry {
  /** Whether it is a figure of a partner, by which partners are ranked. */
  readonly isFigure: boolean;
  /** Whether its cells hold numbers. */
  readonly isNumber: boolean;
}

/** What a column holds. `growth`: a rate, or "new". */
export const kinds = {
  rank: { isFigure: false, isNumber: true },
  text: { isFigure: false, isNumber: false },
  money: { isFigure: true, isNumber: true },
  count: { isFigure: true, isNumber: true },
  rate: { isFigure: true, isNumber: true },
  growth: { isFigure: true, isNumber: true },
  date: { isFigure: false, isNumber: false },
} as const satisfies Readonly<Record<string, KindEntry>>;

export type ColumnKind = keyof typeof kinds;
export const columnKinds = Object.keys(kinds) as readonly ColumnKind[];
