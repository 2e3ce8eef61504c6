import { anna, ask, ben, bench, closeBenches, connected, held, newReport, shown } from '../support/bench';

afterEach(closeBenches);

const sheetNames = (made: Awaited<ReturnType<typeof bench>>) =>
  made.file.workbook.sheets().map(({ name, id }) => ({ name, id }));

async function withSample() {
  const made = await bench();
  const overview = await ask(made, 'insertSample', undefined);
  const sheet = sheetNames(made).find(({ name }) => name === 'SAMPLE leaderboard')?.id ?? '';
  return { made, overview, sheet };
}

test('without a key a table of made-up partners is written into a sheet of its own, and nobody is asked', async () => {
  const { made, overview, sheet } = await withSample();
  expect(overview).toMatchObject({ sample: true, reports: [], connection: { last4: null } });
  const [[title] = [], header, first] = shown(made, sheet, 'A1:K12');
  expect(title).toBe('SAMPLE · made-up partners and figures, not yours');
  expect(header?.slice(0, 3)).toEqual(['Rank', 'Partner', 'Revenue (EUR)']);
  expect(first?.slice(0, 3)).toEqual(['1', 'Sample Harbour', '412,500.00']);
  const names = held(made, sheet, 'B3:B12').flat();
  expect(names.every((name) => String(name).startsWith('Sample '))).toBe(true);
  expect(made.google.requests).toEqual([]);
});

test('its figures agree with each other', async () => {
  const { made, sheet } = await withSample();
  for (const [, , revenue, , won, deals, rate, average, leads, converted, conversion] of held(made, sheet, 'A3:K12')) {
    expect(rate).toBeCloseTo(Number(won) / Number(deals));
    expect(Math.abs(Number(average) - Number(revenue) / Number(won))).toBeLessThan(1);
    expect(conversion).toBeCloseTo(Number(converted) / Number(leads));
    expect(Number(converted)).toBeLessThan(Number(leads));
  }
});

test('anyone who edits removes it with one click: cells, sheet, name and what is known of it', async () => {
  const { made } = await withSample();
  await ask(made, 'insertSample', undefined);
  const overview = await ask(made, 'removeSample', undefined, ben);
  expect(overview).toMatchObject({ sample: false, message: 'The sample is gone.' });
  expect(sheetNames(made).map(({ name }) => name)).toEqual(['Sheet1']);
  expect(made.file.workbook.namedRanges()).toEqual([]);
  expect([...made.file.properties.keys()].filter((name) => /sample/i.test(name))).toEqual([]);
  expect((await ask(made, 'insertSample', undefined)).sample).toBe(true);
});

test('also after it was moved, its sheet renamed and notes written beside it, which stay', async () => {
  const { made, sheet } = await withSample();
  made.file.workbook.renameSheet(sheet, 'Trying');
  await made.file.workbook.type(sheet, 20, 3, 'mine');
  await ask(made, 'removeSample', undefined);
  expect(sheetNames(made).map(({ name }) => name)).toContain('Trying');
  expect(
    held(made, sheet, 'A1:B3')
      .flat()
      .filter((value) => value !== ''),
  ).toEqual([]);
  expect(held(made, sheet, 'C20')).toEqual([['mine']]);
});

test('what somebody wrote into it stays, and a sentence says where', async () => {
  const { made, sheet } = await withSample();
  await made.file.workbook.type(sheet, 4, 2, '=1+1');
  const overview = await ask(made, 'removeSample', undefined);
  expect(overview).toMatchObject({
    sample: false,
    message: expect.stringMatching(/B4.* Its cells stay: delete them yourself\.$/),
  });
  expect(held(made, sheet, 'B3')).toEqual([['Sample Harbour']]);
});

test('it is no report: nothing refreshes it, and removing everything leaves its cells', async () => {
  const made = await connected();
  await ask(made, 'insertSample', undefined);
  await ask(made, 'saveReport', newReport({ period: 'last_year', type: null, limit: 3, where: 'sheet' }));
  expect((await ask(made, 'refresh', { id: null, withMyKey: false })).reports).toHaveLength(1);
  const after = await ask(made, 'removeEverything', undefined);
  expect(after).toMatchObject({ sample: false });
  expect(sheetNames(made).map(({ name }) => name)).toContain('SAMPLE leaderboard');
  expect(made.file.workbook.namedRanges()).toEqual([]);
});

test('inserting it, killed at any of its service calls, leaves it known or not there, and it can be inserted and removed again', async () => {
  for (let call = 1; ; call += 4) {
    const made = await bench();
    made.google.interfere = ({ name, callsSoFar }) => (name === 'sidebarCall' && callsSoFar >= call ? 'kill' : 'go on');
    const outcome = await made.file.run(anna, 'sidebarCall', ['insertSample', null], 'FULL');
    made.google.interfere = null;
    await made.google.advance(7 * 60_000);
    if ((await ask(made, 'overview', undefined)).sample) await ask(made, 'removeSample', undefined);
    expect((await ask(made, 'overview', undefined)).sample).toBe(false);
    // A name that nobody knows of may stay, and is in nobody's way.
    expect((await ask(made, 'insertSample', undefined)).sample).toBe(true);
    expect((await ask(made, 'removeSample', undefined)).message).toBe('The sample is gone.');
    await closeBenches();
    if (outcome.ok) break;
  }
});
