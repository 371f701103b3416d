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
        // Files share their modules, none of which keeps anything: most of the time would go into loading them anew.
        test: {
          name: 'rooms',
          include: ['test/**/*.test.ts'],
          exclude: ['test/cli/**'],
          isolate: false,
        },
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
