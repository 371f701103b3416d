import type { ClientCounts } from '../../measurements.ts';
import type { RatioMeasure } from './measure.ts';
import { sum } from './sums.ts';

export const clientHitRatio: RatioMeasure = {
  kind: 'ratio',
  name: 'hit-ratio',
  summary: 'The part of lookups that a cache of the clients themselves answered.',
  of: 'client',
  unit: 'share',
  path: 'clients[].hitRatio',
  read(m, i) {
    const clients = m.clients[i] as ClientCounts;
    return clients.cacheHits
      ? { y: sum(clients.cacheHits), x: sum(clients.lookups) }
      : { y: 0, x: 0 };
  },
};
