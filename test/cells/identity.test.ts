import fc from 'fast-check';
import { closeBenches, connected } from '../support/bench';
import { tries } from '../support/breadth';
import { closeScripts, type ListedPartner, scripted, uuidOf } from '../support/scripted';
import { cellExecutions, enter } from '../support/spreadsheet';

afterEach(async () => {
  closeScripts();
  await closeBenches();
});

const sentence = (note: string) => note.replace(/^Error: | \(line \d+\)\.$/g, '');

/** An account of these partners, each with a revenue, or with nothing to list it by. */
async function account(partners: ReadonlyArray<Omit<ListedPartner, 'uuid'> & { readonly revenue?: number }>) {
  const made = await connected();
  const directory = partners.map((partner, index) => ({ ...partner, uuid: uuidOf(index + 1) }));
  const rows = () =>
    directory.flatMap(({ uuid, name, revenue }) => (revenue === undefined ? [] : [{ uuid, name, revenue }]));
  const script = await scripted(made, {
    directory,
    leaderboard: (query) => {
      const wanted = query.getAll('partner_uuids');
      return rows().filter(({ uuid }) => wanted.length === 0 || wanted.includes(uuid));
    },
  });
  return { made, script, directory };
}

const figure = (partner: string) => `=JB_PARTNER(${partner}; "revenue"; "last_year")`;
const table = (options: string) => `=JB_PARTNERS("last_year"; ""; 100; "${options.replace(/"/g, '""')}")`;

describe('rows that were not asked for', () => {
  const others = [
    { uuid: uuidOf(1), name: 'Partner 1', revenue: 999 },
    { uuid: uuidOf(2), name: 'Partner 2', revenue: 5 },
  ];
  const directory = [1, 2, 3, 4].map((index) => ({ uuid: uuidOf(index), name: `Partner ${index}` }));

  test('are nobody else’s figure (F1)', async () => {
    const made = await connected();
    await scripted(made, { directory, leaderboard: () => others });
    expect((await enter(made, figure('"Partner 4"'))).value).toBe('');
    expect((await enter(made, figure(`"${uuidOf(4)}"`))).value).toBe('');
    expect((await enter(made, figure('"Partner 2"'))).value).toBe(5);
  });

  test('are said where a full leaderboard hides whether the partner has a figure', async () => {
    const made = await connected();
    const crowd = Array.from({ length: 100 }, (_, index) => ({
      uuid: uuidOf(1000 + index),
      name: `Crowd ${index}`,
      revenue: 9,
    }));
    await scripted(made, { directory: [...crowd, ...directory], leaderboard: () => crowd });
    const { value, note } = await enter(made, figure('"Partner 4"'));
    expect(value).toBe('#ERROR!');
    expect(sentence(note)).toMatch(/^Journeybee answered for other partners than those that were asked for/);
  });

  test.each([
    ['Partner 2', 'Partner 2', 5],
    [uuidOf(2).toUpperCase(), 'Partner 2', 5],
  ])('are no rows of a table of %s, whose header says so', async (partner, name, revenue) => {
    const made = await connected();
    await scripted(made, { directory, leaderboard: () => others });
    const { rows } = await enter(made, table(`partner=${partner}; columns=name,revenue,share`));
    expect(rows.map((row) => row.slice(0, 3))).toEqual([
      ['Partner', 'Revenue (EUR)', 'Share of revenue · Journeybee answered for others too, who are left out'],
      [name, revenue, 1],
    ]);
    const { note } = await enter(made, table(`partner=${partner}; columns=name,revenue; headers=no`));
    expect(sentence(note)).toMatch(/^Journeybee answered for other partners/);
  });

  test('alone are no table', async () => {
    const made = await connected();
    await scripted(made, { directory, leaderboard: () => others });
    const { note } = await enter(made, table('partner=Partner 4, Partner 3'));
    expect(sentence(note)).toMatch(/^Journeybee answered for other partners/);
  });
});

