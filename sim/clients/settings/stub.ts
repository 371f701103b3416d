/** How a scenario writes how long a client's stub waits for its resolver. */
import * as z from 'zod/mini';
import type { Stub } from '../../scenario.ts';
import { oneOf, span, whole } from '../../settings.ts';

/** As resolv.conf(5): `options timeout:5 attempts:2`. */
export const usualStub: Stub = { timeout: 5, attempts: 2 };

export const stub = z.pipe(
  z.strictObject(
    {
      timeout: z.optional(span),
      attempts: z.optional(whole(1, 100)),
      pick: z.optional(oneOf('ordered', 'rotate', 'parallel', 'last-good')),
    },
    { error: 'expected { timeout: 5s, attempts: 2, pick: ordered }, any of them left out' },
  ),
  z.transform(
    ({ timeout, attempts, pick }): Stub => ({
      timeout: timeout ?? usualStub.timeout,
      attempts: attempts ?? usualStub.attempts,
      ...(pick === undefined ? {} : { pick }),
    }),
  ),
);
