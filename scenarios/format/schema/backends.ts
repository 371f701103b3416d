import * as z from 'zod/mini';
import { disciplines } from '../../../sim/backends/disciplines/index.ts';
import { law } from '../../../sim/random/index.ts';
import { address, duration, name, oneOf, share, span, whole } from '../../../sim/settings.ts';
import { described, maybe, oneKeyOf } from './documented.ts';

const ADDRESS =
  'expected an address such as 192.0.2.1 or 2001:db8::1, or a range such as 192.0.2.1-192.0.2.40';

const KEEP_ALIVE = 'expected { idle, maxAge, maxRequests }, or some of them';

const keepAlive = z
  .strictObject(
    {
      idle: maybe('One that has had no request for so long is closed.', duration),
      maxAge: maybe('One older than this, drawn for each, is closed after the response.', law),
      maxRequests: maybe(
        'One that has carried so many requests is closed after the response.',
        whole(1, 2_147_483_647),
      ),
    },
    { error: KEEP_ALIVE },
  )
  .check(
    z.refine((limits) => Object.values(limits).some((limit) => limit !== undefined), {
      error: KEEP_ALIVE,
    }),
  );

const OVERFLOW = 'expected one of 503, refuse, silent';

export const backendSchema = z.strictObject({
  name: described('What the scenario and its results call it.', name),
  address: maybe(
    'Its address, IPv4 or IPv6; a range (IPv4) makes one backend for each.',
    z.string({ error: ADDRESS }),
  ),
  addresses: maybe(
    'Its addresses.',
    z
      .array(address, { error: 'expected a list of addresses' })
      .check(z.minLength(1, { error: 'expected at least one address' })),
  ),
  region: maybe('Where it is: an AWS Region, or a place of the network.', name),
  count: maybe('How many backends an address range makes.', whole(1, 65_536)),
  targetShare: maybe('The share it ought to get, whatever the records say.', share),
  zone: maybe('The availability zone it is in, for targets of events.', name),
  service: maybe(
    'Time a worker needs for one request; without it a backend only counts and answers at once.',
    law,
  ),
  workers: maybe('Requests it serves at once, 1 unless stated.', whole(1, 1_000_000)),
  discipline: maybe(
    `Who of those that wait is served next: ${disciplines.map((one) => `${one.name}: ${one.summary}`).join(' ')}`,
    oneOf(...(disciplines.map((one) => one.name) as [string, ...string[]])),
  ),
  queueLimit: maybe('Requests that may wait; any number unless stated.', whole(0, 1e9)),
  overflow: maybe(
    'What happens to a request that finds the queue full: an error (503), a refused connection, or nothing.',
    z.union(
      [
        z.pipe(
          z.literal(503),
          z.transform((): '503' => '503'),
        ),
        z.enum(['503', 'refuse', 'silent']),
      ],
      { error: OVERFLOW },
    ),
  ),
  abandoned: maybe(
    'Whether work that its client has given up is finished for nothing, or dropped.',
    oneOf('finish', 'cancel'),
  ),
  timeout: maybe(
    'After so long at the backend a request is dropped, and its connection reset.',
    span,
  ),
  slowStart: maybe(
    'For so long after it was added or has recovered its pace grows, linearly, from nothing to all.',
    span,
  ),
  keepAlive: maybe(
    'When it closes connections that clients keep: a request sent just then is reset, and sent again.',
    keepAlive,
  ),
});

oneKeyOf(['address', 'addresses'], backendSchema);

export type BackendInput = z.output<typeof backendSchema>;
