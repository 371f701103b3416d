/** Resolvers that do not answer as usual: `resolverOutage: { resolver: isp, members: 10%, answer: silent }`. */
import * as z from 'zod/mini';
import { isMeantBy, wholeName } from '../../../sim/mixes.ts';
import { name } from '../../../sim/settings.ts';
import { howMany, numberOf } from '../how-many.ts';
import { quoted } from '../printable.ts';
import { described, maybe } from '../schema/documented.ts';
import { suggest } from '../suggest.ts';
import { child, textOf } from '../tree.ts';
import { outageAnswer } from './authority-outage.ts';
import { verb } from './verb.ts';

export const resolverOutage = verb({
  name: 'resolverOutage',
  summary:
    'Members of a resolver group are silent or answer with errors for a while; their caches live on.',
  schema: z.strictObject({
    resolver: described('The resolver group.', name),
    members: maybe(
      'How many of its members: a count or a share, drawn anew in each replication; by default all.',
      howMany,
    ),
    answer: outageAnswer,
  }),
  lasts: true,
  target: (written) => textOf(child(written, 'resolver')),
  resolve({ resolver, members, answer }, { resolvers, lasts, path, context }) {
    const group = resolvers.find((one) => isMeantBy(one, resolver));
    if (!group) {
      const names = [...new Set(resolvers.map(wholeName))];
      if (context.isIntact(['resolvers']))
        context.wrong(
          [...path, 'resolver'],
          `no resolver group is called ${quoted(resolver)}; they are ${names.join(', ')}`,
          suggest(resolver, names),
        );
      return undefined;
    }
    return {
      verb: 'resolverOutage',
      resolver,
      answer,
      members: numberOf(
        members,
        group.mix?.count ?? group.count,
        'members',
        [...path, 'members'],
        context,
      ),
      lasts,
    };
  },
});
