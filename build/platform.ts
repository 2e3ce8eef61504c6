import { readFileSync, writeFileSync } from 'node:fs';
import { argumentsOf, finish } from './command';
import { reportAt, surprises, withReport } from './platform-report';
import { writeTests } from './platform-tests';

const document = 'docs/platform.md';

/**
 * `npm run platform` brings the table of tests in docs/platform.md up to date. `-- --report FILE` writes beside its rows what
 * the self-test saw at Google, and says which of our readings were wrong and what leans on them.
 */
finish(() => {
  const { values } = argumentsOf({ options: { report: { type: 'string' } } });
  const report = values.report === undefined ? null : reportAt(values.report);
  writeTests();
  if (!report) return;
  const text = readFileSync(document, 'utf8');
  writeFileSync(document, withReport(text, report));
  console.log(surprises(text, report).join('\n'));
  console.log(`\n${document} says beside each row what was seen. Read the rows again that say “otherwise”.`);
});
