import { policyIn, settingsFor, settingsText } from './build-settings';
import { argumentsOf, finish } from './command';
import { buildDist } from './dist';
import { buildSelfTest } from './selftest';

/**
 * `npm run build` writes dist/ for an add-on of its own; `-- --bound` for one spreadsheet; `-- --policy FILE` with what an
 * administrator decided. `-- --selftest` builds the self-test, for trying Google out, and leaves dist/ alone.
 */
finish(async () => {
  const { values } = argumentsOf({
    options: { selftest: { type: 'boolean' }, bound: { type: 'boolean' }, policy: { type: 'string' } },
  });
  if (values.selftest) return buildSelfTest();
  const settings = settingsFor(
    values.bound ? 'bound' : 'team',
    values.policy === undefined ? {} : policyIn(values.policy),
  );
  await buildDist(settings);
  console.log(settingsText(settings));
  const policy = values.policy === undefined ? '' : ` -- --policy ${values.policy}`;
  console.log(`dist/ is there to look at. What is pushed is built anew, by: npm run deploy${policy}`);
});
