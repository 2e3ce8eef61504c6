import fc from 'fast-check';
import type { AuthMode } from '../../workbench/apps-script/permissions';
import { WallClock } from '../../workbench/clock';
import { anna, ben } from '../support/bench';
import { closeScripts, manifest, returned, type Script, scope, script, server, value } from './script';

afterEach(closeScripts);

describe('every execution starts anew', () => {
  test('globals, and changes to built-in objects, are gone in the next one (P1.5-5)', async () => {
    const { run } = await script(`
      var count = 0;
      function probe() {
        count += 1;
        const seen = [count, 'left' in Array.prototype, typeof globalThis.left, typeof Utilities.left];
        Array.prototype.left = globalThis.left = 1;
        return seen;
      }`);
    const fresh = { ok: true, value: [1, false, 'undefined', 'undefined'] };
    expect([await run('probe'), await run('probe'), await run('probe', 'CUSTOM_FUNCTION')]).toEqual([
      fresh,
      fresh,
      fresh,
    ]);
  });

  test('all files share one scope, in alphabetical order (P7-10, P9-3)', async () => {
    const files = { 'A.js': 'var order = ["A"];', 'Z.js': 'order.push("Z");' };
    const { run } = await script('order.push("Code"); function probe() { return order; }', { files });
    expect(await run('probe')).toEqual({ ok: true, value: ['A', 'Code', 'Z'] });
  });

  test('what no file declares cannot be called, nor what a variable holds, to be strict (P7-12)', async () => {
    const { run, google } = await script('var held = function () { return 1; };');
    for (const name of ['gone', 'held', 'toString']) {
      expect(await run(name)).toMatchObject({ ok: false, message: `Script function not found: ${name}` });
    }
    expect(google.executions).toEqual([]);
  });

  test('one name declared by two files stops all of them', async () => {
    const { run } = await script('const one = 1; function probe() { return 1; }', {
      files: { 'B.js': 'const one = 2;' },
    });
    expect(await run('probe')).toMatchObject({ ok: false, name: 'SyntaxError' });
  });

  test('a file that cannot be pushed, and a project without manifest, are refused', async () => {
    await expect(script('', { files: { 'notes.txt': '' } })).rejects.toThrow('clasp does not push notes.txt');
    await expect(script('', { files: { 'appsscript.json': '' } })).rejects.toThrow();
  });

  test.each([
    'class A { #x = 1 }',
    'class A { static x = 1 }',
    'class A { x = 1 }',
    'a ??= b',
    '1_000',
    '10n',
    'import("a")',
    'import "a"',
  ])('syntax newer than is certain is refused at the push: %s (P0-6, P7-8, P7-18)', async (code) => {
    await expect(script(`function probe() {} ${code}`)).rejects.toMatchObject({ name: 'SyntaxError' });
  });

  test('what users report to parse is taken (P7-18)', async () => {
    const { run } = await script(
      'function probe() { const nothing = null; return nothing?.left ?? typeof globalThis; }',
    );
    expect(await run('probe')).toEqual({ ok: true, value: 'object' });
  });
});

describe('what V8 at Google does not have', () => {
  const missing =
    'setTimeout setInterval clearTimeout clearInterval fetch URL URLSearchParams FormData File Blob'.split(' ');
  missing.push('TextEncoder', 'TextDecoder', 'ReadableStream', 'atob', 'btoa', 'crypto', 'SubtleCrypto', 'window');
  missing.push('navigator', 'performance', 'process', 'DOMException', 'require', 'module', 'Buffer', 'setImmediate');
  const alsoMissing = 'queueMicrotask structuredClone AbortController Event EventTarget Headers Request Response'.split(
    ' ',
  );
  const uncertain = [
    '[].at',
    '[].findLast',
    '[].toSorted',
    '"".replaceAll',
    '"".at',
    'Object.hasOwn',
    'Object.groupBy',
  ];

  test('no timers, no network, no Web, no Node (P7-1, P7-2)', async () => {
    const all = [...missing, ...alsoMissing];
    const found = await value(
      `[${all.map((name) => `typeof ${name} === 'undefined' ? '' : '${name}'`)}].filter(String)`,
    );
    expect(found).toEqual([]);
  });

  test('no methods of which nobody is certain (P7-9)', async () => {
    const found = `[${uncertain.map((name) => `typeof ${name}`)}, typeof BigInt]`;
    expect(await value(found)).toEqual([...uncertain, 'BigInt'].map(() => 'undefined'));
  });

  test('no text becomes code', async () => {
    await expect(value('eval("1 + 1")')).rejects.toThrow('EvalError');
    await expect(value('new Function("return 1")()')).rejects.toThrow('EvalError');
    await expect(value('[].constructor.constructor("return process")()')).rejects.toThrow('EvalError');
  });

  test('no way out of the scope by what the runtime hands in', async () => {
    for (const given of [
      'Utilities.sleep',
      'Date.now',
      'Date',
      'console.log',
      'Math.random',
      'ScriptApp.AuthMode.FULL.toString',
    ]) {
      await expect(value(`${given}.constructor("return typeof process")()`)).rejects.toThrow('EvalError');
    }
  });

  test('console has these six methods and no others (P7-3)', async () => {
    expect(await value('Object.keys(console)')).toEqual(['log', 'info', 'warn', 'error', 'time', 'timeEnd']);
  });

  test('what is logged is kept with its execution', async () => {
    const { run, google } = await script('function probe() { console.warn("seen", 1); }');
    await run('probe');
    expect(google.executions.at(-1)).toMatchObject({ name: 'probe', mode: 'FULL', ok: true, logs: ['warn: seen 1'] });
  });

  test('languages are known', async () => {
    const date = 'new Date(Date.UTC(2012, 11, 21)).toLocaleDateString("de-DE", ';
    expect(await value(`${date}{ dateStyle: "long", timeZone: "UTC" })`)).toBe('21. Dezember 2012');
  });

  test('an async function gives no result that anybody has vouched for (P7-6)', async () => {
    const { run } = await script('async function probe() { return 1; }');
    for (const mode of ['CUSTOM_FUNCTION', 'FULL'] as const) {
      expect(await run('probe', mode)).toMatchObject({ ok: false, message: expect.stringContaining('promise') });
    }
  });
});

