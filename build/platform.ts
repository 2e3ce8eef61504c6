import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { finish } from './command';
import { reportIn, surprises, withReport } from './platform-report';
import { writeTests } from './platform-tests';

const document = 'docs/platform.md';

/**
 * `npm run platform` brings the table of tests in docs/platform.md up to date. `-- --report FILE` writes beside its rows what
 * the self-test saw at Google, and says which of our readings were wrong and what leans on them.
 */
finish(() => {
  const { values } = parseArgs({ options: { report: { type: 'string' } } });
  writeTests();
  if (values.report === undefined) return;
  const report = reportIn(readFileSync(values.report, 'utf8'));
  const text = readFileSync(document, 'utf8');
  writeFileSync(document, withReport(text, report));
  console.log(surprises(text, report).join('\n'));
  console.log(`\n${document} says beside each row what was seen. Read the rows again that say “otherwise”.`);
});
