/** How a scenario writes a client's own DNS cache. */
import * as z from 'zod/mini';
import type { ClientCache } from '../../scenario.ts';
import { duration, real, type Seconds } from '../../settings.ts';

const DNS_HINT =
  'expected none, ttl, forever, { fixed: 25s }, { atLeast: 60s } or { scale: 1.25, plus: 2s, atLeast: 15s }';

const forever = z.pipe(
  z.literal('forever', { error: DNS_HINT }),
  z.transform((): Seconds => Number.POSITIVE_INFINITY),
);

/** What any cache may do besides: serve an answer for a while after its end, and keep failures. */
const leeway = { grace: z.optional(duration), negative: z.optional(duration) };

export const dns = z.union(
  [
    z.pipe(
      z.enum(['none', 'ttl', 'forever'], { error: DNS_HINT }),
      z.transform(
        (word): ClientCache =>
          word === 'forever'
            ? { kind: 'fixed', seconds: Number.POSITIVE_INFINITY }
            : { kind: word },
      ),
    ),
    z.pipe(
      z.strictObject({ fixed: z.union([duration, forever], { error: DNS_HINT }), ...leeway }),
      z.transform(
        ({ fixed, ...more }): ClientCache => ({ kind: 'fixed', seconds: fixed, ...given(more) }),
      ),
    ),
    z.pipe(
      z
        .strictObject({
          scale: z.optional(real(0, 1000)),
          plus: z.optional(duration),
          atLeast: z.optional(duration),
          ...leeway,
        })
        .check(
          z.refine(({ scale, plus, atLeast }) => (scale ?? plus ?? atLeast) !== undefined, {
            error: DNS_HINT,
          }),
        ),
      z.transform(
        ({ scale = 1, plus = 0, atLeast = 0, ...more }): ClientCache => ({
          kind: 'scaled',
          scale,
          plus,
          atLeast,
          ...given(more),
        }),
      ),
    ),
  ],
  { error: DNS_HINT },
);

function given({
  grace,
  negative,
}: {
  grace?: Seconds | undefined;
  negative?: Seconds | undefined;
}) {
  return {
    ...(grace === undefined ? {} : { grace }),
    ...(negative === undefined ? {} : { negative }),
  };
}
