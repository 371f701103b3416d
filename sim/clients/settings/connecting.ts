/** How a scenario writes how a client tries addresses, and how long it waits. */
import * as z from 'zod/mini';
import { word } from '../../chosen.ts';
import type { Chosen } from '../../plugin.ts';
import { duration } from '../../settings.ts';
import { connects } from '../connecting/index.ts';

const CONNECT_HINT = `expected ${connects.map((c) => (c.fields ? `{ ${Object.keys(c.fields).join(', ')} }` : c.name)).join(' or ')}`;

export const connect = z.union(
  [
    word(
      connects.filter((c) => !c.fields),
      CONNECT_HINT,
    ),
    ...connects.flatMap(({ name, fields }) =>
      fields
        ? [
            z.pipe(
              z.strictObject(fields),
              z.transform((settings: Record<string, unknown>): Chosen => ({ name, settings })),
            ),
          ]
        : [],
    ),
  ],
  { error: CONNECT_HINT },
);

const LIMIT_HINT = 'expected a time-out above 0, such as 10s';
/** A limit of time that leaves some. */
export const limit = duration.check(z.refine((seconds) => seconds > 0, { error: LIMIT_HINT }));

const ATTEMPT_HINT =
  'expected a time-out above 0 such as 10s, or share, { share: { atLeast: 2s } }, half or kernel';
export const attemptTimeout = z.union(
  [
    limit,
    z.enum(['share', 'half', 'kernel'], { error: ATTEMPT_HINT }),
    z.strictObject({ share: z.strictObject({ atLeast: limit }) }),
  ],
  { error: ATTEMPT_HINT },
);
