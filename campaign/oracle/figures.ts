import type { Days } from './days';
import { read } from './days';
import { inUnits, type Ratio, rounded, sumOf } from './money';

export interface AccountPartner {
  readonly uuid: string;
  readonly name: string;
  readonly type: string;
  readonly tier: { readonly label: string } | null;
  readonly category: { readonly label: string } | null;
  readonly stage: { readonly label: string } | null;
}

export interface AccountDeal {
  readonly partnerUuid: string;
  readonly value: number;
  readonly createdDay: string;
  readonly status: 'open' | 'won' | 'lost';
  readonly closedDay?: string;
}

export interface AccountLead {
  readonly partnerUuid: string;
  readonly status: 'pending' | 'converted' | 'rejected';
  readonly day: string;
}

/** All that an account holds at a moment. */
export interface Account {
  readonly partners: readonly AccountPartner[];
  readonly deals: readonly AccountDeal[];
  readonly leads: readonly AccountLead[];
}

/** How a Journeybee counts where its documentation leaves it open. */
export interface Conventions {
  readonly currency: string;
  readonly winRateOf: 'decided' | 'all';
  readonly conversionRateOf: 'decided' | 'all';
  /** Whether a rate or an average of nothing is left open, or 0. */
  readonly nullRates: boolean;
  readonly includeInactive: boolean;
  /** Partners who are in no answer. */
  readonly absent: readonly string[];
}

/** Amounts in smallest units. A ratio of nothing is null, or 0. */
export interface Figures {
  readonly revenue: bigint;
  readonly openPipeline: bigint;
  readonly wonDeals: number;
  readonly totalDeals: number;
  readonly winRate: Ratio | null;
  /** In smallest units. */
  readonly avgDealValue: Ratio | null;
  readonly totalLeads: number;
  readonly convertedLeads: number;
  readonly conversionRate: Ratio | null;
}

/** What openapi/journeybee.yaml says that a row counts, of the deals and leads of one partner in some days. */
function figuresOf({ deals, leads: all }: Omit<Account, 'partners'>, days: Days, conventions: Conventions): Figures {
  const isWithin = (text: string) => read(text) >= days.first && read(text) <= days.last;
  const closed = deals.filter(
    ({ status, closedDay }) => status !== 'open' && closedDay !== undefined && isWithin(closedDay),
  );
  const open = deals.filter(({ status, createdDay }) => status === 'open' && read(createdDay) <= days.last);
  const won = closed.filter(({ status }) => status === 'won');
  const leads = all.filter(({ day }) => isWithin(day));
  const converted = leads.filter(({ status }) => status === 'converted').length;
  const rejected = leads.filter(({ status }) => status === 'rejected').length;
  const { currency, winRateOf, conversionRateOf, nullRates } = conventions;
  const nothing = nullRates ? null : { part: 0n, over: 1n };
  const rate = (part: number, over: number): Ratio | null =>
    over > 0 ? { part: BigInt(part), over: BigInt(over) } : nothing;
  const units = (of: readonly AccountDeal[]): Ratio => inUnits(sumOf(of.map(({ value }) => value)), currency);
  const { part, over } = units(won);
  return {
    revenue: rounded(units(won)),
    openPipeline: rounded(units(open)),
    wonDeals: won.length,
    totalDeals: closed.length + open.length,
    winRate: rate(won.length, winRateOf === 'all' ? closed.length + open.length : closed.length),
    avgDealValue: won.length > 0 ? { part, over: over * BigInt(won.length) } : nothing,
    totalLeads: leads.length,
    convertedLeads: converted,
    conversionRate: rate(converted, conversionRateOf === 'all' ? leads.length : converted + rejected),
  };
}

/** Which partners an answer is about. */
export interface Question {
  readonly fits: (partner: AccountPartner) => boolean;
  /** One answer lists those with most revenue, up to a hundred. `false`: all partners were asked for, however many. */
  readonly isOneAnswer: boolean;
}

const mostListed = 100;

/** The deals or leads of each partner, in their order. */
function byPartner<T extends { readonly partnerUuid: string }>(all: readonly T[]): (uuid: string) => readonly T[] {
  const found = new Map<string, T[]>();
  for (const entry of all) {
    const own = found.get(entry.partnerUuid);
    if (own) own.push(entry);
    else found.set(entry.partnerUuid, [entry]);
  }
  return (uuid) => found.get(uuid) ?? [];
}

/** The partners that are listed, with what they did in these days. */
export function listed(
  account: Account,
  days: Days,
  conventions: Conventions,
  { fits, isOneAnswer }: Question,
): ReadonlyMap<string, Figures> {
  const { absent, includeInactive } = conventions;
  const dealsOf = byPartner(account.deals);
  const leadsOf = byPartner(account.leads);
  const all = account.partners
    .filter((partner) => fits(partner) && !absent.includes(partner.uuid))
    .map(({ uuid }) => [uuid, figuresOf({ deals: dealsOf(uuid), leads: leadsOf(uuid) }, days, conventions)] as const)
    .filter(([, { totalDeals, totalLeads }]) => includeInactive || totalDeals > 0 || totalLeads > 0);
  if (!isOneAnswer) return new Map(all);
  all.sort(([, a], [, b]) => (a.revenue === b.revenue ? 0 : a.revenue < b.revenue ? 1 : -1));
  return new Map(all.slice(0, mostListed));
}
