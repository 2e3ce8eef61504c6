import type { Random } from '../../workbench/random';
import type { Company } from '../../workbench/sandbox/sandbox';

const partnersAtMost = 12;
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
  readonly revision: number;
  readonly partners: number;
}

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

  constructor(data: Company, random: Random) {
    this.#data = data;
    this.#random = random;
    data.partners.splice(partnersAtMost);
    data.deals.length = 0;
    data.leads.length = 0;
    for (const [index, partner] of data.partners.entries()) {
      partner.name = names[index] ?? `Partner ${index}`;
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
    const count = this.#random.integer(1, partnersAtMost);
    this.#counts[this.revision] = count;
    const order = this.#random.shuffled(Array.from({ length: count }, (_, place) => place + 1));
    this.#data.deals.length = 0;
    for (const [number, uuid] of this.#uuids.slice(0, count).entries()) {
      const value = (order[number] ?? 0) * 1_000_000 + number * 10_000 + this.revision;
      this.#data.addDeal({ partnerUuid: uuid, value, createdDay: day, status: 'won', closedDay: day });
    }
  }

  /** What rows of rank, name and revenue show, or why they are no leaderboard of one moment. */
  recognise(rows: ReadonlyArray<readonly [rank: unknown, name: unknown, revenue: unknown]>): Recognised | string {
    const revenues = rows.map(([, , revenue]) => revenue);
    const revisions = new Set(revenues.map((revenue) => (typeof revenue === 'number' ? revenue % 10_000 : null)));
    const [revision = this.revision] = revisions;
    if (revisions.size > 1) return `rows of revisions ${[...revisions].join(' and ')}`;
    if (revision === null || revision > this.revision) return `a revenue of ${String(revenues[0])}`;
    for (const [place, [rank, name, revenue]] of rows.entries()) {
      const partner = names[Math.floor(Number(revenue) / 10_000) % 100];
      if (name !== partner) return `${String(name)} with the revenue of ${String(partner)}`;
      if (rank !== place + 1) return `rank ${String(rank)} in place ${place + 1}`;
      if (place > 0 && Number(revenues[place - 1]) <= Number(revenue))
        return `rank ${String(rank)} above a higher revenue`;
    }
    return { revision, partners: rows.length };
  }

  /** The sum over the first so many, as totals have it. */
  static sum(rows: ReadonlyArray<readonly [unknown, unknown, unknown]>): number {
    return rows.reduce((sum, [, , revenue]) => sum + Number(revenue), 0);
  }
}
