/**
 * The fields of a client profile as a scenario writes them, and the behaviour they make. Profiles
 * and overrides are merged in this form, key by key, before it is read.
 */
import * as z from 'zod/mini';
import type { Chosen } from '../plugin.ts';
import type { ClientBehaviour } from '../scenario.ts';
import { duration, whole } from '../settings.ts';
import { arrivalProcesses } from './arrivals/index.ts';
import { picks } from './picks/index.ts';
import { attemptTimeout, connect, limit } from './settings/connecting.ts';
import { dns } from './settings/dns.ts';
import { pool } from './settings/pool.ts';
import { reresolve } from './settings/reresolve.ts';
import { retry } from './settings/retry.ts';
import { stub } from './settings/stub.ts';
import { sorts } from './sorting/index.ts';

const perClient = z.optional(z.boolean({ error: 'expected true or false' }));

/** What a scenario says of arrivals: a process by name, and what stands beside it. */
export interface ArrivalsInput {
  readonly process: Chosen;
  readonly options: Readonly<Record<string, unknown>>;
  readonly perClient: boolean;
}

/** `{ poisson: 300/s }` and the like. */
export const arrivals = z.union(
  arrivalProcesses.map(({ name, settings, options }) =>
    z.pipe(
      z.strictObject({ [name]: settings, ...options, perClient }),
      z.transform(
        ({
          [name]: chosen,
          perClient: own,
          ...others
        }: Record<string, unknown>): ArrivalsInput => ({
          process: { name, settings: chosen },
          options: others,
          perClient: own === true,
        }),
      ),
    ),
  ),
  {
    error: `expected an arrival process: ${arrivalProcesses.map((p) => `{ ${p.name}: … }`).join(' or ')}`,
  },
);

const named = (plugins: readonly { readonly name: string }[]) =>
  z.enum(plugins.map((p) => p.name) as [string, ...string[]], {
    error: `expected one of ${plugins.map((p) => p.name).join(', ')}`,
  });

/** Fields of scenario.md part 3 that the engine honours, by name. */
export const clientFields = {
  dns,
  sort: named(sorts),
  families: z.enum(['sorted', 'alternate'], { error: 'expected sorted or alternate' }),
  resolutionDelay: duration,
  pick: named(picks),
  connect,
  connectTimeout: limit,
  attemptTimeout,
  sameAddressTries: whole(1, 100),
  failMemory: duration,
  requestTimeout: limit,
  stub,
  retry,
  pool,
  reresolve,
} as const;

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
  stub: null,
  retry: null,
  reresolve: 'newConnection',
  pool: null,
};
