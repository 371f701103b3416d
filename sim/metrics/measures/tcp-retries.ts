import type { ResolverCounts } from '../../measurements.ts';
import type { RatioMeasure } from './measure.ts';
import { sum } from './sums.ts';

export const tcpRetries: RatioMeasure = {
  kind: 'ratio',
  name: 'tcp-retries',
  summary: 'Upstream queries made again over TCP, because the answer did not fit (RFC 7766).',
  of: 'resolver',
  unit: 'queries',
  path: 'resolvers[].tcpRetries',
  read: (m, i) => ({ y: sum((m.resolvers[i] as ResolverCounts).tcpRetries), x: 1 }),
};
