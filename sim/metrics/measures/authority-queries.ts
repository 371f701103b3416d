import type { RatioMeasure } from './measure.ts';
import { sum } from './sums.ts';

export const authorityQueries: RatioMeasure = {
  kind: 'ratio',
  name: 'authority-queries',
  summary: 'Queries per second that reached the authority.',
  of: 'run',
  unit: '/s',
  path: 'authority.queriesPerSecond',
  read: (m) => ({ y: sum(m.authority.queries), x: m.span }),
};
