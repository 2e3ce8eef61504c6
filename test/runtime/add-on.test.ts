import { readFileSync } from 'node:fs';
import type { Method } from '../../src/contract/sidebar-api';
import type { ExecutionRecord } from '../../workbench/apps-script/runtime';
import type { Workbench } from '../../workbench/workbench';
import {
  anna,
  ask,
  ben,
  bench,
  cells,
  closeBenches,
  connected,
  everyHour,
  held,
  newReport,
  plainly,
  select,
} from '../support/bench';
import { tries } from '../support/breadth';
import { carla, enter, tableOf } from '../support/spreadsheet';

afterEach(closeBenches);

const sheet = '0';
const hour = 3_600_000;
const minute = 60_000;
const thisYear = { period: 'current_year', type: null, limit: 3, where: 'cell' } as const;

/** Anna's key, a table of three at A1 of the first sheet, and the hourly refresh. */
async function withHourlyTable(): Promise<Workbench> {
  const made = await connected();
  select(made, sheet, 'A1');
  await ask(made, 'saveReport', newReport(thisYear));
  await everyHour(made);
  return made;
}

const last = ({ google }: Workbench, name: string): ExecutionRecord => {
  const found = google.executions.filter((execution) => execution.name === name).at(-1);
  if (!found) throw new Error(`${name} was not run.`);
  return found;
};

describe('the menu and the sidebar', () => {
  test('a click on the menu enables the add-on in a file, for whoever opens it next, and in no other file (P2.1-9)', async () => {
    const made = await bench();
    const modes = async (file = made.file, user = anna) => {
      await file.open(user);
      return last(made, 'onOpen').mode;
    };
    expect([await modes(), await modes(made.file, ben)]).toEqual(['NONE', 'NONE']);
    await made.file.choose(anna, 'Open Journeybee');
    expect([await modes(), await modes(made.file, ben)]).toEqual(['LIMITED', 'LIMITED']);
    expect(await modes(made.google.createSpreadsheet({ name: 'Another', owner: anna }))).toBe('NONE');
  });

  test('the sidebar is the built page as it is, which no template reads: it has // in it (P2.2-6)', async () => {
    const made = await bench();
    await made.file.choose(anna, 'Open Journeybee');
    const page = readFileSync('dist/sidebar.html', 'utf8');
    expect(page.includes('//')).toBe(true);
    expect(made.file.screen(anna).sidebar?.html === page).toBe(true);
    const { calls } = last(made, 'openJourneybee');
    expect(calls.filter((call) => call.startsWith('HtmlService'))).toEqual(['HtmlService.createHtmlOutputFromFile']);
  });

  test('the sidebar opens for who chose it, and not for who else has the file open (P2.2-1)', async () => {
    const made = await bench();
    await made.file.open(ben);
    await made.file.choose(ben, 'Open Journeybee');
    expect(made.file.screen(ben).sidebar).toMatchObject({ title: 'Journeybee Leaderboards' });
    expect(made.file.screen(anna).sidebar).toBeNull();
  });
});

describe('whichever service call fails, in Google’s words', () => {
  const raw = 'Service error: Spreadsheets (line 7, file Code)';
  /** Room for another table at N1, where an earlier attempt may have arrived. */
  const emptied = async (made: Workbench) => {
    const { reports: tables } = await ask(made, 'overview', undefined);
    for (const { id } of tables.slice(1)) await ask(made, 'removeReport', { id, clear: false });
    made.file.workbook.clearContent(sheet, { row: 1, column: 14, rows: 10, columns: 12 });
    return thisYear;
  };

  /** By default half as many calls fail as in the thorough breadth. */
  const every = (step: number) => tries(2 * step, step);

  /** What each is given, and how many of its service calls are passed over between two that fail. */
  const calls: ReadonlyArray<readonly [Method, (made: Workbench) => unknown, step: number]> = [
    ['overview', () => undefined, every(1)],
    ['connect', ({ sandbox }) => ({ key: sandbox.keys.full, use: 'shared' }), every(1)],
    ['saveReport', async (made) => newReport(await emptied(made)), 11],
    ['insertFormula', async (made) => ({ ...(await emptied(made)), currency: null }), every(1)],
    ['refresh', () => ({ id: null, withMyKey: false }), every(3)],
    ['refreshFormulas', () => undefined, 3],
    ['takeOver', () => ({ from: null }), 3],
    ['restartSchedules', () => undefined, 1],
    ['tryAgain', () => undefined, 3],
    ['disconnect', () => undefined, every(1)],
  ];

  test.each(calls)('%s shows the person none of them (P2.2-8)', async (method, given, step) => {
    const made = await withHourlyTable();
    select(made, sheet, 'N1');
    const told: string[] = [];
    let failures = 0;
    for (let nth = 0, failed = true; failed; nth += step) {
      const argument = await given(made);
      failed = false;
      made.google.interfere = ({ callsSoFar }) => {
        if (callsSoFar !== nth) return 'go on';
        failed = true;
        return { fail: raw };
      };
      const outcome = await made.file.run(anna, 'sidebarCall', [method, argument], 'FULL');
      made.google.interfere = null;
      if (failed) failures += 1;
      told.push(JSON.stringify(outcome), JSON.stringify(await ask(made, 'overview', undefined)));
      told.push(JSON.stringify(made.file.screen(anna).toast));
      // A lease that could not be given back ends by itself.
      await made.clock.advance(6 * minute);
      if (method === 'disconnect') await ask(made, 'connect', { key: made.sandbox.keys.full, use: 'owner' });
    }
    expect(failures).toBeGreaterThan(5);
    expect(told.filter((text) => /Service error|line 7|Exception/.test(text))).toEqual([]);
  });
});

