import type { Random } from '../random';
import type { Day } from './day';

export const PARTNER_TYPES = ['referral', 'reseller', 'distributor'] as const;
export type PartnerType = (typeof PARTNER_TYPES)[number];

export interface Label {
  uuid: string;
  label: string;
}

/** Somebody of the company that owns the account. */
export interface User {
  uuid: string;
  email: string;
  first_name: string;
  last_name: string;
}

export interface Partner {
  uuid: string;
  name: string;
  type: PartnerType;
  logoUuid: string | null;
  email: string | null;
  websiteUrl: string | null;
  stage: Label | null;
  tier: Label | null;
  category: Label | null;
  tags: Label[];
  /** Who looks after it; missing in an account whose list of partners does not say. */
  assignedUsers?: User[];
  createdDay: Day;
  updatedDay: Day;
}

interface DealBase {
  uuid: string;
  partnerUuid: string;
  /** In major units of the account's currency. */
  value: number;
  createdDay: Day;
}
export type OpenDeal = DealBase & { status: 'open' };
export type ClosedDeal = DealBase & { status: 'won' | 'lost'; closedDay: Day };
export type Deal = OpenDeal | ClosedDeal;

export interface Lead {
  uuid: string;
  partnerUuid: string;
  /** As seen from the company that owns the account. */
  direction: 'received' | 'sent';
  status: 'pending' | 'converted' | 'rejected';
  day: Day;
}

type Unnamed<T> = T extends unknown ? Omit<T, 'uuid'> : never;

/**
 * What one Journeybee account holds. Everything here may be changed while the sandbox runs, by these methods or directly:
 * answers are computed from the lists at each request and nothing is remembered in between.
 */
export class Company {
  readonly partners: Partner[] = [];
  readonly deals: Deal[] = [];
  readonly leads: Lead[] = [];

  constructor(
    private readonly random: Random,
    readonly stages: readonly Label[],
    readonly tiers: readonly Label[],
    readonly categories: readonly Label[],
  ) {}

  /** The same account, of which nothing is shared with this one. */
  copy(): Company {
    const copies = new Map<Label, Label>();
    const copied = (label: Label): Label => {
      const copy = copies.get(label) ?? { ...label };
      copies.set(label, copy);
      return copy;
    };
    const { random, stages, tiers, categories } = this;
    const copy = new Company(random.copy(), stages.map(copied), tiers.map(copied), categories.map(copied));
    for (const partner of this.partners) {
      const { stage, tier, category, tags, assignedUsers: users } = partner;
      copy.partners.push({
        ...partner,
        stage: stage && copied(stage),
        tier: tier && copied(tier),
        category: category && copied(category),
        tags: tags.map(copied),
        ...(users && { assignedUsers: users.map((user) => ({ ...user })) }),
      });
    }
    for (const deal of this.deals) copy.deals.push({ ...deal });
    for (const lead of this.leads) copy.leads.push({ ...lead });
    return copy;
  }

  addPartner(partner: Omit<Partner, 'uuid'>): Partner {
    const added = { ...partner, uuid: this.random.uuid() };
    this.partners.push(added);
    return added;
  }

  addDeal(deal: Unnamed<Deal>): Deal {
    const added = { ...deal, uuid: this.random.uuid() };
    this.deals.push(added);
    return added;
  }

  addLead(lead: Unnamed<Lead>): Lead {
    const added = { ...lead, uuid: this.random.uuid() };
    this.leads.push(added);
    return added;
  }

  closeDeal(uuid: string, status: ClosedDeal['status'], closedDay: Day): void {
    const index = this.deals.findIndex((deal) => deal.uuid === uuid);
    const deal = this.deals[index];
    if (!deal) throw new Error(`There is no deal ${uuid}`);
    this.deals[index] = { ...deal, status, closedDay };
  }

  partner(uuid: string): Partner {
    return found(
      this.partners.find((partner) => partner.uuid === uuid),
      uuid,
    );
  }

  partnerNamed(name: string): Partner {
    return found(
      this.partners.find((partner) => partner.name === name),
      name,
    );
  }

  renamePartner(uuid: string, name: string): void {
    this.partner(uuid).name = name;
  }

  /** The partner goes, and its deals and leads with it. */
  removePartner(uuid: string): void {
    const { uuid: gone } = this.partner(uuid);
    keep(this.partners, (partner) => partner.uuid !== gone);
    keep(this.deals, (deal) => deal.partnerUuid !== gone);
    keep(this.leads, (lead) => lead.partnerUuid !== gone);
  }
}

function found(partner: Partner | undefined, what: string): Partner {
  if (!partner) throw new Error(`There is no partner ${what}`);
  return partner;
}

function keep<T>(list: T[], wanted: (item: T) => boolean): void {
  list.splice(0, list.length, ...list.filter(wanted));
}
