/**
 * What of a scenario only single requests can show: why `detail: counts` would refuse it (model.md part 5). Decided
 * from the scenario alone; what a plug-in needs it says itself.
 */
import { waysFrom } from '../authority/cnames.ts';
import type { NameAndType } from '../authority/question.ts';
import { recordsBrought } from '../authority/record-change.ts';
import { faults } from '../backends/faults/index.ts';
import { arrivalProcesses } from '../clients/arrivals/index.ts';
import { hasLists, pickOf } from '../clients/asked-groups.ts';
import { connects } from '../clients/connecting/index.ts';
import { behindOf, intervalOf } from '../clients/own-caches.ts';
import { picks } from '../clients/picks/index.ts';
import { sorts } from '../clients/sorting/index.ts';
import { travels } from '../geography/trips.ts';
import { familyOf } from '../ip-address.ts';
import { isLossy } from '../losses.ts';
import { isOutage } from '../outages.ts';
import { byName, type Chosen, type Plugin } from '../plugin.ts';
import { mayEvict } from '../questions.ts';
import { orders } from '../resolvers/orders/index.ts';
import { knowsAskers } from '../resolvers/selecting.ts';
import type { ClientGroup, ResolverGroup, Scenario } from '../scenario.ts';
import { lookupShares } from '../start/flows.ts';

export interface Need {
  /** Where in a scenario file it is said, by keys and list places. */
  readonly path: readonly (string | number)[];
  /** Why numbers do not do: a sentence's end, such as `its arrivals are not Poisson`. */
  readonly reason: string;
}

/** Every reason, in the order of the file; none: the scenario can be counted. */
export function needsRequests(scenario: Omit<Scenario, 'detail'>): readonly Need[] {
  const { resolvers, clients, backends, balancers, events } = scenario;
  return [
    ...resolvers.flatMap((group, i) => below(['resolvers', i], ofResolvers(group, scenario))),
    ...clients.flatMap((group, i) => below(['clients', i], ofClients(group, scenario))),
    ...backends.flatMap(({ server }, i) =>
      server ? [{ path: ['backends', i, 'service'], reason: 'requests queue for workers' }] : [],
    ),
    ...balancers.map((_, i) => ({
      path: ['balancers', i],
      reason: 'a balancer chooses a target for each request or connection',
    })),
    ...backends.flatMap(({ keepAlive }, i) =>
      keepAlive && clients.some(({ behaviour }) => behaviour.pool)
        ? [
            {
              path: ['backends', i, 'keepAlive'],
              reason: 'how long a connection is used depends on every request before',
            },
          ]
        : [],
    ),
    ...(travels(scenario)
      ? [{ path: ['network', 'rtt'], reason: 'requests take their time' }]
      : []),
    ...(isLossy(scenario)
      ? [{ path: ['network', 'loss'], reason: 'look-ups are repeated where messages get lost' }]
      : []),
    ...events.flatMap((event, i) =>
      event.verb === 'fault'
        ? below(['events', i], ofPlugin(event.fault.name, faults, event.fault))
        : isOutage(event)
          ? [
              {
                path: ['events', i, event.verb],
                reason: 'look-ups wait for servers that are silent',
              },
            ]
          : [],
    ),
  ];
}

function below(path: Need['path'], needs: readonly Need[]): Need[] {
  return needs.map((need) => ({ ...need, path: [...path, ...need.path] }));
}

function ofResolvers(
  { behaviour, latency }: ResolverGroup,
  scenario: Omit<Scenario, 'detail'>,
): Need[] {
  const reason = 'look-ups take their time';
  return [
    ...(['orderOnMiss', 'orderOnHit', 'orderOnJoin'] as const).flatMap((key) => [
      ...ofPlugin(key, orders, behaviour[key]),
      ...ofCounter(key, behaviour[key], scenario),
    ]),
    ...(latency.client || latency.upstream ? [{ path: ['latency'], reason }] : []),
    ...(behaviour.prefetch.kind === 'share' && behaviour.prefetch.minHits !== undefined
      ? [{ path: ['prefetch'], reason: 'an answer is refreshed by how many hits it has had' }]
      : []),
    ...(mayEvict(behaviour, scenario)
      ? [{ path: ['capacity'], reason: 'which record makes room depends on every request before' }]
      : []),
    ...(behaviour.rateLimit !== undefined
      ? [{ path: ['rateLimit'], reason: 'each query counts against its client' }]
      : []),
    ...(behaviour.nearFirst && knowsAskers(scenario)
      ? [{ path: ['nearFirst'], reason: 'each client gets the addresses near itself first' }]
      : []),
    ...(behaviour.firstOnly
      ? [{ path: ['firstOnly'], reason: 'each response leaves addresses out' }]
      : []),
    ...(behaviour.ecs && scenario.clients.some((group) => group.subnet ?? group.publicSubnet)
      ? [{ path: ['ecs'], reason: 'answers are kept apart by client subnet' }]
      : []),
  ];
}

