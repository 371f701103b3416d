import { area, pointsOf } from './event-curve-shape.ts';
import { ageing } from './event-pools.ts';
import type { PooledMeasure } from './measure.ts';

export const eventStaleArea: PooledMeasure = {
  kind: 'pooled',
  name: 'stale-area',
  summary:
    'The area under the curve of stale shares: seconds of all load that still followed old records.',
  of: 'event',
  unit: 's',
  path: 'events[].areaSeconds.stale',
  pool: ageing,
  value: (pooled) => area(pointsOf(pooled)),
};
