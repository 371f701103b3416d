/**
 * `skew53/vitest`: matchers for results. Importing it adds them to Vitest's `expect`, best in a setup file.
 *
 * ```ts
 * import 'skew53/vitest';
 * expect(await run(study)).toHaveShare('web-1', { within: '2%' });
 * ```
 */
import { expect } from 'vitest';
import { type ShareOptions, toHaveShare } from './experiments/matchers/to-have-share.ts';

export type { ShareOptions };

declare module 'vitest' {
  // biome-ignore lint/suspicious/noExplicitAny: merging needs Vitest's own type parameter
  interface Matchers<T = any> {
    /**
     * The mean share of a backend is within ±`within` (absolute) of its intended share, or of `of`. A backend
     * that the result does not have is an error, also under `.not`.
     */
    toHaveShare(backend: string, options: ShareOptions): T;
  }
}

expect.extend({ toHaveShare });
