import { binAt } from './event-rows.ts';
import type { RatioMeasure } from './measure.ts';

export const binStaleShare: RatioMeasure = {
  kind: 'ratio',
  name: 'stale-share',
  summary: 'The part of requests that followed an answer from before a change.',
  of: 'bin',
  unit: 'share',
  path: 'events[].bins[].staleShare',
  read(m, i) {
    const { curve, bin } = binAt(m, i);
    return curve.stale && { y: curve.stale[bin] as number, x: curve.made[bin] as number };
  },
};
