import type { RatioMeasure } from './measure.ts';

export const inFlightEnd: RatioMeasure = {
  kind: 'ratio',
  name: 'in-flight-end',
  summary: 'Requests under way when the measured span ended.',
  of: 'run',
  unit: 'requests',
  path: 'totals.inFlightEnd',
  read: (m) => ({ y: m.inFlightEnd, x: 1 }),
};
