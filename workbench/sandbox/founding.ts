import { Random } from '../random';
import { Company, type Deal, type Label, PARTNER_TYPES, type Partner } from './company';
import { addDays, type Day, type DayRange, daysBetween } from './day';
import { round } from './money';
import { believableNames, NAMES_A_SHEET_MISREADS, ordinaryNames, UNUSUAL_NAMES } from './partner-names';
import { type Period, resolvePeriod } from './period';

/** Whether an account has every name that a sheet or a person could misread, or names and figures to show to people. */
export type AccountKind = 'hostile' | 'believable';

const PARTNERS = 240;
const BELIEVABLE_PARTNERS = 160;
/** Of a hundred partners the first 8 are in the first tier, the next 20 in the second. */
const TIER_ENDS = [8, 28, 62, 100] as const;
const USERS: ReadonlyArray<readonly [first: string, last: string, email?: string]> = [
  ['Anna', 'Lindqvist', 'anna@example.com'],
  ['Ben', 'Okafor', 'ben@example.com'],
  ['Chiara', 'Fontana'],
  ['Diego', 'Navarro'],
  ['Eva', 'Kowalska'],
];
const DAYS_OF_HISTORY = 4 * 365 + 1;
const PAIRS_WITH_EQUAL_REVENUE = 6;

/** An account as of `today`, the same for the same seed, day and kind: partners, and some four years of their deals and leads. */
export function foundCompany(seed: number, today: Day, kind: AccountKind = 'hostile'): Company {
  return new Founding(seed, today, kind).company;
}

/** How a partner does business; what it does follows from this by chance. */
interface Temper {
  firstDay: Day;
  lastDay: Day;
  dealsPerYear: number;
  leadsPerYear: number;
  medianDeal: number;
  winning: number;
}

class Founding {
  readonly company: Company;
  private readonly random: Random;

  constructor(
    private readonly seed: number,
    private readonly today: Day,
    private readonly kind: AccountKind,
  ) {
    this.random = new Random(seed, 'company');
    this.company = new Company(
      this.random,
      this.labels(['Discovery', 'Evaluation', 'Onboarding', 'Active', 'Inactive']),
      this.labels(['Platinum', 'Gold', 'Silver', 'Bronze']),
      this.labels(['Agency', 'System integrator', 'Technology', 'Consultancy', 'Marketplace']),
    );
    if (kind === 'believable') this.foundBelievable();
    else this.foundHostile();
    this.spreadOverTheAccount();
  }

  private foundHostile(): void {
    const misread = this.partners(NAMES_A_SHEET_MISREADS);
    const unusual = this.partners(UNUSUAL_NAMES);
    const ordinary = this.partners(ordinaryNames(this.random, PARTNERS - misread.length - unusual.length));
    this.equalise(ordinary);
    for (const partner of misread) this.makeProminent(partner);
  }

  private foundBelievable(): void {
    const partners = this.partners(believableNames(this.random, BELIEVABLE_PARTNERS));
    const active = this.company.stages.find(({ label }) => label === 'Active') ?? null;
    for (const partner of partners) if (this.random.chance(0.7)) partner.stage = active;
    this.earnTiers(partners);
    this.assign(partners);
  }

  /** Most partners have one person who looks after them, a few have two. The first is whoever has the workbench's spreadsheet. */
  private assign(partners: readonly Partner[]): void {
    // A stream of its own: whoever looks after partners changes nothing else about an account.
    const random = new Random(this.seed, 'users');
    const users = USERS.map(([first, last, email]) => ({
      uuid: random.uuid(),
      email: email ?? `${first}.${last}@example.com`.toLowerCase(),
      first_name: first,
      last_name: last,
    }));
    for (const partner of partners) {
      const [one, other] = random.shuffled(users);
      const chance = random.fraction();
      partner.assignedUsers = [one, other]
        .slice(0, chance < 0.88 ? 1 : chance < 0.94 ? 2 : 0)
        .flatMap((user) => user ?? []);
    }
  }

  /** Tiers are earned: by what a partner has sold within a year, the first of so many in a hundred. Who sold little may have none. */
  private earnTiers(partners: readonly Partner[]): void {
    const { tiers } = this.company;
    const sold = new Map(partners.map(({ uuid }) => [uuid, 0]));
    const since = addDays(this.today, -365);
    for (const deal of this.company.deals) {
      if (deal.status !== 'won' || deal.closedDay < since) continue;
      sold.set(deal.partnerUuid, (sold.get(deal.partnerUuid) ?? 0) + deal.value);
    }
    const ranked = [...partners].sort((a, b) => (sold.get(b.uuid) ?? 0) - (sold.get(a.uuid) ?? 0));
    ranked.forEach((partner, index) => {
      const place = Math.min(99, (100 * index) / ranked.length + this.random.between(-6, 6));
      const earned = TIER_ENDS.findIndex((end) => place < end);
      if (partner.tier || earned < 2) partner.tier = tiers[earned] ?? null;
    });
  }

  private labels(names: readonly string[]): Label[] {
    return names.map((label) => ({ uuid: this.random.uuid(), label }));
  }

  private partners(names: readonly string[]): Partner[] {
    return names.map((name, index) => {
      const temper = this.temper();
      const partner = this.partner(name, index, temper);
      this.trade(partner, temper);
      return partner;
    });
  }