describe('values that pass between a script and Google', () => {
  test('dates are dates of the script’s own (P7-15)', async () => {
    const { run, file } = await script(`
      function probe(date) {
        const range = SpreadsheetApp.getActiveSpreadsheet().getSheets()[0].getRange(1, 1);
        return [date instanceof Date, range.getValue() instanceof Date, Array.isArray(range.getValues()), new Date().getTime()];
      }`);
    await file.workbook.type('0', 1, 1, '2026-05-01');
    const now = Date.UTC(2026, 4, 15, 9);
    expect(await run('probe', 'FULL', anna, [new Date()])).toEqual({ ok: true, value: [true, true, true, now] });
  });

  test('a member of an enumeration is written as its name (P7-14), and a name is no member', async () => {
    expect(await value('JSON.stringify([ScriptApp.AuthMode.FULL, String(ScriptApp.AuthMode.NONE)])')).toBe(
      '["FULL","NONE"]',
    );
    await expect(value('Utilities.computeDigest("SHA_256", "a", "UTF_8")')).rejects.toThrow("don't match the method");
  });

  test('a service’s error is an Exception with Google’s words (P5-3)', async () => {
    const body = 'try { Utilities.sleep(-1); } catch (error) { return [error.name, error instanceof Error]; }';
    expect(await returned(body)).toEqual(['Exception', true]);
  });

  test('a method that the workbench does not have is none', async () => {
    await expect(value('SpreadsheetApp.openById("1")')).rejects.toThrow('is not a function');
  });

  test('plain values come through both ways as they are', async () => {
    const { run } = await script('function probe(value) { return value; }');
    const plain = fc
      .jsonValue()
      .filter((json) => !JSON.stringify(json).includes('"$"') && !JSON.stringify(json).includes('__proto__'));
    await fc.assert(
      fc.asyncProperty(plain, async (json) => {
        const sent = JSON.parse(JSON.stringify(json));
        expect(await run('probe', 'FULL', anna, [sent])).toEqual({ ok: true, value: sent });
      }),
      { numRuns: 50 },
    );
  });
});

