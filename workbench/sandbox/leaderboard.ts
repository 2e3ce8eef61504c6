import { decimalsOf } from '../../src/domain/money';
import { Random } from '../random';
import type { Company, Deal, Label, Lead, Partner, PartnerType } from './company';
import { contains, type Day, type DayRange, dayIn } from './day';
import { round, sumMoney } from './money';
import { type Period, resolvePeriod, widened } from './period';
import { Problem } from './problem';
import type { SandboxSettings } from './settings';

/** Named as on the wire, like the answer. */
export interface LeaderboardQuery {
  period?: Period;
  /** With end_date: days that somebody chose, instead of the period. */
  start_date?: Day;
  end_date?: Day;
  partner_type?: PartnerType;
  lead_direction?: 'received' | 'sent' | 'all';
  partner_uuids?: readonly string[];
  category_uuids?: readonly string[];
  tier_uuids?: readonly string[];
  stage_uuids?: readonly string[];
  limit?: number;
}

export interface LeaderboardRow {
  uuid: string;
  name: string;
  logo_uuid: string | null;
  revenue: number;
  open_pipeline: number;
  won_deals: number;
  total_deals: number;
  avg_deal_value: number | null;
  total_leads: number;
  converted_leads: number;
  conversion_rate: number | null;
  win_rate: number | null;
}

export interface LeaderboardAnswer {
  currency_code: string;
  period: { start_date: Day; end_date: Day };
  partners: LeaderboardRow[];
}

/**
 * A row counts these, where a day in the period is one from its first to its last:
 * - revenue and won_deals: deals won on a day in the period
 * - open_pipeline: deals still open now that were created no later than the period's last day
 * - total_deals: deals won or lost on a day in the period, and those of open_pipeline
 * - win_rate: won deals of those won or lost, or of total_deals, as `settings.winRateOf` says
 * - total_leads, converted_leads: leads that came (or went) on a day in the period
 * - conversion_rate: converted leads of those, or of the converted and rejected, as `settings.conversionRateOf` says
 * Partners without any of it are left out unless `settings.includeInactive`. Throws a Problem where the dates make no sense.
 */
export function leaderboard(
  company: Pick<Company, 'partners' | 'deals' | 'leads'>,
  query: LeaderboardQuery,
  now: number,
  settings: SandboxSettings,
): LeaderboardAnswer {
  const range = rangeOf(query, now, settings);
  const wanted = company.partners.filter(({ uuid }) => !settings.absent.includes(uuid)).filter(wanting(query));
  const deals = groupByPartner(company.deals, wanted);
  const leads = groupByPartner(company.leads, wanted);
  const rows = wanted
    .map((partner) => {
      const counted = (leads.get(partner.uuid) ?? []).filter((lead) => leadCounts(lead, partner, query));
      return rowOf(partner, deals.get(partner.uuid) ?? [], counted, range, settings);
    })
    .filter((row) => settings.includeInactive || row.total_deals > 0 || row.total_leads > 0)
    .sort(byRevenue)
    .slice(0, query.limit ?? settings.defaultLimit);
  return {
    currency_code: settings.currency,
    period: { start_date: range.start, end_date: range.end },
    partners: inOrder(rows, settings.order, now),
  };
}

/** The contract cannot say that two dates belong together, so that is checked here. */
function rangeOf(
  { period = 'current_year', start_date: start, end_date: end }: LeaderboardQuery,
  now: number,
  settings: SandboxSettings,
): DayRange {
  if (start === undefined && end === undefined) {
    return resolvePeriod(period, dayIn(settings.timeZone, now), settings);
  }
  if (end === undefined) return refuse('end_date', 'must be sent together with start_date');
  if (start === undefined) return refuse('start_date', 'must be sent together with end_date');
  if (end < start) return refuse('end_date', 'must not be before start_date');
  return widened({ start, end }, settings.widensDaysTo, settings.yearBeginsIn);
}

