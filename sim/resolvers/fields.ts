/**
 * The fields of a resolver profile as a scenario writes them, and the behaviour they make. Profiles
 * and overrides are merged in this form, key by key, before it is read.
 */
import * as z from 'zod/mini';
import { keyed, word } from '../chosen.ts';
import type { Chosen } from '../plugin.ts';
import type { Prefetch, ResolverBehaviour, Tier } from '../scenario.ts';
import { duration, oneOf, share, ttl, whole } from '../settings.ts';
import { capacity, joinLimit, rateLimit } from './limits.ts';
import { orders } from './orders/index.ts';
import type { Order } from './orders/order.ts';
import { serveStale } from './serve-stale.ts';
import { upstreamRetry, usualRetry } from './upstream-retry.ts';

const order = anyOf(orders.filter((o) => !o.forJoins));
const orderOfJoins = anyOf(orders);

function anyOf(plugins: readonly Order<unknown>[]) {
  const hint = `expected an order: ${plugins.map((o) => (o.settings ? `{ ${o.name}: … }` : o.name)).join(', ')}`;
  return z.union(
    [
      word(
        plugins.filter((o) => !o.settings),
        hint,
      ),
      ...plugins.flatMap(({ settings, ...plugin }) =>
        settings ? [keyed({ ...plugin, settings })] : [],
      ),
    ],
    { error: hint },
  );
}

const PREFETCH_HINT = 'expected none, { below, eligible } or { share, plus, minHits }';
const prefetch = z.union(
  [
    z.pipe(
      z.literal('none', { error: PREFETCH_HINT }),
      z.transform((): Prefetch => ({ kind: 'none' })),
    ),
    z.pipe(
      z.strictObject({ below: duration, eligible: duration }),
      z.transform((input): Prefetch => ({ kind: 'below', ...input })),
    ),
    z.pipe(
      z.strictObject({
        share,
        plus: z.prefault(duration, 0),
        minHits: z.optional(whole(1, 1e9)),
      }),
      z.transform(
        ({ minHits, ...input }): Prefetch => ({
          kind: 'share',
          ...input,
          ...(minHits === undefined ? {} : { minHits }),
        }),
      ),
    ),
  ],
  { error: PREFETCH_HINT },
);

const SERVFAIL_TTL = 'expected whole seconds from 1 to 300, as RFC 9520 has it';
const ECS = 'expected none, or { v4: 24, v6: 56 }: bits of the client subnet that it sends';
/** RFC 7871 section 11.1 recommends 24 and 56 bits at most. */
const ecs = z.union(
  [
    z.pipe(
      z.literal('none', { error: ECS }),
      z.transform((): ResolverBehaviour['ecs'] => null),
    ),
    z.strictObject({ v4: z.prefault(whole(0, 32), 24), v6: z.prefault(whole(0, 128), 56) }),
  ],
  { error: ECS },
);

const TIER2 = 'expected none, or { shards: 3, shardPick: query }';
const shardPick = oneOf('client', 'name', 'query');
/** A second level of caches, of which `client` means the cache of the first level that asks. */
const tier2 = z.union(
  [
    z.pipe(
      z.literal('none', { error: TIER2 }),
      z.transform((): Tier | null => null),
    ),
    z.strictObject({
      shards: z.prefault(whole(1, 65_536), 1),
      shardPick: z.prefault(shardPick, 'name'),
      prefetch: z.prefault(prefetch, 'none'),
    }),
  ],
  { error: TIER2 },
);

/** RFC 9520 section 3.2: failures are kept for at least 1 s, and at most 5 min. */
const servfailTtl = z.pipe(
  ttl,
  z.number().check(z.gte(1, { error: SERVFAIL_TTL }), z.lte(300, { error: SERVFAIL_TTL })),
);

const NEAR = 'expected the bits of a prefix from 1 to 32, such as 24, or none';
const nearFirst = z.union(
  [
    z.pipe(
      z.literal('none', { error: NEAR }),
      z.transform(() => 0),
    ),
    whole(1, 32),
  ],
  { error: NEAR },
);

/** Fields of scenario.md part 3 that the engine honours, by name. */
export const resolverFields = {
  base: oneOf('wire', 'sorted'),
  orderOnMiss: order,
  orderOnHit: order,
  orderOnJoin: orderOfJoins,
  frozenPer: oneOf('entry', 'queryShape'),
  minTtl: ttl,
  maxTtl: ttl,
  negativeTtl: z.strictObject({ min: z.prefault(ttl, 0), max: z.prefault(ttl, 604_800) }),
  ttlClock: oneOf('exact', 'seconds'),
  lastSecond: oneOf('miss', 'hit'),
  ttlPassed: oneOf('exact', 'floor', 'ceil'),
  prefetch,
  shards: whole(1, 65_536),
  shardPick,
  tier2,
  ednsBuffer: whole(0, 65_535),
  ecs,
  upstreamRetry,
  servfailTtl,
  serveStale,
  joinLimit,
  capacity,
  rateLimit,
  nearFirst,
  firstOnly: z.boolean({ error: 'expected true or false' }),
} as const;

/** A resolver profile's fields, any of them left out. */
export const resolverFieldsSchema = z.partial(z.strictObject(resolverFields));

const BASE: Chosen = { name: 'base', settings: null };

/** What a resolver does when no profile says otherwise: the profile `ideal`. */
export const idealBehaviour: ResolverBehaviour = {
  base: 'wire',
  orderOnMiss: BASE,
  orderOnHit: BASE,
  orderOnJoin: BASE,
  frozenPer: 'entry',
  minTtl: 0,
  maxTtl: Number.POSITIVE_INFINITY,
  negativeTtl: { min: 0, max: Number.POSITIVE_INFINITY },
  ttlClock: 'exact',
  lastSecond: 'miss',
  ttlPassed: 'exact',
  prefetch: { kind: 'none' },
  shards: 1,
  shardPick: 'client',
  ecs: null,
  ednsBuffer: 1232,
  upstreamRetry: usualRetry,
  servfailTtl: 1,
};
