import type { RatioMeasure } from './measure.ts';
import { served } from './served.ts';

export const queueLength: RatioMeasure = {
  kind: 'ratio',
  name: 'queue-length',
  summary: 'Requests and probes that waited for a worker, averaged over time.',
  of: 'backend',
  unit: 'requests',
  path: 'backends[].queueLength.mean',
  read(m, i) {
    const y = served(m, i, 'queueSeconds');
    return y === null ? null : { y, x: m.span };
  },
};
