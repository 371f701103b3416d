import { duration } from '../settings.ts';
import { lawPlugin } from './law.ts';

export const constant = lawPlugin({
  name: 'constant',
  summary: 'Always the same.',
  settings: duration,
  mean: (value) => value,
  cvSquared: () => 0,
  sampler: (value) => () => value,
  quantile: (value) => () => value,
  covering: (value) => () => value,
});
