/**
 * What of a scenario only single requests can show: why `detail: counts` would refuse it (model.md part 5). Decided
 * from the scenario alone; what a plug-in needs it says itself.
 */
import { arrivalProcesses } from '../clients/arrivals/index.ts';
import { picks } from '../clients/picks/index.ts';
import { sorts } from '../clients/sorting/index.ts';
import { byName, type Chosen, type Plugin } from '../plugin.ts';
import { orders } from '../resolvers/orders/index.ts';
import type { ClientGroup, ResolverGroup, Scenario } from '../scenario.ts';

export interface Need {
  /** Where in a scenario file it is said, by keys and list places. */
  readonly path: readonly (string | number)[];
  /** Why numbers do not do: a sentence's end, such as `its arrivals are not Poisson`. */
  readonly reason: string;
}

/** Every reason, in the order of the file; none: the scenario can be counted. */
export function needsRequests(scenario: Omit<Scenario, 'detail'>): readonly Need[] {
  const { resolvers, clients, backends, network, events } = scenario;
  return [
    ...resolvers.flatMap((group, i) => below(['resolvers', i], ofResolvers(group))),
    ...clients.flatMap((group, i) => below(['clients', i], ofClients(group, scenario))),
    ...backends.flatMap(({ server }, i) =>
      server ? [{ path: ['backends', i, 'service'], reason: 'requests queue for workers' }] : [],
    ),
    ...(network.rtt ? [{ path: ['network', 'rtt'], reason: 'requests take their time' }] : []),
    ...events.flatMap((event, i) =>
      event.verb === 'fault'
        ? [{ path: ['events', i, event.fault.name], reason: 'single connections meet it' }]
        : [],
    ),
  ];
}

function below(path: Need['path'], needs: readonly Need[]): Need[] {
  return needs.map((need) => ({ ...need, path: [...path, ...need.path] }));
}

function ofResolvers({ behaviour, latency }: ResolverGroup): Need[] {
  const reason = 'look-ups take their time';
  return [
    ...(['orderOnMiss', 'orderOnHit', 'orderOnJoin'] as const).flatMap((key) => [
      ...ofPlugin(key, orders, behaviour[key]),
      ...ofCounter(key, behaviour[key]),
    ]),
    ...(latency.client || latency.upstream ? [{ path: ['latency'], reason }] : []),
  ];
}

function ofClients(
  { arrivals, behaviour, subnet }: ClientGroup,
  scenario: Omit<Scenario, 'detail'>,
): Need[] {
  const { sort, pick, dns, pool, retry, reresolve } = behaviour;
  const leeway = dns.kind === 'none' ? {} : { grace: dns.grace, negative: dns.negative };
  return [
    ...ofPlugin('arrivals', arrivalProcesses, arrivals),
    ...ofPlugin('sort', sorts, { name: sort, settings: null }),
    ...ofPlugin('pick', picks, { name: pick, settings: null }),
    ...Object.entries(leeway).flatMap(([key, seconds]) =>
      seconds ? [{ path: ['dns', key], reason: 'what it serves follows single look-ups' }] : [],
    ),
    ...(pool
      ? [{ path: ['pool'], reason: 'which connection is idle depends on every request before' }]
      : []),
    ...(retry ? [{ path: ['retry'], reason: 'a retry follows its own request’s failure' }] : []),
    ...(reresolve === 'newConnection'
      ? []
      : [{ path: ['reresolve'], reason: 'a new look-up follows single connections' }]),
    ...(subnet && byName(sorts, sort).reorders ? manyOrders(scenario) : []),
  ];
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
    return order.memoryless && !order.leads?.(settings, marks, marks)
      ? [{ path: ['sort'], reason: `${name} has too many orders of ${longest} addresses to sort` }]
      : [];
  });
}

function ofCounter(key: string, { name, settings }: Chosen): Need[] {
  return byName(orders, name).countedPer?.(settings)
    ? [{ path: [key], reason: 'a counter moves on with every answer' }]
    : [];
}

function ofPlugin(key: string, list: readonly Plugin[], { name }: Chosen): Need[] {
  const { needsRequests: reason } = byName(list, name);
  return reason === undefined ? [] : [{ path: [key], reason }];
}
