import type { ResolverCounts } from '../../measurements.ts';
import type { RatioMeasure } from './measure.ts';
import { LISTED_MEMBERS } from './subjects.ts';

export const memberHiddenLoad: RatioMeasure = {
  kind: 'ratio',
  name: 'hidden-load',
  summary: 'Requests per authority answer that one member fetched, the most popular member first.',
  of: 'member',
  unit: 'requests',
  path: 'resolvers[].hiddenLoad[]',
  read(m, i) {
    const member = i % LISTED_MEMBERS;
    const group = m.resolvers[(i - member) / LISTED_MEMBERS] as ResolverCounts;
    return { y: group.memberRequests[member] as number, x: group.memberAnswers[member] as number };
  },
};
