/** The whole input, put together from what the simulator accepts: validation and JSON Schema both come from here. */
import * as z from 'zod/mini';
import { duration, name, oneOf, span, whole } from '../../../sim/settings.ts';
import { backendSchema } from './backends.ts';
import { balancerSchema } from './balancers.ts';
import { clientSchema } from './clients.ts';
import { described, maybe } from './documented.ts';
import { eventSchema } from './events.ts';
import { expectationSchema } from './expectations.ts';
import { externalSchema } from './external.ts';
import { networkSchema } from './network.ts';
import { populationSchema } from './population.ts';
import { pricesSchema } from './prices.ts';
import { resolverSchema } from './resolvers.ts';
import { zoneSchema } from './zone.ts';

const AUTO = 'expected auto or a duration';
const SEED = 'expected a whole number or a text';

const listOf = <S extends z.ZodMiniType>(what: string, item: S) =>
  z.array(item, { error: `expected a list of ${what}` });
const someOf = <S extends z.ZodMiniType>(what: string, item: S) =>
  listOf(what, item).check(
    z.minLength(1, { error: `expected a list of at least one of the ${what}` }),
  );

export const scenarioSchema = z.strictObject({
  version: described(
    'The version of this format.',
    z.literal(1, { error: 'expected 1, the only version there is' }),
  ),
  name: described('What results call the scenario.', name),
  description: maybe('For readers; changes nothing.', z.string({ error: 'expected a text' })),
  extends: maybe(
    'Another scenario file, relative to this one, that this one adds to.',
    z.string({ error: 'expected the path of a scenario, relative to this one' }),
  ),
  seed: z._default(
    described(
      'Two runs with one seed are the same run.',
      z.union(
        [z.int({ error: SEED }), z.string({ error: SEED }).check(z.minLength(1, { error: SEED }))],
        { error: SEED },
      ),
    ),
    1,
  ),
  duration: described('The length of a run on the virtual clock, warm-up included.', span),
  warmup: z.prefault(described('Time at the start that measures leave out.', duration), '0s'),
  replications: z._default(described('Independent runs.', whole(1, 100_000)), 10),
  window: maybe(
    'Width of the windows of series; by default a 120th of what is measured, at least 1s.',
    span,
  ),
  start: z._default(
    described(
      '`stationary`: as if it had run for ever; `cold`: all caches empty.',
      oneOf('stationary', 'cold'),
    ),
    'stationary',
  ),
  leadIn: maybe(
    'The hidden run before time 0.',
    z.union([z.literal('auto', { error: AUTO }), duration], { error: AUTO }),
  ),
  detail: z._default(
    described(
      '`requests`: one by one; `counts`: by number between two DNS decisions; `auto`: counts where they can be.',
      oneOf('auto', 'requests', 'counts'),
    ),
    'auto',
  ),
  zone: maybe('The hosted zone.', zoneSchema),
  zones: maybe('Several hosted zones.', someOf('zones', zoneSchema)),
  external: z._default(
    described(
      'Names in no zone, as the authorities of others answer them.',
      listOf('records', externalSchema),
    ),
    [],
  ),
  resolvers: maybe('Groups of recursive resolvers.', someOf('resolver groups', resolverSchema)),
  clients: maybe('Groups of clients.', someOf('client groups', clientSchema)),
  population: maybe(
    'Resolvers and clients as a whole population has them; groups of resolvers and clients come besides.',
    populationSchema,
  ),
  backends: z._default(
    described('The servers that take the load.', listOf('backends', backendSchema)),
    [],
  ),
  balancers: z._default(
    described(
      'Load balancers in front of some backends, for comparison with DNS.',
      listOf('balancers', balancerSchema),
    ),
    [],
  ),
  network: z.prefault(described('Places, and delays between them.', networkSchema), {}),
  events: z._default(described('What happens at stated times.', listOf('events', eventSchema)), []),
  expect: z._default(
    described('What is to come true.', listOf('expectations', expectationSchema)),
    [],
  ),
  prices: z.prefault(
    described('What Route 53 charges, where it is not what it usually is.', pricesSchema),
    {},
  ),
  skewAgainst: z._default(
    described(
      'What a balanced load is: the share the records intend, equal shares, or shares by what the backends can serve.',
      oneOf('intended', 'equal', 'capacity'),
    ),
    'intended',
  ),
  history: z.prefault(described('How far back choices without an end were made.', span), '1d'),
  strictBackends: z._default(
    described(
      'Refuse answered addresses that no backend owns.',
      z.boolean({ error: 'expected true or false' }),
    ),
    false,
  ),
});

export type ScenarioInput = z.output<typeof scenarioSchema>;
