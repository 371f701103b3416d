/**
 * The fields of a client profile as a scenario writes them, and the behaviour they make. Profiles
 * and overrides are merged in this form, key by key, before it is read.
 */
import * as z from 'zod/mini';
import { keyed, word } from '../chosen.ts';
import type { Chosen } from '../plugin.ts';
import type { ClientBehaviour, ClientCache, Pool } from '../scenario.ts';
import { duration, whole } from '../settings.ts';
import { arrivalProcesses } from './arrivals/index.ts';
import { connects } from './connecting/index.ts';
import { picks } from './picks/index.ts';
import { sorts } from './sorting/index.ts';

const DNS_HINT = 'expected none, ttl or { fixed: 25s }';
const dns = z.union(
  [
    z.pipe(
      z.enum(['none', 'ttl'], { error: DNS_HINT }),
      z.transform((kind): ClientCache => ({ kind })),
    ),
    z.pipe(
      z.strictObject({ fixed: duration }),
      z.transform(({ fixed }): ClientCache => ({ kind: 'fixed', seconds: fixed })),
    ),
  ],
  { error: DNS_HINT },
);

const POOL_HINT = 'expected none or { idle, maxConns }';
const pool = z.union(
  [
    z.pipe(
      z.literal('none', { error: POOL_HINT }),
      z.transform((): Pool | null => null),
    ),
    z.pipe(
      z.strictObject({
        idle: z.optional(duration),
        maxConns: z.optional(whole(1, 65_535)),
      }),
      z.transform(
        (input): Pool => ({
          idle: input.idle ?? Number.POSITIVE_INFINITY,
          maxAge: null,
          maxRequests: Number.POSITIVE_INFINITY,
          maxConns: input.maxConns ?? Number.POSITIVE_INFINITY,
          streams: 1,
          reuse: 'lifo',
        }),
      ),
    ),
  ],
  { error: POOL_HINT },
);

const CONNECT_HINT = `expected ${connects.map((c) => (c.fields ? `{ ${Object.keys(c.fields).join(', ')} }` : c.name)).join(' or ')}`;
const connect = z.union(
  [
    word(
      connects.filter((c) => !c.fields),
      CONNECT_HINT,
    ),
    ...connects.flatMap(({ name, fields }) =>
      fields
        ? [
            z.pipe(
              z.strictObject(fields),
              z.transform((settings: Record<string, unknown>): Chosen => ({ name, settings })),
            ),
          ]
        : [],
    ),
  ],
  { error: CONNECT_HINT },
);

/** `{ poisson: 300/s }` and the like. */
export const arrivals = z.union(arrivalProcesses.map(keyed), {
  error: `expected an arrival process: ${arrivalProcesses.map((p) => `{ ${p.name}: … }`).join(' or ')}`,
});

const named = (plugins: readonly { readonly name: string }[]) =>
  z.enum(plugins.map((p) => p.name) as [string, ...string[]], {
    error: `expected one of ${plugins.map((p) => p.name).join(', ')}`,
  });

/** Fields of scenario.md part 3 that the engine honours, by name. */
export const clientFields = { dns, sort: named(sorts), pick: named(picks), connect, pool } as const;

/** A client profile's fields, any of them left out. */
export const clientFieldsSchema = z.partial(z.strictObject(clientFields));

/** What a client does when no profile says otherwise: the profile `ideal-random`, but for its pick. */
export const plainClient: ClientBehaviour = {
  dns: { kind: 'none' },
  sort: 'verbatim',
  pick: 'first',
  connect: { name: 'single', settings: null },
  connectTimeout: Number.POSITIVE_INFINITY,
  attemptTimeout: 'kernel',
  sameAddressTries: 1,
  failMemory: 0,
  requestTimeout: Number.POSITIVE_INFINITY,
  retry: null,
  reresolve: 'newConnection',
  pool: null,
};
