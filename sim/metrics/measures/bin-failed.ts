import { binAt } from './event-rows.ts';
import type { RatioMeasure } from './measure.ts';

export const binFailed: RatioMeasure = {
  kind: 'ratio',
  name: 'failed',
  summary: 'Requests made in a bin after an event that failed in the end, for any reason.',
  of: 'bin',
  unit: 'requests',
  path: 'events[].bins[].failed',
  read(m, i) {
    const { curve, bin } = binAt(m, i);
    return { y: curve.failed[bin] as number, x: curve.covered[bin] as number };
  },
};
