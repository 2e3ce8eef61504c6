// Node's environment, which ends what a test file started once the last of its hooks has run. Hooks of jest's set-up files run
// before those of the test file, when its spreadsheets still have executions under way.
const { TestEnvironment } = require('jest-environment-node');

module.exports = class extends TestEnvironment {
  async handleTestEvent({ name }) {
    if (name === 'run_finish') await this.global.endWhatIsLeft?.();
  }
};
