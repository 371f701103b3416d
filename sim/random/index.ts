/** Every law of a time span; a new one is a file beside this one and a line here. */
import * as z from 'zod/mini';
import { keyed } from '../chosen.ts';
import { byName } from '../plugin.ts';
import type { Law } from '../scenario.ts';
import { duration, type Seconds } from '../settings.ts';
import { constant } from './constant.ts';
import { empirical } from './empirical.ts';
import { erlang } from './erlang.ts';
import { exponential } from './exponential.ts';
import { hyperexponential } from './hyperexponential.ts';
import type { LawPlugin } from './law.ts';
import { lognormal } from './lognormal.ts';
import { pareto } from './pareto.ts';
import type { Stream } from './stream.ts';
import { uniform } from './uniform.ts';

export const laws: readonly LawPlugin<unknown>[] = [
  constant,
  exponential,
  uniform,
  erlang,
  lognormal,
  hyperexponential,
  pareto,
  empirical,
];

const LAW_HINT = `expected a duration such as 20ms, or a law: ${laws.map((l) => `{ ${l.name}: … }`).join(', ')}`;

/** A law as a scenario writes it: a duration (constant), or `{ exponential: 20ms }` and the like. */
export const law = z.union(
  [
    z.pipe(
      duration,
      z.transform((value): Law => ({ name: 'constant', settings: value })),
    ),
    ...laws.map(keyed),
  ],
  { error: LAW_HINT },
);

/** A sampler of a law, in seconds. */
export function samplerOf(law: Law, stream: Stream): () => number {
  return byName(laws, law.name).sampler(law.settings, stream);
}

/** Mean of a law, in seconds. */
export function meanOf(law: Law): Seconds {
  return byName(laws, law.name).mean(law.settings);
}

/** Variance of a law over the square of its mean. */
export function cvSquaredOf(law: Law): number {
  return byName(laws, law.name).cvSquared(law.settings);
}

/** A sampler of the span in which a given instant falls when spans of a law follow one another for ever. */
export function covering(law: Law, stream: Stream): () => Seconds {
  return byName(laws, law.name).covering(law.settings, stream);
}

/** A sampler of what is left of that span from the instant on: a uniform part (Cox 1962). */
export function residualOf(law: Law, stream: Stream): () => Seconds {
  const whole = covering(law, stream);
  return () => whole() * stream.uniform();
}

/** The inverse of a law's distribution function: from u, 0 ≤ u < 1, to seconds. */
export function quantileOf(law: Law): (u: number) => Seconds {
  return byName(laws, law.name).quantile(law.settings);
}

/** The one value of a constant law; null for any other. */
export function constantOf(law: Law | null): Seconds | null {
  return law?.name === constant.name ? (law.settings as Seconds) : null;
}
