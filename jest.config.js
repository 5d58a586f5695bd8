const base = {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['own-source', 'node', 'node-addons'] },
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.duban'],
  extensionsToTreatAsEsm: ['.ts'],
  setupFiles: ['<rootDir>/test/support/seed.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        swcrc: false,
        module: { type: 'es6' },
        sourceMaps: 'inline',
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
        },
      },
    ],
  },
};

/**
 * `unit` needs no server; `servers` shares one PostgreSQL with a clone of its template per file; `product` starts the whole
 * product in every file, one file at a time.
 */
export default {
  maxWorkers: 2,
  testTimeout: 30_000,
  projects: [
    {
      ...base,
      displayName: 'unit',
      testMatch: [
        '<rootDir>/{apps,libs,workflows}/**/*.spec.ts',
        '<rootDir>/test/{architecture,golden,chaos}/*.spec.ts',
      ],
      testPathIgnorePatterns: ['<rootDir>/test/chaos/check.spec.ts'],
    },
    {
      ...base,
      displayName: 'servers',
      testMatch: [
        '<rootDir>/test/{ledger,plan,replay,api}/**/*.spec.ts',
        '<rootDir>/test/{local/parts,chaos/check}.spec.ts',
      ],
      globalSetup: '<rootDir>/test/support/setup.ts',
      globalTeardown: '<rootDir>/test/support/teardown.ts',
    },
    {
      ...base,
      displayName: 'product',
      testMatch: ['<rootDir>/test/{e2e,local}/**/*.spec.ts'],
      testPathIgnorePatterns: ['<rootDir>/test/local/parts.spec.ts'],
    },
  ],
};
