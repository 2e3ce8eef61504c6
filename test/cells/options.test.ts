import type { Workbench } from '../../workbench/workbench';
import { ask, closeBenches, connected, plainly } from '../support/bench';
import { tries } from '../support/breadth';
import { cellExecutions, enter, enterAtOnce, tableOf } from '../support/spreadsheet';

afterEach(closeBenches);

const leaderboards = ({ google }: Workbench) =>
  google.requests.flatMap((url) => /\?(.*)&limit=100$/.exec(url)?.[1] ?? []);
const pages = ({ google }: Workbench) => google.requests.filter((url) => url.includes('/v1/partners?'));
const sentence = (note: string) => note.replace(/^Error: | \(line \d+\)\.$/g, '');

const named = (of: Workbench, uuid: unknown) => of.sandbox.data.partners.find((partner) => partner.uuid === uuid);

/** The rows below the header, without the empty column that `enter` reads beyond them. */
const shown = async (made: Workbench, formula: string, width: number) =>
  (await enter(made, formula)).rows.map((row) => row.slice(0, width));

describe('columns', () => {
  test('by name, in the order asked, with what Journeybee sorts partners into', async () => {
    const made = await connected();
    const formula = '=JB_PARTNERS("last_year", "", 20, "columns=uuid, name, tier, category, stage, currency, revenue")';
    const [header, ...rows] = await shown(made, formula, 7);
    expect(header).toEqual(['UUID', 'Partner', 'Tier', 'Category', 'Stage', 'Currency', 'Revenue (EUR)']);
    expect(rows).toHaveLength(20);
    for (const [uuid, name, tier, category, stage, currency] of rows) {
      const partner = named(made, uuid);
      expect([name, tier, category, stage, currency]).toEqual([
        partner?.name,
        partner?.tier?.label ?? '',
        partner?.category?.label ?? '',
        partner?.stage?.label ?? '',
        'EUR',
      ]);
    }
  });

  test('a share of all that are listed, and the days that were answered (J-3)', async () => {
    const made = await connected();
    const rows = await shown(
      made,
      '=JB_PARTNERS("last_year", "reseller", 3, "columns=share, start date, end date")',
      3,
    );
    const { partners } = await plainly(made, 'period=last_year&partner_type=reseller&limit=100');
    const total = partners.reduce((sum, { revenue }) => sum + revenue, 0);
    expect(rows[0]?.[0]).toBe(partners.length === 100 ? 'Share of revenue (of the 100 listed)' : 'Share of revenue');
    expect(rows[1]?.[0]).toBeCloseTo((partners[0]?.revenue ?? 0) / total, 12);
    expect(rows[1]?.slice(1)).toEqual(['2025-01-01', '2025-12-31']);
  });

  test('the partner’s type, where Journeybee says it (J-10)', async () => {
    const made = await connected();
    made.sandbox.settings.addedFields = true;
    const rows = await shown(made, '=JB_PARTNERS("last_year", "distributor", 3, "columns=type")', 1);
    expect(rows).toEqual([['Type'], ['distributor'], ['distributor'], ['distributor']]);
  });
});

describe('sorting and ranks', () => {
  test('by another figure, highest first, and the rank goes by it', async () => {
    const made = await connected();
    const rows = await shown(
      made,
      '=JB_PARTNERS("last_year", "", 5, "columns=rank,open pipeline; sort=open pipeline")',
      2,
    );
    const { partners } = await plainly(made, 'period=last_year&limit=100');
    const highest = partners.map((row) => Number(row.open_pipeline)).sort((a, b) => b - a);
    expect(rows.slice(1).map(([, pipeline]) => pipeline)).toEqual(highest.slice(0, 5));
    expect(rows[1]?.[0]).toBe(1);
  });

  test('by name, from A', async () => {
    const made = await connected();
    const rows = await shown(made, '=JB_PARTNERS("last_year", "", 100, "columns=name; sort=name; headers=no")', 1);
    const names = rows.map(([name]) => String(name));
    expect(names).toEqual([...names].sort(new Intl.Collator('en', { numeric: true }).compare));
    expect(names.length).toBeGreaterThan(50);
  });

  test('within each tier', async () => {
    const made = await connected();
    const options = 'columns=tier,rank,revenue; sort=tier; rank=tier; headers=no';
    const rows = await shown(made, `=JB_PARTNERS("last_year", "", 100, "${options}")`, 3);
    const tiers = [...new Set(rows.map(([tier]) => tier))];
    expect(tiers.length).toBeGreaterThan(2);
    for (const tier of tiers) {
      const within = rows.filter(([other]) => other === tier);
      expect(within[0]?.[1]).toBe(1);
      expect(within.map(([, , revenue]) => revenue)).toEqual(
        within.map(([, , revenue]) => revenue).sort((a, b) => Number(b) - Number(a)),
      );
    }
  });
});

