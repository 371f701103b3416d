import type { BalancerSpec } from '../../sim/scenario.ts';
import type { BalancerResult } from '../result.ts';
import type { Tally } from '../tally.ts';

/** `balancers[]`: in the scenario's order, each with its nodes and targets. */
export function balancersBlock(
  balancers: readonly BalancerSpec[],
  tally: Tally,
): readonly BalancerResult[] {
  const rowsOf = (subject: 'node' | 'forwarded', balancer: number) =>
    tally
      .rows(subject)
      .filter(({ key }) => key.startsWith(`${balancer}/`))
      .map(({ key, label }) => ({ ...label, ...tally.values(subject, key) }));
  return balancers.map(
    ({ name, layer, algorithm, nodes }, i) =>
      ({
        name,
        layer,
        algorithm: algorithm.name,
        ...tally.values('balancer', name),
        nodes: rowsOf('node', i).map((row, n) => ({ zone: nodes[n]?.zone ?? null, ...row })),
        targets: rowsOf('forwarded', i),
      }) as unknown as BalancerResult,
  );
}
