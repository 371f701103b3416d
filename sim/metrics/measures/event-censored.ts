import { type Crossing, fallsTo, LEVELS, pointsOf, tail } from './event-curve-shape.ts';
import { draining } from './event-pools.ts';
import type { Pooled, PooledMeasure } from './measure.ts';

export const eventCensoredAt: PooledMeasure = {
  kind: 'pooled',
  name: 'censored-at',
  summary:
    'Seconds after an event up to which it was followed, when some level of drain or settling was not reached by then.',
  of: 'event',
  unit: 's',
  path: 'events[].censoredAtSeconds',
  pool: draining,
  value: (pooled) => censored(pooled)?.seen ?? null,
};

export const eventPlateau: PooledMeasure = {
  kind: 'pooled',
  name: 'plateau',
  summary:
    'What is left over the last quarter of a curve that did not get to its end, as a part of what is usual.',
  of: 'event',
  unit: 'share',
  path: 'events[].plateau',
  pool: draining,
  value: (pooled) => (censored(pooled) ? tail(pointsOf(pooled)) : null),
};

/** The first level that is known not to be reached; null when all that can be told are. */
function censored(pooled: Pooled): Extract<Crossing, { kind: 'never' }> | null {
  const points = pointsOf(pooled);
  for (const gone of Object.values(LEVELS)) {
    const crossing = fallsTo(points, gone);
    if (crossing.kind === 'never') return crossing;
  }
  return null;
}
