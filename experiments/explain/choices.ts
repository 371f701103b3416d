/** Which requests share one final order of addresses, for the H of expected CV². */

import { picks } from '../../sim/clients/picks/index.ts';
import { sorts } from '../../sim/clients/sorting/index.ts';
import { constantTrip, tripLaws } from '../../sim/geography/trips.ts';
import { byName, type Chosen } from '../../sim/plugin.ts';
import { orders } from '../../sim/resolvers/orders/index.ts';
import type { ClientGroup, ResolverGroup } from '../../sim/scenario.ts';
import { clientsOf, type Setting } from './setting.ts';

/** Client groups whose requests share one choice per entry; the others choose for each request. */
export type SharedChoices = readonly (readonly ClientGroup[])[];

/** Why requests of these clients do not follow answers in epochs of their resolvers' caches; null: they do. */
export function followTrouble({ scenario }: Setting): string | null {
  const visitor = scenario.clients.find(({ session }) => session !== null);
  if (visitor)
    return `requests of ${visitor.name} come in sessions: a run counts who follows which`;
  const keeper = scenario.clients.find(
    ({ count, behaviour: { dns, pool } }) => count !== null && (dns.kind !== 'none' || pool),
  );
  if (keeper) return `${keeper.name} keep answers or connections: a run counts who follows which`;
  const { network, backends } = scenario;
  const racer = scenario.clients.find((group) => {
    if (group.behaviour.connect.name === 'single') return false;
    const trips = tripLaws(network, group, backends);
    return trips !== null && constantTrip(trips) === null;
  });
  if (racer) return `${racer.name} race connections over round trips that are not all alike`;
  return null;
}

/** Whether some client may arrange addresses by its own address. */
export function mayBeSorted({ scenario }: Setting): boolean {
  return scenario.clients.some(
    ({ subnet, behaviour }) => subnet !== null && byName(sorts, behaviour.sort).policy !== null,
  );
}

/** Whether a client that keeps a list goes on using the same address of it. */
export const picksOnce = (pick: string): boolean => byName(picks, pick).settled;

/** Who shares the choices of a resolver group's entries, or why that cannot be said. */
export function sharedChoices(
  setting: Setting,
  { name, behaviour }: ResolverGroup,
): SharedChoices | { readonly reason: string } {
  const { orderOnMiss: miss, orderOnHit: hit, frozenPer } = behaviour;
  const settled = clientsOf(setting, name).filter(
    (client) => byName(picks, client.behaviour.pick).settled,
  );
  if (settled.length === 0) return [];
  if (![miss, hit].every(isKnown))
    return { reason: `${name} arrange answers in orders without a closed form` };
  if (isFresh(hit)) return [];
  if (hit.name === 'base')
    return miss.name === 'base'
      ? [settled]
      : { reason: `${name} answer misses and hits in orders of different kinds` };
  const shapes = [...new Set(settled.map(({ queryShape }) => queryShape))];
  if (frozenPer === 'entry' || shapes.length === 1) return [settled];
  if (!isFresh(miss)) return { reason: `${name} freeze one order for several query shapes` };
  return shapes.map((shape) => settled.filter(({ queryShape }) => queryShape === shape));
}

/** Whether each response is arranged anew: no counter turns it. */
const isFresh = ({ name, settings }: Chosen) => {
  const order = byName(orders, name);
  return order.memoryless && !order.countedPer?.(settings);
};

/** A naive shuffle prefers some places, and a counter goes round: neither is a uniform choice of its own. */
const isKnown = (chosen: Chosen) =>
  chosen.name === 'base' ||
  chosen.name === 'filling' ||
  (isFresh(chosen) && chosen.name !== 'shuffleNaive');
