import { SimulatedClock } from '../../workbench/clock';
import { anna, ben } from '../support/bench';
import { closeScripts, script, value } from './script';

afterEach(closeScripts);

const hour = 3_600_000;

describe('clock triggers', () => {
  const code = `
    function install(hours) { return ScriptApp.newTrigger("tick").timeBased().everyHours(hours).create().getUniqueId(); }
    function own() { return ScriptApp.getUserTriggers(SpreadsheetApp.getActiveSpreadsheet()).map((trigger) => trigger.getHandlerFunction()); }
    function remove() { ScriptApp.getUserTriggers(SpreadsheetApp.getActiveSpreadsheet()).forEach((trigger) => ScriptApp.deleteTrigger(trigger)); }
    function tick(event) { console.log(Session.getEffectiveUser().getEmail(), Object.keys(event).sort().join(), event.hour); }`;
  const tooMany = 'too many time-based triggers in this document for this Google user account';

  test('one for each person and document; a second is refused (P3-2)', async () => {
    const { run, google } = await script(code);
    const [first, second, bens] = [
      await run('install', 'FULL', anna, [1]),
      await run('install', 'FULL', anna, [2]),
      await run('install', 'FULL', ben, [1]),
    ];
    expect([first.ok, second, bens.ok]).toEqual([
      true,
      expect.objectContaining({ message: expect.stringContaining(tooMany) }),
      true,
    ]);
    const other = google.createSpreadsheet({ name: 'Other', owner: anna });
    expect(await other.run(anna, 'install', [1], 'FULL')).toMatchObject({ ok: true });
  });

  test('everyHours takes 1, 2, 4, 6, 8 and 12 (P3-16), and nothing runs more often (P3-1)', async () => {
    const { run } = await script(code);
    const taken: number[] = [];
    for (let hours = 0; hours <= 24; hours += 1) {
      if ((await run('install', 'FULL', anna, [hours])).ok) taken.push(hours);
      await run('remove');
    }
    expect(taken).toEqual([1, 2, 4, 6, 8, 12]);
    await expect(value('ScriptApp.newTrigger("tick").timeBased().everyMinutes(5)')).rejects.toThrow(
      'is not a function',
    );
  });

  test('one needs a schedule; listing and removing need a document and a trigger', async () => {
    await expect(value('ScriptApp.newTrigger("tick").timeBased().create()')).rejects.toThrow('no schedule');
    await expect(value('ScriptApp.getUserTriggers(null)')).rejects.toThrow('Invalid argument: document');
    await expect(value('ScriptApp.deleteTrigger("trigger-1")')).rejects.toThrow('Invalid argument: trigger');
  });

  test('people see and remove their own, and nobody else’s (P3-9, P3-18)', async () => {
    const { run, file } = await script(code);
    await run('install', 'FULL', anna, [1]);
    expect(await run('own', 'FULL', ben)).toMatchObject({ value: [] });
    await run('remove', 'FULL', ben);
    expect(await run('own')).toMatchObject({ value: ['tick'] });
    await run('remove');
    expect(file.triggers.triggers).toEqual([]);
  });

  test('run every so many hours as who made them, with nobody looking, and are told no document (P3-7, P3-8, P3-9)', async () => {
    const { run, google } = await script(code);
    await run('install', 'FULL', ben, [2]);
    await google.advance(6 * 3_600_000 - 1);
    const ticks = google.executions.filter(({ name }) => name === 'tick');
    const fields = 'authMode,day-of-month,day-of-week,hour,minute,month,second,timezone,triggerUid,week-of-year,year';
    expect(ticks.map(({ user, mode, logs }) => [user, mode, ...logs])).toEqual([
      [ben, 'FULL', `log: ${ben} ${fields} 11`],
      [ben, 'FULL', `log: ${ben} ${fields} 13`],
    ]);
  });

  test.each([
    [Date.UTC(2027, 0, 3, 7), { year: 2027, month: 1, 'day-of-month': 3, 'day-of-week': 7, 'week-of-year': 53 }],
    [Date.UTC(2027, 0, 4, 7), { year: 2027, month: 1, 'day-of-month': 4, 'day-of-week': 1, 'week-of-year': 1 }],
    [Date.UTC(2026, 11, 31, 7), { year: 2026, month: 12, 'day-of-month': 31, 'day-of-week': 4, 'week-of-year': 53 }],
  ])('are told the day, Sunday being the seventh, and the week (P3-8)', async (at, day) => {
    const { run, google } = await script(
      `function install() { ScriptApp.newTrigger("tick").timeBased().everyHours(1).create(); }
      function tick(event) { console.log(JSON.stringify(event)); }`,
      { clock: new SimulatedClock(at) },
    );
    await run('install');
    await google.advance(hour);
    const [log = ''] = google.executions.at(-1)?.logs ?? [];
    expect(JSON.parse(log.slice('log: '.length))).toMatchObject({
      ...day,
      hour: 8,
      minute: 0,
      second: 0,
      timezone: 'UTC',
      authMode: 'FULL',
    });
  });

  test('may come late, and are not later for it the next time (P3-17)', async () => {
    const { run, google } = await script(code);
    const late = [10, 0, 25];
    google.triggers.delay = () => (late.shift() ?? 0) * 60_000;
    const began = google.clock.now();
    await run('install', 'FULL', anna, [1]);
    const ran: number[] = [];
    google.interfere = ({ callsSoFar }) => {
      if (callsSoFar === 0) ran.push((google.clock.now() - began) / 60_000);
      return 'go on';
    };
    await google.advance(5 * hour);
    expect(ran).toEqual([60, 130, 180, 265, 300]);
  });

  test('have no user interface, and no mail tells of their failing (P3-11, P8-22)', async () => {
    const { run, google } = await script(
      'function install() { ScriptApp.newTrigger("tick").timeBased().everyHours(1).create(); } function tick() { SpreadsheetApp.getUi(); }',
    );
    await run('install');
    await google.advance(3_600_000);
    expect(google.executions.at(-1)).toMatchObject({
      name: 'tick',
      ok: false,
      problem: expect.stringContaining('getUi'),
    });
    expect(google.mails).toEqual([]);
  });

  test('one that is made inside a trigger’s execution never runs (P8.1-5)', async () => {
    const { run, google } = await script(`${code.replace('function tick(event) {', 'function old(event) {')}
      function tick() {
        remove();
        install(1);
      }`);
    await run('install', 'FULL', anna, [1]);
    await google.advance(5 * 3_600_000);
    expect(google.executions.filter(({ name }) => name === 'tick')).toHaveLength(1);
    expect(await run('own')).toMatchObject({ value: ['tick'] });
  });

  test('made too often in a day, in whatever files, they are refused to that person (P3-3)', async () => {
    const { run, google, file, clock } = await script(code);
    const other = google.createSpreadsheet({ name: 'Other', owner: anna });
    const made = async (in_ = file, user = anna) => {
      const { ok } = await in_.run(user, 'install', [1], 'FULL');
      await in_.run(user, 'remove', [], 'FULL');
      return ok;
    };
    let times = 0;
    while (await made(times % 2 ? file : other)) times += 1;
    expect(times).toBe(20);
    expect(await made(other)).toBe(false);
    expect(await made(file, ben)).toBe(true);
    expect(await run('install', 'FULL', anna, [1])).toMatchObject({ message: expect.stringContaining(tooMany) });
    await clock.advance(24 * hour);
    expect(await made()).toBe(true);
  });

  test('one person has twenty over all files, whenever made; removing one makes room (P3-5, P4-9)', async () => {
    const { google, clock } = await script(code);
    const files = Array.from({ length: 21 }, (_, index) => google.createSpreadsheet({ name: `${index}`, owner: anna }));
    const last = files.pop();
    for (const [index, file] of files.entries()) {
      if (index === 10) await clock.advance(24 * hour);
      expect(await file.run(anna, 'install', [1], 'FULL')).toMatchObject({ ok: true });
    }
    expect(await last?.run(anna, 'install', [1], 'FULL')).toMatchObject({
      ok: false,
      message: 'This script has too many triggers. Triggers must be deleted from the script before more can be added.',
    });
    expect(await last?.run(ben, 'install', [1], 'FULL')).toMatchObject({ ok: true });
    await files[0]?.run(anna, 'remove', [], 'FULL');
    expect(await last?.run(anna, 'install', [1], 'FULL')).toMatchObject({ ok: true });
    const ids = [...files, last].flatMap((file) => file?.triggers.triggers.map(({ id }) => id) ?? []);
    expect(new Set(ids).size).toBe(21);
  });

  test('of one person run ninety minutes a day; then none begins until the day is over (P4-8, P3-5)', async () => {
    const { google, file } = await script(
      `${code.replace('function tick(event) {', 'function old(event) {')} function tick() { Utilities.sleep(300000); Utilities.sleep(50000); }`,
    );
    const other = google.createSpreadsheet({ name: 'Other', owner: anna });
    for (const one of [file, other]) await one.run(anna, 'install', [1], 'FULL');
    await other.run(ben, 'install', [4], 'FULL');
    const ticks = (user: string) => google.executions.filter(({ name, user: who }) => name === 'tick' && who === user);
    await google.advance(23.5 * hour);
    const ran = ticks(anna).filter(({ ok }) => ok);
    // 16 runs of 350 seconds are 93 minutes: the last one still began.
    expect(ran).toHaveLength(16);
    expect(ticks(anna).slice(16)).toHaveLength(30);
    for (const refused of ticks(anna).slice(16)) {
      expect(refused).toMatchObject({
        ok: false,
        problem: 'Service using too much computer time for one day',
        ms: 0,
        calls: [],
      });
    }
    expect(ticks(ben).every(({ ok }) => ok)).toBe(true);
    await google.advance(2 * hour);
    expect(ticks(anna).at(-1)).toMatchObject({ ok: true });
  });

  test('after their person took a permission back they go on running, up to the first call that needs it (P3-13)', async () => {
    const { run, google, file } = await script(`${code.replace('function tick(event) {', 'function old(event) {')}
      function tick() {
        SpreadsheetApp.getActiveSpreadsheet().getSheets()[0].getRange(1, 1).setValue(Date.now());
        UrlFetchApp.fetch("https://api.example.com/v1/", { method: "get" });
      }`);
    await run('install', 'FULL', anna, [1]);
    const needed = 'https://www.googleapis.com/auth/script.external_request';
    google.account(anna).granted.delete(needed);
    await google.advance(2 * hour);
    const ticks = google.executions.filter(({ name }) => name === 'tick');
    const problem = `You do not have permission to call UrlFetchApp.fetch. Required permissions: ${needed}`;
    expect(ticks).toMatchObject([
      { ok: false, problem },
      { ok: false, problem },
    ]);
    const at = google.clock.now();
    expect(file.workbook.read('0', { row: 1, column: 1, rows: 1, columns: 1 })[0]?.[0]?.value).toBe(at);
  });

  test('stop while the add-on is disabled in their document, and go on at their next time when it is enabled again (P3-12)', async () => {
    const { run, google, file } = await script(code);
    const other = google.createSpreadsheet({ name: 'Other', owner: anna });
    for (const one of [file, other]) await one.run(ben, 'install', [1], 'FULL');
    const ticks = () => google.executions.filter(({ name }) => name === 'tick').length;
    file.enabled = false;
    await google.advance(3 * hour);
    expect(ticks()).toBe(3);
    expect(file.triggers.triggers).toHaveLength(1);
    await run('own', 'FULL', anna);
    await google.advance(hour);
    expect(ticks()).toBe(5);
  });

  test('are gone in every document once their person uninstalls the add-on (P3-12)', async () => {
    const { google, file } = await script(code);
    const other = google.createSpreadsheet({ name: 'Other', owner: anna });
    for (const one of [file, other]) for (const user of [anna, ben]) await one.run(user, 'install', [1], 'FULL');
    google.uninstall(anna);
    await google.advance(hour);
    expect(google.executions.filter(({ name }) => name === 'tick').map(({ user }) => user)).toEqual([ben, ben]);
    expect(await file.run(anna, 'own', [], 'FULL')).toMatchObject({ value: [] });
  });
});