describe('a name means one partner, today and tomorrow', () => {
  test('who is no longer listed is not somebody whose name begins the same (F2)', async () => {
    const { made, script } = await account([
      { name: 'Northwind', revenue: 566_561 },
      { name: 'Northwind Benelux', revenue: 369_513 },
    ]);
    expect((await enter(made, figure('"Northwind"'))).value).toBe(566_561);
    const { leaderboard } = script;
    script.leaderboard = (query) => leaderboard(query).filter(({ name }) => name !== 'Northwind');
    await made.clock.advance(16 * 60_000);
    expect((await enter(made, figure('"northwind"'))).value).toBe('');
    expect((await enter(made, figure('"Benelux"'))).value).toBe(369_513);
  });

  test('a part of one that only one of those listed has, and another who is not, is nobody', async () => {
    const { made } = await account([{ name: 'Acme North', revenue: 7 }, { name: 'Acme South' }]);
    const { note } = await enter(made, figure('"acme"'));
    expect(sentence(note)).toMatch(/^"acme" may mean Acme North \(.{36}\), Acme South \(.{36}\)\. Use/);
  });

  test('partners of one name are told apart by their type and tier before their uuids', async () => {
    const tier = (label: string) => ({ uuid: uuidOf(900), label });
    const { made } = await account([
      { name: 'Atlas', revenue: 7, partner_type: 'reseller', tier: tier('Gold') },
      { name: 'ATLAS ', partner_type: 'referral' },
    ]);
    const { note } = await enter(made, figure('"Atlas"'));
    expect(sentence(note)).toBe(
      `"Atlas" may mean Atlas (reseller, Gold, ${uuidOf(1)}), ATLAS (referral, ${uuidOf(2)}). Use the whole name, or the uuid.`,
    );
  });

  test('whoever was renamed since the index was read is found by the new name, and nobody by the old', async () => {
    const { made, script, directory } = await account([
      { name: 'Early Bird', revenue: 7 },
      { name: 'Other', revenue: 5 },
    ]);
    expect((await enter(made, figure('"Early Bird"'))).value).toBe(7);
    const renamed = directory.map((one) => (one.revenue === 7 ? { ...one, name: 'Night Owl' } : one));
    script.directory = renamed;
    script.leaderboard = () => renamed;
    await made.clock.advance(16 * 60_000);
    expect((await enter(made, figure('"Night Owl"'))).value).toBe(7);
    expect((await enter(made, figure('"Early Bird"'))).note).toContain('None of your partners is called "Early Bird"');
  });

  test('for six hours the index of names serves whole names; a part of one asks again', async () => {
    const { made, script } = await account([
      { name: 'Acme North', revenue: 7 },
      { name: 'Baker', revenue: 5 },
    ]);
    for (let hour = 0; hour < 5; hour += 1) {
      expect((await enter(made, figure('"acme north"'))).value).toBe(7);
      await made.clock.advance(60 * 60_000);
    }
    expect(script.pages).toBe(1);
    script.directory = [...script.directory, { uuid: uuidOf(77), name: 'Acme South' }];
    expect((await enter(made, figure('"acme"'))).note).toContain('may mean Acme North');
    expect(script.pages).toBe(2);
  });

  test('of more than 2,000 partners only whole names and uuids count, and the cell says so', async () => {
    const directory = Array.from({ length: 2500 }, (_, index) => ({
      uuid: uuidOf(index + 1),
      name: `Partner Number ${index + 1}`,
    }));
    const made = await connected();
    const listed = [{ uuid: uuidOf(2400), name: 'Late Star', revenue: 44 }];
    await scripted(made, { directory, leaderboard: () => listed });
    expect((await enter(made, figure('"Late Star"'))).value).toBe(44);
    expect((await enter(made, figure('"partner number 17"'))).value).toBe('');
    expect((await enter(made, figure(`"${uuidOf(2500)}"`))).value).toBe('');
    const { note } = await enter(made, figure('"Number 1234"'));
    expect(sentence(note)).toBe(
      '"Number 1234" is no whole name among the 2001 of your 2500 partners that could be read. Use the whole name, or the partner’s uuid.',
    );
  });

  test('a directory with fewer partners than it says is not whole: a part of a name does not count', async () => {
    const made = await connected();
    const listed = [{ uuid: uuidOf(1), name: 'Acme North', revenue: 44 }];
    await scripted(made, { directory: listed, total: 3, leaderboard: () => listed });
    expect((await enter(made, figure('"Acme North"'))).value).toBe(44);
    expect((await enter(made, figure('"acme"'))).note).toContain('no whole name among the 1 of your 3 partners');
  });
});

