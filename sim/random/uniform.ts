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
  sampler:
    ([low, high], stream) =>
    () =>
      low + (high - low) * stream.uniform(),
});
