// Builds once, before the first test, what the tests run: dist/ as it ships and the workbench's own bundles.
const { execFileSync } = require('node:child_process');
const { rmSync } = require('node:fs');

module.exports = () => {
  // Tests build the add-on with other settings when they need it (test/support/variants.ts).
  rmSync('.cache/variants', { recursive: true, force: true });
  execFileSync(process.execPath, ['build/run.mjs', 'build/all.ts'], { stdio: ['ignore', 'ignore', 'inherit'] });
};
