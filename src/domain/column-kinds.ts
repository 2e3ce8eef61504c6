interface KindEntry {
  /** Whether it is a figure of a partner, by which partners are ranked. */
  readonly isFigure: boolean;
  /** Whether its cells hold numbers. */
  readonly isNumber: boolean;
  /** Whether its cells hold text and nothing else. */
  readonly isText?: true;
  /** What a cell may hold in the place of its number. */
  readonly words?: readonly string[];
}

const text = { isFigure: false, isNumber: false, isText: true } as const;
const figure = { isFigure: true, isNumber: true } as const;

/**
 * What a column holds. From `whole money` on they are a Board's: amounts without the currency's smaller
 * unit, places gained, changes that show their direction, and figures drawn as text.
 */
export const kinds = {
  rank: { isFigure: false, isNumber: true },
  text,
  money: figure,
  count: figure,
  rate: figure,
  growth: { ...figure, words: ['new'] },
  date: { isFigure: false, isNumber: false },
  'whole money': figure,
  move: { isFigure: false, isNumber: true, words: ['new', 'left'] },
  change: figure,
  'whole change': figure,
  'rate change': { ...figure, words: ['new'] },
  bar: text,
  trend: text,
} as const satisfies Readonly<Record<string, KindEntry>>;

export type ColumnKind = keyof typeof kinds;
export const columnKinds = Object.keys(kinds) as readonly ColumnKind[];

const entryOf = (kind: ColumnKind): KindEntry => kinds[kind];

/** Whether cells of a kind hold text and no figure. */
export const isTextKind = (kind: ColumnKind | undefined): boolean =>
  kind !== undefined && entryOf(kind).isText === true;

/** Whether a value is a word that stands in the place of a number of this kind. */
export const isWordFor = (kind: ColumnKind, value: unknown): boolean =>
  typeof value === 'string' && entryOf(kind).words?.includes(value) === true;
