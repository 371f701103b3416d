import { eventAt } from './event-rows.ts';
import { once, type RatioMeasure } from './measure.ts';

export const eventDetectionFirst: RatioMeasure = {
  kind: 'ratio',
  name: 'detection-first-edge',
  summary:
    'Seconds after a fault until the first edge of the authority heard that a target is down.',
  of: 'event',
  unit: 's',
  path: 'events[].detectionSeconds.firstEdge',
  read: (m, i) => once(eventAt(m, i).detection.firstEdge),
};

export const eventDetectionLast: RatioMeasure = {
  kind: 'ratio',
  name: 'detection-last-edge',
  summary:
    'Seconds after a fault until the last edge of the authority heard that its targets are down.',
  of: 'event',
  unit: 's',
  path: 'events[].detectionSeconds.lastEdge',
  read: (m, i) => once(eventAt(m, i).detection.lastEdge),
};

export const eventDetectionBalancers: RatioMeasure = {
  kind: 'ratio',
  name: 'detection-balancers',
  summary:
    'Seconds after a fault until balancers had found its targets unhealthy by their own checks.',
  of: 'event',
  unit: 's',
  path: 'events[].detectionSeconds.balancers',
  read: (m, i) => once(eventAt(m, i).detection.balancers),
};
