import fc from 'fast-check';
import { columnNames } from '../../src/domain/column-names';
import type { Layout } from '../../src/domain/layout';
import { byRevenue, type Leaderboard, type Partner } from '../../src/domain/leaderboard';
import type { Membership, Memberships } from '../../src/domain/membership';
import { eachFigure, partnerFigures } from '../../src/domain/partner-figures';
import { groupNames } from '../../src/domain/vocabulary';

/** Often the same as another's, often none, sometimes negative or huge. */
const figure = fc.option(
  fc.oneof(fc.constantFrom(0, 100, 100.5, -40, 1e300), fc.double({ noNaN: true, noDefaultInfinity: true })),
  { nil: null },
);
/** Rounded to the smallest unit of the euro, as every amount is that arrives; sometimes beyond reason. */
const amount = fc.option(
  fc.oneof(
    fc.constantFrom(0, 100, 100.5, 0.3, -0.01, -40, 1e300),
    fc.integer({ min: -1e9, max: 1e12 }).map((cents) => cents / 100),
  ),
  { nil: null },
);
const name = fc.oneof(fc.constantFrom('Aurora', 'aurora', 'AURORA', 'Ärger', 'Zest', ''), fc.string());

const anyPartner: fc.Arbitrary<Partner> = fc.record({
  uuid: fc.uuid(),
  name,
  logoUuid: fc.option(fc.uuid(), { nil: null }),
  type: fc.constantFrom(null, 'referral', 'reseller'),
  ...eachFigure((field) => (partnerFigures[field].kind === 'money' ? amount : figure)),
});

const anyPartners = fc.uniqueArray(anyPartner, { selector: ({ uuid }) => uuid, maxLength: 40 });

export const anyLayout: fc.Arbitrary<Layout> = fc.record({
  columns: fc.array(fc.constantFrom(...columnNames), { minLength: 1, maxLength: 25 }),
  sort: fc.record({ column: fc.constantFrom(...columnNames), descending: fc.boolean() }),
  rankWithin: fc.constantFrom(null, ...groupNames),
  headers: fc.boolean(),
});

const label = fc.constantFrom(null, 'Gold', 'gold', 'Silver');
const anyMembership: fc.Arbitrary<Membership> = fc.record({ tier: label, category: label, stage: label, owner: label });

export interface Case {
  readonly leaderboard: Leaderboard;
  readonly memberships: Memberships;
}

/** A leaderboard, and what its partners belong to, as far as the directory knows them. */
export const anyCase: fc.Arbitrary<Case> = fc
  .record({ partners: anyPartners, groups: fc.array(anyMembership, { maxLength: 40 }), full: fc.boolean() })
  .map(({ partners, groups, full }) => ({
    leaderboard: leaderboardOf(partners, { full }),
    memberships: new Map(
      groups.flatMap((group, index) => {
        const member = partners[index];
        return member ? [[member.uuid, group] as const] : [];
      }),
    ),
  }));

export function leaderboardOf(partners: readonly Partner[], figures: Partial<Leaderboard> = {}): Leaderboard {
  return {
    currency: 'EUR',
    startDate: '2026-01-01',
    endDate: '2026-12-31',
    fetchedAt: 0,
    full: false,
    missing: 0,
    partners: [...partners].sort(byRevenue),
    leftOut: { unasked: 0, repeated: 0 },
    rates: { scale: 1, certain: false },
    ...figures,
  };
}
