import type { Partner } from '../../src/domain/leaderboard';
import { eachFigure, figureFields, partnerFigures, type SentFigure } from '../../src/domain/partner-figures';
import type { PartnerRow } from '../../src/journeybee/schema';

/** A count or a sum is 0, a ratio is none. */
const quiet = eachFigure((field) => (partnerFigures[field].total === 'sum' ? 0 : null));
const quietlySent = Object.fromEntries(
  figureFields.map((field) => [partnerFigures[field].sent, quiet[field]]),
) as Record<SentFigure, number | null>;

/** A row as the API answers it, quiet but for what a test is about. */
export function row(figures: Partial<PartnerRow> = {}): PartnerRow {
  return {
    uuid: 'a0000000-0000-4000-8000-000000000001',
    name: 'Aurora',
    logo_uuid: null,
    partner_type: null,
    ...quietlySent,
    ...figures,
  };
}

export function partner(figures: Partial<Partner> = {}): Partner {
  return {
    uuid: 'a0000000-0000-4000-8000-000000000001',
    name: 'Aurora',
    logoUuid: null,
    type: null,
    ...quiet,
    ...figures,
  };
}
