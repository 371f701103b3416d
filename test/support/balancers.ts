/** Scenarios with balancers, built by hand: clients look up nodes' addresses, and are forwarded. */
import type { BackendSpec, BalancerSpec, Scenario, TargetGroupSpec } from '../../sim/scenario.ts';
import { multivalueRecords, type Shape, scenarioOf } from './scenarios.ts';

export function targetGroup(
  targets: readonly string[],
  change: Partial<TargetGroupSpec> = {},
): TargetGroupSpec {
  return {
    name: 'all',
    targets,
    weight: 1,
    healthCheck: { interval: 30, timeout: 5, healthyThreshold: 5, unhealthyThreshold: 2 },
    deregistrationDelay: 300,
    slowStart: 0,
    ...change,
  };
}

/** One node, 198.51.100.1, in front of the targets, but for what it names. */
export function balancerOf(
  targets: readonly string[],
  change: Partial<BalancerSpec> = {},
): BalancerSpec {
  return {
    name: 'lb',
    dnsName: 'lb.example.com',
    layer: 'l7',
    algorithm: { name: 'random', settings: null },
    nodes: [{ zone: null, address: '198.51.100.1' }],
    targetGroups: [targetGroup(targets)],
    crossZone: true,
    failOpen: true,
    targetTimeout: 60,
    stickiness: 0,
    nodeDetection: { name: 'constant', settings: 45 },
    ...change,
  };
}

/** The same scenario as {@link scenarioOf} makes, but that its name answers with the nodes of a balancer. */
export function balancedScenario(
  shape: Shape,
  balancer: Partial<BalancerSpec> = {},
  change: Partial<Scenario> & { readonly backend?: (row: number) => Partial<BackendSpec> } = {},
): Scenario {
  const { backend = () => ({}), ...rest } = change;
  const plain = scenarioOf(shape, rest);
  const backends = plain.backends.map((spec, row) => ({ ...spec, ...backend(row) }));
  const spec = balancerOf(
    backends.map(({ name }) => name),
    balancer,
  );
  const records = multivalueRecords(spec.nodes.length, shape.ttl ?? 60).map((record, i) => ({
    ...record,
    values: [spec.nodes[i]?.address as string],
  }));
  return {
    ...plain,
    backends,
    balancers: [spec],
    zones: plain.zones.map((zone) => ({ ...zone, records })),
  };
}
