import type { Measurements } from '../../measurements.ts';
import type { RatioMeasure } from './measure.ts';

export const eventTime: RatioMeasure = {
  kind: 'ratio',
  name: 'event-time',
  summary: 'When an event happened, on the virtual clock.',
  of: 'event',
  unit: 's',
  path: 'events[].at',
  read: (m, i) => ({ y: (m.events[i] as Measurements['events'][number]).at, x: 1 }),
};
