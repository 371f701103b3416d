import { fallsTo, LEVELS, percent, pointsOf } from './event-curve-shape.ts';
import { ageing } from './event-pools.ts';
import type { PooledMeasure } from './measure.ts';

/**
 * A change moves each backend from its old to its new intended share in step with the requests that follow new
 * answers, so the time to a part of the new share is the time at which that part of the requests follows them.
 */
export const eventSettles: readonly PooledMeasure[] = Object.entries(LEVELS).map(
  ([name, part]) => ({
    kind: 'pooled',
    name: `settle-${name}`,
    summary: `Seconds after a change from which ${percent(part)} of the requests follow the new records.`,
    of: 'event',
    unit: 's',
    path: `events[].settleSeconds.${name}`,
    pool: ageing,
    value(pooled) {
      const crossing = fallsTo(pointsOf(pooled), part);
      return crossing.kind === 'at' ? crossing.seconds : null;
    },
  }),
);