describe('which service may be used how', () => {
  const calls: Readonly<Record<string, string>> = {
    Utilities: 'Utilities.sleep(0)',
    'the menu': 'SpreadsheetApp.getUi()',
    SpreadsheetApp: 'SpreadsheetApp.getActiveSpreadsheet()',
    PropertiesService: 'PropertiesService.getDocumentProperties()',
    'user properties': 'PropertiesService.getUserProperties()',
    CacheService: 'CacheService.getDocumentCache()',
    LockService: 'LockService.getDocumentLock()',
    UrlFetchApp: 'UrlFetchApp.fetch("https://api.example.com/v1/", { method: "get" })',
    ScriptApp: 'ScriptApp.getAuthorizationInfo(ScriptApp.AuthMode.FULL)',
    'new triggers': 'ScriptApp.newTrigger("tick").timeBased().everyHours(1).create()',
    MailApp: 'MailApp.sendEmail("anna@example.com", "a", "b")',
    Session: 'Session.getEffectiveUser().getEmail()',
  };
  const allowed: Readonly<Record<AuthMode, readonly string[]>> = {
    NONE: ['Utilities', 'the menu'],
    LIMITED: [
      'Utilities',
      'the menu',
      'SpreadsheetApp',
      'PropertiesService',
      'user properties',
      'CacheService',
      'LockService',
    ],
    CUSTOM_FUNCTION: [
      'Utilities',
      'SpreadsheetApp',
      'PropertiesService',
      'user properties',
      'CacheService',
      'LockService',
      'UrlFetchApp',
    ],
    FULL: Object.keys(calls),
  };

  test.each(Object.keys(allowed) as AuthMode[])(
    'in mode %s (P2.1-1 to P2.1-7, P1.4-1, P1.4-8, P8.1-8)',
    async (mode) => {
      const target = await server((_, response) => response.end());
      const { run } = await script(
        Object.values(calls)
          .map((call, index) => `function probe${index}() { ${call}; }`)
          .join('\n'),
        { server: target },
      );
      const names = Object.keys(calls);
      const outcomes = await Promise.all(names.map((_, index) => run(`probe${index}`, mode)));
      expect(names.filter((_, index) => outcomes[index]?.ok)).toEqual(allowed[mode]);
      for (const outcome of outcomes) {
        if (!outcome.ok)
          expect(outcome.message).toMatch(/You do not have permission to call \w+\.\w+\.|from this context/);
      }
    },
  );

  test.each(Object.entries(calls))(
    '%s while globals are loaded: in the mode of the call (P2.1-8)',
    async (name, call) => {
      const target = await server((_, response) => response.end());
      for (const mode of ['NONE', 'LIMITED', 'CUSTOM_FUNCTION', 'FULL'] as const) {
        const { run } = await script(`var loaded = ${call}; function onOpen() {}`, { server: target });
        expect([mode, (await run('onOpen', mode)).ok]).toEqual([mode, allowed[mode].includes(name)]);
      }
    },
  );

  test.each([
    ['script.external_request', calls.UrlFetchApp],
    ['script.scriptapp', calls['new triggers']],
    ['script.scriptapp', 'ScriptApp.getUserTriggers(SpreadsheetApp.getActiveSpreadsheet())'],
    ['script.scriptapp', 'ScriptApp.deleteTrigger(null)'],
    ['script.send_mail', calls.MailApp],
    ['userinfo.email', calls.Session],
    ['spreadsheets.currentonly', calls.SpreadsheetApp],
  ])(
    'without the scope %s, which the manifest does not list or its person did not allow (P6-5, P3-18)',
    async (name, call = '') => {
      const missing = manifest.oauthScopes.filter((known) => known !== scope(name));
      await expect(value(call, 'FULL', { manifest: { oauthScopes: missing } })).rejects.toThrow(scope(name));
      const { run, google } = await script(`function probe() { ${call} }
      function status() { return String(ScriptApp.getAuthorizationInfo(ScriptApp.AuthMode.FULL).getAuthorizationStatus()); }
      function page() { return ScriptApp.getAuthorizationInfo(ScriptApp.AuthMode.FULL).getAuthorizationUrl(); }`);
      expect(await run('status')).toEqual({ ok: true, value: 'NOT_REQUIRED' });
      expect(await run('page')).toEqual({ ok: true, value: '' });
      google.account(anna).granted.delete(scope(name));
      expect(await run('probe')).toMatchObject({ ok: false, message: expect.stringContaining(scope(name)) });
      expect(await run('status')).toEqual({ ok: true, value: 'REQUIRED' });
      expect(await run('page')).toEqual({ ok: true, value: expect.stringMatching('^https://accounts.google.com/') });
    },
  );

  test('a cell needs no grant of its person to fetch (P1.4-7)', async () => {
    const target = await server((_, response) => response.end('here'));
    const { run, google } = await script(`function probe() { return ${calls.UrlFetchApp}.getContentText(); }`, {
      server: target,
    });
    google.account(anna).granted.clear();
    expect(await run('probe', 'CUSTOM_FUNCTION')).toEqual({ ok: true, value: 'here' });
  });

  test('a cell reads the sheet and writes nothing (P1.3-8)', async () => {
    const at = 'SpreadsheetApp.getActiveSpreadsheet().getSheets()[0].getRange(1, 1)';
    expect(await value(`${at}.getValue()`, 'CUSTOM_FUNCTION')).toBe('');
    expect(await value(`${at}.canEdit()`, 'CUSTOM_FUNCTION')).toBe(false);
    const writes = ['setValue(1)', 'setValues([[1]])', 'setFormula("=1")', 'clearContent()', 'setFontWeight("bold")'];
    for (const write of writes) {
      await expect(value(`${at}.${write}`, 'CUSTOM_FUNCTION')).rejects.toThrow(
        'You do not have permission to call Range.',
      );
    }
    for (const write of ['insertSheet("x")', 'setNamedRange("x", null)', 'getSheets()[0].insertRowsAfter(1, 1)']) {
      await expect(value(`SpreadsheetApp.getActiveSpreadsheet().${write}`, 'CUSTOM_FUNCTION')).rejects.toThrow(
        'You do not have permission to call S',
      );
    }
  });

  test('a simple trigger writes the sheet (P2.1-3)', async () => {
    const { run, file } = await script(
      'function onOpen() { SpreadsheetApp.getActiveSpreadsheet().getSheets()[0].getRange(1, 1).setValue("opened"); }',
    );
    expect(await run('onOpen', 'LIMITED')).toMatchObject({ ok: true });
    expect(file.workbook.read('0', { row: 1, column: 1, rows: 1, columns: 1 })[0]?.[0]?.value).toBe('opened');
  });

  test('no sidebar before the person has acted (P2.1-4)', async () => {
    const show = 'SpreadsheetApp.getUi().showSidebar(HtmlService.createHtmlOutputFromFile("page"))';
    const { run, file } = await script(`function probe() { ${show}; }`, { files: { 'page.html': '<p>' } });
    expect(await run('probe', 'LIMITED')).toMatchObject({ ok: false });
    expect(file.screen(anna).sidebar).toBeNull();
    await run('probe');
    expect(file.screen(anna).sidebar).toMatchObject({ html: '<p>' });
  });

  test('a sidebar is a page of the project, and nothing else', async () => {
    await expect(value('SpreadsheetApp.getUi().showSidebar("<p>")')).rejects.toThrow('Invalid argument');
    await expect(value('HtmlService.createHtmlOutputFromFile("page")')).rejects.toThrow('No HTML file named page');
  });

  test('the menu is as it was last built, however often (P2.1-13)', async () => {
    const { run, file } = await script(`
      function onOpen() { SpreadsheetApp.getUi().createAddonMenu().addItem("First", "a").addItem("Second", "b").addToUi(); }`);
    for (const mode of ['NONE', 'LIMITED', 'FULL'] as const) await run('onOpen', mode);
    expect(file.screen(anna).menu).toEqual([
      { label: 'First', functionName: 'a' },
      { label: 'Second', functionName: 'b' },
    ]);
    expect(() => file.choose(anna, 'Third')).toThrow('The menu has no entry Third.');
  });
});

