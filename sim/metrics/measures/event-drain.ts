import { fallsTo, LEVELS, percent, pointsOf } from './event-curve-shape.ts';
import { dying } from './event-pools.ts';
import type { PooledMeasure } from './measure.ts';

export const eventDrains: readonly PooledMeasure[] = Object.entries(LEVELS).map(([name, gone]) => ({
  kind: 'pooled',
  name: `drain-${name}`,
  summary: `Seconds after a fault from which at most ${percent(1 - gone)} of the usual requests still go to its target.`,
  of: 'event',
  unit: 's',
  path: `events[].drainSeconds.${name}`,
  pool: dying,
  value(pooled) {
    const crossing = fallsTo(pointsOf(pooled), gone);
    return crossing.kind === 'at' ? crossing.seconds : null;
  },
}));
