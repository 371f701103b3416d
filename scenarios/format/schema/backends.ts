import * as z from 'zod/mini';
import { ipv4, name, share, whole } from '../../../sim/settings.ts';
import { described, eitherKey, maybe } from './documented.ts';

const ADDRESS =
  'expected an IPv4 address such as 192.0.2.1, or a range such as 192.0.2.1-192.0.2.40';

export const backendSchema = z.strictObject({
  name: described('What the scenario and its results call it.', name),
  address: maybe('Its address; a range makes one backend for each.', z.string({ error: ADDRESS })),
  addresses: maybe(
    'Its addresses.',
    z
      .array(ipv4, { error: 'expected a list of IPv4 addresses' })
      .check(z.minLength(1, { error: 'expected at least one address' })),
  ),
  count: maybe('How many backends an address range makes.', whole(1, 65_536)),
  targetShare: maybe('The share it ought to get, whatever the records say.', share),
});

eitherKey('address', 'addresses', backendSchema);

export type BackendInput = z.output<typeof backendSchema>;