describe('properties', () => {
  const open = 'const store = PropertiesService.getUserProperties();';

  test('are texts: anything else becomes one, and what is missing is null (P4-22, P4-23, P7-14)', async () => {
    const set =
      'store.setProperty("a", 1).setProperty("b", null).setProperty("c", { d: 1 }).setProperty("e", true).setProperty("g", undefined);';
    expect(await returned(`${open} ${set} return [store.getProperties(), store.getProperty("f")];`)).toEqual([
      { a: '1', b: 'null', c: '[object Object]', e: 'true', g: 'null' },
      null,
    ]);
  });

  test('getProperties is a copy (P4-23)', async () => {
    const body = `${open} store.setProperty("a", "1"); store.getProperties().a = "2"; return store.getProperty("a");`;
    expect(await returned(body)).toBe('1');
  });

  test('without a name there is none (P4-24)', async () => {
    for (const call of ['getProperty(null)', 'getProperty("")', 'setProperty("", "a")', 'deleteProperty(null)']) {
      await expect(returned(`${open} store.${call};`)).rejects.toThrow('Exception: Invalid argument: key');
    }
  });

  test('a value may have 9 KB, counted in bytes (P0-7, P4-5)', async () => {
    const put = (text: string) => returned(`${open} store.setProperty("a", ${text}); return "kept";`);
    expect(await put('"a".repeat(9 * 1024)')).toBe('kept');
    await expect(put('"a".repeat(9 * 1024 + 1)')).rejects.toThrow('Argument too large: value');
    await expect(put('"ä".repeat(9 * 512 + 1)')).rejects.toThrow('Argument too large: value');
  });

  test('a store may have 500 KB, and says so when it is full (P4-5, P4-24)', async () => {
    const { run } = await script(`
      function fill() { for (let index = 0; index < 56; index += 1) PropertiesService.getUserProperties().setProperty("k" + index, "a".repeat(9 * 1024)); }
      function replace() { PropertiesService.getUserProperties().setProperty("k0", "b".repeat(9 * 1024)); }
      function free() { PropertiesService.getUserProperties().deleteProperty("k1"); fill(); }`);
    const full = { ok: false, message: expect.stringContaining('You have exceeded the property storage quota') };
    expect(await run('fill')).toMatchObject(full);
    expect(await run('replace')).toMatchObject({ ok: true });
    expect(await run('free')).toMatchObject(full);
  });

  test('in a cell they are the owner’s, whoever is at the keyboard; elsewhere each person’s own (P1.4-4, P4-22)', async () => {
    const { run, google, file } = await script(`
      function mine() { return PropertiesService.getUserProperties().getProperty("whose"); }
      function everybodys() { return PropertiesService.getDocumentProperties().getProperty("whose"); }`);
    google.account(anna).properties.set('whose', 'Anna');
    google.account(ben).properties.set('whose', 'Ben');
    file.properties.set('whose', 'the document');
    expect(await run('mine', 'CUSTOM_FUNCTION', ben)).toMatchObject({ value: 'Anna' });
    expect(await run('mine', 'FULL', ben)).toMatchObject({ value: 'Ben' });
    for (const mode of ['CUSTOM_FUNCTION', 'FULL'] as const) {
      expect(await run('everybodys', mode, ben)).toMatchObject({ value: 'the document' });
    }
  });

  test('an editor who is not the owner cannot set the owner’s from a cell (P1.4-4)', async () => {
    const { run, google } = await script(`
      function set() { PropertiesService.getUserProperties().setProperty("a", "b"); }
      function remove() { PropertiesService.getUserProperties().deleteProperty("kept"); }`);
    google.account(anna).properties.set('kept', 'there');
    for (const name of ['set', 'remove']) {
      expect(await run(name, 'CUSTOM_FUNCTION', ben)).toMatchObject({
        ok: false,
        message: expect.stringContaining('You do not have permission to call Properties.'),
      });
    }
    expect([...google.account(anna).properties]).toEqual([['kept', 'there']]);
  });
});

