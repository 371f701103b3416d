/**
 * The names of balancers, as AWS's own zones answer them (route53.md section 6): with the nodes in service, in random
 * order, with a TTL of 60 s. Edges are those of the scenario's first zone: it is Route 53 that answers. A node is in
 * service while it is *told* to be, in the way in which an edge hears of health checks.
 */
import { familyOf, RECORD_TYPE } from '../ip-address.ts';
import type { BackendSpec, BalancerSpec, ZoneSpec } from '../scenario.ts';
import { zoneElsewhere } from './zone-elsewhere.ts';

/** "Alias to ELB: fixed 60 s", and so is the name itself (route53.md section 5). */
const NODE_TTL = 60;
/** Addresses in one answer; not documented, observed (route53.md sections 6 and 11). */
export const MOST_NODES = 8;

/** Something that edges hear of as of a health check, without anyone probing it for Route 53. */
export interface Told {
  /** With a slash, which names of health checks have none of. */
  readonly name: string;
  /** As the run begins. */
  readonly healthy: boolean;
}

/** What says whether a node is answered. */
export const nodeCheck = (balancer: string, address: string) => `${balancer}/${address}`;

/** What says whether an alias that evaluates the balancer's health answers. */
export const balancerCheck = (balancer: string) => `${balancer}/`;

export function balancerZones(
  balancers: readonly BalancerSpec[],
  [first]: readonly ZoneSpec[],
): ZoneSpec[] {
  if (!first) return [];
  return balancers.map(({ name, dnsName, nodes }) => {
    const records = nodes.map(({ address }) => ({
      name: dnsName,
      type: RECORD_TYPE[familyOf(address)],
      ttl: NODE_TTL,
      routing: 'multivalue',
      setIdentifier: address,
      values: [address],
      alias: null,
      settings: {},
      healthCheck: nodeCheck(name, address),
    }));
    const { elbAnswers = MOST_NODES, edges } = first;
    return { ...zoneElsewhere(dnsName, records, edges), elbAnswers, balancer: name };
  });
}

/**
 * What edges take to be so of balancers before anything has happened: all targets are healthy.
 *
 * @param late names of backends that are no targets yet
 */
export function toldAtStart(
  balancers: readonly BalancerSpec[],
  backends: readonly BackendSpec[],
  late: ReadonlySet<string> = new Set(),
): Told[] {
  const zoneOf = new Map(backends.map(({ name, zone }) => [name, zone]));
  return balancers.flatMap(({ name, nodes, targetGroups, crossZone }) => {
    const groups = targetGroups.map(({ targets, weight }) => ({
      targets: targets.filter((target) => !late.has(target)),
      weight,
    }));
    return [
      { name: balancerCheck(name), healthy: groups.every(({ targets }) => targets.length > 0) },
      ...nodes.map(({ zone, address }) => ({
        name: nodeCheck(name, address),
        healthy: groups.every(
          ({ targets, weight }) =>
            weight === 0 || targets.some((target) => crossZone || zoneOf.get(target) === zone),
        ),
      })),
    ];
  });
}
