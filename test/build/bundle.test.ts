import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createContext, Script } from 'node:vm';
import type { Comment, FunctionDeclaration, Identifier } from 'acorn';
import bound from '../../build/bytes.json';
import { buildServer } from '../../build/server';
import { isNode, syntaxOf, visit } from '../../build/syntax';
import { customFunction, customFunctions, functionNames, refreshingName } from '../../src/formulas/registry';
import { parseAsGoogle, topLevelFunctions } from '../../workbench/apps-script/project';

const code = readFileSync('dist/Code.js', 'utf8');
const page = readFileSync('dist/sidebar.html', 'utf8');
const manifest = JSON.parse(readFileSync('dist/appsscript.json', 'utf8'));

/** The comment that ends right above a top-level function, and that function's parameters. */
function declaration(name: string): { jsdoc: string; parameters: string[] } {
  const comments: Array<{ text: string; end: number }> = [];
  const program = parseAsGoogle(code, (_, text, __, end) => comments.push({ text, end }));
  const found = program.body.find(
    (node): node is FunctionDeclaration => node.type === 'FunctionDeclaration' && node.id.name === name,
  );
  if (!found) throw new Error(`Code.js declares no ${name}.`);
  const above = comments.find(({ end }) => end <= found.start && code.slice(end, found.start).trim() === '');
  return { jsdoc: above?.text ?? '', parameters: found.params.map((parameter) => (parameter as Identifier).name) };
}

/** What Sheets shows of each parameter: `@param {example} name text`. */
const helpOf = (jsdoc: string) =>
  [...jsdoc.matchAll(/@param \{([^}]*)\} (\w+) (.*)/g)].map(([, example = '', name = '', text = '']) => ({
    example,
    name,
    text,
  }));

test('Google parses the file: nothing in it is newer than ES2019 but ?. and ?? (P0-6, P7-8, P7-18)', () => {
  expect(() => parseAsGoogle(code)).not.toThrow();
});

test('a push is the whole project: one script, one page, the manifest, and no TypeScript (P9-5, P9-6, P7-10)', () => {
  expect(readdirSync('dist').sort()).toEqual(['Code.js', 'appsscript.json', 'sidebar.html']);
});

test('Google offers exactly these functions to cells, menus and the sidebar, and each is a declaration (P1.1-2, P7-12)', () => {
  const called = functionNames.flatMap((name) => [name, refreshingName(name)]);
  const others =
    'explainNumber onInstall onOpen openJourneybee refreshAllFormulas refreshAllTables sidebarCall tick'.split(' ');
  expect(topLevelFunctions(code).sort()).toEqual([...called, ...others].sort());
});

test('none of them hides behind a trailing _: what is not to be called is not at the top (P7-13)', () => {
  expect(topLevelFunctions(code).filter((name) => name.endsWith('_'))).toEqual([]);
});

test('every function that cells are meant to call begins with JB_, as no other add-on’s should (P1.1-3)', () => {
  const offered = topLevelFunctions(code).filter((name) => declaration(name).jsdoc.includes('@customfunction'));
  expect(offered.length).toBeGreaterThan(0);
  expect(offered.filter((name) => !name.startsWith('JB_'))).toEqual([]);
});

test('the names and parameters that formulas of people rely on are what they were', () => {
  expect(customFunctions).toMatchObject({
    JB_PARTNERS: { parameters: ['period', 'type', 'limit', 'options'] },
    JB_PARTNER: { parameters: ['partner', 'metric', 'period', 'type'] },
    JB_SCORECARD: { parameters: ['partner', 'period', 'type'] },
  });
});

describe.each(functionNames)('%s', (name) => {
  test('is completed by Sheets: its JSDoc stands directly above it, not the name it has while refreshing (P1.1-5, P1.1-8)', () => {
    const { jsdoc, parameters } = declaration(name);
    expect(jsdoc).toContain('@customfunction');
    expect(helpOf(jsdoc).map((parameter) => parameter.name)).toEqual(parameters);
    expect(parameters).toEqual(customFunction(name).parameters);
    expect(declaration(refreshingName(name)).jsdoc).not.toContain('@customfunction');
  });

  test('says what it gives, and of each parameter, all of which look required, what empty means (P1.1-6)', () => {
    const { jsdoc } = declaration(name);
    expect(jsdoc.replace(/\s*\* /g, ' ')).toMatch(/^\W+[A-Z][^@]+[.]\s+\* @param .* @return [A-Z].*[.]/s);
    for (const { name: parameter, text } of helpOf(jsdoc)) {
      if (parameter === 'partner') continue;
      // Neither optional names nor defaults nor HTML mean anything there.
      expect([parameter, text]).toEqual([parameter, expect.stringMatching(/^[^<>[\]=]+ Empty: [^<>[\]=]+\.$/)]);
    }
  });
});

