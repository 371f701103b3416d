import type { RatioMeasure } from './measure.ts';

export const inFlightStart: RatioMeasure = {
  kind: 'ratio',
  name: 'in-flight-start',
  summary: 'Requests under way when the measured span began.',
  of: 'run',
  unit: 'requests',
  path: 'totals.inFlightStart',
  read: (m) => ({ y: m.inFlightStart, x: 1 }),
};
