import type { Workbench } from '../../workbench/workbench';
import { closeBenches, connected, plainly } from '../support/bench';
import { enter, enterInTurn } from '../support/spreadsheet';

afterEach(closeBenches);

const leaderboards = ({ google }: Workbench) =>
  google.requests.flatMap((url) => /\?(.*)&limit=100$/.exec(url)?.[1] ?? []);
const sentence = (note: string) => note.replace(/^Error: | \(line \d+\)\.$/g, '');

async function topPartner(made: Workbench) {
  const { partners } = await plainly(made, 'period=last_year&limit=100');
  const [first] = partners;
  if (!first) throw new Error('Nobody is listed.');
  return first;
}

/** Somebody without a deal or lead in any period. */
function newcomer({ sandbox }: Workbench, name: string) {
  const [model] = sandbox.data.partners;
  if (!model) throw new Error('There is no partner.');
  return sandbox.data.addPartner({ ...model, name });
}

test('every metric of a partner is that of the leaderboard, from one request', async () => {
  const made = await connected();
  const top = await topPartner(made);
  const metrics = {
    revenue: top.revenue,
    'open pipeline': top.open_pipeline,
    'Won deals': top.won_deals,
    total_deals: top.total_deals,
    'win-rate': top.win_rate,
    'avg deal value': top.avg_deal_value,
    'average deal value': top.avg_deal_value,
    leads: top.total_leads,
    'converted leads': top.converted_leads,
    'conversion rate': top.conversion_rate ?? '',
    rank: 1,
    '': top.revenue,
  };
  const cells = await enterInTurn(
    made,
    Object.keys(metrics).map((metric) => `=JB_PARTNER("${top.name}", "${metric}", "last_year")`),
  );
  expect(cells.map(({ value }) => value)).toEqual(Object.values(metrics));
  expect(leaderboards(made)).toEqual(['period=last_year']);
});

test('by uuid, by a part of the name, and whatever its case', async () => {
  const made = await connected();
  const top = await topPartner(made);
  made.sandbox.data.renamePartner(String(top.uuid), 'Zebra Unmistakable GmbH');
  const cells = await enterInTurn(made, [
    `=JB_PARTNER("${top.uuid}", "revenue", "last_year")`,
    '=JB_PARTNER("zebra UNMISTAKABLE gmbh", "revenue", "last_year")',
    '=JB_PARTNER("unmistakable", "revenue", "last_year")',
  ]);
  expect(cells.map(({ value }) => value)).toEqual([top.revenue, top.revenue, top.revenue]);
});

test('a rank among partners of one type', async () => {
  const made = await connected();
  const { partners } = await plainly(made, 'period=last_year&partner_type=reseller&limit=100');
  const third = partners[2];
  expect((await enter(made, `=JB_PARTNER("${third?.name}", "rank", "last_year", "resellers")`)).value).toBe(3);
});

test('two partners of one name: the cell lists both', async () => {
  const made = await connected();
  const { partners } = await plainly(made, 'period=last_year&limit=100');
  const [first, second] = partners;
  made.sandbox.data.renamePartner(String(second?.uuid), String(first?.name));
  const { note } = await enter(made, `=JB_PARTNER("${first?.name}", "revenue", "last_year")`);
  for (const { uuid } of [first, second].flatMap((one) => one ?? [])) expect(note).toContain(String(uuid));
  expect(sentence(note)).toMatch(/may mean .* Use the whole name, or the uuid\.$/);
});

test('a part of several names: the cell lists whom it may mean', async () => {
  const made = await connected();
  newcomer(made, 'Quibble One');
  newcomer(made, 'Quibble Two');
  const { note } = await enter(made, '=JB_PARTNER("quibble", "revenue", "last_year")');
  expect(sentence(note)).toMatch(/^"quibble" may mean Quibble One \(.{36}\), Quibble Two \(.{36}\)\. Use the whole/);
});

describe('a partner that the leaderboard does not list', () => {
  test('is asked for by itself', async () => {
    const made = await connected();
    const { name, uuid } = newcomer(made, 'Late Bloomer');
    made.sandbox.settings.includeInactive = true;
    for (let more = 0; more < 120; more += 1) newcomer(made, `Crowd ${more}`);
    const { value } = await enter(made, `=JB_PARTNER("${name}", "revenue", "last_year")`);
    expect(value).toBe(0);
    expect(leaderboards(made)).toEqual(['period=last_year', `period=last_year&partner_uuids=${uuid}`]);
  });

  test('and without figures in the period shows nothing (J-22)', async () => {
    const made = await connected();
    const { name, uuid } = newcomer(made, 'Late Bloomer');
    const cells = await enterInTurn(made, [
      `=JB_PARTNER("${name}", "revenue", "last_year")`,
      `=JB_PARTNER("${uuid}", "revenue", "last_year")`,
    ]);
    expect(cells.map(({ value }) => value)).toEqual(['', '']);
  });

  test.each(['rank', 'share'])('has no %s', async (metric) => {
    const made = await connected();
    const { name } = newcomer(made, 'Late Bloomer');
    const { note } = await enter(made, `=JB_PARTNER("${name}", "${metric}", "last_year")`);
    expect(sentence(note)).toMatch(
      /^"Late Bloomer" is not among the \d+ partners that Journeybee lists here, so there is no/,
    );
  });
});

test.each([
  [
    '"Nobody at all", "revenue"',
    /^None of your partners is called "Nobody at all"\. Use the name as it is in Journeybee/,
  ],
  ['"00000000-0000-4000-8000-00000000000f", "revenue"', /^None of your partners is called "00000000-/],
  ['"", "revenue"', /^Name a partner, or give its uuid/],
  ['"Acme", "profit"', /^"profit" is not a metric\. Use one of rank, revenue, .*share\.$/],
  ['"Acme", "name"', /^"name" is not a metric\./],
  ['"Acme", "revenue", "next year"', /^"next year" is not a period\./],
  ['"Acme", "revenue", "", "affiliate"', /^"affiliate" is not a partner type\./],
])('=JB_PARTNER(%s) says what is wrong', async (given, says) => {
  const made = await connected();
  const { value, note } = await enter(made, `=JB_PARTNER(${given})`);
  expect(value).toBe('#ERROR!');
  expect(sentence(note)).toMatch(says);
});