describe('the cache', () => {
  const open = 'const cache = CacheService.getDocumentCache();';

  test('gives back what it has, as text, and leaves out what it has not (P4-17, P4-18, P7-14)', async () => {
    const put =
      'cache.put("a", "1"); cache.put("b", null); cache.put("c", {}); cache.put("d", 4); cache.remove("d"); cache.put("f", undefined);';
    expect(await returned(`${open} ${put} return cache.getAll(["a", "b", "c", "d", "e", "f"]);`)).toEqual({
      a: '1',
      b: 'null',
      c: '[object Object]',
      f: 'null',
    });
    const get = 'cache.removeAll(["a", "c", "z"]); return [cache.get("a"), cache.get("b"), cache.get("c")];';
    expect(await returned(`${open} ${put} ${get}`)).toEqual([null, 'null', null]);
  });

  test.each([
    ['a key of 250 letters', 'cache.put("k".repeat(250), "v")', null],
    ['a key of 251', 'cache.put("k".repeat(251), "v")', 'Argument too large: key'],
    ['no key', 'cache.put("", "v")', 'Invalid argument: key'],
    ['null as a key', 'cache.getAll([null])', 'Invalid argument: key'],
    ['no key to remove', 'cache.remove("")', 'Invalid argument: key'],
    ['no key among several to remove', 'cache.removeAll(["k", ""])', 'Invalid argument: key'],
    ['no key to get', 'cache.get("")', 'Invalid argument: key'],
    ['a time that is no number', 'cache.put("k", "v", "soon")', 'Invalid argument: ttlSeconds'],
    ['a value of 100 KB', 'cache.put("k", "v".repeat(102400))', null],
    ['one byte more', 'cache.put("k", "v".repeat(102401))', 'Argument too large: value'],
    ['as many letters of two bytes', 'cache.put("k", "ü".repeat(51201))', 'Argument too large: value'],
    ['six hours', 'cache.put("k", "v", 21600)', null],
    ['a second more', 'cache.put("k", "v", 21601)', 'Invalid argument: ttlSeconds'],
  ])('%s (P4-17, P4-18)', async (_, call, refusal) => {
    const work = returned(`${open} ${call}; return "kept";`);
    if (refusal) await expect(work).rejects.toThrow(refusal);
    else expect(await work).toBe('kept');
  });

  test('takes a negative time, and the value can be read (P4-18)', async () => {
    expect(await returned(`${open} cache.put("a", "1", -5); return cache.getAll(["a"]);`)).toEqual({ a: '1' });
  });

  test('forgets when the time is over: ten minutes unless said otherwise (P4-17)', async () => {
    const { run, clock } = await script(`
      function put() { ${open} cache.put("a", "1"); cache.put("b", "2", 601); cache.put("c", "3", 1); }
      function get() { return Object.keys(CacheService.getDocumentCache().getAll(["a", "b", "c"])); }`);
    await run('put');
    expect(await run('get')).toMatchObject({ value: ['a', 'b', 'c'] });
    await clock.advance(599_999);
    expect(await run('get')).toMatchObject({ value: ['a', 'b'] });
    await clock.advance(1);
    expect(await run('get')).toMatchObject({ value: ['b'] });
  });

  test('holds a thousand entries; the next drops the oldest tenth, read lately or not (P4-19)', async () => {
    const { run, file } = await script(`
      function put(from, to) { ${open} for (let index = from; index < to; index += 1) cache.put("k" + index, "v"); }
      function get(key) { return CacheService.getDocumentCache().getAll([key]); }`);
    await run('put', 'FULL', anna, [0, 1000]);
    expect(file.cache.entries()).toHaveLength(1000);
    expect(await run('get', 'FULL', anna, ['k0'])).toMatchObject({ value: { k0: 'v' } });
    await run('put', 'FULL', anna, [1000, 1001]);
    expect(file.cache.entries().map(([key]) => key)).toEqual(
      Array.from({ length: 901 }, (_, index) => `k${index + 100}`),
    );
  });

  test('may forget everything at any time (P4-17)', async () => {
    const { run, file } = await script(`function probe() { ${open} cache.put("a", "1"); return cache.getAll(["a"]); }`);
    file.cache.forgetful = true;
    expect(await run('probe')).toEqual({ ok: true, value: {} });
  });

  test('is one for all people of a document, and another document has another (P4-20)', async () => {
    const { run, google } = await script(`
      function put() { ${open} cache.put("a", "1"); }
      function get() { return CacheService.getDocumentCache().getAll(["a"]); }`);
    await run('put');
    expect(await run('get', 'CUSTOM_FUNCTION', ben)).toMatchObject({ value: { a: '1' } });
    const other = google.createSpreadsheet({ name: 'Other', owner: anna });
    expect(await other.run(anna, 'get', [], 'FULL')).toEqual({ ok: true, value: {} });
  });
});

