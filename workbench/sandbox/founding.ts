import { Random } from '../random';
import { Company, type Deal, type Label, PARTNER_TYPES, type Partner } from './company';
import { addDays, type Day, type DayRange, daysBetween } from './day';
import { round } from './money';
import { NAMES_A_SHEET_MISREADS, ordinaryNames, UNUSUAL_NAMES } from './partner-names';
import { type Period, resolvePeriod } from './period';

const PARTNERS = 240;
const DAYS_OF_HISTORY = 4 * 365 + 1;
const PAIRS_WITH_EQUAL_REVENUE = 6;

/** An account as of `today`, the same for the same seed and day: partners, and some four years of their deals and leads. */
export function foundCompany(seed: number, today: Day): Company {
  return new Founding(seed, today).company;
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
    seed: number,
    private readonly today: Day,
  ) {
    this.random = new Random(seed, 'company');
    this.company = new Company(
      this.random,
      this.labels(['Discovery', 'Evaluation', 'Onboarding', 'Active', 'Inactive']),
      this.labels(['Platinum', 'Gold', 'Silver', 'Bronze']),
      this.labels(['Agency', 'System integrator', 'Technology', 'Consultancy', 'Marketplace']),
    );
    const misread = this.partners(NAMES_A_SHEET_MISREADS);
    const unusual = this.partners(UNUSUAL_NAMES);
    const ordinary = this.partners(ordinaryNames(this.random, PARTNERS - misread.length - unusual.length));
    this.equalise(ordinary);
    for (const partner of misread) this.makeProminent(partner);
    this.spreadOverTheAccount();
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
    const site = random.chance(0.8) ? `https://partner-${random.integer(100, 999)}-${index}.example` : null;
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
    const age = random.integer(30, DAYS_OF_HISTORY);
    const left = random.chance(0.15) ? random.integer(0, age) : 0;
    const silent = random.chance(0.08);
    return {
      firstDay: addDays(today, -age),
      lastDay: addDays(today, -left),
      dealsPerYear: silent ? 0 : random.skewed(9, 0.7),
      leadsPerYear: silent ? 0 : random.skewed(9, 0.8),
      medianDeal: random.skewed(7_500, 0.9),
      winning: random.between(0.25, 0.75),
    };
  }

  private trade(partner: Partner, temper: Temper): void {
    const { random } = this;
    const years = daysBetween(temper.firstDay, temper.lastDay) / 365;
    for (let deal = Math.round(temper.dealsPerYear * years); deal > 0; deal -= 1) {
      const createdDay = this.dayWithin(temper.firstDay, temper.lastDay);
      const closedDay = addDays(createdDay, Math.round(random.skewed(45, 0.7)));
      const value = round(random.skewed(temper.medianDeal, 0.9), 2);
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
