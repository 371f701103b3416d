/** What balancers rest on that AWS does not state, or does only when told to (sim/backends/balancers/targets). */
import {
  CUT,
  GAIN,
  LEAST_RESPONSES,
  LEAST_WEIGHT,
  MOST_MITIGATED,
  SIGNIFICANT,
} from '../../sim/backends/balancers/targets/anomaly-mitigation.ts';
import type { BalancerSpec, Scenario } from '../../sim/scenario.ts';
import type { Assumption } from '../result.ts';

export function balancerAssumptions({
  balancers,
  events,
}: Pick<Scenario, 'balancers' | 'events'>): Assumption[] {
  const deregisters = events.some(({ verb }) => verb === 'deregister');
  return balancers.flatMap((balancer) => assumptionsOf(balancer, deregisters));
}

function assumptionsOf(
  { name, algorithm, layer, nodes }: BalancerSpec,
  deregisters: boolean,
): Assumption[] {
  const about = `balancer ${name}`;
  const assumptions: Assumption[] = [];
  if (nodes.length > 1)
    assumptions.push({
      about,
      text: 'its nodes go by one health check of each target, and know at once what it finds',
      source:
        'Elastic Load Balancing guides: each node checks each target; how far nodes agree is not stated',
    });
  if (algorithm.name === 'weighted-random')
    assumptions.push({
      about,
      text:
        `a target is an anomaly when its error rate is ${SIGNIFICANT} standard errors above that of the others, over ${LEAST_RESPONSES} responses or more; ` +
        `every five seconds its weight falls to ${100 * CUT} %, down to ${100 * LEAST_WEIGHT} %, and later rises by ${100 * GAIN} %; at most ${100 * MOST_MITIGATED} % of the healthy targets are mitigated`,
      source:
        'Application Load Balancer guide, Automatic Target Weights: "significantly higher than their peers", "gradually"; the numbers are ours',
    });
  if (layer === 'l4' && deregisters)
    assumptions.push({
      about,
      text: 'connections to a target that was deregistered are reset when the delay is over',
      source:
        'Network Load Balancer guide: deregistration_delay.connection_termination.enabled, which is off by default for TCP',
    });
  return assumptions;
}