  private partner(name: string, index: number, temper: Temper): Partner {
    const { random, company } = this;
    const host = () => (this.kind === 'believable' ? hostOf(name) : `partner-${random.integer(100, 999)}-${index}`);
    const site = random.chance(0.8) ? `https://${host()}.example` : null;
    return company.addPartner({
      name,
      type: PARTNER_TYPES[index % PARTNER_TYPES.length] ?? 'referral',
      logoUuid: random.chance(0.6) ? random.uuid() : null,
      email: site === null ? null : site.replace('https://', 'partners@'),
      websiteUrl: site,
      stage: this.oneOrNone(company.stages, 0.92),
      tier: this.oneOrNone(company.tiers, 0.88),
      category: this.oneOrNone(company.categories, 0.88),
      tags: [],
      createdDay: temper.firstDay,
      updatedDay: this.dayWithin(temper.firstDay, this.today),
    });
  }

  private oneOrNone(labels: readonly Label[], probability: number): Label | null {
    if (!this.random.chance(probability)) return null;
    return labels[this.random.integer(0, labels.length - 1)] ?? null;
  }

  private temper(): Temper {
    const { random, today } = this;
    const believable = this.kind === 'believable';
    // Most of the partners that people have are with them for years, and the better ones stay so.
    const age = random.integer(believable && random.chance(0.85) ? 800 : 30, DAYS_OF_HISTORY);
    const left = random.chance(0.15) ? random.integer(0, age) : 0;
    const silent = random.chance(0.08);
    return {
      firstDay: addDays(today, -age),
      lastDay: addDays(today, -left),
      dealsPerYear: silent ? 0 : believable ? random.skewed(12, 0.6) : random.skewed(9, 0.7),
      leadsPerYear: silent ? 0 : random.skewed(9, 0.8),
      medianDeal: believable ? random.skewed(11_000, 0.45) : random.skewed(7_500, 0.9),
      winning: random.between(believable ? 0.4 : 0.25, 0.75),
    };
  }

  private trade(partner: Partner, temper: Temper): void {
    const { random } = this;
    const years = daysBetween(temper.firstDay, temper.lastDay) / 365;
    for (let deal = Math.round(temper.dealsPerYear * years); deal > 0; deal -= 1) {
      const createdDay = this.dayWithin(temper.firstDay, temper.lastDay);
      const closedDay = addDays(createdDay, Math.round(random.skewed(45, 0.7)));
      const value = this.dealValue(temper.medianDeal);
      const stalled = random.chance(0.04);
      const won = random.chance(temper.winning);
      const deal = { partnerUuid: partner.uuid, value, createdDay };
      if (stalled || closedDay > this.today) this.company.addDeal({ ...deal, status: 'open' });
      else this.company.addDeal({ ...deal, status: won ? 'won' : 'lost', closedDay });
    }
    for (let lead = Math.round(temper.leadsPerYear * years); lead > 0; lead -= 1) {
      this.company.addLead({
        partnerUuid: partner.uuid,
        direction: random.chance(0.65) ? 'received' : 'sent',
        status: random.pick(['pending', 'converted', 'converted', 'rejected']),
        day: this.dayWithin(temper.firstDay, temper.lastDay),
      });
    }
  }

  /** In the hostile account with cents; people agree on whole amounts. */
  private dealValue(median: number): number {
    if (this.kind === 'hostile') return round(this.random.skewed(median, 0.9), 2);
    return Math.max(500, 50 * Math.round(this.random.skewed(median, 0.45) / 50));
  }

  /** Two partners that closed the same deals on the same days stand level in every period. */
  private equalise(partners: readonly Partner[]): void {
    const { company } = this;
    for (let pair = 0; pair < PAIRS_WITH_EQUAL_REVENUE; pair += 1) {
      const [first, second] = partners.slice(2 * pair, 2 * pair + 2);
      if (!first || !second) return;
      const copies = company.deals
        .filter((deal) => deal.partnerUuid === first.uuid)
        .map((deal): Deal => ({ ...deal, uuid: this.random.uuid(), partnerUuid: second.uuid }));
      const others = company.deals.filter((deal) => deal.partnerUuid !== second.uuid);
      company.deals.splice(0, company.deals.length, ...others, ...copies);
    }
  }

  /** One large deal in each of the periods that people look at most, however little of the current ones has passed. */
  private makeProminent(partner: Partner): void {
    const sizes: [Period, number, number][] = [
      ['current_month', 8_000, 20_000],
      ['current_quarter', 15_000, 45_000],
      ['last_month', 6_000, 18_000],
      ['last_quarter', 30_000, 60_000],
      ['current_year', 40_000, 70_000],
      ['last_year', 60_000, 100_000],
    ];
    for (const [period, from, to] of sizes) {
      const closedDay = this.pastDayOf(resolvePeriod(period, this.today));
      const createdDay = addDays(closedDay, -this.random.integer(20, 90));
      const value = round(this.random.between(from, to), 2);
      this.company.addDeal({ partnerUuid: partner.uuid, value, createdDay, status: 'won', closedDay });
      if (createdDay < partner.createdDay) partner.createdDay = createdDay;
    }
  }

  /** In a real account the odd names are not the oldest partners. */
  private spreadOverTheAccount(): void {
    const { partners } = this.company;
    partners.splice(0, partners.length, ...this.random.shuffled(partners));
  }

  private pastDayOf(range: DayRange): Day {
    const closesLater = range.end > this.today;
    return this.dayWithin(range.start, closesLater ? this.today : range.end);
  }

  private dayWithin(from: Day, to: Day): Day {
    return addDays(from, this.random.integer(0, Math.max(0, daysBetween(from, to))));
  }
}

/** A name as it stands in an address: letters without accents, and hyphens. */
function hostOf(name: string): string {
  const letters = name.toLowerCase().replace(/ł/g, 'l').replace(/ø/g, 'o').replace(/ß/g, 'ss').replace(/æ/g, 'ae');
  return letters
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
