import * as z from 'zod/mini';
import { law } from '../../../sim/random/index.ts';
import { resolverFields } from '../../../sim/resolvers/fields.ts';
import { resolverProfiles } from '../../../sim/resolvers/profiles/index.ts';
import type { Popularity } from '../../../sim/scenario.ts';
import { name, oneOf, real, whole } from '../../../sim/settings.ts';
import { described, maybe } from './documented.ts';
import { fieldsOf } from './fields.ts';
import { profileOrMix } from './mixes.ts';
import { whereabouts } from './network.ts';

const POPULARITY = 'expected uniform, { zipf: 1.0 }, { lognormal: 1.5 } or { weights: [5, 3, 2] }';
const SUBNET = 'expected a block of addresses such as 192.0.2.0/24';
const UPSTREAM =
  'expected a resolver group, or one for each suffix: { cluster.local: coredns, .: vpc }';
const WEIGHTS = 'expected a list of weights, one for each member';

export const popularity = z.union(
  [
    z.pipe(
      z.literal('uniform', { error: POPULARITY }),
      z.transform((): Popularity => ({ kind: 'uniform' })),
    ),
    z.pipe(
      z.strictObject({ zipf: real(0, 10) }),
      z.transform(({ zipf }): Popularity => ({ kind: 'zipf', s: zipf })),
    ),
    z.pipe(
      z.strictObject({ lognormal: real(0, 10) }),
      z.transform(({ lognormal }): Popularity => ({ kind: 'lognormal', sigma: lognormal })),
    ),
    z.pipe(
      z.strictObject({
        weights: z.array(real(0, 1e12), { error: WEIGHTS }).check(
          z.refine((weights) => weights.some((weight) => weight > 0), {
            error: 'expected at least one weight above 0',
          }),
        ),
      }),
      z.transform(({ weights }): Popularity => ({ kind: 'weights', weights })),
    ),
  ],
  { error: POPULARITY },
);

const upstream = z.union(
  [
    z.string({ error: UPSTREAM }).check(z.minLength(1, { error: UPSTREAM })),
    z.record(z.string(), name),
  ],
  { error: UPSTREAM },
);

const ownFields = fieldsOf(resolverFields, {
  base: 'The order stored: as received, or sorted.',
  orderOnMiss: 'The order of the answer that fills the cache.',
  orderOnHit: 'The order of answers from the cache.',
  orderOnJoin: 'The order of answers to queries that waited for one under way.',
  frozenPer: 'What shares a replayed order: the entry, or each query shape within it.',
  minTtl: 'The least TTL an entry is kept for.',
  maxTtl: 'The longest TTL an entry is kept for; 0 keeps nothing.',
  negativeTtl: 'The same limits for negative answers.',
  ttlClock: 'Whether ages are exact, or counted in whole seconds of the clock.',
  lastSecond: 'Whether an entry still answers in its last clock second.',
  ttlPassed: 'How the remaining TTL is handed on.',
  prefetch: 'When a hit renews the entry early.',
  shards: 'Independent caches behind one member.',
  shardPick: 'By what a query finds its shard.',
  tier2:
    'A second level of caches inside each member, behind its shards: how many, by what a query finds one, and when a hit there renews the entry early; by default none.',
  ednsBuffer:
    'Bytes of a UDP answer that it says it takes; 0: it does not speak EDNS. What does not fit is asked for again over TCP.',
  upstreamRetry:
    'What it does about servers that are silent or answer with errors: how many of them a look-up tries, how long it waits for each, and when it gives up.',
  servfailTtl: 'For how long it keeps that a look-up failed (RFC 9520); by default 1.',
  serveStale:
    'Answers from records that have expired (RFC 8767): for how long after their end, with which TTL, and whether at once, when upstream fails, or after a while; by default none.',
  joinLimit:
    'How many clients may wait for one query under way, as BIND limits them (clients-per-query), and what happens to the others; by default none.',
  capacity:
    'Records that each of its caches holds; the one not used for longest makes room. By default all.',
  rateLimit:
    'Queries a second that it answers each client, over a second; what is more gets no answer. By default all.',
  nearFirst:
    'Bits of a prefix: addresses that share it with whoever asks come first in a response (netmask ordering); by default none.',
  firstOnly:
    'Whether a response has one address only: the one with the shortest round trip from the resolver, where that is modelled, else the first.',
  ecs: 'Bits of the client subnet that it sends along (RFC 7871), for IPv4 and IPv6; by default none.',
});

export const resolverSchema = z.strictObject({
  name: described('What the scenario and its results call the group.', name),
  profile: described(
    'The program it behaves like, or a mix of several with the share of members of each.',
    profileOrMix(resolverProfiles, ownFields, 'resolverPart'),
  ),
  deal: maybe(
    'How the members of a mix are dealt to its profiles: drawn in each replication (the default), or in the order written, the most popular members first.',
    oneOf('random', 'byRank'),
  ),
  count: z._default(
    described('Members: resolvers with caches of their own.', whole(1, 10_000_000)),
    1,
  ),
  popularity: z.prefault(described('How clients spread over the members.', popularity), 'uniform'),
  upstream: maybe(
    'The group it asks, the authority when left out; or by suffix of the name asked for, the longest one that fits.',
    upstream,
  ),
  upstreamPick: maybe(
    'Which upstream member it asks: the same one, one chosen by hash, or a fresh one each query.',
    oneOf('same', 'hash', 'query'),
  ),
  latency: z.prefault(
    described(
      'Round trips.',
      z.strictObject({
        client: maybe('Between a client and this resolver.', law),
        upstream: maybe('Between this resolver and whom it asks.', law),
      }),
    ),
    {},
  ),
  ...whereabouts,
  subnet: maybe(
    'The addresses they ask from, as IP-based routing sees them: a block such as 192.0.2.0/24.',
    z.string({ error: SUBNET }),
  ),
  ...ownFields,
});

export type ResolverInput = z.output<typeof resolverSchema>;
