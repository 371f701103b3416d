/** A line for each balancer: where its requests came in, where they went, and what had nowhere to go. */
import { expect, it } from 'vitest';
import type { BalancerResult, Estimate, Result } from '../../experiments/result.ts';
import { balancerLines } from '../../reports/text/balancers.ts';

const known = (mean: number): Estimate => ({ mean, sd: null, low: null, high: null, n: 1 });

function lines(balancers?: readonly BalancerResult[]): string[] {
  return balancerLines({ balancers } as unknown as Result, 100);
}

function balancer(shares: readonly number[], rejected: number): BalancerResult {
  return {
    name: 'lb',
    layer: 'l7',
    algorithm: 'round-robin',
    requests: known(1000),
    rejected: known(rejected),
    connections: known(10),
    nodes: ['a', 'b'].map((zone, i) => ({
      address: `198.51.100.${i + 1}`,
      zone,
      requests: known(i === 0 ? 250 : 750),
      rejected: known(0),
      connections: known(5),
    })),
    targets: shares.map((share, i) => ({
      name: `web-${i + 1}`,
      requests: known(1000 * share),
      share: known(share),
    })),
  };
}

it('says what came in by node and went out by target', () => {
  expect(lines([balancer([0.6, 0.4], 0)])).toEqual([
    'balancer    lb (l7, round-robin)   1,000 requests   by node a 25.0 %, b 75.0 %\n' +
      '            by target web-1 60.0 %, web-2 40.0 %',
  ]);
});

it('tells many targets by their extremes, and for how many requests there was none', () => {
  const [line] = lines([balancer([0.25, 0.25, 0.125, 0.125, 0.25], 30)]);
  expect(line).toContain('by target 12.5 % to 25.0 % each');
  expect(line).toContain('no target for 30');
});

it('says nothing without balancers, or of results from before there were any', () => {
  expect([lines([]), lines()]).toEqual([[], []]);
});
