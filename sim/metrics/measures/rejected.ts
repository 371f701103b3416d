import type { RatioMeasure } from './measure.ts';
import { servedOnce } from './served.ts';

export const rejected: RatioMeasure = {
  kind: 'ratio',
  name: 'rejected',
  summary: 'Requests and connections that the backend turned away because its queue was full.',
  of: 'backend',
  unit: 'requests',
  path: 'backends[].rejected',
  read: (m, i) => servedOnce(m, i, 'rejected'),
};
