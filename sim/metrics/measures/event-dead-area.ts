import { area, pointsOf } from './event-curve-shape.ts';
import { dying } from './event-pools.ts';
import type { PooledMeasure } from './measure.ts';

export const eventDeadArea: PooledMeasure = {
  kind: 'pooled',
  name: 'dead-area',
  summary:
    'The area under the curve of dead shares: seconds of its usual load that a target got while it was struck.',
  of: 'event',
  unit: 's',
  path: 'events[].areaSeconds.dead',
  pool: dying,
  value: (pooled) => area(pointsOf(pooled)),
};
