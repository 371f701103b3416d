import type * as z from 'zod/mini';
import type { Plugin } from '../plugin.ts';
import type { Seconds } from '../settings.ts';
import type { Stream } from './stream.ts';

/** A law of a random time span: validated once, sampled often. Spans are in seconds, at least 0. */
export interface LawPlugin<S> extends Plugin {
  /** What stands behind the law's name in a scenario. */
  readonly settings: z.ZodMiniType<S>;
  mean(settings: S): Seconds;
  /** Variance over the square of the mean; 0 where the mean is 0. */
  cvSquared(settings: S): number;
  /** A sampler bound to a stream. */
  sampler(settings: S, stream: Stream): () => Seconds;
  /**
   * The inverse of the distribution function: the span that a part `u` of all spans does not exceed, 0 ≤ u < 1.
   * Never falls as `u` rises.
   */
  quantile(settings: S): (u: number) => Seconds;
  /**
   * A sampler of the span in which a given instant falls when such spans follow one another for ever: long ones
   * in proportion to their length (Cox, Renewal Theory, 1962, section 5.4). The mean must be above 0.
   */
  covering(settings: S, stream: Stream): () => Seconds;
}

/** Keeps a law's own settings type inside its file. */
export function lawPlugin<S>(law: LawPlugin<S>): LawPlugin<unknown> {
  return law as LawPlugin<unknown>;
}
