/** The nodes of all balancers, one after another: rows of their own. */
import type { BackendSpec, BalancerNodeSpec, BalancerSpec } from '../../scenario.ts';

export interface NodeOfBalancer {
  readonly spec: BalancerNodeSpec;
  readonly balancer: BalancerSpec;
}

export function nodesOf(balancers: readonly BalancerSpec[]): NodeOfBalancer[] {
  return balancers.flatMap((balancer) => balancer.nodes.map((spec) => ({ spec, balancer })));
}

/** Names of the backends that a balancer may send to, each once. */
export function targetNames({ targetGroups }: BalancerSpec): string[] {
  return [...new Set(targetGroups.flatMap(({ targets }) => targets))];
}

/** The AWS Region of a node: the one that the targets of its zone share, or else all its targets; null: unknown. */
export function regionOf(
  { spec, balancer }: NodeOfBalancer,
  backends: readonly BackendSpec[],
): string | null {
  const names = new Set(targetNames(balancer));
  const targets = backends.filter(({ name }) => names.has(name));
  const near = targets.filter(({ zone }) => zone === spec.zone);
  const regions = new Set((near.length > 0 ? near : targets).map(({ region }) => region));
  return regions.size === 1 ? ([...regions][0] as string | null) : null;
}

/** Targets that a node sends to while all are healthy, each with its part of what comes to the node. */
export function targetsOfNode(
  { spec: { zone }, balancer: { targetGroups, crossZone } }: NodeOfBalancer,
  backends: readonly BackendSpec[],
): Map<string, number> {
  const zoneOf = new Map(backends.map((backend) => [backend.name, backend.zone]));
  const all = targetGroups.reduce((sum, { weight }) => sum + weight, 0);
  const parts = new Map<string, number>();
  for (const { targets, weight } of targetGroups) {
    const own = targets.filter((target) => crossZone || zoneOf.get(target) === zone);
    for (const target of weight > 0 ? own : [])
      parts.set(target, (parts.get(target) ?? 0) + weight / all / own.length);
  }
  return parts;
}
