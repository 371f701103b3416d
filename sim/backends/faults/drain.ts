import * as z from 'zod/mini';
import { ProbeAnswer, Reception } from '../reception.ts';
import { faultPlugin } from './fault.ts';

export const drain = faultPlugin<{ readonly close: boolean }>({
  name: 'drain',
  summary: 'It serves on but fails its probes, and closes connections after the response.',
  joins: false,
  fields: { close: z._default(z.boolean({ error: 'expected true or false' }), true) },
  effect: ({ close }) => ({
    openConnections: close ? 'closed' : 'served',
    newConnections: Reception.accepted,
    probes: { http: ProbeAnswer.fails, tcp: ProbeAnswer.fails },
  }),
});
