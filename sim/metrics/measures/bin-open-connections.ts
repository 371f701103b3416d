import { binAt } from './event-rows.ts';
import type { RatioMeasure } from './measure.ts';

export const binOpenConnections: RatioMeasure = {
  kind: 'ratio',
  name: 'open-connections',
  summary: 'Connections open on the targets of an event at the end of a bin.',
  of: 'bin',
  unit: 'connections',
  path: 'events[].bins[].openConnections',
  read(m, i) {
    const { curve, bin } = binAt(m, i);
    if (!curve.open) return null;
    return curve.covered[bin] ? { y: curve.open[bin] as number, x: 1 } : { y: 0, x: 0 };
  },
};
