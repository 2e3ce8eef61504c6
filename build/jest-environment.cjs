const { readFileSync } = require('node:fs');
const { Module } = require('node:module');
const { resolve } = require('node:path');
const { setFlagsFromString } = require('node:v8');
const vm = require('node:vm');
const { TestEnvironment } = require('jest-environment-node');
const transform = require('./jest-transform.cjs');

// Each test file loads all modules anew and runs for seconds. V8 at its own setting spends a sixth of a file's processor time on
// optimizing functions that are soon gone; it is to wait until a function has run fifteen times as long. What is compiled stays.
setFlagsFromString('--interrupt-budget=1000000');
setFlagsFromString('--no-flush-bytecode');

/**
 * Modules whose work is the same for all test files: the first parses Code.js, the second reads and compiles the contract. They
 * are loaded once for all files of the process, and keep nothing of a test.
 */
const sharedModules = new Map(
  ['workbench/apps-script/project.ts', 'workbench/sandbox/contract.ts'].map((path) => [
    resolve(path),
    { path, exports: null },
  ]),
);

compileOnce();
const { ThreadPool } = load('workbench/apps-script/thread-pool.ts');
/** Of all test files of this process. */
const threadPool = new ThreadPool();

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
    this.global.threadPool = threadPool;
  }

  async handleTestEvent({ name }) {
    if (name !== 'run_finish') return;
    await this.global.endWhatIsLeft?.();
    // jest ends a process by force that takes longer than half a second.
    await threadPool.shrink(4);
  }
};

/**
 * jest compiles each module once for each test file, Univer's 11 MB among them. This compiles it once for all files of the
 * process, and each file still runs it anew in its own context.
 */
function compileOnce() {
  const { compileFunction } = vm;
  const known = new Map();
  vm.compileFunction = (source, parameters, options) => {
    const { filename, parsingContext } = options;
    if (!parsingContext) return compileFunction(source, parameters, options);
    const shared = sharedModules.get(filename);
    if (shared) {
      return (module) => {
        shared.exports ??= load(shared.path);
        module.exports = shared.exports;
      };
    }
    let compiled = known.get(filename);
    if (compiled?.source !== source) {
      const start = `(function (${parameters.join(', ')}) {`;
      // Without a way to import(), which jest refuses anyway: it would keep the test file that compiled this.
      const script = new vm.Script(`${start}${source}\n})`, { filename, columnOffset: -start.length });
      compiled = { source, script };
      known.set(filename, compiled);
    }
    return compiled.script.runInContext(parsingContext);
  };
}

/** A module of the project that belongs to no test file. */
function load(path) {
  const module = new Module(resolve(path));
  module.paths = Module._nodeModulePaths(process.cwd());
  module._compile(transform.process(readFileSync(path, 'utf8'), path).code, module.id);
  return module.exports;
}
