import * as z from 'zod/mini';
import { law } from '../../random/index.ts';
import type { Law } from '../../scenario.ts';
import { ProbeAnswer, Reception } from '../reception.ts';
import { faultPlugin } from './fault.ts';

export const unreachable = faultPlugin<{ readonly after: Law }>({
  name: 'unreachable',
  summary:
    'No route: open connections fall silent, and a new one is told after a while that the host cannot be reached.',
  joins: false,
  // Linux gives up on a neighbour that does not answer after three probes, one a second (RFC 4861 section 10).
  fields: { after: z.prefault(law, '3s') },
  effect: ({ after }) => ({
    openConnections: 'silent',
    newConnections: Reception.unreachable,
    probes: { http: ProbeAnswer.silent, tcp: ProbeAnswer.silent },
    after,
  }),
});
