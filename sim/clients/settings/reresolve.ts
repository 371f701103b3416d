/** How a scenario writes when new DNS data reaches a client's connections. */
import * as z from 'zod/mini';
import type { Reresolve } from '../../scenario.ts';
import { duration, span } from '../../settings.ts';

const HINT =
  'expected newConnection, never, ttl, { onFailure: { atLeast: 30s } } or { interval: 5s }';

export const reresolve = z.union(
  [
    z.enum(['newConnection', 'never', 'ttl'], { error: HINT }),
    z.pipe(
      z.strictObject({ onFailure: z.strictObject({ atLeast: z.optional(duration) }) }),
      z.transform(
        ({ onFailure }): Reresolve => ({
          onFailure: onFailure.atLeast ?? 0,
        }),
      ),
    ),
    z.strictObject({ interval: span }),
  ],
  { error: HINT },
);
