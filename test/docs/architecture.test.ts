import { readFileSync } from 'node:fs';
import { drawingProblems, drawn } from '../../build/drawing';

const text = readFileSync('docs/architecture.txt', 'utf8');
const problemsOf = (changed: string) => drawingProblems(changed, drawn(changed));

test('the drawing shows every layer and step of the text', () => {
  expect(problemsOf(text)).toEqual([]);
  for (const [, file = ''] of text.matchAll(/^step \w+ \| src\/(\S+)/gm))
    expect(drawn(text)).toContain(`>${file}</text>`);
});

test('a layer drawn above one that imports it, or not at all', () => {
  const google = text.match(/^layer google.*\n/m)?.[0] ?? '';
  expect(problemsOf(google + text.replace(google, ''))).toContain(
    'src/sheets imports src/google, which docs/architecture.txt has above it.',
  );
  expect(problemsOf(text.replace(google, ''))).toContain('docs/architecture.txt has no layer for src/google.');
});

test('a step of a file that is gone or in another layer, and a drawing that is older than its text', () => {
  expect(problemsOf(text.replace('src/google/mail.ts', 'src/google/letter.ts'))).toEqual([
    'docs/architecture.txt: there is no src/google/letter.ts.',
  ]);
  expect(problemsOf(text.replace('step google | src/google/mail.ts', 'step domain | src/google/mail.ts'))).toEqual([
    'docs/architecture.txt: src/google/mail.ts is not in the layer domain.',
  ]);
  expect(drawingProblems(text, drawn(text.replace('mailed once', 'mailed')))).toEqual([
    'docs/architecture.svg is not what docs/architecture.txt says: npm run drawing makes it anew.',
  ]);
});
