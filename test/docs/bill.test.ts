import { readFileSync } from 'node:fs';
import { billOf, packagesIn, withBill } from '../../build/bill';

const document = readFileSync('docs/bill.md', 'utf8');
/** As the build wrote it that these tests run. */
const built = readFileSync('.cache/bill.md', 'utf8');

interface Locked {
  readonly version: string;
  readonly license?: string;
  readonly integrity?: string;
  readonly hasInstallScript?: boolean;
}
const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Locked> };

const rows = built
  .split('\n')
  .slice(2)
  .map((row) => row.slice(2, -2).split(' | '));

test('the bill is that of the build (npm run bill brings it up to date)', () => {
  expect(withBill(document, built)).toBe(document);
});

test('what ships is there: the view in the sidebar, and nothing on the server, where all is parsed for each cell', () => {
  const shipped = rows.map(([name = '', , , , bundle = '']) => `${name} in ${bundle}`);
  expect(shipped).toEqual(['preact in `sidebar.html`']);
});

test('each package is the locked one, with its hash, under a licence that allows it, with its notice', () => {
  expect(rows.length).toBeGreaterThan(0);
  for (const [name = '', version, licence, notice] of rows) {
    const locked = packages[`node_modules/${name}`];
    expect({ name, ...locked }).toMatchObject({
      version,
      license: licence,
      integrity: expect.stringMatching(/^sha512-/),
    });
    expect(locked?.hasInstallScript).toBeUndefined();
    expect(licence).toMatch(/^(?:MIT|ISC|BSD-[23]-Clause|Apache-2\.0)$/);
    expect(notice).toMatch(/copyright/i);
  }
});

test('a file that is ours is in no package, and one of a package is told by its name, wherever it lies in it', () => {
  expect(packagesIn(['src/main.ts', 'package.json'])).toEqual([]);
  expect(packagesIn(['node_modules/preact/hooks/dist/hooks.mjs', 'node_modules/preact/package.json'])).toMatchObject([
    { name: 'preact', license: 'MIT' },
  ]);
  expect(billOf({ 'Code.js': ['node_modules/ajv/lib/ajv.ts', 'src/main.ts'] })).toMatch(
    /^\| ajv \| \S+ \| MIT \| .* \| `Code\.js` \|$/m,
  );
});
