/** The nodes of balancers that a fault strikes: all of a balancer that it names, and those in a zone or region. */
import type { BackendSpec, BalancerNodeSpec, BalancerSpec } from '../../sim/scenario.ts';
import type { Target } from './targets.ts';

interface Struck {
  readonly backends: readonly BackendSpec[];
  readonly balancers: readonly BalancerSpec[];
}

/** Their addresses. A share is of backends alone. */
export function nodesStruck(target: Target, { backends, balancers }: Struck): string[] {
  if (typeof target === 'object' && 'share' in target) return [];
  return balancers.flatMap((balancer) =>
    balancer.nodes
      .filter((node) => isStruck(target, node, balancer, backends))
      .map(({ address }) => address),
  );
}

function isStruck(
  target: Exclude<Target, { readonly share: number }>,
  { zone }: BalancerNodeSpec,
  { name, targetGroups }: BalancerSpec,
  backends: readonly BackendSpec[],
): boolean {
  if (typeof target === 'string') return target === name;
  if (Array.isArray(target)) return target.includes(name);
  if ('zone' in target) return zone === target.zone;
  if (!('region' in target)) return false;
  // A node is where the targets of its zone are.
  const names = new Set(targetGroups.flatMap(({ targets }) => targets));
  const near = backends.filter((one) => names.has(one.name) && one.zone === zone);
  return near.length > 0 && near.every(({ region }) => region === target.region);
}
