/** What balancers rest on that AWS does not state, or does only when told to (sim/backends/balancers/targets). */
import { MOST_NODES } from '../../sim/authority/balancer-names.ts';
import {
  CUT,
  GAIN,
  LEAST_RESPONSES,
  LEAST_WEIGHT,
  MOST_MITIGATED,
  SIGNIFICANT,
} from '../../sim/backends/balancers/targets/anomaly-mitigation.ts';
import type { BalancerSpec, Law, Scenario } from '../../sim/scenario.ts';
import type { Assumption } from '../result.ts';

export function balancerAssumptions({
  balancers,
  events,
  zones,
}: Pick<Scenario, 'balancers' | 'events' | 'zones'>): Assumption[] {
  const deregisters = events.some(({ verb }) => verb === 'deregister');
  const struck = new Set(events.flatMap((event) => ('nodes' in event ? (event.nodes ?? []) : [])));
  return balancers.flatMap((balancer) => [
    ...assumptionsOf(balancer, deregisters),
    ...namesOf(balancer, zones, struck),
  ]);
}

/** How its name is answered. */
function namesOf(
  { name, nodes, nodeDetection }: BalancerSpec,
  [first]: Scenario['zones'],
  struck: ReadonlySet<string>,
): Assumption[] {
  const about = `balancer ${name}`;
  const most = first?.elbAnswers ?? MOST_NODES;
  const assumptions: Assumption[] = [];
  if (nodes.length > most)
    assumptions.push({
      about,
      text: `its name answers with ${most} of its ${nodes.length} nodes, drawn for every query: elbAnswers ${most}`,
      source: 'observed by users, eight at most; Elastic Load Balancing guide: no statement',
    });
  if (first)
    assumptions.push({
      about,
      text: `that a node is in service, or no longer is, reaches each edge after healthLag ${lawOf(first.edges.healthLag)}, as a health status does`,
      source: 'Elastic Load Balancing guide: "removed from DNS", not how soon',
    });
  if (nodes.some(({ address }) => struck.has(address)))
    assumptions.push({
      about,
      text: `a node that is lost itself is found out after nodeDetection ${lawOf(nodeDetection)}`,
      source: 'Elastic Load Balancing guide: Route 53 checks nodes; how often is not stated',
    });
  return assumptions;
}

const lawOf = ({ name, settings }: Law) => `${name} ${JSON.stringify(settings)}`;

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
