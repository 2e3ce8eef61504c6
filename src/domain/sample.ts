import type { Leaderboard, Partner } from './leaderboard';
import { eachFigure } from './partner-figures';

const revenues: ReadonlyArray<readonly [name: string, revenue: number]> = [
  ['Sample Harbour', 412_500],
  ['Sample Orchard', 318_940],
  ['Sample Lantern', 287_300],
  ['Sample Quarry', 201_775],
  ['Sample Meadow', 164_020],
  ['Sample Beacon', 98_400],
  ['Sample Thicket', 71_650],
  ['Sample Ferry', 44_910],
  ['Sample Anvil', 20_300],
  ['Sample Willow', 8_750],
];

/** Ten made-up partners, for people without a key. Their figures agree with each other. */
export const sampleLeaderboard: Leaderboard = {
  currency: 'EUR',
  startDate: null,
  endDate: null,
  fetchedAt: 0,
  full: false,
  missing: 0,
  leftOut: { unasked: 0, repeated: 0 },
  rates: { scale: 1, certain: true },
  partners: revenues.map(([name, revenue], index): Partner => {
    const wonDeals = 12 - index;
    const totalDeals = wonDeals + 4 + (index % 3);
    const totalLeads = 40 - 3 * index;
    const convertedLeads = wonDeals + 2;
    return {
      ...eachFigure(() => null),
      uuid: `sample-${index}`,
      name,
      logoUuid: null,
      type: null,
      revenue,
      openPipeline: Math.round(revenue * 0.4),
      wonDeals,
      totalDeals,
      winRate: wonDeals / totalDeals,
      avgDealValue: Math.round(revenue / wonDeals),
      totalLeads,
      convertedLeads,
      conversionRate: convertedLeads / totalLeads,
    };
  }),
};