describe('a permission that a person did not give, or took back', () => {
  const scopes = JSON.parse(readFileSync('dist/appsscript.json', 'utf8')).oauthScopes as string[];

  test.each(scopes)('%s: nothing is done, and a sentence says what to do (P6-13)', async (scope) => {
    const made = await withHourlyTable();
    made.google.account(anna).granted.delete(scope);
    // The tick notes that it could not go on, and nothing else.
    const state = () => {
      const properties = [...made.file.properties].filter(([name]) => name !== 'schedule');
      return JSON.stringify([properties, made.file.workbook.snapshot({ formulas: true })]);
    };
    const before = state();
    const requests = made.google.requests.length;
    for (const method of ['overview', 'refresh', 'disconnect'] as const) {
      const argument = method === 'refresh' ? { id: null, withMyKey: false } : undefined;
      await expect(ask(made, method, argument as never)).rejects.toThrow('Journeybee needs your permission again.');
    }
    for (const entry of ['Open Journeybee', 'Refresh all', 'Refresh formulas']) {
      expect(await made.file.choose(anna, entry)).toMatchObject({
        ok: false,
        message: expect.stringContaining('allow everything that Google asks for'),
      });
    }
    await made.google.advance(hour);
    expect(made.google.requests).toHaveLength(requests);
    expect(state() === before).toBe(true);
    expect(JSON.parse(made.file.properties.get('schedule') ?? '')).toMatchObject({ lapsedAt: made.clock.now() });
  });
});

test('an administrator allows other hosts only: cell, sidebar and table name the host to ask about (P5-11)', async () => {
  const made = await withHourlyTable();
  const blocked = 'Access to https://api.journeybee.io/v1/analytics/partners?x=y was blocked by your administrator.';
  made.google.interfere = ({ call }) => (call === 'UrlFetchApp.fetch' ? { fail: blocked } : 'go on');
  const advice = 'ask your administrator whether api.journeybee.io is allowed.';
  const connecting = ask(made, 'connect', { key: made.sandbox.keys.full, use: 'tables' }, ben);
  await expect(connecting).rejects.toThrow(advice);
  await made.file.workbook.type(sheet, 30, 1, '=JB_PARTNERS("last_year")');
  expect(cells(made, sheet, 'A30')[0]?.[0]?.note).toContain(advice);
  const { reports: tables } = await ask(made, 'refresh', { id: null, withMyKey: false });
  expect(tables).toMatchObject([{ problem: expect.stringContaining(advice) }]);
});

describe('the hourly refresh', () => {
  test('is one trigger every hour, made with nothing but everyHours (P3-15)', async () => {
    const made = await withHourlyTable();
    const asked = last(made, 'sidebarCall').calls.filter((call) => /Trigger/.test(call));
    expect(asked).toEqual([
      'ScriptApp.getUserTriggers',
      'ScriptApp.newTrigger',
      'TriggerBuilder.timeBased',
      'ClockTriggerBuilder.everyHours',
      'ClockTriggerBuilder.create',
      'Trigger.getUniqueId',
    ]);
    expect(made.file.triggers.triggers).toMatchObject([{ user: anna, handler: 'tick', everyHours: 1 }]);
  });

  test('belongs to the file in which it was switched on: another one’s tables stay as they are (P3-6)', async () => {
    const made = await withHourlyTable();
    const other = made.google.createSpreadsheet({ name: 'Another', owner: anna });
    await other.run(anna, 'sidebarCall', ['saveReport', newReport(thisYear)], 'FULL');
    const before = other.workbook.snapshot();
    await made.clock.advance(minute);
    await made.google.advance(hour);
    expect(other.workbook.snapshot()).toEqual(before);
    expect(other.triggers.triggers).toEqual([]);
    expect(await ask(made, 'overview', undefined)).toMatchObject({ reports: [{ refreshedAt: '2026-05-15 10:00' }] });
  });

  test('says when it last ran, whatever minute Google chose (P3-17)', async () => {
    const made = await withHourlyTable();
    const [trigger] = made.file.triggers.triggers;
    if (trigger) trigger.nextAt += 23 * minute;
    await made.google.advance(2 * hour + 30 * minute);
    expect(await ask(made, 'overview', undefined)).toMatchObject({
      schedule: { health: { text: expect.stringContaining('Last run 2026-05-15 11:23.') } },
      reports: [{ refreshedAt: '2026-05-15 11:23' }],
    });
  });

  test('of a second person, who has a trigger left over, returns at once: nothing happens twice (P3-10)', async () => {
    const made = await withHourlyTable();
    await ask(made, 'connect', { key: made.sandbox.keys.full, use: 'tables' }, ben);
    made.file.triggers.add(ben, 'tick', 1, false);
    const requests = made.google.requests.length;
    await made.google.advance(3 * hour);
    expect(made.google.requests.length - requests).toBe(3);
    const ticks = made.google.executions.filter(({ name, user }) => name === 'tick' && user === ben);
    expect(ticks).toHaveLength(3);
    for (const { ok, calls } of ticks) {
      expect(ok).toBe(true);
      expect(
        calls.filter((call) => /^(?:Range|Sheet|Spreadsheet|UrlFetchApp|LockService)\.|set|delete/.test(call)),
      ).toEqual([]);
    }
  });
});

