/** Who asks whom, by the name of a population: `{ mix: consumer-web, resolvers: 2000, clients: 100000, … }`. */
import * as z from 'zod/mini';
import { arrivals } from '../../../sim/clients/fields.ts';
import { populations } from '../../../sim/populations/index.ts';
import { whole } from '../../../sim/settings.ts';
import { lookup } from './clients.ts';
import { described, maybe } from './documented.ts';
import { popularity } from './resolvers.ts';

const names = populations.map(({ name }) => name) as [string, ...string[]];

export const populationSchema = z.strictObject({
  mix: described(
    'Which population; skew53 profiles lists them.',
    z.enum(names, { error: `expected one of ${names.join(', ')}` }),
  ),
  resolvers: described(
    'Resolvers that many clients share; those of homes and single hosts come besides.',
    whole(1, 10_000_000),
  ),
  clients: described('Clients, over all profiles.', whole(1, 10_000_000)),
  lookup: described('The name they look up, or shares of several.', lookup),
  arrivals: described('When they make requests, all together.', arrivals),
  popularity: maybe(
    'How clients spread over the resolvers that they share; by default { zipf: 1 }.',
    popularity,
  ),
});

export type PopulationInput = z.output<typeof populationSchema>;
