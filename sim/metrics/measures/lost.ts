import type { RatioMeasure } from './measure.ts';
import { servedOnce } from './served.ts';

export const lost: RatioMeasure = {
  kind: 'ratio',
  name: 'lost',
  summary: 'Requests in the hands of the backend that a fault, or a client that gave up, cut off.',
  of: 'backend',
  unit: 'requests',
  path: 'backends[].lost',
  read: (m, i) => servedOnce(m, i, 'lost'),
};
