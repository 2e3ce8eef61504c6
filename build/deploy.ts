import { argumentsOf, finish } from './command';
import { deploy } from './deployment';

/**
 * `npm run deploy`: builds and pushes the add-on to the script that `.clasp.deploy.json` names, or the file after `--project`.
 * `-- --new` makes that script first, with a spreadsheet that it is bound to, or by itself with `--team`; `-- --selftest` does
 * the same for the self-test; `-- --policy FILE` builds with what an administrator decided, and that is kept in the file.
 */
finish(() => {
  const { values } = argumentsOf({
    options: {
      new: { type: 'boolean', default: false },
      team: { type: 'boolean', default: false },
      selftest: { type: 'boolean', default: false },
      policy: { type: 'string' },
      project: { type: 'string' },
    },
  });
  return deploy(values);
});
