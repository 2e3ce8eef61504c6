import { readFileSync } from 'node:fs';
import { customFunction, functionNames, refreshingName } from '../../src/formulas/registry';
import { ask, cells, closeBenches, connected } from '../support/bench';
import { cellExecutions, enter, entered, sheet } from '../support/spreadsheet';

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

test('Sheets shows help for every function that people type, and for no other', () => {
  expect(functions.map(({ name, parameters }) => [name, parameters.map((one) => one.name)])).toEqual(
    functionNames.map((name) => [name, customFunction(name).parameters]),
  );
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
    const required = parameters.filter(({ text }) => !text.includes('Empty: ')).length;
    for (let given = required; given <= parameters.length; given += 1) {
      const args = parameters.slice(0, given).map(({ example }) => example);
      const { value, note } = await enter(made, `=${name}(${args.join(';')})`);
      expect([args, value, note]).toEqual([args, expect.anything(), '']);
      expect([args, value]).not.toEqual([args, '']);
    }
    const examples = parameters.map(({ example }) => example).join(';');
    const { rows } = await enter(made, `=${name}(${examples})`);
    expect((await enter(made, `=${refreshingName(name)}(${examples})`)).rows).toEqual(rows);
  },
);

test.each(functions)(
  'Refresh formulas finds $name, and fetches before it what the call of its help asks for',
  async ({ name, parameters }) => {
    const made = await withAcme();
    const formula = `=${name}(${parameters.map(({ example }) => example).join(';')})`;
    const { rows } = await enter(made, formula);
    for (const deal of made.sandbox.data.deals) deal.value *= 2;
    await made.clock.advance(60_000);
    const before = cellExecutions(made).length;
    const { message } = await ask(made, 'refreshFormulas', undefined);
    await made.file.workbook.settled();
    expect(message).toBe('The formula is calculating anew.');
    const ran = cellExecutions(made).slice(before);
    expect(new Set(ran.map((execution) => execution.name))).toEqual(new Set([refreshingName(name), name]));
    expect(ran.flatMap(({ calls }) => calls).filter((call) => call.startsWith('UrlFetchApp'))).toEqual([]);
    expect(cells(made, sheet, 'A1')[0]?.[0]?.formula).toBe(formula);
    expect(entered(made.file).rows).not.toEqual(rows);
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
