import type { Workbench } from '../../workbench/workbench';
import { ask, cells, closeBenches, connected, newReport, plainly, select, shown } from '../support/bench';
import { enter } from '../support/spreadsheet';

afterEach(closeBenches);

const others = 'Journeybee answered for others too, who are left out, and may not list all';
const formula = '=JB_PARTNERS("last_year","",100,"columns=rank,uuid,revenue;tier=Gold")';

/** A Journeybee that knows no filter by labels. */
async function ignoring(): Promise<Workbench> {
  const made = await connected();
  made.sandbox.settings.ignores = ['tier_uuids', 'category_uuids', 'stage_uuids'];
  return made;
}

/** Whom it lists for last year that have the tier, highest first. */
async function golden(made: Workbench): Promise<unknown[]> {
  const { partners } = await plainly(made, 'period=last_year&limit=100');
  return partners
    .map(({ uuid }) => uuid)
    .filter((uuid) => made.sandbox.data.partner(String(uuid)).tier?.label === 'Gold');
}

test('a formula for one tier shows nobody of another, and says that Journeybee answered for others', async () => {
  const made = await ignoring();
  const { value, rows } = await enter(made, formula);
  expect(value).toBe(`Rank · ${others}`);
  expect(rows.slice(1).map(([, uuid]) => uuid)).toEqual(await golden(made));
  expect(rows[1]?.[0]).toBe(1);
});

test('whoever got the tier since the directory was read is shown, and whoever lost it is not', async () => {
  const made = await ignoring();
  await enter(made, formula);
  const before = await golden(made);
  const { data } = made.sandbox;
  const [gained] = (await plainly(made, 'period=last_year&limit=100')).partners.filter(
    ({ uuid }) => !before.includes(uuid),
  );
  const [lost, model] = before.map((uuid) => data.partner(String(uuid)));
  if (!gained || !lost || !model) throw new Error('There is nobody to change.');
  data.partner(String(gained.uuid)).tier = model.tier;
  lost.tier = null;
  await made.clock.advance(3_600_000);
  const { rows } = await enter(made, formula.replace('100', '99'));
  expect(rows.slice(1).map(([, uuid]) => uuid)).toEqual(await golden(made));
});

test('a formula for a tier of nobody who is listed says so', async () => {
  const made = await ignoring();
  const [tier] = made.sandbox.data.tiers;
  for (const partner of made.sandbox.data.partners) if (partner.tier === tier) partner.tier = null;
  const { note } = await enter(made, `=JB_PARTNERS("last_year","",100,"tier=${tier?.uuid}")`);
  expect(note).toContain('Journeybee answered for other partners');
});

test('a report for one tier shows, ranks and totals nobody of another, and says so in its title', async () => {
  const made = await ignoring();
  const tier = made.sandbox.data.tiers.filter(({ label }) => label === 'Gold').map(({ uuid }) => uuid);
  select(made, '0', 'D1');
  await ask(
    made,
    'saveReport',
    newReport(
      { period: 'last_year', type: null, limit: 100, where: 'cell' },
      { filters: { partner: [], tier, category: [], stage: [] }, columns: ['rank', 'uuid', 'revenue'], totals: true },
    ),
  );
  const wanted = await golden(made);
  expect(shown(made, '0', 'D1')[0]?.[0]).toContain(others);
  const below = cells(made, '0', `D3:F${wanted.length + 3}`).map((row) => row.map(({ value }) => value));
  expect(below.map(([, uuid]) => uuid)).toEqual([...wanted, `Total of the ${wanted.length} listed`]);
  expect(below[0]?.[0]).toBe(1);
});
