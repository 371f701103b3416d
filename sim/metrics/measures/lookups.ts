import type { RatioMeasure } from './measure.ts';
import { clientSum } from './sums.ts';

export const lookups: RatioMeasure = {
  kind: 'ratio',
  name: 'lookups',
  summary: 'Requests that asked for an address, if only the cache of their own client.',
  of: 'run',
  unit: 'lookups',
  path: 'totals.lookups',
  read: (m) => ({ y: clientSum(m, (clients) => clients.lookups), x: 1 }),
};
