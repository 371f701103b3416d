import * as z from 'zod/mini';
import { name } from '../../../sim/settings.ts';
import { described } from './documented.ts';

/** At most 16 characters (API:CidrRoutingConfig.LocationName). */
const LOCATION = 'expected a location of at most 16 letters, digits, "-" and "_"';

export const cidrCollectionSchema = z.strictObject({
  name: described('What records call it.', name),
  locations: described(
    'Its locations, each some blocks of addresses.',
    z.array(
      z.strictObject({
        name: described(
          'What records call it.',
          z
            .string({ error: LOCATION })
            .check(z.regex(/^[0-9A-Za-z_-]{1,16}$/, { error: LOCATION })),
        ),
        blocks: described(
          'IPv4 blocks of length 1 to 24 and IPv6 blocks of length 1 to 48.',
          z
            .array(z.string({ error: 'expected a block such as 192.0.2.0/24' }), {
              error: 'expected a list of blocks',
            })
            .check(z.minLength(1, { error: 'expected at least one block' })),
        ),
      }),
      { error: 'expected a list of locations' },
    ),
  ),
});

export type CidrCollectionInput = z.output<typeof cidrCollectionSchema>;
