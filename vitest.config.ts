import { defineConfig } from 'vitest/config';

/** The tests that start the command line need `dist/`; the others must not wait for a build. */
export default defineConfig({
  test: {
    testTimeout: 20_000,
    maxWorkers: 2,
    coverage: {
      include: ['sim/**', 'scenarios/**', 'theory/**', 'experiments/**', 'reports/**', 'cli/**'],
    },
    projects: [
      {
        extends: true,
        test: { name: 'rooms', include: ['test/**/*.test.ts'], exclude: ['test/cli/**'] },
      },
      {
        extends: true,
        test: {
          name: 'cli',
          include: ['test/cli/**/*.test.ts'],
          globalSetup: ['test/support/build.ts'],
        },
      },
    ],
  },
});