describe('what a refresh asks of the spreadsheet', () => {
  test('the lock is held over properties only, and the lease until all is written (P4-28)', async () => {
    const made = await withHourlyTable();
    await made.google.advance(hour);
    const { calls } = last(made, 'tick');
    const taken = calls.flatMap((call, index) => (call === 'Lock.tryLock' ? index : []));
    expect(taken.length).toBeGreaterThan(0);
    for (const at of taken) {
      const under = calls.slice(at + 1, calls.indexOf('Lock.releaseLock', at));
      expect(under.filter((call) => !/^Propert/.test(call))).toEqual([]);
    }
    const written = calls.findLastIndex((call) => /^Range\.(?:set|clear)|^Spreadsheet\.setNamedRange/.test(call));
    const flushed = calls.lastIndexOf('SpreadsheetApp.flush');
    const leaseEnded = calls.lastIndexOf('Properties.deleteProperty');
    expect(written).toBeGreaterThan(0);
    expect(flushed).toBeGreaterThan(written);
    expect(leaseEnded).toBeGreaterThan(flushed);
  });

  test('only the table’s own surroundings are read, however full the sheet is (P8-14)', async () => {
    const made = await withHourlyTable();
    const { workbook } = made.file;
    const full = { row: 100, column: 1, rows: 900, columns: 26 };
    workbook.write(
      sheet,
      full,
      Array.from({ length: 900 }, (_, row) => Array.from({ length: 26 }, (__, column) => row * column)),
    );
    let read = 0;
    const reading = workbook.read.bind(workbook);
    workbook.read = (id, rect) => {
      if (id === sheet) read += rect.rows * rect.columns;
      return reading(id, rect);
    };
    await ask(made, 'refresh', { id: null, withMyKey: false });
    expect(read).toBeGreaterThan(10);
    expect(read).toBeLessThan(1000);
  });
});

test('a table is plain values: who has no add-on, or reads from outside, sees the same (P1.6-4, P1.6-6)', async () => {
  const made = await withHourlyTable();
  const answer = await plainly(made, 'period=current_year&limit=100');
  expect(held(made, sheet, 'A2:K5')).toEqual(tableOf(answer, 3).map((row) => row.slice(0, 11)));
  expect(cells(made, sheet, 'A1:L6').flatMap((row) => row.filter(({ formula }) => formula !== ''))).toEqual([]);
});

describe('in a shared drive, where a file is nobody’s and its user properties are nobody’s too (P11-1)', () => {
  const drive = { owner: 'nobody@example.com' };

  test('nobody is let allow a key that no cell would see', async () => {
    const made = await bench(drive);
    for (const person of [anna, ben]) {
      const connecting = ask(made, 'connect', { key: made.sandbox.keys.full, use: 'owner' }, person);
      await expect(connecting).rejects.toThrow('Formulas can use the own key of nobody but this file’s owner.');
      const { connection } = await ask(made, 'overview', undefined, person);
      expect(connection).toMatchObject({ last4: null, formulas: null, ownsFile: false });
    }
    expect(made.google.requests).toEqual([]);
  });

  test('a shared key works in all of them, and tables work with each person’s own', async () => {
    const made = await connected('shared', drive);
    const answer = await plainly(made, 'period=current_year&limit=100');
    for (const person of [anna, ben, carla]) {
      expect((await enter(made, `=JB_PARTNERS("", "", ${person.length})`, person)).rows).toEqual(
        tableOf(answer, person.length),
      );
    }
    select(made, sheet, 'N1');
    expect(await ask(made, 'saveReport', newReport(thisYear))).toMatchObject({ reports: [{ problem: null }] });
  });
});
