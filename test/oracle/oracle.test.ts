import { dateOf, dayOf, midnightIn, read, spoken, todayIn, written } from '../../campaign/oracle/days';
import { type Account, type AccountPartner, type Conventions, listed } from '../../campaign/oracle/figures';
import { amountOf, isAmount, isNear, rounded, sumOf } from '../../campaign/oracle/money';
import { meantBy, nameShown } from '../../campaign/oracle/names';
import { comparedWith, daysOf, ownWords, type PeriodWord, sentWords, wholeBefore } from '../../campaign/oracle/periods';
import { type Asked, type Column, complaints, type Shown } from '../../campaign/oracle/tables';
import { isResolvedByJourneybee, periodNames } from '../../src/domain/periods';

describe('days', () => {
  test('are those of Date, four hundred years long', () => {
    for (let day = -40_000; day < 60_000; day += 7) {
      const text = new Date(day * 86_400_000).toISOString().slice(0, 10);
      expect([written(day), read(text)]).toEqual([text, day]);
      const { year, month, date } = dateOf(day);
      expect([dayOf(year, month, date), dayOf(year, month + 24, 1)]).toEqual([day, dayOf(year + 2, month, 1)]);
    }
    expect(() => read('2026-02-29')).toThrow('2026-02-29 is no day');
  });

  test.each([
    ['Pacific/Pago_Pago', '2026-06-30T23:30:00Z', '2026-06-30'],
    ['Pacific/Kiritimati', '2026-06-30T09:59:00Z', '2026-06-30'],
    ['Pacific/Kiritimati', '2026-06-30T10:00:00Z', '2026-07-01'],
    ['America/New_York', '2026-07-01T03:59:00Z', '2026-06-30'],
    ['America/New_York', '2027-01-01T04:59:00Z', '2026-12-31'],
    ['Asia/Kolkata', '2026-06-30T18:30:00Z', '2026-07-01'],
    ['Etc/UTC', '2026-06-30T23:59:59Z', '2026-06-30'],
  ])('today in %s at %s is %s', (zone, moment, today) => {
    expect(written(todayIn(zone, Date.parse(moment)))).toBe(today);
    const midnight = midnightIn(zone, read(today));
    expect([todayIn(zone, midnight - 1), todayIn(zone, midnight)]).toEqual([read(today) - 1, read(today)]);
  });
});