function ofClients(group: ClientGroup, scenario: Omit<Scenario, 'detail'>): Need[] {
  const { arrivals, session, behaviour, subnet, count, family } = group;
  const { sort, pick, connect, pool, retry, failMemory, reresolve } = behaviour;
  const isStruck = scenario.events.some(({ verb }) => verb === 'fault');
  return [
    ...ofPlugin('arrivals', arrivalProcesses, arrivals),
    ...(arrivals.perClient && !byName(arrivalProcesses, arrivals.name).needsRequests
      ? [{ path: ['arrivals', 'perClient'], reason: 'each client has bursts of its own' }]
      : []),
    ...(session
      ? [{ path: ['session'], reason: 'the requests of a session follow one another' }]
      : []),
    ...(family === 'dual'
      ? [{ path: ['family'], reason: 'the two answers of a look-up end at times of their own' }]
      : []),
    ...ofPlugin('connect', connects, connect),
    ...ofPlugin('sort', sorts, { name: sort, settings: null }),
    ...ofPlugin('pick', picks, { name: pick, settings: null }),
    ...ofChains(group, scenario),
    ...(group.lookup.some(({ tries }) => tries !== undefined)
      ? [{ path: ['search'], reason: 'a look-up asks for one name after the other' }]
      : []),
    ...(pool &&
    (pool.alwaysOn !== undefined ||
      pool.idle < Number.POSITIVE_INFINITY ||
      pool.maxRequests < Number.POSITIVE_INFINITY)
      ? [
          {
            path: ['pool'],
            reason: 'how long a connection is used depends on every request before',
          },
        ]
      : []),
    ...(retry?.on.includes('lookup')
      ? [{ path: ['retry'], reason: 'look-ups are repeated one by one' }]
      : []),
    ...(intervalOf(reresolve) !== null
      ? [{ path: ['reresolve'], reason: 'clients look up at times of their own' }]
      : []),
    ...(hasLists(group) && ['rotate', 'parallel'].includes(pickOf(group))
      ? [{ path: ['stub'], reason: 'a look-up may go to several resolvers' }]
      : []),
    ...(behindOf(behaviour.dns).length > 0
      ? [{ path: ['dns'], reason: 'an answer goes through several caches of a client' }]
      : []),
    ...(failMemory > 0 && isStruck
      ? [{ path: ['failMemory'], reason: 'each client avoids what failed it' }]
      : []),
    ...(subnet && byName(sorts, sort).policy ? manyOrders(scenario) : []),
    ...(subnet && familyOf(subnet.address) === 'v6' && count === null && byName(sorts, sort).policy
      ? [{ path: ['sort'], reason: 'every request comes from an IPv6 address of its own' }]
      : []),
    ...(byName(sorts, sort).heedsRoundTrips && isStruck
      ? [{ path: ['sort'], reason: 'each client puts last what has only failed it' }]
      : []),
  ];
}

/** The entries of a chain of CNAMEs end one by one, each for all that go through it. */
function ofChains(group: ClientGroup, scenario: Omit<Scenario, 'detail'>): Need[] {
  const leads = lookupShares([group]).some(
    (asked) => waysFrom(scenario, asked).length > 1 || mayLead(asked, scenario),
  );
  return leads
    ? [
        {
          path: ['lookup'],
          reason: 'a CNAME leads on from a name, and entries of a chain end one by one',
        },
      ]
    : [];
}

/** Whether an event may have a CNAME answer. */
function mayLead({ name }: NameAndType, { events }: Omit<Scenario, 'detail'>): boolean {
  return events
    .flatMap(recordsBrought)
    .some((record) => record.type === 'CNAME' && record.name === name);
}

/** Sorted addresses need the orders of resolvers listed, which some have too many of. */
function manyOrders({ zones, resolvers }: Omit<Scenario, 'detail'>): Need[] {
  const longest = Math.max(
    ...zones.flatMap(({ records }) => records.map(({ values }) => values.length)),
    8,
  );
  const marks = Uint8Array.from({ length: longest }, (_, place) => place % 2);
  return resolvers.flatMap(({ behaviour }) => {
    const { name, settings } = behaviour.orderOnHit;
    const order = byName(orders, name);
    return order.memoryless && !order.countedPer?.(settings) && !order.leads?.(settings, marks)
      ? [{ path: ['sort'], reason: `${name} has too many orders of ${longest} addresses to sort` }]
      : [];
  });
}

/** Names that share a counter move it on in turns that only single requests show. */
function ofCounter(
  key: string,
  { name, settings }: Chosen,
  { clients }: Pick<Scenario, 'clients'>,
): Need[] {
  const names = new Set(clients.flatMap(({ lookup }) => lookup.map((looked) => looked.name)));
  return byName(orders, name).countedPer?.(settings) === 'cache' && names.size > 1
    ? [{ path: [key], reason: 'several names move one counter on' }]
    : [];
}

function ofPlugin(key: string, list: readonly Plugin[], { name }: Chosen): Need[] {
  const { needsRequests: reason } = byName(list, name);
  return reason === undefined ? [] : [{ path: [key], reason }];
}
