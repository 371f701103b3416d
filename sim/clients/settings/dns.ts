/** How a scenario writes a client's own DNS cache. */
import * as z from 'zod/mini';
import type { ClientCache } from '../../scenario.ts';
import { duration, real, type Seconds } from '../../settings.ts';

const DNS_HINT =
  'expected none, ttl, forever, { fixed: 25s }, { atLeast: 60s } or { scale: 1.25, plus: 2s, atLeast: 15s }, or a list of such caches, nearest first';
const IN_A_LIST =
  'expected caches that end, nearest first, such as [{ fixed: 2s }, ttl]: ttl, { fixed: 25s }, { atLeast: 60s } or { scale: 1.25, plus: 2s, atLeast: 15s }, with negative, without grace';

const forever = z.pipe(
  z.literal('forever', { error: DNS_HINT }),
  z.transform((): Seconds => Number.POSITIVE_INFINITY),
);

/** What any cache may do besides: serve an answer for a while after its end, and keep failures. */
const leeway = { grace: z.optional(duration), negative: z.optional(duration) };

/** One of a list. */
const oneOfSeveral = z.union(
  [
    z.pipe(
      z.literal('ttl', { error: IN_A_LIST }),
      z.transform((kind): ClientCache => ({ kind })),
    ),
    z.pipe(
      z.strictObject({ fixed: duration, negative: z.optional(duration) }),
      z.transform(
        ({ fixed, negative }): ClientCache => ({
          kind: 'fixed',
          seconds: fixed,
          ...given({ negative }),
        }),
      ),
    ),
    z.pipe(
      z.strictObject({
        scale: z.optional(real(0, 1000)),
        plus: z.optional(duration),
        atLeast: z.optional(duration),
        negative: z.optional(duration),
      }),
      z.transform(
        ({ scale = 1, plus = 0, atLeast = 0, negative }): ClientCache => ({
          kind: 'scaled',
          scale,
          plus,
          atLeast,
          ...given({ negative }),
        }),
      ),
    ),
  ],
  { error: IN_A_LIST },
);

const several = z.pipe(
  z.array(oneOfSeveral).check(z.minLength(2, { error: IN_A_LIST })),
  z.transform(
    ([nearest, ...behind]): ClientCache => ({
      ...(nearest as Exclude<ClientCache, { readonly kind: 'none' }>),
      behind,
    }),
  ),
);

export const dns = z.union(
  [
    several,
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
