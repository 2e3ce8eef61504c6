import { readFileSync } from 'node:fs';
import { type FunctionDeclaration, type Identifier, parse } from 'acorn';
import { topLevelFunctions } from '../../workbench/apps-script/project';

const code = readFileSync('dist/Code.js', 'utf8');
const manifest = JSON.parse(readFileSync('dist/appsscript.json', 'utf8'));

/** The comment that ends right above a top-level function, and that function's parameters. */
function declaration(name: string): { jsdoc: string; parameters: string[] } {
  const comments: Array<{ text: string; end: number }> = [];
  const program = parse(code, {
    ecmaVersion: 2019,
    onComment: (_, text, __, end) => comments.push({ text, end }),
  });
  const found = program.body.find(
    (node): node is FunctionDeclaration => node.type === 'FunctionDeclaration' && node.id.name === name,
  );
  if (!found) throw new Error(`Code.js declares no ${name}.`);
  const above = comments.find(({ end }) => end <= found.start && code.slice(end, found.start).trim() === '');
  return { jsdoc: above?.text ?? '', parameters: found.params.map((parameter) => (parameter as Identifier).name) };
}

test('Google parses the file: nothing in it is newer than ES2019', () => {
  expect(() => parse(code, { ecmaVersion: 2019, sourceType: 'script' })).not.toThrow();
});

test('Google offers exactly these functions to cells, menus and the sidebar', () => {
  expect(topLevelFunctions(code).sort()).toEqual([
    'JB_PARTNERS',
    'JB_PARTNERS_REFRESHING',
    'onInstall',
    'onOpen',
    'openJourneybee',
    'refreshAllFormulas',
    'refreshAllTables',
    'sidebarCall',
    'tick',
  ]);
});

test('Sheets shows help for JB_PARTNERS: its JSDoc stands directly above it and names its parameters', () => {
  const { jsdoc, parameters } = declaration('JB_PARTNERS');
  expect(jsdoc).toContain('@customfunction');
  expect([...jsdoc.matchAll(/@param \{[^}]*\} (\w+)/g)].map(([, name]) => name)).toEqual(parameters);
  expect(parameters).toEqual(['period', 'type', 'limit']);
});

test('the add-on asks for these six permissions and one host, and for nothing more', () => {
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
  expect(manifest.exceptionLogging).toBe('NONE');
  expect(code.match(/https?:\/\/[\w.-]+/g)).toEqual(['https://api.journeybee.io']);
});

test('nothing of Node or the browser is used on the server', () => {
  const missing =
    /\b(?:setTimeout|setInterval|fetch\(|URLSearchParams|TextEncoder|TextDecoder|atob|btoa|structuredClone|process\.|require\()/;
  expect(code.replace(/UrlFetchApp\.fetch\(/g, '')).not.toMatch(missing);
});