describe('filters', () => {
  test('a tier by its label is asked for by its uuid', async () => {
    const made = await connected();
    const { label, uuid } = made.sandbox.data.tiers[0] ?? { label: '', uuid: '' };
    const { rows } = await enter(made, `=JB_PARTNERS("last_year", "", 5, "tier=${label.toUpperCase()}")`);
    expect(leaderboards(made)).toEqual([`period=last_year&tier_uuids=${uuid}`]);
    expect(rows).toEqual(tableOf(await plainly(made, `period=last_year&tier_uuids=${uuid}&limit=100`), 5));
  });

  test('two tiers and two stages are four questions, and every partner is listed once (J-19)', async () => {
    const made = await connected();
    const [tiers, stages] = [made.sandbox.data.tiers.slice(0, 2), made.sandbox.data.stages.slice(0, 2)];
    const list = (labels: ReadonlyArray<{ label: string }>) => labels.map(({ label }) => label).join(', ');
    const options = `tier=${list(tiers)}; stage=${list(stages)}; columns=uuid,revenue; headers=no`;
    const rows = await shown(made, `=JB_PARTNERS("last_year", "", 100, "${options}")`, 2);
    expect(leaderboards(made)).toHaveLength(4);
    const { partners } = await plainly(made, 'period=last_year&limit=100');
    const wanted = partners
      .filter(({ uuid }) => tiers.some((tier) => tier.uuid === named(made, uuid)?.tier?.uuid))
      .filter(({ uuid }) => stages.some((stage) => stage.uuid === named(made, uuid)?.stage?.uuid));
    expect(wanted.length).toBeGreaterThan(0);
    for (const { uuid, revenue } of wanted) expect(rows).toContainEqual([uuid, revenue]);
    expect(new Set(rows.map(([uuid]) => uuid)).size).toBe(rows.length);
  });

  test('uuids need the directory once, to tell whoever is listed in spite of them', async () => {
    const made = await connected();
    const { uuid } = made.sandbox.data.categories[0] ?? { uuid: '' };
    await enter(made, `=JB_PARTNERS("last_year", "", 5, "category=${uuid}")`);
    expect(leaderboards(made)).toEqual([`period=last_year&category_uuids=${uuid}`]);
    expect(pages(made)).toHaveLength(3);
    await enter(made, `=JB_PARTNERS("last_month", "", 5, "category=${uuid}")`);
    expect(pages(made)).toHaveLength(3);
  });

  test('uuids are believed where the directory cannot be read', async () => {
    const made = await connected();
    made.sandbox.faults.always({ kind: 'status', status: 500 }, '/v1/partners');
    const { uuid } = made.sandbox.data.categories[0] ?? { uuid: '' };
    const { rows } = await enter(made, `=JB_PARTNERS("last_year", "", 5, "category=${uuid}")`);
    expect(rows).toHaveLength(6);
  });

  test('labels that the sidebar has learned need it for nothing else', async () => {
    const made = await connected();
    await ask(made, 'learnLabels', undefined);
    const learned = pages(made).length;
    const { label, uuid } = made.sandbox.data.stages[1] ?? { label: '', uuid: '' };
    await enter(made, `=JB_PARTNERS("last_year", "", 5, "stage=${label}")`);
    expect(leaderboards(made)).toEqual([`period=last_year&stage_uuids=${uuid}`]);
    expect(pages(made)).toHaveLength(learned + 3);
  });

  test('a label that was added since is found in the directory', async () => {
    const made = await connected();
    await ask(made, 'learnLabels', undefined);
    const [partner] = made.sandbox.data.partners;
    if (partner) partner.tier = { uuid: '77777777-0000-4000-8000-000000000007', label: 'Diamond' };
    await enter(made, '=JB_PARTNERS("last_year", "", 5, "tier=diamond")');
    expect(leaderboards(made)).toEqual(['period=last_year&tier_uuids=77777777-0000-4000-8000-000000000007']);
  });

  test('two tiers of one label are both meant', async () => {
    const made = await connected();
    const [first, second] = made.sandbox.data.tiers;
    if (!first || !second) throw new Error('There are no tiers.');
    for (const { tier } of made.sandbox.data.partners) if (tier?.uuid === second.uuid) tier.label = first.label;
    await enter(made, `=JB_PARTNERS("last_year", "", 5, "tier=${first.label}")`);
    const wanted = [first, second].map(({ uuid }) => `period=last_year&tier_uuids=${uuid}`);
    expect(leaderboards(made).sort()).toEqual(wanted.sort());
  });

  test('a label with a comma in it is one label', async () => {
    const made = await connected();
    for (const category of made.sandbox.data.categories) category.label += ', big';
    const { category } = made.sandbox.data.partners.find((partner) => partner.category) ?? {};
    await enter(made, `=JB_PARTNERS("last_year", "", 5, "category=${category?.label}")`);
    expect(leaderboards(made)).toEqual([`period=last_year&category_uuids=${category?.uuid}`]);
  });

  test('a label that nobody has: the cell lists those that exist', async () => {
    const made = await connected();
    const { note } = await enter(made, '=JB_PARTNERS("last_year", "", 5, "tier=Goldd")');
    expect(sentence(note)).toMatch(/^"Goldd" is not a tier of your partners\. There are: .*\.$/);
    for (const { tier } of made.sandbox.data.partners) if (tier) expect(note).toContain(tier.label);
    expect(leaderboards(made)).toEqual([]);
  });

  test('an account whose partners have no tiers, or rows that do not say', async () => {
    const made = await connected();
    for (const partner of made.sandbox.data.partners) partner.tier = null;
    const { note } = await enter(made, '=JB_PARTNERS("last_year", "", 5, "tier=Gold")');
    expect(sentence(note)).toBe('"Gold" is not a tier of your partners. None of your partners has a tier.');
  });

  test('one partner by name, and which leads count (J-25)', async () => {
    const made = await connected();
    const partner = made.sandbox.data.partners.find(({ type }) => type === 'referral');
    await enter(made, `=JB_PARTNERS("last_year", "referral", 5, "partner=${partner?.name}; lead direction=sent")`);
    expect(leaderboards(made)).toEqual([
      `period=last_year&partner_type=referral&lead_direction=sent&partner_uuids=${partner?.uuid}`,
    ]);
  });

  test('the options may stand in a range of two columns', async () => {
    const made = await connected();
    const { workbook } = made.file;
    await workbook.type('0', 1, 15, 'Columns');
    await workbook.type('0', 1, 16, 'name, revenue');
    await workbook.type('0', 2, 15, 'headers');
    await workbook.type('0', 2, 16, 'FALSE');
    const rows = await shown(made, '=JB_PARTNERS("last_year", "", 2, O1:P3)', 3);
    const { partners } = await plainly(made, 'period=last_year&limit=100');
    expect(rows).toEqual(partners.slice(0, 2).map(({ name, revenue }) => [name, revenue, '']));
  });

  test.each([
    ['colour=blue', /^"colour" is not an option\. Use .*columns.*sort.*tier/],
    ['columns=rank,profit', /^"profit" is not a column\. Use .*rank.*revenue.*uuid/],
    ['sort=profit', /^"profit" is not a column/],
    ['partner=Nobody at all', /^None of your partners is called "Nobody at all"\./],
    ['__proto__=x', /^"__proto__" is not an option/],
  ])('an option that does not exist is answered with what does: %s', async (options, says) => {
    const made = await connected();
    expect(sentence((await enter(made, `=JB_PARTNERS("last_year", "", 5, "${options}")`)).note)).toMatch(says);
    expect(leaderboards(made)).toEqual([]);
  });
});

