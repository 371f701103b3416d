import * as z from 'zod/mini';
import { duration, real } from '../settings.ts';
import { lawPlugin } from './law.ts';

export const pareto = lawPlugin({
  name: 'pareto',
  summary: 'Bounded Pareto: a heavy tail of index alpha, cut at max; the lower alpha, the heavier.',
  settings: z.strictObject({ min: duration, max: duration, alpha: real(0.01, 100) }).check(
    z.refine(({ min, max }) => min > 0 && min < max, {
      error: 'expected a min above 0 and a max above min',
    }),
  ),
  mean: ({ min, max, alpha }) => min * moment(1, alpha, Math.log(max / min)),
  cvSquared: ({ min, max, alpha }) => {
    const range = Math.log(max / min);
    const mean = moment(1, alpha, range);
    return moment(2, alpha, range) / (mean * mean) - 1;
  },
  sampler: ({ min, max, alpha }, stream) => {
    const at = inverse(alpha, Math.log(max / min));
    return () => min * at(stream.open());
  },
  quantile: ({ min, max, alpha }) => {
    const at = inverse(alpha, Math.log(max / min));
    return (u) => min * at(u);
  },
  // Weighing by length takes one off the index.
  covering: ({ min, max, alpha }, stream) => {
    const at = inverse(alpha - 1, Math.log(max / min));
    return () => min * at(stream.open());
  },
});

/** u → x/min: ln(x/min) is exponential of rate `alpha` (any sign, or 0: uniform) cut at `range`. */
function inverse(alpha: number, range: number): (u: number) => number {
  if (alpha === 0) return (u) => Math.exp(u * range);
  const mass = Math.expm1(-alpha * range);
  return (u) => Math.exp(-Math.log1p(u * mass) / alpha);
}

/** E[(x/min)ⁿ]. */
function moment(n: number, alpha: number, range: number): number {
  return area(alpha - n, range) / area(alpha, range);
}

/** ∫₀^range e^(−rt) dt. */
function area(rate: number, range: number): number {
  return rate === 0 ? range : -Math.expm1(-rate * range) / rate;
}
