import fc from 'fast-check';
import { PARTNER_TYPES } from '../../workbench/sandbox/company';
import { contains, type Day, type DayRange, dayOf } from '../../workbench/sandbox/day';
import { foundCompany } from '../../workbench/sandbox/founding';
import { type LeaderboardAnswer, type LeaderboardQuery, leaderboard } from '../../workbench/sandbox/leaderboard';
import { PERIODS, resolvePeriod } from '../../workbench/sandbox/period';
import { NAMES_A_SHEET_MISREADS, UNUSUAL_NAMES } from '../../workbench/sandbox/sandbox';
import { defaultSettings, type SandboxSettings } from '../../workbench/sandbox/settings';
import { tries } from '../support/breadth';
import { NOW } from './client';

const company = foundCompany(7, dayOf(NOW));
/** More than there are partners: what the API would answer if it had no limit. */
const ALL = 10_000;

function ranked(query: LeaderboardQuery = {}, settings: Partial<SandboxSettings> = {}): LeaderboardAnswer {
  return leaderboard(company, query, NOW, { ...defaultSettings(), ...settings });
}

/** The row of a partner that has these deals and no leads, in an account of its own. */
function rowWith(
  deals: ({ value: number } & ({ status: 'open' } | { status: 'won' | 'lost'; closedDay: Day }))[],
  query: LeaderboardQuery,
  settings: Partial<SandboxSettings> = {},
) {
  const own = foundCompany(7, dayOf(NOW));
  const { uuid } = own.addPartner({ ...own.partnerNamed('007'), name: 'Newcomer' });
  for (const deal of deals) own.addDeal({ ...deal, partnerUuid: uuid, createdDay: '2025-12-01' });
  return leaderboard(own, { ...query, partner_uuids: [uuid] }, NOW, { ...defaultSettings(), ...settings }).partners[0];
}

function uuids({ partners }: LeaderboardAnswer): string[] {
  return partners.map(({ uuid }) => uuid);
}

describe('periods', () => {
  test.each([
    ['2026-05-15', 'current_year', '2026-01-01', '2026-12-31'],
    ['2026-05-15', 'last_year', '2025-01-01', '2025-12-31'],
    ['2026-05-15', 'current_quarter', '2026-04-01', '2026-06-30'],
    ['2026-05-15', 'last_quarter', '2026-01-01', '2026-03-31'],
    ['2026-05-15', 'current_month', '2026-05-01', '2026-05-31'],
    ['2026-05-15', 'last_month', '2026-04-01', '2026-04-30'],
    ['2026-05-15', 'last_30_days', '2026-04-16', '2026-05-15'],
    ['2026-05-15', 'last_90_days', '2026-02-15', '2026-05-15'],
    ['2026-05-15', 'last_6_months', '2025-11-16', '2026-05-15'],
    ['2026-05-15', 'last_12_months', '2025-05-16', '2026-05-15'],
    ['2026-01-01', 'last_quarter', '2025-10-01', '2025-12-31'],
    ['2026-01-01', 'last_month', '2025-12-01', '2025-12-31'],
    ['2024-03-31', 'last_month', '2024-02-01', '2024-02-29'],
    ['2026-08-31', 'last_6_months', '2026-03-01', '2026-08-31'],
    ['2024-02-29', 'last_12_months', '2023-03-01', '2024-02-29'],
  ] as const)('on %s %s is %s to %s', (today, period, start, end) => {
    expect(resolvePeriod(period, today)).toEqual({ start, end });
  });

  test('the answer says which days it took, by the clock in UTC', () => {
    const lateOnNewYearsEve = Date.UTC(2025, 11, 31, 23, 59, 59);
    const { period } = leaderboard(company, { period: 'current_month' }, lateOnNewYearsEve, defaultSettings());
    expect(period).toEqual({ start_date: '2025-12-01', end_date: '2025-12-31' });
    expect(leaderboard(company, {}, lateOnNewYearsEve + 1000, defaultSettings()).period.start_date).toBe('2026-01-01');
  });

  test.each(['2026-05-15', '2026-01-01', '2024-02-29', '2025-12-31'])(
    'an account as of %s has content in each',
    (day) => {
      const founded = foundCompany(3, day);
      for (const period of PERIODS) {
        const answer = leaderboard(founded, { period, limit: 100 }, Date.parse(day), defaultSettings());
        expect([period, answer.partners[0]?.revenue]).toEqual([period, expect.any(Number)]);
        expect(answer.partners[0]?.revenue).toBeGreaterThan(0);
      }
    },
  );

  test('two dates override the period', () => {
    const dates = { start_date: '2025-02-01', end_date: '2025-02-10' };
    expect(ranked({ ...dates, period: 'last_year' })).toEqual(ranked(dates));
    expect(ranked(dates).period).toEqual(dates);
    expect(ranked(dates)).not.toEqual(ranked({ period: 'last_year' }));
  });

  test('a client asking for last quarter gets only deals closed in it', () => {
    const won = (value: number, closedDay: Day) => ({ value, status: 'won' as const, closedDay });
    const row = rowWith(
      [won(1, '2025-12-31'), won(10, '2026-01-01'), won(100, '2026-03-31'), won(1000, '2026-04-01')],
      { period: 'last_quarter' },
    );
    expect(row).toMatchObject({ revenue: 110, won_deals: 2, total_deals: 2, avg_deal_value: 55 });
  });
});

