import { defineConfig } from 'tsdown';

/**
 * Two bundles: the command line in one piece, which starts in half the time, and the library, whose
 * dependencies stay imports. chartjs-node-canvas is bundled into both: as a dependency it would bring
 * the real `canvas`, which downloads and compiles (docs/decisions/0002-canvas.md).
 */
const shared = {
  format: 'esm',
  target: 'node20.19',
  platform: 'node',
  outDir: 'dist',
  report: false,
} as const;

/** Found by name at run time: native code, fonts, threads, and what chartjs-node-canvas loads afresh. */
const AT_RUN_TIME = [/^canvas$/, /^chart\.js/, /^@fontsource\//, /^piscina$/];

export default defineConfig([
  {
    ...shared,
    entry: { main: 'cli/main.ts', worker: 'experiments/worker.ts' },
    clean: true,
    dts: false,
    // A package without `exports` is taken in its ES form: jsonc-parser's other form cannot be bundled.
    inputOptions: { resolve: { mainFields: ['module', 'main'] } },
    deps: { onlyBundle: false, alwaysBundle: [/^(?!node:)/], neverBundle: AT_RUN_TIME },
  },
  {
    ...shared,
    entry: { index: 'index.ts', vitest: 'vitest.ts' },
    clean: false,
    dts: true,
    deps: { onlyBundle: ['chartjs-node-canvas', 'tslib'] },
  },
]);
