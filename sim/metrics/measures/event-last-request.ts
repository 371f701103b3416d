import { eventAt } from './event-rows.ts';
import { once, type RatioMeasure } from './measure.ts';

export const eventLastRequest: RatioMeasure = {
  kind: 'ratio',
  name: 'last-request',
  summary:
    'Seconds after a fault at which the last request to its target was made while it lasted.',
  of: 'event',
  unit: 's',
  path: 'events[].lastRequestSeconds',
  read(m, i) {
    const { isFault, curve } = eventAt(m, i);
    return isFault ? once(curve.lastAtTarget) : null;
  },
};