describe('periods', () => {
  test.each<[PeriodWord, string, string]>([
    ['current_year', '2026-05-15', '2026-01-01 to 2026-12-31'],
    ['last_quarter', '2026-01-01', '2025-10-01 to 2025-12-31'],
    ['last_month', '2024-03-31', '2024-02-01 to 2024-02-29'],
    ['last_30_days', '2026-05-15', '2026-04-16 to 2026-05-15'],
    ['last_6_months', '2026-08-31', '2026-03-01 to 2026-08-31'],
    ['last_12_months', '2024-02-29', '2023-03-01 to 2024-02-29'],
    ['current_week', '2026-11-29', '2026-11-23 to 2026-11-29'],
    ['current_week', '2026-11-30', '2026-11-30 to 2026-12-06'],
    ['last_week', '2027-01-01', '2026-12-21 to 2026-12-27'],
    ['fiscal_year', '2026-01-31', '2025-02-01 to 2026-01-31'],
    ['fiscal_year', '2026-02-01', '2026-02-01 to 2027-01-31'],
    ['fiscal_quarter', '2026-01-31', '2025-11-01 to 2026-01-31'],
    ['last_fiscal_quarter', '2026-02-01', '2025-11-01 to 2026-01-31'],
    ['last_fiscal_year', '2026-12-31', '2025-02-01 to 2026-01-31'],
  ])('%s on %s, with fiscal years from February', (word, today, days) => {
    expect(spoken(daysOf(word, read(today), { yearBeginsIn: 1, fiscalYearBeginsIn: 2, currentEndsToday: false }))).toBe(
      days,
    );
  });

  test('are those that the add-on has, each with who resolves it', () => {
    expect([...sentWords].sort()).toEqual(periodNames.filter(isResolvedByJourneybee).sort());
    expect([...sentWords, ...ownWords].sort()).toEqual([...periodNames].sort());
  });

  test('an account with its own calendar', () => {
    const own = { yearBeginsIn: 7, fiscalYearBeginsIn: 1, currentEndsToday: true };
    expect(spoken(daysOf('current_year', read('2026-05-15'), own))).toBe('2025-07-01 to 2026-05-15');
    expect(spoken(daysOf('last_quarter', read('2026-05-15'), own))).toBe('2026-01-01 to 2026-03-31');
  });

  test('what came before, and as much of it as has passed', () => {
    const compared = (word: PeriodWord, today: string, span: 'elapsed' | 'full') => {
      const days = comparedWith(word, daysOf(word, read(today)), read(today), span);
      return days && spoken(days);
    };
    expect(compared('last_quarter', '2025-04-01', 'elapsed')).toBe('2024-10-01 to 2024-12-31');
    expect(compared('current_month', '2026-03-31', 'elapsed')).toBe('2026-02-01 to 2026-02-28');
    expect(compared('current_year', '2026-03-01', 'elapsed')).toBe('2025-01-01 to 2025-03-01');
    expect(compared('last_30_days', '2026-03-31', 'elapsed')).toBe('2026-01-31 to 2026-03-01');
    const cutOff = { first: read('2026-04-01'), last: read('2026-08-17') };
    const year = comparedWith('current_year', cutOff, read('2026-08-18'), 'elapsed');
    expect(year && spoken(year)).toBe('2025-04-01 to 2025-08-17');
    const april = daysOf('current_month', read('2026-04-15'));
    expect(comparedWith('current_month', april, read('2026-03-31'), 'elapsed')).toBeNull();
    expect(compared('current_year', '2026-03-01', 'full')).toBe('2025-01-01 to 2025-12-31');
    expect(spoken(wholeBefore(null, { first: read('2026-02-01'), last: read('2026-03-31') }))).toBe(
      '2025-12-01 to 2026-01-31',
    );
    expect(spoken(wholeBefore(null, { first: read('2026-02-02'), last: read('2026-02-03') }))).toBe(
      '2026-01-31 to 2026-02-01',
    );
  });
});

describe('money', () => {
  test('is exact', () => {
    const cents = (...amounts: number[]) => {
      const { part, over } = sumOf(amounts);
      return rounded({ part: part * 100n, over });
    };
    expect(cents(0.1, 0.2)).toBe(30n);
    expect(cents(0.30000000000000004)).toBe(30n);
    expect(cents(123091.32, -100794.39)).toBe(2229693n);
    expect([cents(0.005), cents(0.0049), cents(-0.005), cents(1e21), cents(1e-9)]).toEqual([
      1n,
      0n,
      -1n,
      10n ** 23n,
      0n,
    ]);
    expect([amountOf(-5n, 'EUR'), amountOf(2229693n, 'EUR'), amountOf(7n, 'JPY'), amountOf(1n, 'KWD')]).toEqual([
      -0.05, 22296.93, 7, 0.001,
    ]);
    expect([isAmount(22296.93, 'EUR'), isAmount(22296.930000000008, 'EUR'), isAmount(-0, 'EUR')]).toEqual([
      true,
      false,
      false,
    ]);
    const third = { part: 1n, over: 3n };
    expect([
      isNear(0.3333, third, { part: 1n, over: 20_000n }),
      isNear(0.333, third, { part: 1n, over: 20_000n }),
    ]).toEqual([true, false]);
  });
});

