import { spoken, todayIn, written } from '../../campaign/oracle/days';
import { comparedWith, daysOf, type PeriodWord } from '../../campaign/oracle/periods';
import { scorecardComplaints } from '../../campaign/oracle/scorecards';
import type { Shown } from '../../campaign/oracle/tables';
import type { Workbench } from '../../workbench/workbench';
import { accountOf, conventionsOf } from '../oracle/tables';
import { ask, closeBenches, connected, plainly } from '../support/bench';
import { sampled } from '../support/breadth';
import { enter } from '../support/spreadsheet';

afterEach(closeBenches);

const leaderboards = ({ google }: Workbench) =>
  google.requests.flatMap((url) => /\?(.*)&limit=100$/.exec(url)?.[1] ?? []);

async function scorecard(made: Workbench, given: string) {
  const { rows, note } = await enter(made, `=JB_SCORECARD(${given})`);
  return { rows: rows.map((row) => row.slice(0, 5)) as Shown[][], note };
}

/** What is wrong with a scorecard, for whoever has these days today. */
async function wrongIn(made: Workbench, given: string, uuid: string, word: PeriodWord, zone = 'Etc/UTC', type = '') {
  const { rows, note } = await scorecard(made, `${given}; "${word}"; "${type}"`);
  const today = todayIn(zone, made.clock.now());
  const days = daysOf(word, today);
  const compared = comparedWith(word, days, today, 'elapsed');
  const learned = made.file.properties.get('labels') === undefined ? null : made.sandbox.data.partners.length;
  const partners = type === '' ? learned : null;
  const fits = (partner: { readonly type: string }) => type === '' || partner.type === type;
  const found = scorecardComplaints(
    accountOf(made.sandbox),
    conventionsOf(made.sandbox),
    { uuid, days, compared, fits, partners },
    rows,
  );
  return [note, ...found].filter((text) => text !== '').map((text) => `${given} in ${word}: ${text}`);
}

function newcomer({ sandbox }: Workbench, name: string) {
  const [model] = sandbox.data.partners;
  if (!model) throw new Error('There is no partner.');
  return sandbox.data.addPartner({ ...model, name });
}

test('every cell is what the account’s deals and leads come to, by name, uuid and type, from two requests', async () => {
  const made = await connected();
  const { partners } = await plainly(made, 'period=current_quarter&limit=100');
  const wrong: string[] = [];
  const chosen = [partners[0], partners[4], partners.at(-1)].flatMap((partner) => partner ?? []);
  for (const { name, uuid } of sampled(chosen, 1)) {
    const type = made.sandbox.data.partner(String(uuid)).type;
    wrong.push(...(await wrongIn(made, `"${name}"`, String(uuid), 'current_quarter')));
    wrong.push(
      ...(await wrongIn(made, `"${String(uuid).toUpperCase()}"`, String(uuid), 'last_month', 'Etc/UTC', type)),
    );
    wrong.push(...(await wrongIn(made, `"${uuid}"`, String(uuid), 'last_30_days')));
  }
  expect(wrong).toEqual([]);
  const [first, second] = leaderboards(made);
  expect([first, second?.replace(/\d/g, '9')]).toEqual([
    'period=current_quarter',
    'start_date=9999-99-99&end_date=9999-99-99',
  ]);
});

test('of more than a hundred that are ranked, the account’s partners say how many, once they are known', async () => {
  const made = await connected();
  const { partners } = await plainly(made, 'period=last_year&limit=100');
  const [first] = partners;
  const rank = async (type: string) => (await scorecard(made, `"${first?.name}"; "last_year"${type}`)).rows[10];
  expect(await rank('')).toEqual([
    'Rank',
    '1 of 100+',
    expect.stringMatching(/^\d+ of 100\+$/),
    expect.any(String),
    '',
  ]);
  await ask(made, 'learnLabels', undefined);
  expect((await rank('; ""'))?.[1]).toBe(`1 of ${made.sandbox.data.partners.length}`);
});

