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

interface Region {
  /** Places and words that companies there are called after. */
  readonly stems: readonly [string, ...string[]];
  /** What follows: a trade in the country's language, and often the legal form. */
  readonly trades: readonly [string, ...string[]];
}

/** Made up, as companies of these countries are called. */
const REGIONS: readonly [Region, ...Region[]] = [
  {
    stems: ['Saltmarsh', 'Cinder', 'Lakeside', 'Juniper', 'Westbrook', 'Willow', 'Granite', 'Harbour', 'Kestrel'],
    trades: ['Advisory', 'Integrators', 'Technology Ltd', 'Data', 'Networks'],
  },
  {
    stems: ['Rheintal', 'Müller & Weiß', 'Königstein', 'Grünwald', 'Nordlicht', 'Schönfeld', 'Isartor', 'Hanse'],
    trades: ['Systemhaus GmbH', 'Beratung', 'Software AG', 'IT-Service'],
  },
  {
    stems: ['Élan', 'Lumière', 'Garonne', 'Côte d’Or', 'Mistral', 'Bélier', 'Hêtre Rouge', 'Presqu’île'],
    trades: ['Conseil', 'Numérique', 'Systèmes SAS', 'Réseaux'],
  },
  {
    stems: ['Peñalara', 'Ibérica', 'Montaña Azul', 'Duero', 'Cantábrico', 'Girasol', 'Peñíscola', 'Añil'],
    trades: ['Consultoría', 'Tecnología S.L.', 'Soluciones', 'Distribución S.A.'],
  },
  {
    stems: ['São Bento', 'Açores', 'Guanabara', 'Tejo', 'Ipê', 'Atlântico', 'Serra Azul'],
    trades: ['Tecnologia', 'Sistemas Ltda.', 'Consultoria', 'Integração'],
  },
  {
    stems: ['Łódź', 'Kraków', 'Gdańsk', 'Wisła', 'Śląsk', 'Mazury', 'Bałtyk'],
    trades: ['Systemy Sp. z o.o.', 'Technologie', 'Doradztwo', 'Dane S.A.'],
  },
  {
    stems: ['Øresund', 'Ångström', 'Mälaren', 'Sørlandet', 'Järvi', 'Skærgård', 'Norrsken'],
    trades: ['Consulting AB', 'Digital', 'Data', 'Partner A/S'],
  },
  {
    stems: ['Adriatica', 'Città Alta', 'Colline', 'Maestrale', 'Libertà', 'Bergamo', 'Virtù'],
    trades: ['Informatica S.p.A.', 'Consulenza', 'Sistemi S.r.l.', 'Reti'],
  },
  {
    stems: ['Šumava', 'Bílá Hora', 'Győr', 'Děčín', 'Žilina', 'Őrség'],
    trades: ['Solutions', 'IT s.r.o.', 'Digital', 'Networks'],
  },
  {
    stems: ['Zuiderzee', 'Haringvliet', 'IJssel', 'Coöperatie Rijn', 'Gouwe', 'Vlaamse Kust'],
    trades: ['Automatisering', 'Cloud B.V.', 'Advies', 'Netwerken'],
  },
  {
    stems: ['Blue Ridge', 'Cascade', 'Montréal', 'Sierra', 'Prairie', 'Québec', 'Hudson', 'Great Lakes'],
    trades: ['Cloud Group', 'Partners LLC', 'Analytics', 'Integration'],
  },
];

/** Distinct names of companies of several countries. Two begin alike only once every stem is taken. */
export function believableNames(random: Random, count: number): string[] {
  const calls = REGIONS.flatMap(({ stems, trades }) => {
    const order = random.shuffled(trades);
    return stems.map((stem, index) => order.map((_, by) => `${stem} ${order[(index + by) % order.length]}`));
  });
  const most = Math.max(...calls.map(({ length }) => length));
  const rounds = Array.from({ length: most }, (_, round) =>
    random.shuffled(calls.flatMap((names) => names[round] ?? [])),
  );
  return rounds.flat().slice(0, count);
}
