/** How a scenario writes when and how a client tries a failed request again. */
import * as z from 'zod/mini';
import type { Retry } from '../../scenario.ts';
import { duration, oneOf, real, share, whole } from '../../settings.ts';

const RETRY_HINT = 'expected none or { on, attempts, backoff, budget, to }';
const ON_HINT = 'expected a list of connect, timeout, reset, 5xx and lookup';

export const retry = z.union(
  [
    z.pipe(
      z.literal('none', { error: RETRY_HINT }),
      z.transform((): Retry | null => null),
    ),
    z.pipe(
      z.strictObject({
        on: z
          .array(oneOf('connect', 'timeout', 'reset', '5xx', 'lookup'), { error: ON_HINT })
          .check(z.minLength(1, { error: ON_HINT })),
        attempts: whole(2, 100),
        backoff: z.optional(
          z.strictObject({
            initial: duration,
            factor: z.optional(real(1, 100)),
            max: z.optional(duration),
            jitter: z.optional(share),
          }),
        ),
        budget: z.optional(share),
        to: z.optional(oneOf('same', 'next', 'lookup')),
      }),
      z.transform(
        ({ on, attempts, backoff, budget, to }): Retry => ({
          on,
          attempts,
          backoff: {
            initial: backoff?.initial ?? 0,
            factor: backoff?.factor ?? 2,
            max: backoff?.max ?? Number.POSITIVE_INFINITY,
            jitter: backoff?.jitter ?? 0,
          },
          budget: budget ?? Number.POSITIVE_INFINITY,
          to: to ?? 'next',
        }),
      ),
    ),
  ],
  { error: RETRY_HINT },
);
