import type { RatioMeasure } from './measure.ts';
import { served, serverOf } from './served.ts';

export const utilisation: RatioMeasure = {
  kind: 'ratio',
  name: 'utilisation',
  summary: 'The part of its workers’ time that the backend was at work, faults or not.',
  of: 'backend',
  unit: 'share',
  path: 'backends[].utilisation',
  read(m, i) {
    const busy = served(m, i, 'busySeconds');
    const workers = serverOf(m, i)?.workers[i] as number;
    return busy === null ? null : { y: busy, x: workers * m.span };
  },
};
