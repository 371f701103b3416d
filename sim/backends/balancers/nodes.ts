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

/** The part of what comes to a node that is meant for a backend while every target is in service. */
export function partOf(
  { spec, balancer }: NodeOfBalancer,
  target: string,
  backends: readonly BackendSpec[],
): number {
  const zoneOf = new Map(backends.map(({ name, zone }) => [name, zone]));
  const all = balancer.targetGroups.reduce((sum, { weight }) => sum + weight, 0);
  return balancer.targetGroups.reduce((sum, { targets, weight }) => {
    const near = targets.filter((name) => balancer.crossZone || zoneOf.get(name) === spec.zone);
    return near.includes(target) && weight > 0 ? sum + weight / all / near.length : sum;
  }, 0);
}