describe('the document lock', () => {
  const code = `
    const lock = () => LockService.getDocumentLock();
    function hold(ms, release) { const got = lock().tryLock(0); Utilities.sleep(ms); if (release) lock().releaseLock(); Utilities.sleep(1000); return got; }
    function take(ms) { const started = Date.now(); return [lock().tryLock(ms), Date.now() - started]; }
    function keep(ms) { const taken = take(ms); Utilities.sleep(1000); return taken; }
    function twice() { const started = Date.now(); return [lock().tryLock(0), lock().tryLock(5000), Date.now() - started]; }
    function release() { lock().releaseLock(); return 'nothing happened'; }`;

  /** Ben asks for the lock 100 ms after Anna has got it. */
  async function contend(anns: readonly unknown[], patienceMs: number, mode: AuthMode = 'FULL'): Promise<unknown> {
    const made = await script(code);
    const holding = made.run('hold', mode, anna, anns);
    await made.clock.busy(() => made.clock.wait(100));
    const outcome = await made.run('take', 'FULL', ben, [patienceMs]);
    await holding;
    return outcome.ok ? outcome.value : outcome.message;
  }

  test('is held by one execution; another waits as long as it said, and goes without (P4-26)', async () => {
    expect(await contend([5000, true], 2000)).toEqual([false, 2000]);
  });

  test('goes to who waits, when it is released (P4-26)', async () => {
    expect(await contend([5000, true], 10_000)).toEqual([true, 4900]);
  });

  test('goes to who asked first of those that wait (P4-26)', async () => {
    const made = await script(code);
    const holding = [made.run('hold', 'FULL', anna, [5000, true])];
    const waiting = [];
    for (const user of [anna, ben]) {
      await made.clock.busy(() => made.clock.wait(100));
      waiting.push(made.run('keep', 'FULL', user, [60_000]));
    }
    expect(await Promise.all(waiting)).toMatchObject([{ value: [true, 4900] }, { value: [true, 5800] }]);
    await Promise.all(holding);
  });

  test('is released when its execution ends (P4-26)', async () => {
    expect(await contend([5000, false], 10_000)).toEqual([true, 5900]);
  });

  test('is released when its execution is killed, without any finally (P10-12)', async () => {
    expect(await contend([60_000, false], 40_000, 'CUSTOM_FUNCTION')).toEqual([true, 29_900]);
  });

  test('is not taken by an execution that was ended while it asked for it (P4-26)', async () => {
    const made = await script(code);
    made.google.interfere = ({ call }) => (call === 'Lock.tryLock' ? { stallMs: 600_000 } : 'go on');
    expect(await made.run('take', 'FULL', anna, [0])).toMatchObject({ ok: false });
    made.google.interfere = null;
    await made.clock.advance(600_000);
    expect(await made.run('take', 'FULL', ben, [0])).toMatchObject({ value: [true, 0] });
  });

  test('may be taken again by who holds it, and released by who does not (P4-26)', async () => {
    const { run } = await script(code);
    expect(await run('twice')).toMatchObject({ value: [true, true, 0] });
    expect(await run('release')).toMatchObject({ value: 'nothing happened' });
  });

  test('is not released by somebody else’s releaseLock', async () => {
    const made = await script(code);
    const holding = made.run('hold', 'FULL', anna, [5000, true]);
    await made.clock.busy(() => made.clock.wait(100));
    await made.run('release', 'FULL', ben);
    expect(await made.run('take', 'FULL', ben, [0])).toMatchObject({ value: [false, 0] });
    await holding;
  });

  test('of another document is another lock', async () => {
    const made = await script(code);
    const other = made.google.createSpreadsheet({ name: 'Other', owner: anna });
    const holding = made.run('hold', 'FULL', anna, [5000, true]);
    expect(await other.run(ben, 'take', [0], 'FULL')).toMatchObject({ value: [true, 0] });
    await holding;
  });
});

describe('Utilities', () => {
  test('sleep takes that long, five minutes at most', async () => {
    const nap = 'const started = Date.now(); Utilities.sleep(1234); return Date.now() - started;';
    expect(await returned(nap)).toBe(1234);
    for (const ms of ['300001', '-1', '"soon"'])
      await expect(value(`Utilities.sleep(${ms})`)).rejects.toThrow('Invalid argument');
  });

  test.each([
    '"SHA_256", "a", Utilities.Charset.UTF_8',
    'Utilities.DigestAlgorithm.SHA_256, "a", "UTF_8"',
    'Utilities.Charset.UTF_8, "a", Utilities.Charset.UTF_8',
    'Utilities.DigestAlgorithm.SHA_256, 1, Utilities.Charset.UTF_8',
  ])('computeDigest(%s) is refused: only members of the enumerations will do (P8-19)', async (args) => {
    await expect(value(`Utilities.computeDigest(${args})`)).rejects.toThrow("don't match the method signature");
  });

  test('computeDigest gives signed bytes', async () => {
    const digest = 'Utilities.computeDigest(Utilities.DigestAlgorithm.SHA_256, "é", Utilities.Charset.UTF_8)';
    const bytes = (await value(digest)) as number[];
    expect(bytes).toHaveLength(32);
    expect(bytes.slice(0, 4)).toEqual([0x4a, 0x99 - 256, 0x55, 0x7e]);
  });

  test('formatDate is in the zone that is named', async () => {
    const at = (zone: string) =>
      value(`Utilities.formatDate(new Date(Date.UTC(2026, 11, 31, 23, 5)), "${zone}", "yyyy-MM-dd HH:mm")`);
    expect(await at('Europe/Berlin')).toBe('2027-01-01 00:05');
    expect(await at('Etc/UTC')).toBe('2026-12-31 23:05');
    await expect(value('Utilities.formatDate(new Date(), "Etc/UTC", "EEE")')).rejects.toThrow('date pattern EEE');
    for (const args of ['0, "Etc/UTC", "yyyy"', 'new Date(), null, "yyyy"', 'new Date(), "Etc/UTC", 1'])
      await expect(value(`Utilities.formatDate(${args})`)).rejects.toThrow("don't match the method signature");
  });
});

