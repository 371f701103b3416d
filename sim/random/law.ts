import type * as z from 'zod/mini';
import type { Plugin } from '../plugin.ts';
import type { Stream } from './stream.ts';

/** A law of a random time span: validated once, sampled often. */
export interface LawPlugin<S> extends Plugin {
  /** What stands behind the law's name in a scenario. */
  readonly settings: z.ZodMiniType<S>;
  /** Mean in seconds. */
  mean(settings: S): number;
  /** A sampler bound to a stream: seconds, at least 0. */
  sampler(settings: S, stream: Stream): () => number;
}

/** Keeps a law's own settings type inside its file. */
export function lawPlugin<S>(law: LawPlugin<S>): LawPlugin<unknown> {
  return law as LawPlugin<unknown>;
}
