import { ProbeAnswer, Reception } from '../reception.ts';
import { faultPlugin } from './fault.ts';

export const crash = faultPlugin<null>({
  name: 'crash',
  summary:
    'The process dies: open connections are reset, new ones refused; it returns with empty queues.',
  joins: false,
  fields: null,
  effect: () => ({
    openConnections: 'reset',
    newConnections: Reception.refused,
    probes: { http: ProbeAnswer.fails, tcp: ProbeAnswer.fails },
  }),
});