/** Fifteen options over three leaderboards, or the more. */
const many = tries(75, 200);

test('many cells mixing limits, columns, sorting and headers over three leaderboards ask three times, and then not at all', async () => {
  const made = await connected();
  const periods = ['last_year', 'last_quarter', 'current_year'];
  const options = [
    '',
    'columns=name,revenue',
    'sort=open pipeline',
    'headers=no',
    'columns=revenue; sort=name; headers=no',
  ];
  const formulas = Array.from(
    { length: many },
    (_, index) =>
      `=COUNTA(JB_PARTNERS("${periods[index % 3]}", "", ${1 + (index % 50)}, "${options[index % options.length]}"))`,
  );
  const cold = await enterAtOnce(made, formulas);
  expect(cold.every(({ value }) => typeof value === 'number' && value > 0)).toBe(true);
  expect(leaderboards(made)).toHaveLength(3);
  await made.file.workbook.reopen();
  expect(leaderboards(made)).toHaveLength(3);
  expect(cellExecutions(made)).toHaveLength(2 * many);
}, 90_000);

test('… and with a cache that keeps nothing they are all still right', async () => {
  const made = await connected();
  made.file.cache.forgetful = true;
  const periods = ['last_year', 'last_quarter', 'current_year'];
  const limitOf = (index: number) => 1 + (index % 50);
  const cells = await enterAtOnce(
    made,
    Array.from(
      { length: many },
      (_, index) => `=SUM(JB_PARTNERS("${periods[index % 3]}", "", ${limitOf(index)}, "columns=revenue; headers=no"))`,
    ),
  );
  const answers: Array<readonly { readonly revenue: number }[]> = [];
  for (const period of periods) answers.push((await plainly(made, `period=${period}&limit=100`)).partners);
  cells.forEach(({ value }, index) => {
    const listed = answers[index % 3]?.slice(0, limitOf(index)) ?? [];
    expect(value).toBeCloseTo(
      listed.reduce((sum, { revenue }) => sum + revenue, 0),
      4,
    );
  });
}, 120_000);

