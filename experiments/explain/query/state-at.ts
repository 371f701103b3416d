/** The records and the health statuses at some time of a run, as far as they follow from the scenario alone. */

import { answeringZones } from '../../../sim/authority/external.ts';
import { probing, StatusRules } from '../../../sim/authority/health/status.ts';
import { editedZones, isRecordEdit } from '../../../sim/authority/record-change.ts';
import type { Passes } from '../../../sim/authority/walk.ts';
import { faults } from '../../../sim/backends/faults/index.ts';
import { ProbeAnswer } from '../../../sim/backends/reception.ts';
import { byName } from '../../../sim/plugin.ts';
import { constantOf, meanOf, quantileOf } from '../../../sim/random/index.ts';
import type {
  EndpointCheckSpec,
  FaultSpec,
  HealthCheckSpec,
  Scenario,
  ZoneSpec,
} from '../../../sim/scenario.ts';
import type { Seconds } from '../../../sim/settings.ts';
import { meanDetection, meanRecovery } from '../../../theory/failover/detection.ts';
import { time } from '../words.ts';
import { balancersAt } from './balancers-at.ts';

export interface StateAt {
  readonly zones: readonly ZoneSpec[];
  /** Whether a health check's status is healthy, and why. */
  statusOf(check: string): { readonly isHealthy: boolean; readonly why: string };
  readonly passes: Passes;
  /** How it was come by, in sentences. */
  readonly remarks: readonly string[];
}

export function stateAt(scenario: Scenario, at: Seconds): StateAt {
  const remarks: string[] = [];
  const zones = zonesAt(scenario, at, remarks);
  const checks = scenario.zones.flatMap(({ healthChecks }) => healthChecks);
  const { told, remarks: ofBalancers } = balancersAt(scenario, at);
  remarks.push(...ofBalancers);
  const rules = new StatusRules(checks, told);
  const found = new Map<string, Finding>();
  for (const zone of scenario.zones)
    for (const check of probing(zone.healthChecks))
      found.set(check.name, findingOf(check, zone, scenario, at));
  for (const { remark } of found.values()) if (remark !== null) remarks.push(remark);
  const passes = (row: number) => found.get(checks[row]?.name ?? '')?.passes ?? rules.atStart(row);
  const statusOf = (name: string) => {
    const check = checks[rules.rowOf(name)];
    const isHealthy = rules.isHealthy(name, passes);
    return { isHealthy, why: check ? whyOf(check, found.get(name)) : whyTold(name, isHealthy) };
  };
  return {
    zones,
    statusOf,
    passes: ({ healthCheck }) => healthCheck === null || statusOf(healthCheck).isHealthy,
    remarks,
  };
}

function zonesAt(scenario: Scenario, at: Seconds, remarks: string[]): readonly ZoneSpec[] {
  let zones = answeringZones(scenario);
  const changes = scenario.events.filter(isRecordEdit);
  for (const { name } of scenario.events.filter((event) => constantOf(event.at) === null))
    remarks.push(`${name} is not considered: its time is drawn in each replication`);
  const timed = changes
    .map((event) => ({ event, from: constantOf(event.at) }))
    .filter((one): one is { event: (typeof changes)[number]; from: number } => one.from !== null)
    .filter(({ from }) => from <= at)
    .sort((a, b) => a.from - b.from);
  for (const { event, from } of timed) {
    const next = editedZones(zones, event);
    const zone = next.find((one, i) => one !== zones[i]);
    zones = next;
    if (!zone) continue;
    const lag = quantileOf(zone.edges.recordLag);
    const [first, last] = [from + lag(0), from + lag(1 - 1e-12)];
    remarks.push(
      at >= last
        ? `${event.name} was at ${time(from)}: all edges have it since ${time(last)}`
        : at >= first
          ? `${event.name} was at ${time(from)}: the first edges may have it since ${time(first)}, all will by ${time(last)}; told as at an edge that has it`
          : `${event.name} was at ${time(from)}: no edge has it before ${time(first)}; told as at an edge that has it`,
    );
  }
  return zones;
}

interface Finding {
  readonly passes: boolean;
  /** Null: nothing has happened to the backend. */
  readonly remark: string | null;
}

/** What its checkers are expected to find, by the mean times of detection and recovery. */
function findingOf(
  check: EndpointCheckSpec,
  { edges }: ZoneSpec,
  { events }: Scenario,
  at: Seconds,
): Finding {
  let finding: Finding = { passes: true, remark: null };
  for (const event of events) {
    if (event.verb !== 'fault' || !event.targets.includes(check.backend)) continue;
    const from = constantOf(event.at);
    if (from === null || from > at) continue;
    if (event.fault.name === 'partition') {
      finding = {
        ...finding,
        remark: `${event.name} cuts some checkers off; a run says whether enough of them`,
      };
      continue;
    }
    if (event.flap || event.share !== undefined) {
      finding = { ...finding, remark: `${event.name} strikes it by chance; a run draws when` };
      continue;
    }
    const answer = probeOf(event, check);
    if (answer !== ProbeAnswer.fails && answer !== ProbeAnswer.silent) continue;
    const failing = answer === ProbeAnswer.silent ? check.timeouts.connect : 0;
    const { interval, failureThreshold: threshold, checkers } = check;
    const timing = { interval, threshold, failing, publication: meanOf(edges.healthLag) };
    const seen = from + meanDetection(timing, checkers);
    const until = event.lasts === null ? Number.POSITIVE_INFINITY : from + meanOf(event.lasts);
    const back = until + meanRecovery(timing, checkers);
    const passes = at < seen || seen > until || at >= back;
    finding = {
      passes,
      remark:
        `${event.name} from ${time(from)}${until < Number.POSITIVE_INFINITY ? ` to ${time(until)}` : ''}: ` +
        `the health check ${check.name} is expected to be unhealthy at an edge from ${time(round(seen))}` +
        `${until < Number.POSITIVE_INFINITY && seen <= until ? ` to ${time(round(back))}` : ''} on ` +
        '(mean detection and lag; a run draws them)',
    };
  }
  return finding;
}

function probeOf({ fault }: FaultSpec, { type }: EndpointCheckSpec) {
  const { probes } = byName(faults, fault.name).effect(fault.settings);
  return (type === 'tcp' ? probes?.tcp : probes?.http) ?? ProbeAnswer.passes;
}

/** Of a balancer's node. */
function whyTold(name: string, isHealthy: boolean): string {
  const [balancer] = name.split('/');
  return isHealthy
    ? `in service at ${balancer}`
    : `not in service at ${balancer}: it is lost, or a target group has no healthy target for it`;
}

const round = (seconds: Seconds) => Math.round(10 * seconds) / 10;

function whyOf(check: HealthCheckSpec, finding: Finding | undefined): string {
  if (check.disabled) return `health check ${check.name} is disabled, which counts as healthy`;
  const turned = check.inverted ? ', inverted' : '';
  if ('children' in check)
    return `health check ${check.name} is calculated from ${check.children.join(', ')}, of which ${check.threshold} must be healthy${turned}`;
  if (!('backend' in check)) return `health check ${check.name}${turned}`;
  return `health check ${check.name} finds the backend ${check.backend} ${finding?.passes === false ? 'down' : 'up'}${turned}`;
}
