import { eventAt } from './event-rows.ts';
import type { RatioMeasure } from './measure.ts';

export const eventFailedRequests: RatioMeasure = {
  kind: 'ratio',
  name: 'failed-requests',
  summary:
    'Requests that failed while it lasted: tried last at the target of a fault, or, of an outage, because no resolver could say an address.',
  of: 'event',
  unit: 'requests',
  path: 'events[].failedRequests',
  read(m, i) {
    const { isFault, isOutage, curve } = eventAt(m, i);
    return isFault || isOutage ? { y: curve.failedByTarget, x: 1 } : null;
  },
};
