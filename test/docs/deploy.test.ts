import { readFileSync } from 'node:fs';

const deploy = readFileSync('docs/deploy.md', 'utf8');

test('an administrator reads of each scope that the add-on asks for, and of no other', () => {
  const { oauthScopes } = JSON.parse(readFileSync('appsscript.json', 'utf8')) as { oauthScopes: string[] };
  const table = deploy.slice(deploy.indexOf('| Scope | Why |'), deploy.indexOf('### Texts for the listing'));
  const explained = [...table.matchAll(/^\| `([^`]+)` \| \S/gm)].map(
    ([, scope]) => `https://www.googleapis.com/auth/${scope}`,
  );
  expect(explained).toEqual(oauthScopes);
});

test('the texts of the listing fit into their fields (P6-15)', () => {
  const field = (name: string) => new RegExp(`^\\| ${name}[^|]*\\| (.*) \\|$`, 'm').exec(deploy)?.[1] ?? '';
  expect(field('Name')).toMatch(/^.{1,30}$/);
  expect(field('Name')).not.toMatch(/google/i);
  expect(field('Short description')).toMatch(/^.{50,200}$/);
});
