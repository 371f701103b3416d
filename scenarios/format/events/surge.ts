/** More requests for a while: `surge: { clients: users, factor: 5, as: newClients }`. */
import * as z from 'zod/mini';
import { oneOf, real } from '../../../sim/settings.ts';
import { groupTarget, resolveGroups } from '../group-targets.ts';
import { described } from '../schema/documented.ts';
import { printedTarget } from '../targets.ts';
import { child } from '../tree.ts';
import { verb } from './verb.ts';

export const surge = verb({
  name: 'surge',
  summary:
    'Client groups make so many times as many requests for a while: what comes on top is Poisson, from clients there or from new ones.',
  schema: z.strictObject({
    clients: described('The client groups.', groupTarget),
    factor: described('So many times as many requests, or sessions; above 1.', real(1, 1e6)),
    as: z._default(
      described(
        'Who makes them: the clients of the group, or others, with neither cached answers nor connections.',
        oneOf('sameClients', 'newClients'),
      ),
      'sameClients',
    ),
  }),
  lasts: true,
  target: (written) => printedTarget(child(written, 'clients')),
  resolve({ clients: written, factor, as }, { groups, partsOf, lasts, path, context }) {
    if (factor === 1)
      context.wrong(
        [...path, 'factor'],
        'a factor of 1 changes nothing; raise it, or remove the event',
      );
    const clients = resolveGroups(
      written,
      'client group',
      groups.clients,
      [...path, 'clients'],
      context,
    );
    return { verb: 'surge', clients: clients.flatMap(partsOf), factor, as, lasts };
  },
});
