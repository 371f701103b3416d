import { eventAt } from './event-rows.ts';
import type { RatioMeasure } from './measure.ts';

export const eventFailedRequests: RatioMeasure = {
  kind: 'ratio',
  name: 'failed-requests',
  summary: 'Requests that were tried last at the target of a fault while it lasted, and failed.',
  of: 'event',
  unit: 'requests',
  path: 'events[].failedRequests',
  read(m, i) {
    const { isFault, curve } = eventAt(m, i);
    return isFault ? { y: curve.failedByTarget, x: 1 } : null;
  },
};
