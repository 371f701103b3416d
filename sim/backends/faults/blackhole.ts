import { ProbeAnswer, Reception } from '../reception.ts';
import { faultPlugin } from './fault.ts';

export const blackhole = faultPlugin<null>({
  name: 'blackhole',
  summary: 'The host or its zone is lost: nothing comes back, for open and for new connections.',
  joins: false,
  fields: null,
  effect: () => ({
    openConnections: 'silent',
    newConnections: Reception.silent,
    probes: { http: ProbeAnswer.silent, tcp: ProbeAnswer.silent },
  }),
});
