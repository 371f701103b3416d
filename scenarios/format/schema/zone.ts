import * as z from 'zod/mini';
import { routingPolicies } from '../../../sim/authority/routing/index.ts';
import type { RoutingPolicy } from '../../../sim/authority/routing/policy.ts';
import { law } from '../../../sim/random/index.ts';
import type { AliasTarget } from '../../../sim/scenario.ts';
import { name, oneOf, ttl, whole } from '../../../sim/settings.ts';
import { cidrCollectionSchema } from './cidr-collections.ts';
import { described, documentation, maybe, oneKeyOf } from './documented.ts';
import { healthCheckSchema } from './health-checks.ts';
import { recordType } from './record-types.ts';

const ownerName = z.string({
  error: 'expected a name: relative, "@" for the zone itself, or absolute',
});
const text = (what: string, longest: number) =>
  z
    .string({ error: `expected ${what} as text` })
    .check(
      z.minLength(1, { error: `expected ${what}, not an empty text` }),
      z.maxLength(longest, { error: `expected ${what} of at most ${longest} characters` }),
    );
/** A record's value is at most 4,000 characters long (route53.md section 7.1). */
export const recordValue = text('a value', 4000);
export const setIdentifier = text('a set identifier', 128);

const recordKeys = {
  name: described(
    'Relative to the zone, "@" for the zone itself, or absolute; may begin with "*.".',
    ownerName,
  ),
  type: described('The record type, such as A.', recordType),
  ttl: maybe("Seconds that an answer may be kept; the zone's ttl when left out.", ttl),
  value: maybe('The one value.', recordValue),
  values: maybe(
    'Several values.',
    z
      .array(recordValue, { error: 'expected a list of values' })
      .check(z.minLength(1, { error: 'expected at least one value' })),
  ),
  alias: maybe(
    'Answers as other record sets of the zone do, with their TTL.',
    z.strictObject({
      target: described('The name whose record sets of the same type answer.', ownerName),
      evaluateTargetHealth: described(
        'Whether it is healthy only while one of them is.',
        z.boolean({ error: 'expected true or false, whether the health of the target counts' }),
      ),
    }),
  ),
};

/** Of every policy that chooses among record sets. */
const memberKeys = {
  setIdentifier: described(
    'Tells this record set from the others of its name and type.',
    setIdentifier,
  ),
  healthCheck: maybe('The health check without which it is not answered.', name),
};

/** A record of one policy: the policy's own keys are required, another policy's are unknown. */
function recordOf(policy: RoutingPolicy) {
  const routing = z.literal(policy.name);
  const record = z.strictObject({
    ...recordKeys,
    routing: described(policy.summary, policy.name === 'simple' ? z.optional(routing) : routing),
    ...(policy.hasSetIdentifier ? memberKeys : {}),
    ...policy.fields,
  });
  return oneKeyOf(['value', 'values', 'alias'], record);
}

const [first, ...others] = routingPolicies.map(recordOf);
if (!first) throw new RangeError('there is no routing policy');

export const recordSchema = z.discriminatedUnion('routing', [first, ...others], {
  error: `expected one of ${routingPolicies.map((policy) => policy.name).join(', ')}`,
});

/** Every policy's own keys. */
export const policyKeys: readonly string[] = routingPolicies.flatMap((policy) =>
  Object.keys(policy.fields),
);

/** A record whose routing is not known: what can be said of its other keys. */
export const unroutedRecordSchema = z.strictObject({
  ...recordKeys,
  routing: z.unknown(),
  setIdentifier: z.optional(setIdentifier),
  healthCheck: z.optional(name),
  ...Object.fromEntries(
    routingPolicies.flatMap((policy) =>
      Object.entries(policy.fields).map(([key, schema]) => [key, z.optional(schema)]),
    ),
  ),
});

const file = z
  .string({ error: 'expected the path of a file, relative to this one' })
  .check(z.minLength(1, { error: 'expected the path of a file' }));

