/** How a scenario writes which connections a client keeps. */
import * as z from 'zod/mini';
import { law } from '../../random/index.ts';
import type { Pool } from '../../scenario.ts';
import { duration, oneOf, whole } from '../../settings.ts';

const POOL_HINT =
  'expected none or { idle, maxAge, maxRequests, maxConns, streams, reuse, alwaysOn }';

export const pool = z.union(
  [
    z.pipe(
      z.literal('none', { error: POOL_HINT }),
      z.transform((): Pool | null => null),
    ),
    z.pipe(
      z.strictObject({
        idle: z.optional(duration),
        maxAge: z.optional(law),
        maxRequests: z.optional(whole(1, 2_147_483_647)),
        maxConns: z.optional(whole(1, 65_535)),
        streams: z.optional(whole(1, 65_535)),
        reuse: z.optional(oneOf('lifo', 'fifo')),
        alwaysOn: z.optional(whole(0, 65_535)),
      }),
      z.transform(
        (input): Pool => ({
          idle: input.idle ?? Number.POSITIVE_INFINITY,
          maxAge: input.maxAge ?? null,
          maxRequests: input.maxRequests ?? Number.POSITIVE_INFINITY,
          maxConns: input.maxConns ?? Number.POSITIVE_INFINITY,
          streams: input.streams ?? 1,
          reuse: input.reuse ?? 'lifo',
          ...(input.alwaysOn ? { alwaysOn: input.alwaysOn } : {}),
        }),
      ),
    ),
  ],
  { error: POOL_HINT },
);
