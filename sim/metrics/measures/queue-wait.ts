import type { RatioMeasure } from './measure.ts';
import { served } from './served.ts';

export const queueWait: RatioMeasure = {
  kind: 'ratio',
  name: 'queue-wait',
  summary: 'From the arrival of a request at the backend to the start of its service.',
  of: 'backend',
  unit: 's',
  path: 'backends[].queueWait.meanSeconds',
  read(m, i) {
    const y = served(m, i, 'waitSeconds');
    return y === null ? null : { y, x: served(m, i, 'started') as number };
  },
};
