/** Nodes and targets of balancers as rows of measures. */
import type { BalancerCounts } from '../../backends/balancers/balancer-counts.ts';
import type { Measurements } from '../../measurements.ts';
import { ROWS_OF_BALANCER } from './subjects.ts';
import { columnSum } from './sums.ts';

export function balancerAt(m: Measurements, i: number): BalancerCounts {
  return m.balancers[i] as BalancerCounts;
}

/** Sum over the span of what was counted at one node, of all balancers' nodes in turn. */
export function nodeSum(
  m: Measurements,
  i: number,
  counted: 'requests' | 'rejected' | 'connections',
): number {
  const node = i % ROWS_OF_BALANCER;
  const balancer = balancerAt(m, (i - node) / ROWS_OF_BALANCER);
  return columnSum(balancer[counted], balancer.nodes.length, node);
}

/** Requests forwarded to one target, and to all of the same balancer. */
export function forwardedTo(m: Measurements, i: number): { y: number; x: number } {
  const target = i % ROWS_OF_BALANCER;
  const { forwarded, targets } = balancerAt(m, (i - target) / ROWS_OF_BALANCER);
  const all = forwarded.reduce((total, count) => total + count, 0);
  return { y: columnSum(forwarded, targets.length, target), x: all };
}