describe('what a table wrote finds its partner', () => {
  test.each([
    ['Acme  Corp', 'Acme Corp'],
    ['Nordic\u00a0Cloud', 'Nordic Cloud'],
    [' Blue Sky ', 'Blue Sky'],
    ['Zero\u200bWidth', 'ZeroWidth'],
    ['Line\u0085Break', 'Line Break'],
    ['Cafe\u0301 Noir', 'Caf\u00e9 Noir'],
    ['O\u2019Hara', 'O\u2019Hara'],
    ['\uff21\uff43\uff4d\uff45', '\uff21\uff43\uff4d\uff45'],
  ])('%j, when JB_PARTNER and VLOOKUP point at it (F3, F4)', async (name, written) => {
    const { made } = await account([
      { name, revenue: 7 },
      { name: 'Other', revenue: 5 },
    ]);
    const { workbook } = made.file;
    await workbook.type('0', 1, 6, '=JB_PARTNERS("last_year"; ""; 10; "columns=name,revenue; headers=no")');
    expect(workbook.read('0', { row: 1, column: 6, rows: 1, columns: 2 })[0]?.map(({ value }) => value)).toEqual([
      written,
      7,
    ]);
    expect((await enter(made, figure('F1'))).value).toBe(7);
    expect((await enter(made, figure(`"${written.toUpperCase().replace('\u2019', "'")}"`))).value).toBe(7);
    expect((await enter(made, `=VLOOKUP("${written}"; F1:G2; 2; FALSE)`)).value).toBe(7);
  });

  test('whatever partners are called', async () => {
    const odd = fc.constantFrom(
      ' ',
      '\u00a0',
      '\u0085',
      '\u200b',
      '\u2060',
      '\u00ad',
      "'",
      '’',
      ',',
      ';',
      '"',
      '(',
      'é',
      'e\u0301',
      'ﬁ',
      'İ',
      'ß',
    );
    const name = fc.string({
      unit: fc.oneof(odd, fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 })),
      minLength: 1,
      maxLength: 20,
    });
    const made = await connected();
    const script = await scripted(made, { directory: [], leaderboard: () => [] });
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          name.map((text) => `x${text}`),
          { minLength: 3, maxLength: 8 },
        ),
        async (names) => {
          const partners = names.map((text, index) => ({ uuid: uuidOf(index + 1), name: text, revenue: index + 1 }));
          script.directory = partners;
          script.leaderboard = () => partners;
          made.file.cache.clear();
          const { workbook } = made.file;
          await workbook.type('0', 1, 6, '=JB_PARTNERS("last_year"; ""; 10; "columns=name,revenue; headers=no")');
          const rows = workbook.read('0', { row: 1, column: 6, rows: names.length, columns: 2 });
          for (const [index, [, revenue]] of rows.entries()) {
            const { value, note } = await enter(made, figure(`F${index + 1}`));
            if (value !== revenue?.value) expect(note).toMatch(/may mean/);
          }
          await workbook.type('0', 1, 6, '');
        },
      ),
      { numRuns: tries(8, 100) },
    );
  });
});

describe('partner=', () => {
  const names = ['Acme, Inc.', 'Baker, Inc.', 'Smith; Sons', 'The "Best" Co', 'Acme', '5" Pipes', 'Plain'];
  const one = async (option: string) => {
    const { made } = await account(names.map((name, index) => ({ name, revenue: 100 - index })));
    await made.file.workbook.type('0', 1, 15, `partner=${option}; columns=name; headers=no`);
    const { rows, note } = await enter(made, '=JB_PARTNERS("last_year"; ""; 100; O1)');
    return note === '' ? rows.map(([name]) => name) : sentence(note);
  };

  test.each([
    ['Acme, Inc.', ['Acme, Inc.']],
    ['acme,  inc.', ['Acme, Inc.']],
    ['Smith; Sons', ['Smith; Sons']],
    ['"Smith; Sons"', ['Smith; Sons']],
    ['"Acme, Inc.", "Smith; Sons", Plain', ['Acme, Inc.', 'Smith; Sons', 'Plain']],
    ['“Acme, Inc.”; Plain', ['Acme, Inc.', 'Plain']],
    ['The "Best" Co', ['The "Best" Co']],
    ['"The ""Best"" Co", Acme', ['The "Best" Co', 'Acme']],
    ['"The "Best" Co", Acme', ['The "Best" Co', 'Acme']],
    ['5" Pipes, Plain', ['5" Pipes', 'Plain']],
    [`${uuidOf(7).toUpperCase()}, acme`, ['Acme', 'Plain']],
    ['Plain, plain, Acme', ['Acme', 'Plain']],
  ])('%s (F5)', async (option, listed) => {
    expect(await one(option)).toEqual(listed);
  });

  test('a part that several have is told', async () => {
    expect(await one('Plain, Inc.')).toMatch(/^"Inc\." may mean Acme, Inc\. \(.{36}\), Baker, Inc\./);
  });
});

