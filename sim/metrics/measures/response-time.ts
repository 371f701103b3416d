import { recorded, type SpreadMeasure } from './measure.ts';

export const responseTime: SpreadMeasure = {
  kind: 'spread',
  name: 'response-time',
  summary: 'From the arrival of a request at the backend to the end of its service.',
  of: 'backend',
  unit: 's',
  path: 'backends[].responseTime',
  enough: 'perReplication',
  reportsLargest: false,
  reportsHistogram: true,
  observe: ({ backends: { servers } }, i) => recorded(servers?.responseTimes[i] ?? null),
};
