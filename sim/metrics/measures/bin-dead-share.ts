import { binAt } from './event-rows.ts';
import type { Pool, PooledMeasure } from './measure.ts';

const load: Pool = {
  name: 'load',
  read(m, i) {
    const { event, curve, bin } = binAt(m, i);
    if (!event.isFault) return null;
    const { made, target, before } = curve;
    return {
      axis: new Float64Array(0),
      sums: Float64Array.of(before.made, before.target, made[bin] as number, target[bin] as number),
    };
  },
};

export const binDeadShare: PooledMeasure = {
  kind: 'pooled',
  name: 'dead-share',
  summary:
    'The share of requests that went first to the target of a fault, as a part of its share before.',
  of: 'bin',
  unit: 'share',
  path: 'events[].bins[].deadShare',
  pool: load,
  value({ sums: [made0 = 0, target0 = 0, made = 0, target = 0] }) {
    return made > 0 && target0 > 0 ? (target / made) * (made0 / target0) : null;
  },
};
