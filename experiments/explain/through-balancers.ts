/** What is meant for nodes of balancers, handed on to their targets, all of them being healthy. */
import { nodesOf, targetsOfNode } from '../../sim/backends/balancers/nodes.ts';
import type { Scenario } from '../../sim/scenario.ts';

/** @param shares by destination: backends, then the nodes of all balancers */
export function dividedOverTargets(
  shares: Float64Array,
  { backends, balancers }: Pick<Scenario, 'backends' | 'balancers'>,
): Float64Array {
  const divided = shares.slice(0, backends.length);
  const rows = new Map(backends.map(({ name }, row) => [name, row]));
  for (const [i, node] of nodesOf(balancers).entries()) {
    const share = shares[backends.length + i] as number;
    for (const [target, part] of targetsOfNode(node, backends)) {
      const row = rows.get(target) as number;
      divided[row] = (divided[row] as number) + share * part;
    }
  }
  return divided;
}