describe('a partner is a text', () => {
  test.each(['DATE(2026;5;1)', 'TRUE', '2026', '0', '10%', 'E5'])('%s is none (F6)', async (given) => {
    const { made } = await account([{ name: 'Only 2026 true One', revenue: 7 }]);
    await made.file.workbook.type('0', 5, 5, '=DATE(2026;1;1)');
    const { value, note } = await enter(made, figure(given));
    expect(value).toBe('#ERROR!');
    expect(sentence(note)).toMatch(/is not the name of a partner\. Write the name as text/);
  });

  test.each(['"​"', '" "'])('%s names nobody', async (given) => {
    const { made } = await account([{ name: 'Only', revenue: 7 }]);
    expect(sentence((await enter(made, figure(given))).note)).toMatch(/^Name a partner/);
  });

  test('"2026" is one, where somebody is called so', async () => {
    const { made } = await account([{ name: '2026', revenue: 7 }]);
    expect((await enter(made, figure('"2026"'))).value).toBe(7);
  });
});

describe('uuids', () => {
  test('are the same in capitals, in the directory and in the leaderboard (F7)', async () => {
    const made = await connected();
    const uuid = 'ABCDEF00-0000-4000-8000-00000000000A';
    const tier = { uuid: uuidOf(9), label: 'Gold' };
    await scripted(made, {
      directory: [{ uuid, name: 'Acme', tier }],
      leaderboard: () => [{ uuid: uuid.toLowerCase(), name: 'Acme', revenue: 7 }],
    });
    const { rows } = await enter(made, table('columns=name,tier; headers=no'));
    expect(rows[0]?.slice(0, 2)).toEqual(['Acme', 'Gold']);
    expect((await enter(made, figure('"Acme"'))).value).toBe(7);
    expect((await enter(made, figure(`"${uuid}"`))).value).toBe(7);
  });

  test('that come twice are one partner, of the first row, and that is noted', async () => {
    const made = await connected();
    const rows = [
      { uuid: uuidOf(1), name: 'Acme', revenue: 10 },
      { uuid: uuidOf(2), name: 'Baker', revenue: 30 },
      { uuid: uuidOf(1).toUpperCase(), name: 'Acme again', revenue: 20 },
    ];
    await scripted(made, { directory: rows, leaderboard: () => rows });
    const entered = await enter(made, table('columns=name,revenue,share'));
    expect(entered.rows.map((row) => row.slice(0, 3))).toEqual([
      ['Partner', 'Revenue (EUR)', 'Share of revenue · a row of a partner that came twice is left out'],
      ['Baker', 30, 0.75],
      ['Acme', 10, 0.25],
    ]);
    expect((await enter(made, figure('"Acme"'))).value).toBe(10);
  });
});

describe('what a warm cell asks of Google', () => {
  test('JB_PARTNER by a whole name: five calls at most, and no request', async () => {
    const { made, script } = await account([{ name: 'Acme', revenue: 7 }, { name: 'Quiet' }]);
    await enter(made, figure('"Acme"'));
    const asked = script.asked.length + script.pages;
    for (const name of ['acme', 'Quiet', uuidOf(1)]) {
      await enter(made, figure(`"${name}"`));
      const { calls } = cellExecutions(made).at(-1) ?? { calls: [] };
      expect(calls.length).toBeLessThanOrEqual(5);
    }
    expect(script.asked.length + script.pages).toBe(asked);
  });
});
