/** What each balancer is: where it takes connections, whom it sends them on to, and when it finds out about targets. */
import { nodesOf, targetsOfNode } from '../../sim/backends/balancers/nodes.ts';
import type { BalancerSpec, Scenario, TargetGroupSpec } from '../../sim/scenario.ts';
import { targetDetectionRange } from '../../theory/failover/target-detection.ts';
import type { ExplainedBalancer } from './explanation.ts';

export function balancersOf(scenario: Scenario): ExplainedBalancer[] {
  const { balancers, backends } = scenario;
  const nodes = nodesOf(balancers);
  return balancers.map((balancer) => {
    const { name, dnsName, layer, algorithm, crossZone, failOpen, stickiness } = balancer;
    return {
      name,
      dnsName,
      layer,
      algorithm: algorithm.name,
      settings: algorithm.settings,
      crossZone,
      failOpen,
      stickinessSeconds: stickiness,
      nodes: nodes
        .filter((node) => node.balancer === balancer)
        .map((node) => ({
          address: node.spec.address,
          zone: node.spec.zone,
          targets: targetsOfNode(node, backends).size,
        })),
      targetGroups: balancer.targetGroups.map((group) => groupOf(group, balancer)),
    };
  });
}

function groupOf(
  { name, targets, weight, healthCheck, deregistrationDelay, slowStart }: TargetGroupSpec,
  { targetGroups }: BalancerSpec,
): ExplainedBalancer['targetGroups'][number] {
  const { interval, timeout, healthyThreshold, unhealthyThreshold } = healthCheck;
  const all = targetGroups.reduce((sum, group) => sum + group.weight, 0);
  const range = (threshold: number, answering: number) => {
    const [least, most] = targetDetectionRange({ interval, threshold, answering });
    return { least, most };
  };
  return {
    name,
    targets,
    share: all > 0 ? weight / all : 1 / targetGroups.length,
    refusedSeconds: range(unhealthyThreshold, 0),
    silentSeconds: range(unhealthyThreshold, timeout),
    healthyAgainSeconds: range(healthyThreshold, 0),
    deregistrationDelaySeconds: deregistrationDelay,
    slowStartSeconds: slowStart,
  };
}
