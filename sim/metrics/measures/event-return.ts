import { pointsOf, risesTo } from './event-curve-shape.ts';
import { returning } from './event-pools.ts';
import type { PooledMeasure } from './measure.ts';

export const eventReturn: PooledMeasure = {
  kind: 'pooled',
  name: 'return',
  summary:
    'Seconds after the end of a fault until its target has 90 % of its usual share of requests again.',
  of: 'event',
  unit: 's',
  path: 'events[].returnSeconds',
  pool: returning,
  value: (pooled) => risesTo(pointsOf(pooled), 0.9),
};