describe('what is in an account', () => {
  test('is the same for the same seed and day, and different in every number for another seed', () => {
    expect(foundCompany(7, dayOf(NOW))).toEqual(company);
    const other = leaderboard(foundCompany(8, dayOf(NOW)), { limit: ALL }, NOW, defaultSettings());
    const mine = new Set(ranked({ limit: ALL }).partners.map(({ revenue }) => revenue));
    const same = other.partners.filter(({ revenue }) => revenue > 0 && mine.has(revenue));
    expect(same).toEqual([]);
    expect(other.partners.some(({ uuid }) => company.partners.some((partner) => partner.uuid === uuid))).toBe(false);
  });

  test('some 240 partners of three types, some of them without tier, category, stage or logo', () => {
    expect(company.partners).toHaveLength(240);
    for (const type of PARTNER_TYPES) {
      expect(company.partners.filter((partner) => partner.type === type).length).toBeGreaterThan(60);
    }
    for (const field of ['tier', 'category', 'stage', 'logoUuid', 'email'] as const) {
      const without = company.partners.filter((partner) => partner[field] === null).length;
      expect([field, without > 5 && without < 120]).toEqual([field, true]);
    }
  });

  test('deals and leads of four years, none of them after today', () => {
    const days = [...company.deals.flatMap((deal) => (deal.status === 'open' ? [] : [deal.closedDay]))].sort();
    expect(days[0]?.slice(0, 4)).toBe('2022');
    expect(days.at(-1)).toBe('2026-05-15');
    expect(company.leads.every(({ day }) => day <= '2026-05-15')).toBe(true);
    expect(company.deals.every((deal) => deal.status === 'open' || deal.createdDay <= deal.closedDay)).toBe(true);
  });

  test('is nobody else’s: what changes in a copy stays there, and both go on by the same chance', () => {
    const founded = foundCompany(7, dayOf(NOW));
    const copy = founded.copy();
    expect(copy).toEqual(company);
    const [partner] = copy.partners;
    if (!partner) throw new Error('The account has no partner');
    for (const label of [...copy.tiers, ...copy.stages, ...copy.categories]) label.label = 'Another';
    expect(copy.partners.every(({ tier }) => tier === null || copy.tiers.includes(tier))).toBe(true);
    for (const { tags } of copy.partners) tags.push({ uuid: 'a', label: 'A tag' });
    for (const deal of copy.deals) deal.value += 1;
    for (const lead of copy.leads) lead.day = '2020-01-01';
    copy.removePartner(partner.uuid);
    const lead = { partnerUuid: partner.uuid, direction: 'sent', status: 'pending', day: '2026-05-01' } as const;
    const next = copy.addLead(lead);
    expect(founded).toEqual(company);
    expect(founded.addLead(lead)).toEqual(next);
  });

  test('partners that did nothing, open pipeline, and partners with equal revenue', () => {
    const { partners } = ranked({ period: 'current_quarter', limit: ALL });
    expect(partners.length).toBeLessThan(company.partners.length - 5);
    expect(partners.filter(({ open_pipeline }) => open_pipeline > 0).length).toBeGreaterThan(20);
    const year = ranked({ period: 'last_year', limit: ALL }).partners.filter(({ revenue }) => revenue > 0);
    expect(new Set(year.map(({ revenue }) => revenue)).size).toBeLessThan(year.length);
  });

  test('names of every kind, one of them of 120 characters, two of them equal', () => {
    const names = company.partners.map(({ name }) => name);
    for (const name of [...NAMES_A_SHEET_MISREADS, ...UNUSUAL_NAMES]) expect(names).toContain(name);
    expect(names.some((name) => [...name].length === 120)).toBe(true);
    expect(names.filter((name) => name === 'Atlas Group')).toHaveLength(2);
  });

  test.each(['2026-05-15', '2026-01-01', '2026-12-31'])(
    'as of %s the names that a sheet misreads are among the first hundred',
    (day) => {
      for (const seed of [1, 2, 3, 4]) {
        const founded = foundCompany(seed, day);
        for (const period of ['current_year', 'last_year', 'current_quarter', 'last_quarter'] as const) {
          const answer = leaderboard(founded, { period, limit: 100 }, Date.parse(day), defaultSettings());
          const names = answer.partners.filter(({ revenue }) => revenue > 0).map(({ name }) => name);
          expect(names).toEqual(expect.arrayContaining([...NAMES_A_SHEET_MISREADS]));
        }
      }
    },
  );

  test('a believable account has names of several countries once each, whole amounts, and tiers that were earned', () => {
    for (const seed of [1, 2, 3, 4]) {
      const founded = foundCompany(seed, dayOf(NOW), 'believable');
      const names = founded.partners.map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
      expect(names.length).toBe(160);
      expect(names.filter((name) => !/^(?=.{4,40}$)\p{L}[\p{L}’&./-]*(?: [\p{L}’&./-]+)*$/u.test(name))).toEqual([]);
      expect(founded.deals.filter(({ value }) => value <= 0 || value % 50 !== 0)).toEqual([]);
      const answer = leaderboard(founded, { period: 'last_12_months', limit: ALL }, NOW, defaultSettings());
      const tiers = answer.partners.map(({ uuid }) => founded.partner(uuid).tier?.label);
      expect(tiers.slice(0, 10)).not.toContain('Bronze');
      expect(tiers.slice(-20)).not.toContain('Platinum');
    }
  });

  test('the names that a sheet misreads belong to partners of all types', () => {
    expect(new Set(NAMES_A_SHEET_MISREADS.map((name) => company.partnerNamed(name).type)).size).toBe(3);
  });
});

