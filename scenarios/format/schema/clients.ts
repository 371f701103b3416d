import * as z from 'zod/mini';
import { MOST_SERVERS } from '../../../sim/clients/asked-groups.ts';
import { arrivals, clientFields } from '../../../sim/clients/fields.ts';
import { clientProfiles } from '../../../sim/clients/profiles/index.ts';
import { session } from '../../../sim/clients/settings/session.ts';
import type { Activity } from '../../../sim/scenario.ts';
import { name, oneOf, real, share, whole } from '../../../sim/settings.ts';
import { described, maybe } from './documented.ts';
import { fieldsOf } from './fields.ts';
import { profileOrMix } from './mixes.ts';
import { whereabouts } from './network.ts';
import { popularity } from './resolvers.ts';

const RESOLVERS =
  'expected a resolver group, a list of up to three in the order of resolv.conf such as [isp, google], or shares of clients: { isp: 70%, google: 30% } or [{ share: 70%, use: [isp, google] }, …]';
const LOOKUP =
  'expected an absolute name, or shares of several: { a.example.com: 70%, b.example.com: 30% }';

/** In the order in which a stub asks them. */
const listOfResolvers = z
  .array(z.string({ error: RESOLVERS }))
  .check(z.minLength(1, { error: RESOLVERS }))
  .check(
    z.maxLength(MOST_SERVERS, {
      error: `a list has at most ${MOST_SERVERS} resolvers (resolv.conf(5))`,
    }),
  );

const USE = 'expected a resolver group, or a list of up to three';

const resolvers = z.union(
  [
    z.string({ error: RESOLVERS }),
    listOfResolvers,
    z.record(z.string(), share),
    z
      .array(
        z.strictObject({
          share,
          use: described(
            'A resolver group, or a list of up to three in the order of resolv.conf.',
            z.union([z.string({ error: USE }), listOfResolvers], { error: USE }),
          ),
        }),
      )
      .check(z.minLength(1, { error: RESOLVERS })),
  ],
  { error: RESOLVERS },
);

export const lookup = z.union([z.string({ error: LOOKUP }), z.record(z.string(), share)], {
  error: LOOKUP,
});

const SEARCH =
  'expected a list of suffixes such as [default.svc.cluster.local, svc.cluster.local, cluster.local]';
/** RES_MAXNDOTS of glibc, and the longest list that Kubernetes allows. */
const MOST_NDOTS = 15;
const MOST_SUFFIXES = 32;
const search = z
  .array(z.string({ error: SEARCH }), { error: SEARCH })
  .check(z.minLength(1, { error: SEARCH }))
  .check(z.maxLength(MOST_SUFFIXES, { error: `a list has at most ${MOST_SUFFIXES} suffixes` }));

const ACTIVITY = 'expected uniform, { zipf: 1.0 } or { lognormal: 1.5 }';
const activity = z.union(
  [
    z.pipe(
      z.literal('uniform', { error: ACTIVITY }),
      z.transform((): Activity | undefined => undefined),
    ),
    z.pipe(
      z.strictObject({ zipf: real(0, 10) }),
      z.transform(({ zipf }): Activity => ({ kind: 'zipf', s: zipf })),
    ),
    z.pipe(
      z.strictObject({ lognormal: real(0, 10) }),
      z.transform(({ lognormal }): Activity => ({ kind: 'lognormal', sigma: lognormal })),
    ),
  ],
  { error: ACTIVITY },
);

const PUBLIC = 'expected a block of addresses such as 198.51.100.0/24 or 2001:db8::/32';
const SUBNET =
  'expected a block of addresses such as 10.0.0.0/8 or 2001:db8::/64, or several: { from: 10.0.0.0, count: 50, prefix: 24 }';