test('names that are one another’s beginning, and two of one name', async () => {
  const made = await connected();
  const [a, b, c] = made.sandbox.data.partners;
  if (!a || !b || !c) throw new Error('There are too few partners.');
  for (const [partner, name] of [
    [a, 'Quill'],
    [b, 'Quill & Sons'],
    [c, 'The Quill & Sons Group'],
  ] as const) {
    made.sandbox.data.renamePartner(partner.uuid, name);
  }
  expect(await wrongIn(made, '"quill"', a.uuid, 'last_year')).toEqual([]);
  expect(await wrongIn(made, '"Quill & Sons"', b.uuid, 'last_year')).toEqual([]);
  expect((await scorecard(made, '"quill &"')).note).toContain('may mean Quill & Sons (');
  made.sandbox.data.renamePartner(c.uuid, 'Quill');
  expect((await scorecard(made, '"Quill"; "last_quarter"')).note).toContain(c.uuid);
  expect(await wrongIn(made, `"${c.uuid}"`, c.uuid, 'last_quarter')).toEqual([]);
});

test('in the last hours of a month at Journeybee, days are those of the spreadsheet, where the next has begun', async () => {
  const timeZone = 'Pacific/Kiritimati';
  const made = await connected('owner', { timeZone });
  const now = made.clock.now();
  const today = todayIn('Etc/UTC', now);
  const month = daysOf('current_month', today);
  await made.clock.advance((month.last - today) * 86_400_000 + (20 - new Date(now).getUTCHours()) * 3_600_000);
  expect(written(todayIn(timeZone, made.clock.now()))).toMatch(/-01$/);
  const partner = made.sandbox.data.deals.findLast(({ status }) => status === 'won')?.partnerUuid ?? '';
  for (const word of ['last_month', 'last_quarter'] as const) {
    expect(await wrongIn(made, `"${partner}"`, partner, word, timeZone)).toEqual([]);
  }
});

describe('a partner that is not in both periods', () => {
  test('is new where it had nothing, and shows no change where it has nothing now', async () => {
    const made = await connected();
    const { uuid } = newcomer(made, 'Late Bloomer');
    const value = 1234.5;
    const today = written(todayIn('Etc/UTC', made.clock.now()));
    made.sandbox.data.addDeal({ partnerUuid: uuid, value, createdDay: today, status: 'won', closedDay: today });
    expect(await wrongIn(made, '"Late Bloomer"', uuid, 'current_year')).toEqual([]);
    const { rows } = await scorecard(made, '"Late Bloomer"');
    expect(rows[1]).toEqual(['Revenue (EUR)', value, '', '', 'new']);
    expect(rows[5]).toEqual(['Win rate', 1, '', '', '']);
    await made.clock.advance(370 * 86_400_000);
    expect(await wrongIn(made, '"Late Bloomer"', uuid, 'current_year')).toEqual([]);
    expect((await scorecard(made, `"${uuid}"`)).rows[1]).toEqual(['Revenue (EUR)', '', value, '', '']);
    expect((await scorecard(made, `"${uuid}"; "2001"`)).rows[0]?.[0]).toBe('Late Bloomer');
  });

  test('nor in the hundred of either is asked for twice more', async () => {
    const made = await connected();
    const { uuid } = newcomer(made, 'Late Bloomer');
    made.sandbox.settings.includeInactive = true;
    for (let more = 0; more < 120; more += 1) newcomer(made, `Crowd ${more}`);
    expect(await wrongIn(made, `"${uuid}"`, uuid, 'last_year')).toEqual([]);
    expect(leaderboards(made).filter((query) => query.includes(`partner_uuids=${uuid}`))).toHaveLength(2);
    expect(leaderboards(made)).toHaveLength(4);
  });
});

test('what it is not compared with, and why, stands in its heading', async () => {
  const made = await connected();
  const { partners } = await plainly(made, 'period=last_month&limit=100');
  made.sandbox.settings.widensDaysTo = 'year';
  const { rows, note } = await scorecard(made, `"${partners[0]?.uuid}"; "last_month"`);
  expect(note).toBe('');
  const days = spoken(daysOf('last_month', todayIn('Etc/UTC', made.clock.now())));
  expect(rows[0]?.slice(1)).toEqual([
    expect.stringMatching(`^This period \\(${days}\\) · not compared: Journeybee answered for`),
    'Previous',
    'Change',
    'Change %',
  ]);
  expect(rows[1]).toEqual(['Revenue (EUR)', partners[0]?.revenue, '', '', '']);
});

