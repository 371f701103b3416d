/**
 * `skew53/vitest`: matchers for results. Importing it adds them to Vitest's `expect`, best in a setup file.
 *
 * ```ts
 * import 'skew53/vitest';
 * expect(await run(study)).toHaveShare('web-1', { within: '2%' });
 * ```
 *
 * But for `toHaveShare`, which looks at the mean, limits are held against the whole 95 % interval over
 * replications: what is not known for certain does not pass, and the message says how many would decide.
 */
import { expect } from 'vitest';
import { type BalanceOptions, toBeBalanced } from './experiments/matchers/to-be-balanced.ts';
import { type DrainOptions, toDrainWithin } from './experiments/matchers/to-drain-within.ts';
import { type ShareOptions, toHaveShare } from './experiments/matchers/to-have-share.ts';
import { type BaselineOptions, toMatchBaseline } from './experiments/matchers/to-match-baseline.ts';
import { toMeetExpectations } from './experiments/matchers/to-meet-expectations.ts';

export type { BalanceOptions, BaselineOptions, DrainOptions, ShareOptions };

declare module 'vitest' {
  // biome-ignore lint/suspicious/noExplicitAny: merging needs Vitest's own type parameter
  interface Matchers<T = any> {
    /**
     * The mean share of a backend is within ±`within` (absolute) of its intended share, or of `of`. A backend
     * that the result does not have is an error, also under `.not`.
     */
    toHaveShare(backend: string, options: ShareOptions): T;
    /** No backend has more than `peakToMean` times its intended share, over the whole run. */
    toBeBalanced(options: BalanceOptions): T;
    /**
     * A part of the usual requests had left the target of a fault, or followed a change, within so many seconds.
     * An event that the result does not have is an error, also under `.not`.
     */
    toDrainWithin(event: string, options: DrainOptions): T;
    /** The numbers are those of `baselines/NAME.json`, to the last bit; `vitest -u` accepts new ones. */
    toMatchBaseline(options?: BaselineOptions): T;
    /** Everything that the scenario lists under `expect` is met. */
    toMeetExpectations(): T;
  }
}

expect.extend({ toHaveShare, toBeBalanced, toDrainWithin, toMatchBaseline, toMeetExpectations });