export const zoneSchema = z.strictObject({
  name: maybe(
    "The zone's name; taken from its SOA record when an import has one.",
    z.string({ error: 'expected the name of a zone' }),
  ),
  private: z._default(
    described(
      'Whether it answers inside VPCs only: queries cost nothing, negative answers are kept for 300 s at most.',
      z.boolean({ error: 'expected true or false' }),
    ),
    false,
  ),
  records: z._default(
    described(
      'Record sets, as Route 53 has them.',
      z.array(recordSchema, { error: 'expected a list of records' }),
    ),
    [],
  ),
  healthChecks: z._default(
    described(
      'Health checks of endpoints, which records refer to.',
      z.array(healthCheckSchema, { error: 'expected a list of health checks' }),
    ),
    [],
  ),
  cidrCollections: z._default(
    described(
      'Named sets of address blocks, which IP-based records refer to.',
      z.array(cidrCollectionSchema, { error: 'expected a list of CIDR collections' }),
    ),
    [],
  ),
  import: maybe(
    'Record sets and health checks from a file or several, in formats that others write.',
    z.union([file, z.array(file, { error: 'expected a list of files' })], {
      error: 'expected a file or a list of files',
    }),
  ),
  ttl: maybe('The TTL of records that state none.', ttl),
  negativeTtl: maybe(
    'TTL of negative answers: by default what the SOA record says, else 900; of a private zone at most 300.',
    ttl,
  ),
  edges: z.prefault(
    described(
      'The sites that answer.',
      z.strictObject({
        count: z._default(described('How many there are.', whole(1, 10_000)), 16),
        recordLag: z.prefault(described('How long a record change takes to reach one edge.', law), {
          uniform: ['0s', '60s'],
        }),
        healthLag: z.prefault(
          described('How long a change of a health status takes to reach one edge.', law),
          { uniform: ['1s', '10s'] },
        ),
        pick: z._default(
          described(
            '`member`: a resolver always asks the same edge; `query`: a fresh one each time.',
            oneOf('member', 'query'),
          ),
          'member',
        ),
      }),
    ),
    {},
  ),
  selection: z._default(
    described(
      'Whether the eight of more than eight are drawn per query, or stay with the asker.',
      oneOf('query', 'sticky'),
    ),
    'query',
  ),
  order: z._default(described('Order inside an answer.', oneOf('random', 'fixed')), 'random'),
  mixedTtl: z._default(
    described('The TTL of an answer whose members differ.', oneOf('min', 'first', 'refuse')),
    'min',
  ),
  edgeState: z._default(
    described(
      'Whether each edge goes by a state of its own where a policy keeps one, or all by the same.',
      oneOf('own', 'shared'),
    ),
    'own',
  ),
  elbAnswers: maybe(
    'Nodes of a balancer that one answer holds at most: 8 unless stated, which is observed, not documented.',
    whole(1, 100),
  ),
  ecsScope: z._default(
    described(
      'For whom an answer holds that goes by the client subnet: its `source` alone, or, with scope `zero`, everyone.',
      oneOf('source', 'zero'),
    ),
    'source',
  ),
  noAnswer: z._default(
    described(
      'What a query gets whose origin none of the record sets answers.',
      oneOf('nodata', 'nxdomain'),
    ),
    'nodata',
  ),
  lastResort: z._default(
    described(
      'Where nothing healthy is left: whether the levels below the top look for healthy records again, or none does.',
      oneOf('perLevel', 'top'),
    ),
    'perLevel',
  ),
  weightedValues: z._default(
    described('Whether a weighted record set may hold several values.', oneOf('all', 'refuse')),
    'all',
  ),
});

documentation.add(zoneSchema, {
  id: 'zone',
  anyOf: [{ required: ['name'] }, { required: ['import'] }],
});
documentation.add(recordSchema, { id: 'record' });

export type ZoneInput = z.output<typeof zoneSchema>;
/** Policies add keys of their own, so a record is read by name. */
export interface RecordInput {
  readonly name: string;
  readonly type: string;
  readonly ttl?: number | undefined;
  readonly routing?: string | undefined;
  readonly setIdentifier?: string | undefined;
  readonly value?: string | undefined;
  readonly values?: readonly string[] | undefined;
  readonly alias?: AliasTarget | undefined;
  readonly healthCheck?: string | undefined;
  readonly [setting: string]: unknown;
}

/** The policies whose records carry a key that other records do not. */
export function routingOf(key: string): string[] {
  return routingPolicies
    .filter((policy) =>
      Object.hasOwn(memberKeys, key) ? policy.hasSetIdentifier : Object.hasOwn(policy.fields, key),
    )
    .map((policy) => policy.name);
}
