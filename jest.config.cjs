/** @type {import('jest').Config} */
module.exports = {
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts', '**/*.test.tsx'],
  transform: { '\\.tsx?$': '<rootDir>/build/jest-transform.cjs' },
  testEnvironment: 'node',
  globalSetup: '<rootDir>/build/jest-setup.cjs',
  maxWorkers: 2,
  testTimeout: 30_000,
};
