/** What `skew53 explain` prints of balancers. */
import type { ExplainedBalancer } from '../experiments/explain/explanation.ts';
import { percent, span } from './numbers.ts';
import { columns } from './text/columns.ts';

export function balancerLines(balancer: ExplainedBalancer, width: number): string[] {
  const { name, dnsName, layer, settings, crossZone, failOpen, nodes, targetGroups } = balancer;
  const algorithm =
    settings === null ? balancer.algorithm : `${balancer.algorithm} ${JSON.stringify(settings)}`;
  const traits = [
    `${layer} (${layer === 'l7' ? 'requests' : 'connections'})`,
    algorithm,
    `across zones: ${crossZone ? 'yes' : 'no'}`,
    ...(balancer.stickinessSeconds > 0 ? [`sticky for ${span(balancer.stickinessSeconds)}`] : []),
    ...(failOpen ? [] : ['no fail-open']),
  ];
  return columns(
    [
      [name, `${dnsName}: ${traits.join(', ')}`],
      ...nodes.map(({ address, zone, targets }) => [
        '',
        `node ${address}${zone === null ? '' : ` in ${zone}`} sends to ${targets} ${targets === 1 ? 'target' : 'targets'}`,
      ]),
      ...targetGroups.map((group) => ['', groupWords(group, targetGroups.length > 1)]),
    ],
    width,
  );
}

function groupWords(group: ExplainedBalancer['targetGroups'][number], isOne: boolean): string {
  const { name, targets, share, refusedSeconds, silentSeconds, healthyAgainSeconds } = group;
  const { deregistrationDelaySeconds, slowStartSeconds } = group;
  const range = ({ least, most }: { readonly least: number; readonly most: number }) =>
    `${span(least)} to ${span(most)}`;
  const part = isOne ? `, ${percent(share)} of the requests` : '';
  return (
    `target group ${name}: ${targets.length} ${targets.length === 1 ? 'target' : 'targets'}${part}; ` +
    `one that refuses is out after ${range(refusedSeconds)}, one that is silent after ${range(silentSeconds)}, ` +
    `back ${range(healthyAgainSeconds)} after its return; deregistered, it may go on for ${span(deregistrationDelaySeconds)}` +
    `${slowStartSeconds > 0 ? `; slow start ${span(slowStartSeconds)}` : ''}`
  );
}