/** More would not tell more apart, and each has rows of its own at resolvers that send subnets. */
const MOST_SUBNETS = 65_536;
const subnetSet = z.strictObject({
  from: described('The first address of the first block.', z.string({ error: SUBNET })),
  count: described('How many blocks, one right after the other.', whole(1, MOST_SUBNETS)),
  prefix: described('Prefix length of each.', whole(0, 128)),
  popularity: z.prefault(
    described('How the clients spread over the blocks, in the order of addresses.', popularity),
    'uniform',
  ),
});

const ownFields = fieldsOf(clientFields, {
  dns: 'How long a client keeps an answer of its own.',
  sort: 'How its stub sorts the addresses.',
  families:
    'Of clients of both families: whether they try the list as sorted (the default) or a family in turn.',
  resolutionDelay:
    'Of clients of both families: how long they wait for the other family when one is known; by default until it is known too.',
  pick: 'Which address of the list it connects to first.',
  connect: 'How it tries the addresses.',
  connectTimeout: 'Its limit for connecting, over all addresses; by default none.',
  attemptTimeout:
    'Its limit for one address: a duration, a share of the time left, half of it, or the kernel’s 127 s (the default).',
  sameAddressTries: 'Attempts at one address before the next is tried; by default 1.',
  failMemory: 'For how long an address that failed is tried last; by default 0.',
  requestTimeout: 'Its limit for the response; by default none.',
  stub: 'How long its stub waits for a resolver before it asks the next one of its list, or again, how often it goes through the list, and whom it asks first; by default 5s, 2 and ordered where there is a list, or an outage or lost messages can make one wait, else for ever.',
  retry: 'Which failed requests it tries again, and how; by default none.',
  pool: 'Whether and how it keeps connections.',
  reresolve: 'When new DNS data reaches its connections; by default at each new one.',
});

export const clientSchema = z.strictObject({
  name: described('What the scenario and its results call the group.', name),
  profile: described(
    'The program they behave like, or a mix of several with the share of clients of each.',
    profileOrMix(clientProfiles, ownFields, 'clientPart'),
  ),
  count: maybe('Clients; left out, every request is a new client.', whole(1, 10_000_000)),
  resolvers: described(
    'The resolver group they ask, a list of several in the order of resolv.conf, or shares of clients.',
    resolvers,
  ),
  lookup: described('The name they look up, or shares of several.', lookup),
  search: maybe(
    'Suffixes that complete names of lookup without a trailing dot, tried in turn until a name has addresses (resolv.conf(5)).',
    search,
  ),
  ndots: maybe(
    'A name with so many dots or more is tried as it is first, any other last; by default 1.',
    whole(0, MOST_NDOTS),
  ),
  family: z._default(
    described(
      'Which addresses they look up: IPv4 (type A), IPv6 (type AAAA), or both side by side.',
      oneOf('v4', 'v6', 'dual'),
    ),
    'v4',
  ),
  arrivals: described('When the group makes requests.', arrivals),
  activity: maybe(
    'How the requests at each resolver spread over its clients: uniform (the default), { zipf: 1.0 } by rank, or { lognormal: 1.5 }.',
    activity,
  ),
  session: maybe(
    'What an arrival begins: pages, rounded to whole numbers, each some requests at once, with time to think between them; by default one request.',
    session,
  ),
  ...whereabouts,
  subnet: maybe(
    'The block their addresses are in, for whoever compares addresses, or several blocks, one after another: { from: 10.0.0.0, count: 50, prefix: 24 }.',
    z.union([z.string({ error: SUBNET }), subnetSet], { error: SUBNET }),
  ),
  publicSubnet: maybe(
    'The block of addresses by which resolvers know them, IPv4 or IPv6; by default the subnet. IPv6 clients have a prefix each.',
    z.string({ error: PUBLIC }),
  ),
  interfacePrefix: maybe(
    "Prefix length of a client's own network; by default the subnet's, of IPv6 at least 64.",
    whole(0, 128),
  ),
  queryShape: maybe(
    "Queries of one shape share frozen orders; by default the profile's name.",
    name,
  ),
  ...ownFields,
});

export type ClientInput = z.output<typeof clientSchema>;