test('in an outage the last good figures stay, and each heading says of when they are', async () => {
  const made = await connected();
  const { partners } = await plainly(made, 'period=last_month&limit=100');
  const given = `"${partners[0]?.name}"; "last_month"`;
  const { rows: before } = await scorecard(made, given);
  await made.clock.advance(3_600_000);
  made.sandbox.faults.always({ kind: 'status', status: 503 });
  const { rows } = await scorecard(made, `${given}; ""`);
  expect(rows.slice(1)).toEqual(before.slice(1));
  for (const heading of rows[0]?.slice(1, 3) ?? []) expect(heading).toMatch(/\) · data from \d\d:\d\d, Journeybee /);
});

test('the example’s sheet shows each figure as what it is, changes with their direction, and those of rates in points', async () => {
  const made = await connected();
  await ask(made, 'insertScorecard', undefined);
  const { workbook } = made.file;
  await workbook.settled();
  const id = workbook.activeRange.sheetId;
  // A quarter in which partners have figures of all kinds, and so has the one before.
  await workbook.type(id, 3, 1, '=JB_SCORECARD(A1; "last_quarter")');
  const { partners } = await plainly(made, 'period=last_quarter&limit=100');
  const amount = /^\d{1,3}(?:,\d{3})*$/;
  const count = /^[\d,]+$/;
  const rate = /^\d+\.\d%$/;
  const change = /^(?:▲ |▼ )?[\d,]+$/;
  const points = /^(?:▲ |▼ )?\d+\.\d% pts$/;
  const shapes: ReadonlyArray<readonly [label: RegExp, figure: RegExp, change: RegExp]> = [
    [/^Revenue \(/, amount, change],
    [/^Open pipeline \(/, amount, change],
    [/^Won deals$/, count, change],
    [/^Total deals$/, count, change],
    [/^Win rate$/, rate, points],
    [/^Avg deal value \(/, amount, change],
    [/^Total leads$/, count, change],
    [/^Converted leads$/, count, change],
    [/^Conversion rate$/, rate, points],
  ];
  const signs = new Set<string>();
  const wrong: string[] = [];
  for (const { name } of partners.slice(0, 3)) {
    await workbook.type(id, 1, 1, name);
    await workbook.settled();
    const rect = { row: 1, column: 1, rows: 13, columns: 5 };
    const [cells, looks] = [workbook.read(id, rect), workbook.shownLooks(id, rect)];
    for (const [index, [label, figure, moved]] of shapes.entries()) {
      const row = cells[3 + index]?.map(({ display }) => display) ?? [];
      const wanted = [label, figure, figure, moved, /^(?:▲ |▼ )?\d+\.\d%$|^new$/];
      for (const [column, text] of row.entries()) {
        if (text !== '' && !wanted[column]?.test(text)) wrong.push(`${name}: ${text}`);
        const ink = looks[3 + index]?.[column]?.fontColor;
        const sign = text.charAt(0);
        if (/[▲▼]/.test(sign)) signs.add(`${sign} ${ink}`);
        else if (ink === '#188038' || ink === '#c5221f') wrong.push(`${name}: ${text} is ${ink}`);
      }
    }
    expect(cells[12]?.map(({ value }) => value)).toEqual([
      'Rank',
      expect.stringMatching(/^\d+ of \d+\+?$/),
      expect.stringMatching(/^\d+ of \d+\+?$|^$/),
      expect.stringMatching(/^(?:[▲▼] \d+|=|new|)$/),
      '',
    ]);
    const inks = { '▲': '#188038', '▼': '#c5221f' };
    const movement = String(cells[12]?.[3]?.value);
    for (const [sign, ink] of Object.entries(inks))
      if (movement.startsWith(sign)) expect(looks[12]?.[3]?.fontColor).toBe(ink);
  }
  expect(wrong).toEqual([]);
  expect([...signs].sort()).toEqual(['▲ #188038', '▼ #c5221f']);
});

test.each([
  ['"Nobody at all"', /^Error: None of your partners is called "Nobody at all"\./],
  ['"00000000-0000-4000-8000-00000000000f"', /^Error: None of your partners is called "00000000-/],
  ['""', /^Error: Name a partner, or give its uuid, for example =JB_SCORECARD/],
  ['12', /^Error: "12" is not the name of a partner\./],
  ['B1:B3', /^Error: The partner is a range of 3 cells\. Refer to one cell\./],
  ['"Acme"; "next year"', /^Error: "next year" is not a period\./],
  ['"Acme"; ""; "affiliate"', /^Error: "affiliate" is not a partner type\./],
])('=JB_SCORECARD(%s) says what is wrong', async (given, says) => {
  expect((await scorecard(await connected(), given)).note).toMatch(says);
});