describe('how long and how many', () => {
  const code = `
    function nap(ms) { for (let left = ms; left > 0; left -= 300000) Utilities.sleep(Math.min(left, 300000)); return ms; }
    function tidy(ms) { try { nap(ms); } finally { PropertiesService.getUserProperties().setProperty("finally", "ran"); } }`;
  const killed = { ok: false, name: 'Exception', message: 'Exceeded maximum execution time' };

  test.each([
    ['CUSTOM_FUNCTION', 30_000, 'P1.3-6, P4-7'],
    ['FULL', 360_000, 'P4-6'],
  ] as const)('in mode %s an execution has %i ms (%s)', async (mode, ms, _) => {
    const { run, google } = await script(code);
    expect(await run('nap', mode, anna, [ms - 1])).toEqual({ ok: true, value: ms - 1 });
    expect(await run('nap', mode, anna, [ms + 1000])).toMatchObject(killed);
    expect(google.executions.at(-1)).toMatchObject({ ok: false, ms });
  });

  test.each(['LIMITED', 'NONE'] as const)('in mode %s, a simple trigger, it has 30 seconds (P4-7)', async (mode) => {
    const { run } = await script(code);
    expect(await run('nap', mode, anna, [31_000])).toMatchObject(killed);
  });

  test('a loop that never ends is killed too', async () => {
    const clock = new WallClock();
    const { run } = await script('function probe() { for (;;); }', { clock });
    const outcome = run('probe', 'CUSTOM_FUNCTION');
    await new Promise((resolve) => setTimeout(resolve, 200));
    await clock.advance(30_000);
    expect(await outcome).toMatchObject(killed);
  });

  test('after six minutes nothing more of it runs, no finally block either (P10-12)', async () => {
    const { run, google } = await script(code);
    expect(await run('tidy', 'FULL', anna, [400_000])).toMatchObject(killed);
    await google.advance(600_000);
    expect([...google.account(anna).properties]).toEqual([]);
    await run('tidy', 'FULL', anna, [1000]);
    expect([...google.account(anna).properties]).toEqual([['finally', 'ran']]);
  });

  test('thirty at once for one person; the next is refused, another person’s is not (P1.6-1, P4-10)', async () => {
    const { run } = await script(code);
    const many = Array.from({ length: 31 }, () => run('nap', 'FULL', anna, [1000]));
    const outcomes = await Promise.all([...many, run('nap', 'FULL', ben, [1000])]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(31);
    expect(outcomes[30]).toMatchObject({ message: expect.stringContaining('too many scripts running simultaneously') });
    expect(await run('nap', 'FULL', anna, [1])).toMatchObject({ ok: true });
  });

  test('Sheets itself starts no more than thirty cells at a time, and the others show Loading... (P1.6-2)', async () => {
    const { file, google } = await script('function nap(ms) { Utilities.sleep(ms); return Date.now(); }');
    const formulas = Array.from({ length: 40 }, (_, index) => [`=nap(${1000 + index / 1000})`]);
    const began = google.clock.now();
    file.workbook.write('0', { row: 1, column: 1, rows: 40, columns: 1 }, formulas);
    file.workbook.calculate();
    const shown = file.workbook.read('0', { row: 1, column: 1, rows: 40, columns: 1 }).flat();
    expect(new Set(shown.map(({ value: loading }) => loading))).toEqual(new Set(['Loading...']));
    await file.workbook.settled();
    expect(google.executions).toHaveLength(40);
    expect(google.executions.every(({ ok }) => ok)).toBe(true);
    expect(google.clock.now() - began).toBeGreaterThanOrEqual(2000);
  });

  test('what comes after a killed execution has all of its time', async () => {
    const { run } = await script(
      `${code} function busy() { const started = Date.now(); for (let call = 0; call < 200; call += 1) PropertiesService.getUserProperties(); return Date.now() - started; }`,
    );
    await run('nap', 'CUSTOM_FUNCTION', anna, [100_000]);
    expect(await run('busy')).toEqual({ ok: true, value: 0 });
  });
});

describe('writing into sheets', () => {
  const sheet = 'const sheet = SpreadsheetApp.getActiveSpreadsheet().getSheets()[0];';
  const written = ({ file }: Script) =>
    file.workbook.read('0', { row: 1, column: 1, rows: 1, columns: 3 })[0]?.map((cell) => cell.value);

  test('waits until a flush, a read or the end; a kill loses what still waits, and properties stay (P8-13, P8.1-1)', async () => {
    const made = await script(`
      function probe() {
        ${sheet}
        sheet.getRange(1, 1).setValue("flushed");
        SpreadsheetApp.flush();
        sheet.getRange(1, 2).setValue("waiting");
        PropertiesService.getDocumentProperties().setProperty("written", "all of it");
        for (;;) Utilities.sleep(300000);
      }`);
    expect(await made.run('probe')).toMatchObject({ ok: false });
    expect(written(made)).toEqual(['flushed', '', '']);
    expect([...made.file.properties]).toEqual([['written', 'all of it']]);
  });

  test('a read sees what was written before it, and an error later keeps it (P8-13)', async () => {
    const made = await script(
      `function probe() { ${sheet} sheet.getRange(1, 1).setValue("a"); const read = sheet.getRange(1, 1).getValue(); sheet.getRange(1, 2).setValue("b"); throw new Error(read); }`,
    );
    expect(await made.run('probe')).toMatchObject({ ok: false, message: 'a' });
    expect(written(made)).toEqual(['a', 'b', '']);
  });

  test('what cannot be written is refused when it is carried out, not when it is called (P8-13)', async () => {
    const long = 'sheet.getRange(1, 1).setValue("x".repeat(50001));';
    expect(
      await returned(`${sheet} ${long} try { SpreadsheetApp.flush(); } catch (error) { return error.name; }`),
    ).toBe('Exception');
    await expect(returned(`${sheet} ${long} return "called";`)).rejects.toThrow('50000 characters');
  });

  test.each([
    [
      '[[1, 2], [3, 4], [5, 6]]',
      'The number of rows in the data does not match the number of rows in the range. The data has 3 but the range has 2.',
    ],
    [
      '[[1, 2], [3]]',
      'The number of columns in the data does not match the number of columns in the range. The data has 1 but the range has 2.',
    ],
    ['[1, 2]', 'The parameters'],
    ['"text"', 'The parameters'],
  ])('setValues(%s) into two rows of two is refused (P8-1)', async (values, message) => {
    await expect(returned(`${sheet} sheet.getRange(1, 1, 2, 2).setValues(${values});`)).rejects.toThrow(message);
  });

  test.each(['0, 1', '1, 27', '1001, 1', '1, 1, 1001, 1', '1, 26, 1, 2'])(
    'a range outside of the grid: %s (P4-16)',
    async (at) => {
      await expect(returned(`${sheet} sheet.getRange(${at});`)).rejects.toThrow('outside the dimensions of the sheet');
    },
  );

  test('nothing clears a cell: null and undefined alike (P7-14, P8-9)', async () => {
    const made = await script(
      `function probe() { ${sheet} sheet.getRange(1, 1, 1, 3).setValues([[1, null, undefined]]); }`,
    );
    await made.file.workbook.type('0', 1, 2, 'mine');
    await made.run('probe');
    expect(written(made)).toEqual([1, '', '']);
  });
});

describe('MailApp', () => {
  test('a hundred recipients a day, then it refuses, and a day later it does not (P4-11)', async () => {
    const { run, google, clock } = await script(`
      function send() { MailApp.sendEmail("anna@example.com", "subject", "body"); return MailApp.getRemainingDailyQuota(); }
      function many() { for (let left = send(); left > 0; left -= 1) send(); }`);
    expect(await run('send')).toMatchObject({ value: 99 });
    await run('many');
    expect(google.mails).toHaveLength(100);
    expect(await run('send')).toMatchObject({
      ok: false,
      message: 'Service invoked too many times for one day: email.',
    });
    expect(await run('send', 'FULL', ben)).toMatchObject({ value: 99 });
    await clock.advance(24 * 3_600_000);
    expect(await run('send')).toMatchObject({ value: 99 });
    expect(google.mails.at(-1)).toMatchObject({ from: anna, to: 'anna@example.com', subject: 'subject', body: 'body' });
  });

  test('a subject has 250 signs and a body 200 KB at most (P4-12)', async () => {
    const send = (subject: number, body: number) =>
      value(`MailApp.sendEmail("a@x.org", "s".repeat(${subject}), "ü".repeat(${body}))`);
    expect(await send(250, 102_400)).toBeUndefined();
    await expect(send(251, 1)).rejects.toThrow('Invalid argument: subject');
    await expect(send(1, 102_401)).rejects.toThrow('Limit Exceeded');
  });

  test('one address at a time, and text only', async () => {
    await expect(value('MailApp.sendEmail("a@x.org,b@x.org", "s", "b")')).rejects.toThrow('Invalid email');
    await expect(value('MailApp.sendEmail({ to: "a@x.org" })')).rejects.toThrow("don't match the method signature");
  });
});

describe('daily limits', () => {
  const code = `
    function fetchOne() { return UrlFetchApp.fetch("https://api.example.com/v1/x", { method: "get" }).getResponseCode(); }
    function use(method) { return PropertiesService.getDocumentProperties()[method]("a", "b"); }`;

  test('of requests, charged to who is at the keyboard, also in a cell; new a day after the first (P4-1, P1.4-3)', async () => {
    const target = await server((_, response) => response.end());
    const { run, google, clock } = await script(code, { server: target });
    await run('fetchOne', 'CUSTOM_FUNCTION', ben);
    google.account(ben).fetches.used = 20_000;
    expect(await run('fetchOne', 'CUSTOM_FUNCTION', ben)).toMatchObject({
      message: 'Service invoked too many times for one day: urlfetch.',
    });
    expect(await run('fetchOne', 'CUSTOM_FUNCTION', anna)).toMatchObject({ value: 200 });
    await clock.advance(24 * 3_600_000);
    expect(await run('fetchOne', 'CUSTOM_FUNCTION', ben)).toMatchObject({ value: 200 });
  });

  test.each(['getProperty', 'getProperties', 'setProperty', 'deleteProperty'])(
    'of reads and writes of properties: %s is one (P4-4)',
    async (method) => {
      const { run, google } = await script(code);
      await run('use', 'FULL', anna, [method]);
      expect(google.account(anna).propertyCalls.used).toBe(1);
      google.account(anna).propertyCalls.used = 50_000;
      expect(await run('use', 'FULL', anna, [method])).toMatchObject({
        message: 'Service invoked too many times for one day: properties.',
      });
    },
  );
});

test('names that end in _ are hidden from cells (P1.1-1), and so is what is no declaration (P1.1-2)', async () => {
  const { file } = await script(
    'function shown() { return 1; } function hidden_() { return 1; } var other = function () { return 1; };',
  );
  const values = [];
  for (const formula of ['=SHOWN()', '=hidden_()', '=other()']) {
    await file.workbook.type('0', 1, 1, formula);
    values.push(file.workbook.read('0', { row: 1, column: 1, rows: 1, columns: 1 })[0]?.[0]?.value);
  }
  expect(values).toEqual([1, '#NAME?', '#NAME?']);
});
