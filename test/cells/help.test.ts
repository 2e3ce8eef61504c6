import { readFileSync } from 'node:fs';
import { closeBenches, connected } from '../support/bench';
import { enter } from '../support/spreadsheet';

afterEach(closeBenches);

interface Help {
  readonly name: string;
  readonly parameters: ReadonlyArray<{ readonly name: string; readonly example: string; readonly text: string }>;
}

/** What Sheets shows of each function: what stands above it in the file that is pushed (P1.1-5, P1.1-6, P1.1-7). */
const functions = [
  ...readFileSync('dist/Code.js', 'utf8').matchAll(
    /\/\*\*((?:(?!\*\/)[\s\S])*@customfunction\s*)\*\/\s*function (\w+)/g,
  ),
].map(([, comment = '', name = '']): Help => {
  const parameters = [...comment.matchAll(/@param \{(.*?)\} (\w+) (.*)/g)];
  return { name, parameters: parameters.map(([, example = '', of = '', text = '']) => ({ name: of, example, text })) };
});

test('Sheets shows help for the two functions that people type', () => {
  expect(functions.map(({ name, parameters }) => [name, parameters.map((one) => one.name)])).toEqual([
    ['JB_PARTNERS', ['period', 'type', 'limit', 'options']],
    ['JB_PARTNER', ['partner', 'metric', 'period', 'type']],
  ]);
});

/** The sandbox has no Acme by itself. */
async function withAcme() {
  const made = await connected();
  const [partner] = made.sandbox.data.partners.filter(({ type }) => type === 'reseller');
  if (partner) partner.name = 'Acme';
  return made;
}

test.each(functions)(
  'the call of $name that its help shows works, argument by argument',
  async ({ name, parameters }) => {
    const made = await withAcme();
    for (let given = name === 'JB_PARTNER' ? 1 : 0; given <= parameters.length; given += 1) {
      const args = parameters.slice(0, given).map(({ example }) => example);
      const { value, note } = await enter(made, `=${name}(${args.join(';')})`);
      expect([args, value, note]).toEqual([args, name === 'JB_PARTNER' ? expect.any(Number) : 'Rank', '']);
    }
  },
);

describe.each(functions)('every other example in the help of $name', ({ name, parameters }) => {
  test.each(
    parameters.flatMap(({ name: of, text }, index) => {
      if (of === 'limit' || of === 'partner' || of === 'options') return [];
      const words = text.match(/"[^"]+"|\b[a-z]+(?:_[a-z0-9]+)+\b/g) ?? [];
      const listed = /(?:: |such as )((?!a name)[a-z_ ,0-9]+)[.;]/.exec(text)?.[1] ?? '';
      const names = [...words.map((word) => word.replace(/"/g, '')), ...listed.split(/, | or /)].filter((word) => word);
      return [...new Set(names)].map((word): [string, string, number] => [of, word, index]);
    }),
  )('%s: %s', async (_, word, index) => {
    const made = await withAcme();
    const args = parameters.map((one, other) =>
      other === index ? `"${word}"` : one.name === 'partner' ? '"Acme"' : '',
    );
    expect((await enter(made, `=${name}(${args.join(';')})`)).note).toBe('');
  });
});

test('every option that the help names exists', async () => {
  const made = await connected();
  const text = functions[0]?.parameters.find(({ name }) => name === 'options')?.text ?? '';
  const names = /: ([a-z ,]+)\. Whatever/.exec(text)?.[1]?.split(', ') ?? [];
  expect(names.length).toBeGreaterThan(5);
  for (const name of names) {
    const { note } = await enter(made, `=JB_PARTNERS("last_year"; ""; 3; "${name}=nothing that exists")`);
    expect([name, note]).not.toEqual([name, expect.stringContaining('is not an option')]);
  }
});
