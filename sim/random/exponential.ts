import { duration } from '../settings.ts';
import { lawPlugin } from './law.ts';

export const exponential = lawPlugin({
  name: 'exponential',
  summary: 'Exponential with the given mean.',
  settings: duration,
  mean: (mean) => mean,
  sampler: (mean, stream) => () => mean * stream.exponential(),
});