const days = fc
  .tuple(fc.integer({ min: -1500, max: 60 }), fc.integer({ min: 0, max: 500 }))
  .map(([from, length]) => [dayOf(NOW + from * 86_400_000), dayOf(NOW + (from + length) * 86_400_000)] as const);

const some = (all: readonly { uuid: string }[]) =>
  fc.subarray(
    all.map(({ uuid }) => uuid),
    { minLength: 1 },
  );

const queries: fc.Arbitrary<LeaderboardQuery> = fc
  .tuple(
    fc.oneof(
      fc.constantFrom(...PERIODS).map((period) => ({ period })),
      days.map(([start_date, end_date]) => ({ start_date, end_date })),
    ),
    fc.record(
      {
        partner_type: fc.constantFrom(...PARTNER_TYPES),
        lead_direction: fc.constantFrom('received', 'sent', 'all'),
        partner_uuids: some(company.partners),
        category_uuids: some(company.categories),
        tier_uuids: some(company.tiers),
        stage_uuids: some(company.stages),
      },
      { requiredKeys: [] },
    ),
  )
  .map(([period, filters]) => ({ ...period, ...filters }));

describe('whatever is asked', () => {
  const rangeOf = ({ period }: LeaderboardAnswer): DayRange => ({ start: period.start_date, end: period.end_date });

  test('the rows add up to the deals of the partners they name', () => {
    fc.assert(
      fc.property(queries, (query) => {
        const answer = ranked({ ...query, limit: ALL });
        const listed = new Set(uuids(answer));
        let cents = 0;
        let openCents = 0;
        let won = 0;
        for (const deal of company.deals) {
          if (!listed.has(deal.partnerUuid)) continue;
          const value = Math.round(deal.value * 100);
          if (deal.status === 'open' && deal.createdDay <= answer.period.end_date) openCents += value;
          if (deal.status !== 'won' || !contains(rangeOf(answer), deal.closedDay)) continue;
          cents += value;
          won += 1;
        }
        const total = (of: (row: (typeof answer.partners)[number]) => number) =>
          answer.partners.reduce((sum, row) => sum + of(row), 0);
        expect(total((row) => Math.round(row.revenue * 100))).toBe(cents);
        expect(total((row) => Math.round(row.open_pipeline * 100))).toBe(openCents);
        expect(total((row) => row.won_deals)).toBe(won);
      }),
      { numRuns: tries(60, 200) },
    );
  });

  test('rates and averages follow from the counts', () => {
    fc.assert(
      fc.property(queries, (query) => {
        for (const row of ranked({ ...query, limit: ALL }).partners) {
          expect(row.converted_leads).toBeLessThanOrEqual(row.total_leads);
          expect(row.won_deals).toBeLessThanOrEqual(row.total_deals);
          if (row.total_leads === 0) expect(row.conversion_rate).toBeNull();
          else expect(row.conversion_rate).toBeCloseTo(row.converted_leads / row.total_leads, 3.9);
          if (row.won_deals === 0) expect(row.avg_deal_value).toBeNull();
          else expect(row.avg_deal_value).toBeCloseTo(row.revenue / row.won_deals, 1.9);
          if (row.won_deals > 0) expect(row.win_rate).toBeGreaterThanOrEqual(row.won_deals / row.total_deals - 1e-4);
          else expect(row.win_rate ?? 0).toBe(0);
        }
      }),
      { numRuns: tries(20, 60) },
    );
  });

  test('a limit keeps the first rows of the whole', () => {
    fc.assert(
      fc.property(queries, fc.integer({ min: 1, max: 100 }), (query, limit) => {
        expect(ranked({ ...query, limit }).partners).toEqual(ranked({ ...query, limit: ALL }).partners.slice(0, limit));
      }),
      { numRuns: tries(20, 60) },
    );
  });

  test('filters only leave rows out, exactly those that do not fit', () => {
    fc.assert(
      fc.property(queries, (query) => {
        const { partner_type, partner_uuids, category_uuids, tier_uuids, stage_uuids, ...unfiltered } = query;
        const fits = (uuid: string) => {
          const { type, category, tier, stage } = company.partner(uuid);
          const among = (list: readonly string[] | undefined, one: string | undefined) =>
            list === undefined || (one !== undefined && list.includes(one));
          return (
            (partner_type ?? type) === type &&
            among(partner_uuids, uuid) &&
            among(category_uuids, category?.uuid) &&
            among(tier_uuids, tier?.uuid) &&
            among(stage_uuids, stage?.uuid)
          );
        };
        const all = ranked({ ...unfiltered, limit: ALL }).partners;
        expect(ranked({ ...query, limit: ALL }).partners).toEqual(all.filter(({ uuid }) => fits(uuid)));
      }),
      { numRuns: tries(30, 100) },
    );
  });

  test('received and sent leads of referral partners make up all; other types do not care', () => {
    fc.assert(
      fc.property(queries, ({ lead_direction: _, ...query }) => {
        const leads = (lead_direction: 'received' | 'sent' | 'all') => {
          const { partners } = ranked({ ...query, lead_direction, limit: ALL }, { includeInactive: true });
          return new Map(partners.map(({ uuid, total_leads }) => [uuid, total_leads]));
        };
        const [received, sent, all] = [leads('received'), leads('sent'), leads('all')];
        for (const [uuid, count] of all) {
          const [in_, out] = [received.get(uuid) ?? 0, sent.get(uuid) ?? 0];
          if (company.partner(uuid).type === 'referral') expect(in_ + out).toBe(count);
          else expect([in_, out]).toEqual([count, count]);
        }
      }),
      { numRuns: tries(15, 40) },
    );
  });
});

