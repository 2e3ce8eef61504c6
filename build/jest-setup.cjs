// Builds once, before the first test, what the tests run: dist/ as it ships and the workbench's own bundles.
const { execFileSync } = require('node:child_process');

module.exports = () => {
  execFileSync(process.execPath, ['build/run.mjs', 'build/all.ts'], { stdio: ['ignore', 'ignore', 'inherit'] });
};
