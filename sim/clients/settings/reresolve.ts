/** How a scenario writes when new DNS data reaches a client's connections. */
import * as z from 'zod/mini';
import type { ClientBehaviour } from '../../scenario.ts';
import { duration } from '../../settings.ts';

const HINT = 'expected newConnection, never, ttl or { onFailure: { atLeast: 30s } }';

export const reresolve = z.union(
  [
    z.enum(['newConnection', 'never', 'ttl'], { error: HINT }),
    z.pipe(
      z.strictObject({ onFailure: z.strictObject({ atLeast: z.optional(duration) }) }),
      z.transform(({ onFailure }): ClientBehaviour['reresolve'] => ({
        onFailure: onFailure.atLeast ?? 0,
      })),
    ),
  ],
  { error: HINT },
);
