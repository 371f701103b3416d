/** How a scenario writes what a resolver does with records that have expired (RFC 8767). */
import * as z from 'zod/mini';
import type { ServeStale } from '../scenario.ts';
import { duration, type Seconds, span, ttl } from '../settings.ts';

const HINT =
  'expected none, or { window: 1d, ttl: 30, serve: onFailure, recheck: 30s }, any of them left out';
const TTL =
  'expected whole seconds, original, or { atMost: 30 }: the original TTL, or 30 if it was longer';
const SERVE = 'expected atOnce, onFailure or { after: 1.8s }';

const word = <W extends string, T>(value: W, meaning: T, error: string) =>
  z.pipe(
    z.literal(value, { error }),
    z.transform((): T => meaning),
  );

const staleTtl = z.union(
  [
    word('original', { seconds: Number.POSITIVE_INFINITY, atMostOriginal: true }, TTL),
    z.pipe(
      z.strictObject({ atMost: ttl }),
      z.transform(({ atMost }): ServeStale['ttl'] => ({ seconds: atMost, atMostOriginal: true })),
    ),
    z.pipe(
      ttl,
      z.transform((seconds): ServeStale['ttl'] => ({ seconds, atMostOriginal: false })),
    ),
  ],
  { error: TTL },
);

const serve = z.union(
  [
    word('atOnce', 0, SERVE),
    word('onFailure', Number.POSITIVE_INFINITY, SERVE),
    z.pipe(
      z.strictObject({ after: span }),
      z.transform(({ after }): Seconds => after),
    ),
  ],
  { error: SERVE },
);

/** What is left out is as RFC 8767 section 5 recommends. */
export const serveStale = z.union(
  [
    word('none', null, HINT),
    z.pipe(
      z.strictObject({
        window: z.optional(span),
        ttl: z.optional(staleTtl),
        serve: z.optional(serve),
        recheck: z.optional(duration),
      }),
      z.transform(
        (written): ServeStale => ({
          window: written.window ?? 86_400,
          ttl: written.ttl ?? { seconds: 30, atMostOriginal: false },
          patience: written.serve ?? Number.POSITIVE_INFINITY,
          recheck: written.recheck ?? 30,
        }),
      ),
    ),
  ],
  { error: HINT },
);
