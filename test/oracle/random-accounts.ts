import { type Day, midnightIn, read, written } from '../../campaign/oracle/days';
import type { AccountPartner } from '../../campaign/oracle/figures';
import { decimalsOf } from '../../campaign/oracle/money';
import { Random } from '../../workbench/random';
import type { Label } from '../../workbench/sandbox/company';
import { confusableName } from '../../workbench/sandbox/confusable-names';
import type { Sandbox, SandboxSettings } from '../../workbench/sandbox/sandbox';

/** What a Journeybee does that nobody expects. */
const habits: readonly [Partial<SandboxSettings>, ...Array<Partial<SandboxSettings>>] = [
  {},
  {},
  {},
  { ignores: ['partner_uuids'] },
  { ignores: ['tier_uuids', 'category_uuids', 'stage_uuids'] },
  { ignores: ['start_date', 'end_date'] },
  { widensDaysTo: 'month' },
  { widensDaysTo: 'year' },
  { yearBeginsIn: 7 },
  { yearBeginsIn: 4, currentEndsToday: true },
  { currentEndsToday: true },
];

const zones = [
  'Pacific/Pago_Pago',
  'America/New_York',
  'Etc/UTC',
  'Europe/Berlin',
  'Asia/Kolkata',
  'Pacific/Kiritimati',
] as const;
const stems = ['Northwind', 'Acme Corp', 'Blue Sky', 'Final Fit', 'O’Hara', 'Nordic Cloud'] as const;
const types = ['referral', 'reseller', 'distributor'] as const;

/** One account by its seed: who is in it, how its Journeybee counts, and when and where it is asked. */
export class RandomAccount {
  readonly random: Random;
  readonly fileZone: string;
  readonly serverZone: string;
  /** The month, 1 to 12, that the fiscal years of the file begin with. */
  readonly fiscalYearBeginsIn: number;
  /** When somebody first asks. */
  readonly from: number;
  readonly settings: Partial<SandboxSettings>;
  /** More partners than one answer lists. They have won deals and nothing else, so that no two have the same revenue. */
  readonly isCrowd: boolean;
  /** The day around which most happened. */
  readonly #day: Day;

  constructor(readonly seed: number) {
    const random = new Random(seed, 'random account');
    this.random = random;
    this.isCrowd = seed % 10 === 0;
    this.fiscalYearBeginsIn = random.integer(1, 12);
    this.fileZone = random.pick(zones);
    this.serverZone = random.pick(zones);
    this.#day = read(random.pick(['2026-06-01', '2026-07-01', '2026-08-20', '2026-10-01', '2027-01-01', '2027-02-28']));
    const hours = random.chance(0.7) ? random.integer(-20, 20) : random.integer(-90, 90);
    this.from = midnightIn(this.fileZone, this.#day) + hours * 3_600_000 + 60_000 * random.integer(0, 59);
    this.settings = {
      ratePerMinute: 1_000_000,
      timeZone: this.serverZone,
      rateScale: random.pick(['fraction', 'percent']),
      winRateOf: random.pick(['decided', 'all']),
      conversionRateOf: random.pick(['decided', 'all']),
      nullRates: random.chance(0.7),
      includeInactive: !this.isCrowd && random.chance(0.3),
      addedFields: random.chance(0.3),
      order: random.pick(['revenue', 'name', 'random']),
      currency: random.pick(['EUR', 'USD', 'JPY', 'KWD']),
      roundsMoney: random.chance(0.5),
      ...(this.isCrowd ? {} : random.pick(habits)),
    };
  }

  /** Fills a sandbox with nothing but this account. */
  found(sandbox: Sandbox): void {
    Object.assign(sandbox.settings, this.settings);
    const { data } = sandbox;
    for (const list of [data.partners, data.deals, data.leads]) list.splice(0);
    const [fewest, most] = this.isCrowd ? [110, 130] : [1, 9];
    for (let count = this.random.integer(fewest, most); count > 0; count -= 1) this.#join(sandbox);
  }

  /** Time passes: partners come, go, come back and are called otherwise, and all go on trading. */
  change(sandbox: Sandbox): void {
    const { random } = this;
    const { data, settings } = sandbox;
    const gone = data.partners.filter(() => random.chance(0.25)).map(({ uuid }) => uuid);
    for (let count = random.integer(0, 2); count > 0; count -= 1) this.#join(sandbox);
    settings.absent = gone;
    for (const partner of data.partners) {
      if (random.chance(0.2)) partner.name = this.#name(data.partners);
      if (random.chance(0.7)) this.#trade(sandbox, partner.uuid);
    }
  }

  #join(sandbox: Sandbox): void {
    const { random } = this;
    const { data } = sandbox;
    const label = (labels: readonly Label[]) => (random.chance(0.8) ? (random.shuffled(labels)[0] ?? null) : null);
    const { uuid } = data.addPartner({
      name: this.#name(data.partners),
      type: random.pick(types),
      logoUuid: null,
      email: null,
      websiteUrl: null,
      stage: label(data.stages),
      tier: label(data.tiers),
      category: label(data.categories),
      tags: [],
      createdDay: '2024-01-01',
      updatedDay: '2024-01-01',
    });
    this.#trade(sandbox, uuid);
  }

  #name(others: readonly Pick<AccountPartner, 'name'>[]): string {
    const { random } = this;
    const [first, ...rest] = others.map(({ name }) => name.trim()).filter((name) => name.length < 60);
    if (first === undefined || random.chance(0.4)) return random.pick(stems);
    return confusableName(random, [first, ...rest]);
  }

  #trade({ data, settings }: Sandbox, partnerUuid: string): void {
    const { random } = this;
    // Nothing at all is common; so is one thing.
    for (let count = random.integer(0, 6); count > 0; count -= 1) {
      const status = this.isCrowd ? 'won' : random.pick<'won' | 'lost' | 'open'>(['won', 'won', 'lost', 'open']);
      const [createdDay, closedDay] = [this.#dayBefore(), this.#dayBefore()];
      const deal = { partnerUuid, value: this.#value(settings), createdDay };
      data.addDeal(status === 'open' ? { ...deal, status } : { ...deal, status, closedDay });
    }
    for (let count = this.isCrowd ? 0 : random.integer(0, 4); count > 0; count -= 1) {
      data.addLead({
        partnerUuid,
        direction: random.pick(['received', 'sent']),
        status: random.pick(['pending', 'converted', 'rejected']),
        day: this.#dayBefore(),
      });
    }
  }

  /** Mostly near the day, else in some period before it. */
  #dayBefore(): string {
    const { random } = this;
    return written(this.#day + (random.chance(0.5) ? random.integer(-3, 2) : -random.integer(3, 800)));
  }

  /** Whole smallest units where amounts are rounded; else a tenth of them more or less, which no sum of seven rounds up. */
  #value({ currency, roundsMoney }: SandboxSettings): number {
    const { random } = this;
    const unit = 10 ** decimalsOf(currency);
    const units = !this.isCrowd && random.chance(0.2) ? random.integer(1, 3) : random.integer(1, 9_999_999);
    return roundsMoney ? units / unit : (units * 100 + random.integer(0, 3)) / (unit * 100);
  }
}