test('the add-on asks for these six permissions and one host, and for nothing more (P0-5, P5-12, P6-2, P6-4, P6-5, P6-9)', () => {
  const scope = (name: string) => `https://www.googleapis.com/auth/${name}`;
  expect(manifest.oauthScopes).toEqual([
    scope('spreadsheets.currentonly'),
    scope('script.container.ui'),
    scope('script.external_request'),
    scope('script.scriptapp'),
    scope('script.send_mail'),
    scope('userinfo.email'),
  ]);
  expect(manifest.urlFetchWhitelist).toEqual(['https://api.journeybee.io/']);
  expect(code.match(/https?:\/\/[\w.-]+/g)).toEqual(['https://api.journeybee.io']);
});

test('the manifest names V8, keeps errors out of the publisher’s log, and has no section for add-ons (P0-8, P6-1, P6-12)', () => {
  expect(manifest).toMatchObject({ runtimeVersion: 'V8', exceptionLogging: 'NONE', dependencies: {} });
  expect(Object.keys(manifest).sort()).toEqual([
    'dependencies',
    'exceptionLogging',
    'oauthScopes',
    'runtimeVersion',
    'timeZone',
    'urlFetchWhitelist',
  ]);
});

test('no cache, lock or store is used that all users of the add-on would share (P4-20, P4-29)', () => {
  expect(code.includes('LockService.getDocumentLock')).toBe(true);
  expect(code.match(/getScript(?:Lock|Cache|Properties)/)).toBeNull();
});

test('no trigger or spreadsheet but those of the file in use is asked for (P3-6, P6-2)', () => {
  expect(code.includes('ScriptApp.newTrigger')).toBe(true);
  expect(code.match(/forSpreadsheet|openBy(?:Id|Url)|DriveApp|GmailApp|getProjectTriggers/)).toBeNull();
});

test('no text of Google’s for a formula that ran out of time is relied on (P0-1)', () => {
  expect(code.match(/maximum execution time|internal error executing/i)).toBeNull();
});

test('nothing on the server is asynchronous (P7-5, P7-6)', () => {
  expect(code.includes('UrlFetchApp.fetch(')).toBe(true);
  expect(code.match(/\bPromise\b|\basync\b(?!:)|\bawait\b/)).toBeNull();
});

test('what it is called fits Google’s thirty characters, and is not Google’s (P6-15)', () => {
  const [, name = ''] = /<title>(.+)<\/title>/.exec(page) ?? [];
  expect(name).toBe('Journeybee Leaderboards');
  expect(code.includes(`"${name}"`)).toBe(true);
  expect(name.length).toBeLessThanOrEqual(30);
  expect(name).not.toMatch(/google|sheets/i);
});

