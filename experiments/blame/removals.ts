/** How to take a cause out of a scenario: as keys to write, and as the scenario that comes of it. */

import { picks } from '../../sim/clients/picks/index.ts';
import { sorts } from '../../sim/clients/sorting/index.ts';
import { byName } from '../../sim/plugin.ts';
import type {
  ClientBehaviour,
  ClientGroup,
  ResolverBehaviour,
  ResolverGroup,
  Scenario,
} from '../../sim/scenario.ts';

export interface Change {
  /** As for `--set`. */
  readonly set: readonly string[];
  readonly scenario: Scenario;
}

const SHUFFLE = { name: 'shuffle', settings: null };

/** Every look-up gets an order of its own. */
export function withoutOrder(scenario: Scenario, name: string): Change {
  return ofResolvers(scenario, name, { orderOnHit: SHUFFLE, orderOnJoin: SHUFFLE }, [
    'orderOnHit=shuffle',
    'orderOnJoin=shuffle',
  ]);
}

/** Orders are drawn, whatever is stored. */
export function withoutFixedOrder(scenario: Scenario, name: string): Change {
  const orders = { orderOnMiss: SHUFFLE, orderOnHit: SHUFFLE, orderOnJoin: SHUFFLE } as const;
  return ofResolvers(scenario, name, orders, [
    'orderOnMiss=shuffle',
    'orderOnHit=shuffle',
    'orderOnJoin=shuffle',
  ]);
}

/** Every request is a look-up. */
export function withoutKept(scenario: Scenario, { name, behaviour }: ClientGroup): Change {
  const { dns, pool, reresolve } = behaviour;
  const changes: Partial<ClientBehaviour> = {
    ...(dns.kind !== 'none' && { dns: { kind: 'none' } }),
    ...(pool !== null && { pool: null }),
    ...(reresolve !== 'newConnection' && { reresolve: 'newConnection' }),
  };
  return ofClients(scenario, name, changes, [
    ...(dns.kind !== 'none' ? ['dns=none'] : []),
    ...(pool !== null ? ['pool=none'] : []),
    ...(reresolve !== 'newConnection' ? ['reresolve=newConnection'] : []),
  ]);
}

/** Nothing is cached, so that every look-up has an answer of its own. */
export function withoutContent(scenario: Scenario, name: string): Change {
  const others = scenario.resolvers.some((group) => group.name !== name && group.upstream === null);
  if (!others && scenario.resolvers.every(({ behaviour }) => behaviour.minTtl === 0)) {
    const zones = scenario.zones.map((zone) => ({
      ...zone,
      records: zone.records.map((record) => ({ ...record, ttl: 0 })),
    }));
    const path = scenario.zones.length > 1 ? 'zones.*.records.*.ttl' : 'zone.records.*.ttl';
    return { set: [`${path}=0`], scenario: { ...scenario, zones } };
  }
  return ofResolvers(scenario, name, { minTtl: 0, maxTtl: 0 }, ['minTtl=0', 'maxTtl=0']);
}

/** Whether a client group arranges addresses by its own address, or takes turns of them. */
export function isFixedByClients({ subnet, behaviour }: ClientGroup): boolean {
  return (
    (subnet !== null && byName(sorts, behaviour.sort).policy !== null) ||
    byName(picks, behaviour.pick).takesTurns === true
  );
}

/** Addresses are taken as they come. */
export function withoutSorting(scenario: Scenario, { name, behaviour }: ClientGroup): Change {
  const takesTurns = byName(picks, behaviour.pick).takesTurns;
  const changes: Partial<ClientBehaviour> = {
    ...(behaviour.sort !== 'verbatim' && { sort: 'verbatim' }),
    ...(takesTurns && { pick: 'first' }),
  };
  return ofClients(scenario, name, changes, [
    ...(behaviour.sort !== 'verbatim' ? ['sort=verbatim'] : []),
    ...(takesTurns ? ['pick=first'] : []),
  ]);
}

function ofResolvers(
  scenario: Scenario,
  name: string,
  changes: Partial<ResolverBehaviour>,
  keys: readonly string[],
): Change {
  const resolvers = scenario.resolvers.map(
    (group): ResolverGroup =>
      group.name === name ? { ...group, behaviour: { ...group.behaviour, ...changes } } : group,
  );
  return {
    set: keys.map((key) => `${place('resolvers', name)}.${key}`),
    scenario: { ...scenario, resolvers },
  };
}

function ofClients(
  scenario: Scenario,
  name: string,
  changes: Partial<ClientBehaviour>,
  keys: readonly string[],
): Change {
  const clients = scenario.clients.map(
    (group): ClientGroup =>
      group.name === name ? { ...group, behaviour: { ...group.behaviour, ...changes } } : group,
  );
  return {
    set: keys.map((key) => `${place('clients', name)}.${key}`),
    scenario: { ...scenario, clients },
  };
}

/** Where the settings of a group stand; of a part of a mix, under its profile. */
function place(list: string, name: string): string {
  const [group, part] = name.split('/');
  return part === undefined ? `${list}.${group}` : `${list}.${group}.profile.${part}`;
}
