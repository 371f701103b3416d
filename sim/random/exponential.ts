import { duration } from '../settings.ts';
import { lawPlugin } from './law.ts';

export const exponential = lawPlugin({
  name: 'exponential',
  summary: 'Exponential with the given mean.',
  settings: duration,
  mean: (mean) => mean,
  cvSquared: (mean) => (mean > 0 ? 1 : 0),
  sampler: (mean, stream) => () => mean * stream.exponential(),
  quantile: (mean) => (u) => -mean * Math.log1p(-u),
  covering: (mean, stream) => () => mean * (stream.exponential() + stream.exponential()),
});
