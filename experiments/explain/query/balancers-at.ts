/** Which nodes of balancers are expected to be in service at some time, by the mean times in which losses are found out. */
import {
  balancerCheck,
  nodeCheck,
  type Told,
  toldAtStart,
} from '../../../sim/authority/balancer-names.ts';
import { faults } from '../../../sim/backends/faults/index.ts';
import { ProbeAnswer } from '../../../sim/backends/reception.ts';
import { byName } from '../../../sim/plugin.ts';
import { constantOf, meanOf } from '../../../sim/random/index.ts';
import type { BalancerSpec, FaultSpec, Scenario, TargetGroupSpec } from '../../../sim/scenario.ts';
import type { Seconds } from '../../../sim/settings.ts';
import { meanTargetDetection } from '../../../theory/failover/target-detection.ts';

/** What edges are expected to have been told, and what is left out of it, in sentences. */
export function balancersAt(
  scenario: Scenario,
  at: Seconds,
): { readonly told: readonly Told[]; readonly remarks: readonly string[] } {
  const { balancers, backends, events, zones } = scenario;
  const [first] = zones;
  const lag = first ? meanOf(first.edges.healthLag) : 0;
  const remarks: string[] = [];
  const told = balancers.flatMap((balancer) => {
    const struck = events.filter(
      (event): event is FaultSpec => event.verb === 'fault' && concerns(event, balancer),
    );
    for (const { name, flap, share } of struck)
      if (flap || share !== undefined)
        remarks.push(`${name} strikes targets of ${balancer.name} by chance; a run draws which`);
    const sure = struck.filter(({ flap, share }) => !flap && share === undefined);
    const isOut = (fault: FaultSpec, until: Seconds, back: Seconds) => {
      const from = constantOf(fault.at);
      if (from === null) return false;
      const end = fault.lasts === null ? Number.POSITIVE_INFINITY : from + meanOf(fault.lasts);
      return from + until <= Math.min(at, end) && at < end + back;
    };
    const groups = balancer.targetGroups.map((group) => ({
      ...group,
      targets: group.targets.filter(
        (target) =>
          !sure.some((fault) => {
            const [until, back] = timesOf(fault, group);
            return fault.targets.includes(target) && isOut(fault, until + lag, back + lag);
          }),
      ),
    }));
    const found = meanOf(balancer.nodeDetection) + lag;
    const isLost = (address: string) =>
      sure.some((fault) => fault.nodes?.includes(address) && isOut(fault, found, found));
    const now = toldAtStart([{ ...balancer, targetGroups: groups }], backends);
    const lost = balancer.nodes.filter(({ address }) => isLost(address));
    const checks = new Set(lost.map(({ address }) => nodeCheck(balancer.name, address)));
    if (lost.length === balancer.nodes.length) checks.add(balancerCheck(balancer.name));
    return now.map(({ name, healthy }) => ({ name, healthy: healthy && !checks.has(name) }));
  });
  if (
    balancers.length > 0 &&
    events.some(({ verb }) => verb === 'register' || verb === 'deregister')
  )
    remarks.push('targets that are registered or taken out are not considered');
  return { told, remarks };
}

function concerns({ targets, nodes = [] }: FaultSpec, balancer: BalancerSpec): boolean {
  const own = new Set(balancer.targetGroups.flatMap((group) => group.targets));
  return (
    targets.some((target) => own.has(target)) ||
    balancer.nodes.some(({ address }) => nodes.includes(address))
  );
}

/** Mean seconds until a target that is struck is out, and after its return in again; Infinity: its probes pass. */
function timesOf(
  { fault }: FaultSpec,
  { healthCheck }: TargetGroupSpec,
): readonly [out: Seconds, back: Seconds] {
  const { interval, timeout, healthyThreshold, unhealthyThreshold } = healthCheck;
  const answer = byName(faults, fault.name).effect(fault.settings).probes?.http;
  if (answer !== ProbeAnswer.fails && answer !== ProbeAnswer.silent)
    return [Number.POSITIVE_INFINITY, 0];
  const answering = answer === ProbeAnswer.silent ? timeout : 0;
  return [
    meanTargetDetection({ interval, threshold: unhealthyThreshold, answering }),
    meanTargetDetection({ interval, threshold: healthyThreshold }),
  ];
}
