/**
 * Whole numbers from laws of a continuous quantity: the nearest whole number, halves up, and never below 1. So
 * `uniform: [5, 15]` gives 5 and 15 half as often as the numbers between, and its mean stays 10.
 */
import type { Law } from '../scenario.ts';
import { constantOf, meanOf, quantileOf, samplerOf } from './index.ts';
import type { Stream } from './stream.ts';

/** Strata in which the mean effect of rounding is summed: good to better than a part in a thousand. */
const STRATA = 4096;

const rounded = (value: number) => Math.max(1, Math.floor(value + 0.5));

export function wholeSampler(law: Law, stream: Stream): () => number {
  const sample = samplerOf(law, stream);
  return () => rounded(sample());
}

const means = new WeakMap<Law, number>();

/** Mean of the whole numbers: the law's own, and what rounding adds on average. */
export function meanOfWhole(law: Law): number {
  const constant = constantOf(law);
  if (constant !== null) return rounded(constant);
  const known = means.get(law);
  if (known !== undefined) return known;
  const at = quantileOf(law);
  let added = 0;
  for (let i = 0; i < STRATA; i++) {
    const value = at((i + 0.5) / STRATA);
    added += rounded(value) - value;
  }
  const mean = meanOf(law) + added / STRATA;
  means.set(law, mean);
  return mean;
}
