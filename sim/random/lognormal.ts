import * as z from 'zod/mini';
import { duration, real } from '../settings.ts';
import { lawPlugin } from './law.ts';
import { normalQuantile } from './normal-quantile.ts';

interface Settings {
  readonly mean: number;
  readonly cv: number;
}

export const lognormal = lawPlugin({
  name: 'lognormal',
  summary: 'Lognormal with the given mean and coefficient of variation: many short, a few long.',
  settings: z.strictObject({ mean: duration, cv: real(0, 1000) }),
  mean: ({ mean }) => mean,
  cvSquared: ({ mean, cv }) => (mean > 0 ? cv * cv : 0),
  sampler: (settings, stream) => {
    const at = inverse(settings, -0.5);
    return () => at(stream.open());
  },
  quantile: (settings) => {
    const at = inverse(settings, -0.5);
    return (u) => (u > 0 ? at(u) : settings.cv > 0 ? 0 : settings.mean);
  },
  // Weighing by length moves the logarithm's mean up by its variance.
  covering: (settings, stream) => {
    const at = inverse(settings, 0.5);
    return () => at(stream.open());
  },
});

/** u → e^(µ + σz): the logarithm has variance σ² = ln(1 + cv²) and mean ln(mean) + `shift`·σ². */
function inverse({ mean, cv }: Settings, shift: number): (u: number) => number {
  const variance = Math.log1p(cv * cv);
  const sigma = Math.sqrt(variance);
  return (u) => mean * Math.exp(shift * variance + sigma * normalQuantile(u));
}
