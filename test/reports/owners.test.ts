import type { ReportDefinition } from '../../src/contract/report-definition';
import type { PreviewView, Reply } from '../../src/contract/sidebar-api';
import { ownersOf, ownerText } from '../../src/journeybee/owners';
import { shownBook } from '../../workbench/office/shown';
import type { Workbench } from '../../workbench/workbench';
import { anna, ask, ben, closeBenches, connected, newReport, plainly } from '../support/bench';

afterEach(closeBenches);

const board = (more: Partial<ReportDefinition>) =>
  newReport({ period: 'current_year', type: null, limit: 50, where: 'sheet', style: 'board' }, more);

/** The rows of a report's sheet below its header, by the texts of some columns. */
function rowsOf(made: Workbench, sheet: string, ...headings: readonly string[]): string[][] {
  const shown = shownBook(made.file.workbook).get(sheet) ?? [];
  const header = shown.findIndex((row) => row.some(({ text }) => text === 'Partner'));
  const places = headings.map((heading) => shown[header]?.findIndex(({ text }) => text === heading) ?? -1);
  return shown.slice(header + 1).map((row) => places.map((place) => row[place]?.text ?? ''));
}

const titleOf = (made: Workbench, sheet: string) => shownBook(made.file.workbook).get(sheet)?.[1]?.[0]?.text ?? '';

/** Everybody's partners with their revenue, as Journeybee has them when each is asked for. */
async function ownedBy(made: Workbench, email: string): Promise<string[]> {
  const owned = made.sandbox.data.partners.filter(({ assignedUsers = [] }) =>
    assignedUsers.some((user) => user.email === email),
  );
  const query = owned.map(({ uuid }) => `partner_uuids=${uuid}`).join('&');
  return (await plainly(made, `period=current_year&limit=100&${query}`)).partners.map(({ name }) => name);
}

