import type { RatioMeasure } from './measure.ts';
import { serverOf } from './served.ts';

export const queueLengthMax: RatioMeasure = {
  kind: 'ratio',
  name: 'queue-length-max',
  summary: 'The most that waited for a worker at once; longer runs see more.',
  of: 'backend',
  unit: 'requests',
  path: 'backends[].queueLength.max',
  read(m, i) {
    const servers = serverOf(m, i);
    if (!servers) return null;
    const width = m.backends.names.length;
    let most = 0;
    for (let at = i; at < servers.queueMax.length; at += width)
      most = Math.max(most, servers.queueMax[at] as number);
    return { y: most, x: 1 };
  },
};
