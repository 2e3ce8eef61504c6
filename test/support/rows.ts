import type { PartnerRow } from '../../src/journeybee/schema';
import type { Partner } from '../../src/leaderboard/leaderboard';

/** A row as the API answers it, quiet but for what a test is about. */
export function row(figures: Partial<PartnerRow> = {}): PartnerRow {
  return {
    uuid: 'a0000000-0000-4000-8000-000000000001',
    name: 'Aurora',
    logo_uuid: null,
    partner_type: null,
    revenue: 0,
    open_pipeline: 0,
    won_deals: 0,
    total_deals: 0,
    avg_deal_value: null,
    total_leads: 0,
    converted_leads: 0,
    conversion_rate: null,
    win_rate: null,
    ...figures,
  };
}

export function partner(figures: Partial<Partner> = {}): Partner {
  return {
    uuid: 'a0000000-0000-4000-8000-000000000001',
    name: 'Aurora',
    logoUuid: null,
    type: null,
    revenue: 0,
    openPipeline: 0,
    wonDeals: 0,
    totalDeals: 0,
    winRate: null,
    avgDealValue: null,
    totalLeads: 0,
    convertedLeads: 0,
    conversionRate: null,
    ...figures,
  };
}
