/** What people call columns in their own language. */
const translations = {
  Rank: ['Rang', '順位'],
  Partner: ['Partnername', 'パートナー名'],
  'Revenue (EUR)': ['Umsatz in EUR', '売上 (EUR)'],
  'Won deals': ['Gewonnene Abschlüsse', '成約数'],
  'Win rate': ['Abschlussquote', '成約率'],
} as const;

/** The words for a heading in other languages; none for one that nobody here knows a word for. */
export const wordsFor = (heading: unknown): readonly string[] =>
  Object.entries(translations).find(([own]) => own === heading)?.[1] ?? [];

/** The add-on's own word for a heading, whatever somebody made of it. */
export const ownHeading = (heading: unknown): unknown =>
  Object.entries(translations).find(([, words]) => words.some((word) => word === heading))?.[0] ?? heading;