function wanting(query: LeaderboardQuery): (partner: Partner) => boolean {
  const [partners, categories, tiers, stages] = [
    among(query.partner_uuids),
    among(query.category_uuids),
    among(query.tier_uuids),
    among(query.stage_uuids),
  ];
  return (partner) =>
    (query.partner_type === undefined || partner.type === query.partner_type) &&
    partners(partner) &&
    categories(partner.category) &&
    tiers(partner.tier) &&
    stages(partner.stage);
}

function among(wanted: readonly string[] | undefined): (thing: Partner | Label | null) => boolean {
  if (wanted === undefined) return () => true;
  const uuids = new Set(wanted.map((uuid) => uuid.toLowerCase()));
  return (thing) => thing !== null && uuids.has(thing.uuid);
}

function leadCounts(lead: Lead, partner: Partner, { lead_direction: wanted = 'all' }: LeaderboardQuery): boolean {
  return partner.type !== 'referral' || wanted === 'all' || lead.direction === wanted;
}

function rowOf(
  partner: Partner,
  deals: readonly Deal[],
  leads: readonly Lead[],
  range: DayRange,
  settings: SandboxSettings,
): LeaderboardRow {
  const digits = decimalsOf(settings.currency);
  const open = deals.filter((deal) => deal.status === 'open' && deal.createdDay <= range.end);
  const closed = deals.filter((deal) => deal.status !== 'open' && contains(range, deal.closedDay));
  const won = closed.filter((deal) => deal.status === 'won');
  const inPeriod = leads.filter((lead) => contains(range, lead.day));
  const converted = inPeriod.filter((lead) => lead.status === 'converted');
  const rejected = inPeriod.filter((lead) => lead.status === 'rejected');
  const money = (counted: readonly Deal[]) => {
    const values = counted.map(({ value }) => value);
    return settings.roundsMoney ? sumMoney(values, digits) : values.reduce((sum, value) => sum + value, 0);
  };
  const revenue = money(won);
  const averageOf = (value: number) => (settings.roundsMoney ? round(value, digits) : value);
  const nothing = settings.nullRates ? null : 0;
  const rate = (part: number, whole: number) => {
    if (whole === 0) return nothing;
    return settings.rateScale === 'percent' ? round((100 * part) / whole, 2) : round(part / whole, 4);
  };
  return {
    uuid: partner.uuid,
    name: partner.name,
    logo_uuid: partner.logoUuid,
    ...(settings.addedFields && { partner_type: partner.type, tier: partner.tier }),
    revenue,
    open_pipeline: money(open),
    won_deals: won.length,
    total_deals: closed.length + open.length,
    avg_deal_value: won.length === 0 ? nothing : averageOf(revenue / won.length),
    total_leads: inPeriod.length,
    converted_leads: converted.length,
    conversion_rate: rate(
      converted.length,
      settings.conversionRateOf === 'all' ? inPeriod.length : converted.length + rejected.length,
    ),
    win_rate: rate(won.length, settings.winRateOf === 'all' ? closed.length + open.length : closed.length),
  };
}

/** Of these partners only: many requests ask for one among thousands. */
function groupByPartner<T extends { partnerUuid: string }>(
  items: readonly T[],
  partners: readonly Partner[],
): Map<string, T[]> {
  const groups = new Map(partners.map(({ uuid }): [string, T[]] => [uuid, []]));
  for (const item of items) groups.get(item.partnerUuid)?.push(item);
  return groups;
}

function byRevenue(a: LeaderboardRow, b: LeaderboardRow): number {
  return b.revenue - a.revenue || byName(a, b);
}

/** By code units: an order that does not depend on the machine's language. */
function byName(a: LeaderboardRow, b: LeaderboardRow): number {
  return compare(a.name, b.name) || compare(a.uuid, b.uuid);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function inOrder(rows: LeaderboardRow[], order: SandboxSettings['order'], now: number): LeaderboardRow[] {
  switch (order) {
    case 'revenue':
      return rows;
    case 'name':
      return rows.sort(byName);
    case 'random':
      return new Random(now, 'order').shuffled(rows);
  }
}

function refuse(field: string, reason: string): never {
  throw new Problem('validation_error', `querystring/${field}: ${reason}`);
}