describe('names', () => {
  const named = (...names: string[]) =>
    names.map((name, index) => ({
      uuid: `A${index}`,
      name,
      type: 'reseller',
      tier: null,
      category: null,
      stage: null,
    }));
  const meant = (text: string, ...names: string[]) => meantBy(text, named(...names)).map(({ uuid }) => uuid);

  test('mean whoever has them whole, else whoever has them as a part', () => {
    expect(meant('northwind', 'Northwind', 'Northwind Benelux')).toEqual(['A0']);
    expect(meant('North', 'Northwind', 'Northwind Benelux')).toEqual(['A0', 'A1']);
    expect(meant('acme corp', 'Acme\u00a0 Corp\u200b ', 'Other')).toEqual(['A0']);
    expect(meant('O’Hara', "O'hara")).toEqual(['A0']);
    expect(meant('a1', 'One', 'Two')).toEqual(['A1']);
    expect(nameShown(' Acme\u00a0 Corp\u200b ')).toBe('Acme Corp');
  });
});

describe('a table', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((letter) => `${letter}0000000-0000-4000-8000-000000000000`) as [
    string,
    string,
    string,
  ];
  const gold = { label: 'Gold' };
  const account: Account = {
    partners: [a, b, c].map((uuid, index) => ({
      uuid,
      name: ['Old One', 'Brand New', 'Lapsed'][index] ?? '',
      type: 'reseller',
      tier: index === 2 ? null : gold,
      category: null,
      stage: null,
    })),
    deals: [
      { partnerUuid: a, value: 500, createdDay: '2026-01-01', status: 'won', closedDay: '2026-05-01' },
      { partnerUuid: a, value: 400, createdDay: '2026-01-01', status: 'won', closedDay: '2026-04-30' },
      { partnerUuid: b, value: 2000, createdDay: '2026-01-01', status: 'won', closedDay: '2026-05-31' },
      { partnerUuid: b, value: 7, createdDay: '2026-01-01', status: 'lost', closedDay: '2026-05-31' },
      { partnerUuid: b, value: 0.1, createdDay: '2026-05-01', status: 'open' },
      { partnerUuid: c, value: 900, createdDay: '2026-01-01', status: 'won', closedDay: '2026-04-01' },
    ],
    leads: [
      { partnerUuid: a, status: 'converted', day: '2026-05-02' },
      { partnerUuid: a, status: 'pending', day: '2026-05-02' },
    ],
  };
  const conventions: Conventions = {
    currency: 'EUR',
    winRateOf: 'decided',
    conversionRateOf: 'all',
    nullRates: true,
    includeInactive: false,
    absent: [],
  };
  const columns: Column[] = ['rank', 'name', 'revenue', 'open pipeline', 'won deals', 'total deals', 'win rate'];
  columns.push('avg deal value', 'total leads', 'converted leads', 'conversion rate', 'share', 'tier', 'uuid');
  columns.push('movement', 'previous revenue', 'change', 'change %');
  const asked: Asked = {
    columns,
    days: { first: read('2026-05-01'), last: read('2026-05-31') },
    compared: { first: read('2026-04-01'), last: read('2026-04-30') },
    fits: () => true,
    isOneAnswer: true,
    limit: 10,
    sort: 'revenue',
    within: null,
    movement: new Map([
      [a, '▼ 1'],
      [b, 'new'],
    ]),
  };
  const rows: Shown[][] = [
    [1, 'Brand New', 2000, 0.1, 1, 3, 0.5, 2000, 0, 0, '', 0.8, 'Gold', b, 'new', 0, 2000, 'new'],
    [2, 'Old One', 500, 0, 1, 1, 1, 500, 2, 1, 0.5, 0.2, 'Gold', a, '▼ 1', 400, 100, 0.25],
  ];
  const totals: Shown[] = ['', 'Total', 2500, 0.1, 2, 4, '', 1250, 2, 1, 0.5, 1, '', '', '', 400, 2100, 5.25];

  test('that is right is not complained of', () => {
    expect(complaints(account, conventions, asked, { rows, totals })).toEqual([]);
  });

  test('that is wrong in any one cell is', () => {
    const wrongs: Record<string, Shown> = { 'win rate': 0.51, share: 0.21, 'conversion rate': 0.49, 'change %': 0.26 };
    for (const [row, cells] of [...rows, totals].entries()) {
      cells.forEach((cell, at) => {
        const column = columns[at] ?? 'uuid';
        if (row === 2 && typeof cell === 'string') return;
        const other = wrongs[column] ?? (typeof cell === 'number' ? cell + 0.01 : `${cell}x`);
        const changed = [...rows, totals].map((each, index) =>
          each.map((old, place) => (index === row && place === at ? other : old)),
        );
        const found = complaints(account, conventions, asked, {
          rows: changed.slice(0, 2),
          totals: changed[2] ?? null,
        });
        expect([column, row, found.length > 0]).toEqual([column, row, true]);
      });
    }
  });

  test('of the wrong partners, in the wrong order or of other days is', () => {
    const found = (table: Shown[][], more: Partial<Asked> = {}) =>
      complaints(account, conventions, { ...asked, ...more }, { rows: table, totals: null });
    expect(found([...rows].reverse())).toEqual(['is in the order of ranks 2, 1']);
    expect(found(rows.slice(0, 1))).toEqual(['shows 1 instead of 2']);
    expect(found(rows.slice(1), { limit: 1 })).toEqual(['leaves out "Brand New" (b0000000)']);
    expect(found(rows.slice(0, 1), { limit: 1 })).toEqual([]);
    expect(found([...rows, ...rows.slice(1)])).toContain('row 3 is of "Old One" (a0000000) once more');
    expect(found(rows, { days: { first: read('2026-05-02'), last: read('2026-05-31') } })).toContain(
      'revenue of "Old One" (a0000000) is 500 instead of 0',
    );
    expect(found(rows, { fits: ({ uuid }) => uuid === a })).toContain(
      'row 1 is of "Brand New" (b0000000), who is not listed',
    );
    expect(found(rows, { compared: null })).toContain('change of "Old One" (a0000000) is 100 instead of ""');
    expect(found([], { fits: () => false })).toEqual([]);
  });

  test('lists the hundred with most revenue, or all who were asked for', () => {
    const many: Account = {
      partners: Array.from(
        { length: 102 },
        (_, index) => ({ ...account.partners[0], uuid: String(index), name: 'One' }) as AccountPartner,
      ),
      deals: Array.from({ length: 102 }, (_, index) => {
        const deal = { partnerUuid: String(index), value: index + 1, createdDay: '2026-01-01', status: 'won' } as const;
        return { ...deal, closedDay: '2026-05-01' };
      }),
      leads: [],
    };
    const counted = (isOneAnswer: boolean) => [
      ...listed(many, asked.days, conventions, { fits: () => true, isOneAnswer }).keys(),
    ];
    expect(counted(false)).toHaveLength(102);
    expect(counted(true)).toHaveLength(100);
    expect(counted(true)).not.toContain('1');
    expect(counted(true)).toContain('2');
  });

  test('of an account that counts otherwise is', () => {
    const found = (more: Partial<Conventions>) =>
      complaints(account, { ...conventions, ...more }, asked, { rows, totals: null });
    expect(found({ winRateOf: 'all' })).toEqual([
      'win rate of "Brand New" (b0000000) is 0.5 instead of about 0.3333333333333333',
    ]);
    expect(found({ conversionRateOf: 'decided' })).toEqual([
      'conversion rate of "Old One" (a0000000) is 0.5 instead of about 1',
    ]);
    expect(found({ nullRates: false })).toEqual(['conversion rate of "Brand New" (b0000000) is "" instead of about 0']);
    expect(found({ includeInactive: true })).toEqual(['shows 2 instead of 3']);
    expect(found({ absent: [a] })).toContain('row 2 is of "Old One" (a0000000), who is not listed');
  });
});
