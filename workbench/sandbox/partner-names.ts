import type { Random } from '../random';

/**
 * Names that a spreadsheet would read as something else: formulas, numbers, dates, booleans, mentions, its own mark for text.
 * Every account has a partner of each, among the hundred with most revenue of this and the last year and quarter.
 */
export const NAMES_A_SHEET_MISREADS = [
  '=HYPERLINK("https://example.org","x")',
  '+44 Partners',
  '-1',
  '@here',
  '007',
  '1/2',
  'TRUE',
  "'Tis",
] as const;

/** What else people type into a name field. Every account has one of each; Atlas Group is two different partners. */
export const UNUSUAL_NAMES = [
  'The "Blue Door" Agency',
  'Smith, Jones & Daughters, LLC',
  'Rocket 🚀 Resellers',
  '👩‍💻 Studio Nord',
  'شركة النور للتقنية',
  'אורות מערכות בע"מ',
  '株式会社みなと商事',
  'Ångström & Søn A/S',
  'Café Zürich Beratung',
  'Łódź Systemy Sp. z o.o.',
  'Ñandú Distribución, S.A.',
  '<b>Bold</b> & Partners',
  'C:\\Channel\\Partners',
  '{{name}} Consulting',
  '100% Renewable IT',
  'null',
  '  Two Spaces Ahead',
  'O’Hara Brothers',
  'The International Association of Independent Regional Resellers, Distributors and Integrators of Cloud Software (Europe)',
  'Atlas Group',
  'Atlas Group',
] as const;

const PLACES = [
  'Harbour',
  'Northgate',
  'Meadow',
  'Granite',
  'Juniper',
  'Lakeside',
  'Copper',
  'Willow',
  'Silverline',
  'Ridgeway',
  'Kestrel',
  'Foxglove',
  'Ashford',
  'Brightwater',
  'Cinder',
  'Eastbourne',
  'Halcyon',
  'Ironwood',
  'Larkspur',
  'Marlow',
  'Oakhaven',
  'Pinecrest',
  'Quayside',
  'Redfern',
  'Saltmarsh',
  'Thornbury',
  'Underhill',
  'Verdant',
  'Westbrook',
  'Yarrow',
] as const;

const TRADES = [
  'Cloud Consulting',
  'Systems',
  'Digital',
  'Technology Partners',
  'Software GmbH',
  'Solutions Ltd',
  'Distribution',
  'Data',
  'Advisory',
  'Networks',
  'Integrators',
  'Marketing',
] as const;

/** Distinct names of the ordinary kind. */
export function ordinaryNames(random: Random, count: number): string[] {
  const all = PLACES.flatMap((place) => TRADES.map((trade) => `${place} ${trade}`));
  return random.shuffled(all).slice(0, count);
}
