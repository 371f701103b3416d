import type { AuthorityCounts } from '../../measurements.ts';
import type { RatioMeasure } from './measure.ts';

export const authorityQueriesByKind: RatioMeasure = {
  kind: 'ratio',
  name: 'authority-queries',
  summary: 'Queries per second for one name, type, routing policy and response code.',
  of: 'queryKind',
  unit: '/s',
  path: 'authority.byKind[].queriesPerSecond',
  read: (m, i) => ({
    y: (m.authority.byKind[i] as AuthorityCounts['byKind'][number]).queries,
    x: m.span,
  }),
};