describe('where Journeybee sends who looks after partners', () => {
  test('a report of those that are assigned to me has them all, also beyond a full answer, and no others', async () => {
    const made = await connected('tables', { account: 'believable' });
    const { owners } = await ask(made, 'learnLabels', undefined);
    expect(owners.map(({ label, isMe }) => [label, isMe])).toEqual([
      ['Anna Lindqvist', true],
      ['Ben Okafor', false],
      ['Chiara Fontana', false],
      ['Diego Navarro', false],
      ['Eva Kowalska', false],
    ]);
    expect([...made.file.properties.values()].filter((text) => text.includes('example.com'))).toHaveLength(0);
    const me = owners.find(({ isMe }) => isMe)?.uuid ?? '';
    const everybody = (await plainly(made, 'period=current_year&limit=100')).partners;
    expect(everybody).toHaveLength(100);

    const wanted = board({ name: 'Mine', owners: [me], rows: 'all', columns: ['rank', 'name', 'owner', 'revenue'] });
    const before = made.google.requests.length;
    await ask(made, 'saveReport', wanted);
    // Below them stand those of hers that left.
    const rows = rowsOf(made, 'Mine', 'Rank', 'Partner', 'Owner').filter(([rank]) => rank !== '');
    const mine = await ownedBy(made, anna);
    expect(rows.map(([, name]) => name)).toEqual(mine);
    expect(mine.some((name) => everybody.every((partner) => partner.name !== name))).toBe(true);
    expect(rows.every(([, , owner]) => owner?.includes('Anna Lindqvist'))).toBe(true);
    expect(titleOf(made, 'Mine')).toContain('All types, assigned to Anna Lindqvist · ');
    // Two pages of partners, the leaderboard of each period, and those that these have no room for.
    expect(made.google.requests.length - before).toBeLessThan(14);

    const outcome = await made.file.run(anna, 'sidebarCall', ['preview', { definition: wanted.definition }], 'FULL');
    const reply = (outcome.ok ? outcome.value : null) as Reply<PreviewView>;
    const preview = reply.ok ? reply.value.rows : [];
    const place = wanted.definition.columns.indexOf('name') + 1;
    expect(preview.map(({ cells }) => cells[place]?.text)).toEqual(mine.slice(0, 10));
  });

  test('groups by owner: partners of two people are a group of their own, and those of nobody come last', async () => {
    const made = await connected('tables', { account: 'believable' });
    const definition = { name: 'Owners', group: 'owner', rows: 2, columns: ['name', 'revenue'], totals: true } as const;
    await ask(made, 'saveReport', board(definition));
    const owners = rowsOf(made, 'Owners', 'Owner').flat().slice(0, -1);
    expect(owners.filter((owner) => owner === 'Anna Lindqvist')).toHaveLength(2);
    expect(owners.some((owner) => owner.includes(', '))).toBe(true);
    expect(owners.indexOf('')).toBe(owners.length - 2);
    expect(titleOf(made, 'Owners')).toContain('top 2 of each owner');
  });

  test('a report says so once they are not sent any more, and keeps its figures; nothing of owners is offered then', async () => {
    const made = await connected('tables', { account: 'believable' });
    const { owners } = await ask(made, 'learnLabels', undefined);
    const other = owners.find(({ label }) => label === 'Ben Okafor')?.uuid ?? '';
    await ask(made, 'saveReport', board({ name: 'His', owners: [other], movement: null, rows: 5 }));
    const before = rowsOf(made, 'His', 'Partner');
    expect(before.flat()).toEqual((await ownedBy(made, ben)).slice(0, 5));
    made.sandbox.settings.sendsUsers = false;
    const { reports } = await ask(made, 'refresh', { id: null, withMyKey: false });
    expect(reports[0]?.problem).toBe(
      'Journeybee does not say who looks after partners. Edit the report, and choose no owner.',
    );
    expect(rowsOf(made, 'His', 'Partner')).toEqual(before);
    expect((await ask(made, 'learnLabels', undefined)).owners).toEqual([]);
  });

  test('a report of somebody without partners is empty, and not of everybody', async () => {
    const made = await connected('tables', { account: 'believable' });
    const nobody = '00000000-0000-4000-8000-000000000000';
    await ask(made, 'saveReport', board({ name: 'None', owners: [nobody], movement: null }));
    expect(rowsOf(made, 'None', 'Partner').flat()).toHaveLength(1);
    expect(titleOf(made, 'None')).toContain('assigned to one person');
  });

  test.each([
    ['before', ['None', 'Everybody']],
    ['after', ['Everybody', 'None']],
  ])('beside one of everybody, refreshed together, that is made %s it: each has its own partners', async (_, names) => {
    const made = await connected('tables', { account: 'believable' });
    const nobody = '00000000-0000-4000-8000-000000000000';
    for (const name of names) {
      const owners = name === 'None' ? [nobody] : [];
      await ask(made, 'saveReport', board({ name, owners, rows: 5, movement: 'previous period' }));
    }
    await ask(made, 'refresh', { id: null, withMyKey: false });
    const { partners } = await plainly(made, 'period=current_year&limit=5');
    expect(rowsOf(made, 'Everybody', 'Partner').flat()).toEqual(partners.map(({ name }) => name));
    expect(rowsOf(made, 'None', 'Rank').flat().join('')).toBe('');
  });
});

test('people of one name are told apart by their addresses, and those without a name are called by theirs', () => {
  const user = (uuid: string, first: string | null, email: string | null) => ({
    uuid,
    email,
    first_name: first,
    last_name: first && 'Berg',
  });
  const owners = ownersOf([
    user('u-1', 'Anna', 'a@example.com'),
    user('u-2', 'anna', null),
    user('u-3', null, 'c@example.com'),
    user('u-4', null, null),
    user('u-1', 'Anna', 'a@example.com'),
  ]);
  expect([...owners.values()].map(({ label }) => label)).toEqual([
    'Anna Berg (a@example.com)',
    'anna Berg (u-2)',
    'c@example.com',
    'User u-4',
  ]);
  expect(ownerText([...owners.values()].slice(2))).toBe('User u-4, c@example.com');
  expect(ownerText([])).toBeNull();
});