describe('settings', () => {
  const lastYear = { period: 'last_year', limit: 100 } as const;

  test('rates as percent are a hundred times those as fractions', () => {
    const fractions = ranked(lastYear).partners;
    const percents = ranked(lastYear, { rateScale: 'percent' }).partners;
    expect(Math.max(...fractions.map(({ win_rate }) => win_rate ?? 0))).toBe(1);
    expect(Math.max(...percents.map(({ win_rate }) => win_rate ?? 0))).toBe(100);
    expect(percents.map(({ win_rate }) => win_rate?.toFixed(2))).toEqual(
      fractions.map(({ win_rate }) => (win_rate === null ? undefined : (100 * win_rate).toFixed(2))),
    );
  });

  test.each([
    ['JPY', 1235, 412],
    ['EUR', 1234.57, 411.52],
    ['KWD', 1234.568, 411.523],
  ])('amounts in %s have its minor units', (currency, revenue, average) => {
    const deals = [1234.5678, 0, 0].map((value) => ({ value, status: 'won' as const, closedDay: '2026-02-01' }));
    expect(rowWith(deals, {}, { currency })).toMatchObject({ revenue, avg_deal_value: average });
    expect(ranked({}, { currency }).currency_code).toBe(currency);
  });

  test('by revenue unless by name or at random; the rows are the same', () => {
    const byRevenue = ranked(lastYear).partners;
    const revenues = byRevenue.map(({ revenue }) => revenue);
    expect(revenues).toEqual([...revenues].sort((a, b) => b - a));
    const byName = ranked(lastYear, { order: 'name' });
    const names = byName.partners.map(({ name }) => name);
    expect(names).toEqual([...names].sort());
    const random = ranked(lastYear, { order: 'random' });
    const later = leaderboard(company, lastYear, NOW + 1, { ...defaultSettings(), order: 'random' });
    expect(uuids(random)).not.toEqual(uuids(later));
    for (const answer of [byName, random]) expect(uuids(answer).sort()).toEqual(uuids(ranked(lastYear)).sort());
  });

  test('nothing to divide by is null, or 0 when the API is like that', () => {
    const rows = [true, false].map((nullRates) => rowWith([{ value: 5, status: 'open' }], {}, { nullRates }));
    const base = { revenue: 0, open_pipeline: 5, won_deals: 0, total_deals: 1 };
    expect(rows[0]).toMatchObject({ ...base, avg_deal_value: null, win_rate: null, conversion_rate: null });
    expect(rows[1]).toMatchObject({ ...base, avg_deal_value: 0, win_rate: 0, conversion_rate: 0 });
  });

  test('inactive partners are listed only on request', () => {
    expect(ranked({ limit: ALL }, { includeInactive: true }).partners).toHaveLength(company.partners.length);
    expect(ranked({ limit: ALL }).partners.every((row) => row.total_deals + row.total_leads > 0)).toBe(true);
  });

  test('a rate counts what was decided, or all', () => {
    const own = foundCompany(7, dayOf(NOW));
    const { uuid } = own.addPartner({ ...own.partnerNamed('007'), name: 'Newcomer' });
    const deal = { partnerUuid: uuid, value: 5, createdDay: '2026-01-01' };
    for (const status of ['won', 'lost'] as const) own.addDeal({ ...deal, status, closedDay: '2026-02-01' });
    for (let open = 0; open < 2; open += 1) own.addDeal({ ...deal, status: 'open' });
    const lead = { partnerUuid: uuid, direction: 'received', day: '2026-02-01' } as const;
    for (const status of ['converted', 'rejected', 'pending', 'pending'] as const) own.addLead({ ...lead, status });
    const rates = (settings: Partial<SandboxSettings>) => {
      const [row] = leaderboard(own, { partner_uuids: [uuid] }, NOW, { ...defaultSettings(), ...settings }).partners;
      return [row?.win_rate, row?.conversion_rate];
    };
    expect(rates({})).toEqual([0.5, 0.25]);
    expect(rates({ winRateOf: 'all' })).toEqual([0.25, 0.25]);
    expect(rates({ conversionRateOf: 'decided' })).toEqual([0.5, 0.5]);
  });

  test('amounts are sent as binary fractions add up when the API does not round', () => {
    const deals = [0.1, 0.2].map((value) => ({ value, status: 'won' as const, closedDay: '2026-02-01' }));
    expect(rowWith(deals, {})?.revenue).toBe(0.3);
    expect(rowWith(deals, {}, { roundsMoney: false })?.revenue).toBe(0.1 + 0.2);
    expect(rowWith(deals, {}, { roundsMoney: false })?.avg_deal_value).toBe((0.1 + 0.2) / 2);
  });

  test.each([
    ['Pacific/Pago_Pago', '2025-12-01'],
    ['Etc/UTC', '2026-01-01'],
    ['Pacific/Kiritimati', '2026-01-01'],
  ])('the current month is that of %s', (timeZone, start) => {
    const earlyOnNewYearsDay = Date.UTC(2026, 0, 1, 10, 59);
    const settings = { ...defaultSettings(), timeZone };
    const answer = leaderboard(company, { period: 'current_month' }, earlyOnNewYearsDay, settings);
    expect(answer.period.start_date).toBe(start);
  });

  test.each([
    ['current_year', { yearBeginsIn: 7 }, '2025-07-01', '2026-06-30'],
    ['last_year', { yearBeginsIn: 7 }, '2024-07-01', '2025-06-30'],
    ['current_quarter', { yearBeginsIn: 2 }, '2026-05-01', '2026-07-31'],
    ['last_quarter', { yearBeginsIn: 12 }, '2025-12-01', '2026-02-28'],
    ['current_month', { yearBeginsIn: 9 }, '2026-05-01', '2026-05-31'],
    ['current_year', { currentEndsToday: true }, '2026-01-01', '2026-05-15'],
    ['current_quarter', { currentEndsToday: true }, '2026-04-01', '2026-05-15'],
    ['last_quarter', { currentEndsToday: true }, '2026-01-01', '2026-03-31'],
  ] as const)('%s in an account with %j', (period, settings, start_date, end_date) => {
    expect(ranked({ period }, settings).period).toEqual({ start_date, end_date });
  });

  test.each([
    [{ widensDaysTo: 'month' }, '2025-02-01', '2025-03-31'],
    [{ widensDaysTo: 'quarter' }, '2025-01-01', '2025-03-31'],
    [{ widensDaysTo: 'quarter', yearBeginsIn: 3 }, '2024-12-01', '2025-05-31'],
    [{ widensDaysTo: 'year' }, '2025-01-01', '2025-12-31'],
  ] as const)('10 February to 3 March 2025 in an account with %j', (settings, start_date, end_date) => {
    const answer = ranked({ start_date: '2025-02-10', end_date: '2025-03-03' }, settings);
    expect(answer.period).toEqual({ start_date, end_date });
    expect(answer.partners).toEqual(ranked({ start_date, end_date }).partners);
  });

  test('absent partners are not listed, and are as before when they are back', () => {
    const all = ranked({ limit: ALL });
    const absent = uuids(all).slice(0, 2);
    expect(ranked({ limit: ALL }, { absent }).partners).toEqual(all.partners.slice(2));
    expect(ranked({ partner_uuids: absent }, { absent }).partners).toEqual([]);
    expect(ranked({ limit: ALL }, { absent: [] })).toEqual(all);
  });

  test('ten rows when no limit is sent, or as set', () => {
    expect(ranked().partners).toHaveLength(10);
    expect(ranked({}, { defaultLimit: 33 }).partners).toHaveLength(33);
  });

  test('fields may be added', () => {
    expect(ranked().partners[0]).not.toHaveProperty('partner_type');
    expect(ranked({}, { addedFields: true }).partners[0]).toHaveProperty('partner_type');
  });
});
