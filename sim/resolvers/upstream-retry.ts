/** How a scenario writes what a resolver does about an upstream that does not answer as usual. */
import * as z from 'zod/mini';
import { NAME_SERVERS } from '../outages.ts';
import { law } from '../random/index.ts';
import type { UpstreamRetry } from '../scenario.ts';
import { duration, oneOf, real, type Seconds, span, whole } from '../settings.ts';

const HINT =
  'expected { servers: 4, try: 1.5s, backoff: 2, giveUp: 10s, then: servfail, holdDown: 60s }, any of them left out';
const TRY = 'expected a time-out above 0 such as 1.5s, or { rtt: 4, min: 50ms }';
const GIVE_UP = 'expected a time above 0 such as 10s, or never';

const never = z.pipe(
  z.literal('never', { error: GIVE_UP }),
  z.transform((): Seconds => Number.POSITIVE_INFINITY),
);

/** What is done where nothing is written: the defaults of the scenario format. */
export const usualRetry: UpstreamRetry = {
  servers: NAME_SERVERS,
  try: 1.5,
  backoff: 2,
  giveUp: 10,
  lastly: 'servfail',
  holdDown: null,
};

export const upstreamRetry = z.pipe(
  z.strictObject(
    {
      servers: z.optional(whole(1, NAME_SERVERS)),
      try: z.optional(
        z.union(
          [
            span,
            z.strictObject({
              rtt: real(0, 1000),
              min: z.optional(duration.check(z.refine((s) => s > 0, { error: TRY }))),
            }),
          ],
          { error: TRY },
        ),
      ),
      backoff: z.optional(real(1, 100)),
      giveUp: z.optional(z.union([span, never], { error: GIVE_UP })),
      // biome-ignore lint/suspicious/noThenProperty: the word of the format; what it holds is no function
      then: z.optional(oneOf('servfail', 'silent')),
      holdDown: z.optional(law),
    },
    { error: HINT },
  ),
  z.transform(
    ({ try: wait, then: lastly, ...written }): UpstreamRetry => ({
      servers: written.servers ?? usualRetry.servers,
      try:
        typeof wait === 'object'
          ? { rtt: wait.rtt, min: wait.min ?? 0.05 }
          : (wait ?? usualRetry.try),
      backoff: written.backoff ?? usualRetry.backoff,
      giveUp: written.giveUp ?? usualRetry.giveUp,
      lastly: lastly ?? usualRetry.lastly,
      holdDown: written.holdDown ?? usualRetry.holdDown,
    }),
  ),
);
