/** @type {import('jest').Config} */
module.exports = {
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts', '**/*.test.tsx'],
  transform: { '\\.tsx?$': '<rootDir>/build/jest-transform.cjs' },
  testEnvironment: '<rootDir>/build/jest-environment.cjs',
  setupFilesAfterEnv: ['<rootDir>/test/support/threads.ts'],
  globalSetup: '<rootDir>/build/jest-setup.cjs',
  maxWorkers: 2,
  // Machines are shared: a test that ends a refresh at each of its service calls takes long on a busy one, and one that goes
  // through every hour of two days longer.
  testTimeout: process.env.TEST_BREADTH === 'thorough' ? 900_000 : 120_000,
};
