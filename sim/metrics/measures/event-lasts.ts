import type { EventCounts } from '../../measurements.ts';
import type { RatioMeasure } from './measure.ts';

export const eventLasts: RatioMeasure = {
  kind: 'ratio',
  name: 'event-lasts',
  summary: 'How long a fault lasted that ended in the run.',
  of: 'event',
  unit: 's',
  path: 'events[].lastsSeconds',
  read(m, i) {
    const { at, until } = m.events[i] as EventCounts;
    return until === null ? { y: 0, x: 0 } : { y: until - at, x: 1 };
  },
};
