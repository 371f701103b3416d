import type { RatioMeasure } from './measure.ts';
import { columnSum } from './sums.ts';

export const connections: RatioMeasure = {
  kind: 'ratio',
  name: 'connections',
  summary: 'Connections opened to the backend.',
  of: 'backend',
  unit: 'connections',
  path: 'backends[].connections',
  read: ({ backends }, i) => ({
    y: columnSum(backends.connections, backends.names.length, i),
    x: 1,
  }),
};
