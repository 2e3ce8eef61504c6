const { setFlagsFromString } = require('node:v8');
const vm = require('node:vm');
const { TestEnvironment } = require('jest-environment-node');

// Each test file loads all modules anew and runs for seconds. V8 at its own setting spends a sixth of a file's processor time on
// optimizing functions that are soon gone; it is to wait until a function has run fifteen times as long.
setFlagsFromString('--interrupt-budget=1000000');

/**
 * Node's environment, with two differences.
 *
 * Its global object is an ordinary one. jest's own is a proxy behind interceptors, so that each use of `Object` or `Math` in a
 * test, the workbench or Univer becomes a call.
 *
 * It ends what a test file started once the last of its hooks has run. Hooks of jest's set-up files run before those of the
 * test file, when its spreadsheets still have executions under way.
 */
module.exports = class extends TestEnvironment {
  constructor(...args) {
    const { createContext } = vm;
    vm.createContext = () => createContext(vm.constants.DONT_CONTEXTIFY);
    try {
      super(...args);
    } finally {
      vm.createContext = createContext;
    }
  }

  async handleTestEvent({ name }) {
    if (name === 'run_finish') await this.global.endWhatIsLeft?.();
  }
};
