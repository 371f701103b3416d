/** How long queues need to fill: 20/(1−ρ)² service times (model.md part 3). */
import { answeringZones } from '../authority/external.ts';
import { grow, linkOf, type RecordGroup } from '../authority/tree.ts';
import { find } from '../authority/zone.ts';
import { nodesOf, targetsOfNode } from '../backends/balancers/nodes.ts';
import { typesLedBy } from '../clients/families.ts';
import { cvSquaredOf, meanOf } from '../random/index.ts';
import type { BackendSpec, RecordSpec, Scenario, ServerSpec } from '../scenario.ts';
import type { PerSecond, Seconds } from '../settings.ts';
import { rateOf } from './flows.ts';

/** The longest of any backend's, as loaded as its records intend; 0 without servers. */
export function queueFilling(scenario: Scenario): Seconds {
  return Math.max(
    0,
    ...scenario.backends.map((backend) =>
      backend.server ? fillingTime(backend.server, loadOf(backend, scenario)) : 0,
    ),
  );
}

/**
 * A queue forgets its past within some 1/(1−ρ)² service times, longer if these vary much; one with K places, at
 * any load, within some K². Without a limit an overloaded queue only grows: no lead-in would make it stationary.
 */
function fillingTime({ service, workers, queueLimit }: ServerSpec, rate: PerSecond): Seconds {
  const mean = meanOf(service);
  const idle = 1 - (rate * mean) / workers;
  const places = queueLimit + workers;
  const times = Math.min(idle > 0 ? 1 / (idle * idle) : Number.POSITIVE_INFINITY, places * places);
  if (times === Number.POSITIVE_INFINITY) return 0;
  return 20 * mean * times * Math.max(1, (1 + cvSquaredOf(service)) / 2);
}

/** Requests per second that the records at the start intend for a backend, directly or behind a balancer. */
function loadOf(backend: BackendSpec, scenario: Scenario): PerSecond {
  const zones = answeringZones(scenario);
  const parts = partsOf(backend, scenario);
  let load = 0;
  const ask = (name: string, type: string, rate: PerSecond): void => {
    const visit = ({ members }: RecordGroup, asked: PerSecond): void => {
      const total = members.reduce((sum, { record }) => sum + weightOf(record), 0);
      for (const { record, target } of members) {
        const own = record.values.reduce((sum, value) => sum + (parts.get(value) ?? 0), 0);
        if (target) visit(target, (asked * weightOf(record)) / total);
        else if (record.type !== type)
          ask(linkOf(record.values[0] as string), type, (asked * weightOf(record)) / total);
        else if (own > 0) load += (asked * weightOf(record) * own) / (total * record.values.length);
      }
    };
    visit(grow(find(zones, name, type)), rate);
  };
  for (const group of scenario.clients)
    for (const { name, share } of group.lookup)
      ask(name, typesLedBy(zones, name, group.family)[0] as string, rateOf(group, 0) * share);
  return load;
}

/** By address: the part of what comes there that goes to a backend; where nothing does, left out. */
function partsOf(
  { name, addresses }: BackendSpec,
  { backends, balancers }: Scenario,
): ReadonlyMap<string, number> {
  return new Map([
    ...addresses.map((address) => [address, 1] as const),
    ...nodesOf(balancers).map(
      (node) => [node.spec.address, targetsOfNode(node, backends).get(name) ?? 0] as const,
    ),
  ]);
}

function weightOf({ settings }: RecordSpec): number {
  return typeof settings.weight === 'number' ? settings.weight : 1;
}