describe('the directory', () => {
  /** So many partners that they fill so many pages. */
  function crowd({ sandbox }: Workbench, partners: number): void {
    const [model] = sandbox.data.partners;
    if (!model) throw new Error('There is no partner.');
    while (sandbox.data.partners.length < partners) {
      sandbox.data.addPartner({ ...model, name: `Crowd ${sandbox.data.partners.length}` });
    }
  }

  test('is read once for all cells: the first page, then the others together (J-11)', async () => {
    const made = await connected();
    crowd(made, 1234);
    await enterAtOnce(
      made,
      Array.from({ length: 30 }, (_, index) => `=COUNTA(JB_PARTNERS("last_year", "", ${index + 1}, "columns=tier"))`),
    );
    expect(pages(made)).toHaveLength(13);
    const batches = cellExecutions(made).flatMap(({ calls }) =>
      calls.filter((call) => call === 'UrlFetchApp.fetchAll'),
    );
    expect(batches).toHaveLength(1);
  });

  test('of more than two thousand partners a cell reads the first, and the header says so', async () => {
    const made = await connected();
    crowd(made, 2345);
    const { rows } = await enter(made, '=JB_PARTNERS("last_year", "", 3, "columns=name,tier")');
    expect(pages(made)).toHaveLength(20);
    expect(rows[0]?.slice(0, 2)).toEqual(['Partner', 'Tier · labels of the first 2000 of 2345 partners only']);
  });

  test('that cannot be read is an error of cells that need it only', async () => {
    const made = await connected();
    made.sandbox.faults.always({ kind: 'status', status: 500 }, '/v1/partners');
    expect((await enter(made, '=JB_PARTNERS("last_year", "", 3, "columns=name,tier")')).note).toContain('status 500');
    expect((await enter(made, '=JB_PARTNERS("last_year", "", 3, "columns=name")')).value).toBe('Partner');
  });

  test('with rows that have no tier, category or stage at all', async () => {
    const made = await connected();
    for (const partner of made.sandbox.data.partners)
      Object.assign(partner, { tier: null, stage: null, category: null });
    const rows = await shown(made, '=JB_PARTNERS("last_year", "", 2, "columns=tier,category,stage,rank")', 4);
    expect(rows.slice(1)).toEqual([
      ['', '', '', 1],
      ['', '', '', 2],
    ]);
  });
});
