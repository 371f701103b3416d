import * as z from 'zod/mini';
import { continents, countries } from '../../../sim/geography/continents.ts';
import { regionName } from '../../../sim/geography/region-name.ts';
import { usStates } from '../../../sim/geography/us-states.ts';
import { law } from '../../../sim/random/index.ts';
import { coordinates, duration, name, share } from '../../../sim/settings.ts';
import { described, documentation, maybe } from './documented.ts';

documentation.add(regionName, { id: 'awsRegion', description: 'An AWS Region.' });

const placeSchema = z.strictObject({
  region: maybe('The AWS Region it is in, or next to; says the rest, unless stated.', regionName),
  continent: maybe(
    "Route 53's code; by default the country's.",
    z.enum(continents, { error: `expected one of ${continents.join(', ')}` }),
  ),
  country: maybe(
    'ISO 3166-1 alpha-2, such as DE.',
    z.enum(countries as [string, ...string[]], {
      error: 'expected a country of ISO 3166-1 such as DE',
    }),
  ),
  subdivision: maybe(
    'A state of the United States.',
    z.enum(usStates as [string, ...string[]], {
      error: 'expected a state of the United States such as WA',
    }),
  ),
  coordinates: maybe('In degrees, north and east positive.', coordinates),
});

/** By place: `default`, `within`, and a row of values for each place that has some. */
function table<S extends z.ZodMiniType>(value: S, what: string) {
  const row = `expected a row of the table: for each place ${what}, such as { us-east-1: 90ms }`;
  return z.catchall(
    z.object({
      default: maybe(
        'Where nothing else is said; `distance`: by the length of the great circle.',
        z.union([z.literal('distance'), value], { error: `expected ${what}, or distance` }),
      ),
      within: maybe('Inside one place or Region.', value),
    }),
    z.record(z.string(), value, { error: row }),
  );
}

const RTT =
  'expected a law, distance, or round trips by place: { default: 50ms, fra: { us-east-1: 90ms } }';

export const networkSchema = z.strictObject({
  places: z._default(
    described(
      'Places by name; every AWS Region is one besides.',
      z.record(name, placeSchema, { error: 'expected places by their names' }),
    ),
    {},
  ),
  rtt: maybe(
    'Round trip between a client and a backend: one for all, `distance`, or by place.',
    z.union([law, z.literal('distance'), table(law, 'a law')], { error: RTT }),
  ),
  loss: maybe(
    'Chance that a DNS message over UDP is lost, each way: between clients and resolvers, and between those and whom they ask; by default 0. Connections lose nothing.',
    share,
  ),
  routingLatency: maybe(
    'What Route 53 believes the round trip between users and an AWS Region to be; by default as rtt, then by distance.',
    table(duration, 'a duration'),
  ),
});

/** Where a group is. */
export const whereabouts = {
  place: maybe('Where it is: a place of the network, or an AWS Region.', name),
  region: maybe('Where it is, when that is in or next to an AWS Region.', regionName),
};

export type NetworkInput = z.output<typeof networkSchema>;
