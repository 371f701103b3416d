import * as z from 'zod/mini';
import { duration } from '../settings.ts';
import { lawPlugin } from './law.ts';

export const uniform = lawPlugin({
  name: 'uniform',
  summary: 'Equally likely anywhere between two bounds.',
  settings: z
    .tuple([duration, duration], { error: 'expected two durations, [shortest, longest]' })
    .check(
      z.refine(([low, high]) => low <= high, { error: 'the first bound is above the second' }),
    ),
  mean: ([low, high]) => (low + high) / 2,
  cvSquared: ([low, high]) =>
    high > 0 ? ((high - low) * (high - low)) / (3 * (high + low) * (high + low)) : 0,
  sampler:
    ([low, high], stream) =>
    () =>
      low + (high - low) * stream.uniform(),
  quantile:
    ([low, high]) =>
    (u) =>
      low + (high - low) * u,
  // Density in proportion to x between the bounds.
  covering:
    ([low, high], stream) =>
    () =>
      Math.sqrt(low * low + (high - low) * (high + low) * stream.uniform()),
});
