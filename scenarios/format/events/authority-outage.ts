/** Name servers that do not answer as usual: `authorityOutage: { answer: silent, servers: 2, edges: 50% }`. */
import * as z from 'zod/mini';
import { NAME_SERVERS } from '../../../sim/outages.ts';
import { oneOf, whole } from '../../../sim/settings.ts';
import { howMany, numberOf } from '../how-many.ts';
import { described, maybe } from '../schema/documented.ts';
import { verb } from './verb.ts';

/** What is had from who is out. */
export const outageAnswer = z._default(
  described('What a query gets: nothing, or an error.', oneOf('silent', 'servfail', 'refused')),
  'silent',
);

export const authorityOutage = verb({
  name: 'authorityOutage',
  summary: 'Name servers of the zones are silent or answer with errors for a while.',
  schema: z.strictObject({
    answer: outageAnswer,
    servers: z._default(
      described(
        `How many of the ${NAME_SERVERS} name servers, drawn anew in each replication.`,
        whole(1, NAME_SERVERS),
      ),
      NAME_SERVERS,
    ),
    edges: maybe(
      'At how many of the edges: a count or a share, drawn anew in each replication; by default all.',
      howMany,
    ),
  }),
  lasts: true,
  target: (_, zone) => zone || 'all zones',
  resolve({ answer, servers, edges }, { initial, lasts, path, context }) {
    const there = Math.max(1, ...initial.zones.map((zone) => zone.edges.count));
    const struck = initial.isComplete
      ? numberOf(edges, there, 'edges', [...path, 'edges'], context)
      : there;
    return { verb: 'authorityOutage', answer, servers, edges: struck, lasts };
  },
});