test('nothing of Node or the browser is used on the server (P7-1, P7-2)', () => {
  const missing =
    /\b(?:setTimeout|setInterval|fetch\(|URLSearchParams|TextEncoder|TextDecoder|atob|btoa|structuredClone|process\.|require\()/;
  expect(code.replace(/UrlFetchApp\.fetch\(/g, '')).not.toMatch(missing);
});

describe('the sidebar’s page', () => {
  test('has its style and script within it, and loads nothing (P2.2-4, P2.2-5)', () => {
    expect(page.match(/<(?:script|style)>(?=.{1000})/gs)).toEqual(['<style>', '<script>']);
    expect(
      page.match(/<(?:script|style)\s|<link|<img|<iframe|@import|url\(|import\(|\bfetch\(|XMLHttpRequest/),
    ).toBeNull();
  });

  test('opens links in another window, and asks for no window of the browser’s own (P2.2-3)', () => {
    expect(/<head>\s*<base target="_blank">/.test(page)).toBe(true);
    expect(page.match(/target[:=]\s*"_self"|window\.(?:top|close|open)|\b(?:alert|confirm|prompt)\(/)).toBeNull();
  });

  test('says nothing in the browser’s console', () => {
    expect(page.match(/console\./)).toBeNull();
  });
});

describe('Code.js, all of which is parsed for each cell,', () => {
  test('has no more bytes than build/bytes.json says: who raises that says in the changelog what they are for', () => {
    expect(Buffer.byteLength(code)).toBeLessThanOrEqual(bound['Code.js']);
  });

  test('is ASCII, or V8 would keep all of it as two bytes a sign', () => {
    expect([...code].filter((sign) => sign > '~')).toEqual([]);
  });

  test('keeps the names of functions and classes, since a stack trace is all there is, and has no helper of a bundler’s', () => {
    const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.ts$/.test(path) && !path.startsWith('sidebar/'))
      .map((path) => join('src', path));
    const written = new Set(sources.flatMap((path) => callableNames(syntaxOf(readFileSync(path, 'utf8')))));
    // Of two with one name, one is told by its file as well, as in `receipts_unpacked`.
    const files = sources.map((path) => `${basename(path, '.ts').replace(/\W/g, '_')}_`);
    const isWritten = (name: string) =>
      written.has(name) || files.some((file) => name.startsWith(file) && written.has(name.slice(file.length)));
    const offered = topLevelFunctions(code);
    const names = callableNames(parseAsGoogle(code)).filter((name) => !offered.includes(name));
    expect(names.length).toBeGreaterThan(500);
    expect(names.filter((name) => !isWritten(name))).toEqual([]);
  });

  test('shows in a stack the function that an error was thrown in, and the arrow that a const holds', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'stack-'));
    try {
      const entry = join(folder, 'main.ts');
      writeFileSync(
        entry,
        `const failingArrow = (count: number): number => { if (count > 2) throw new Error('arrow'); return failingArrow(count + 1); };
         class Reading { failingMethod(count: number): number { return failingFunction(count) + failingFunction(count + 1); } }
         function failingFunction(count: number): number { if (count > 2) throw new Error('function'); return failingArrow(count); }
         Object.assign(globalThis, { throwIn: (count: number) => new Reading().failingMethod(count) });`,
      );
      await buildServer(entry, folder);
      const scope = createContext({});
      new Script(readFileSync(join(folder, 'Code.js'), 'utf8')).runInContext(scope);
      const stackOf = (count: number) =>
        String(new Script(`try { throwIn(${count}) } catch (error) { error.stack }`).runInContext(scope));
      expect(stackOf(3)).toMatch(/at failingFunction .*\n.*at Reading\.failingMethod /);
      expect(stackOf(1)).toMatch(/at failingArrow /);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('has each comment once, and none but those that Google reads', () => {
    const comments: Comment[] = [];
    parseAsGoogle(code, comments);
    const texts = comments.map(({ value }) => value);
    expect(texts.filter((text) => !/@customfunction|@OnlyCurrentDoc/.test(text))).toEqual([]);
    expect(new Set(texts).size).toBe(texts.length);
    expect(texts.filter((text) => text.includes('@customfunction'))).toHaveLength(functionNames.length);
    expect(texts.filter((text) => text.includes('@OnlyCurrentDoc'))).toHaveLength(1);
  });
});

/** The names under which functions and classes are declared or held, each once. */
function callableNames(program: unknown): string[] {
  const names = new Set<string>();
  const add = (id: unknown) => {
    if (isNode(id) && id.type === 'Identifier') names.add(String(id.name));
  };
  visit(program, ({ type, id, init }) => {
    if (/^(?:Function|Class)/.test(String(type))) add(id);
    const isHeld = isNode(init) && /^(?:ArrowFunction|Function|Class)Expression$/.test(String(init.type));
    if (type === 'VariableDeclarator' && isHeld) add(id);
    return true;
  });
  return [...names];
}

test('the sidebar has no more bytes than build/bytes.json says', () => {
  expect(Buffer.byteLength(page)).toBeLessThanOrEqual(bound['sidebar.html']);
});
