/** What of a balancer is as written, but other than AWS has it or than its writer may think. */
import type { BackendSpec, BalancerSpec, TargetGroupSpec } from '../../../sim/scenario.ts';
import { quoted } from '../printable.ts';
import type { BalancerInput } from '../schema/balancers.ts';
import type { Path } from '../tree.ts';
import type { Context } from './context.ts';

const DAY = 86_400;

/** ELB API reference: CreateTargetGroup, TargetGroupAttribute. In seconds where it is a time. */
const HEALTH_CHECK = {
  interval: [5, 300],
  timeout: [2, 120],
  healthyThreshold: [2, 10],
  unhealthyThreshold: [2, 10],
} as const;
const DELAY = [0, 3600] as const;
const SLOW_START = [30, 900] as const;
const STICKINESS = [1, 7 * DAY] as const;

export function remarkOnBalancer(
  spec: BalancerSpec,
  input: BalancerInput,
  backends: readonly BackendSpec[],
  path: Path,
  context: Context,
): void {
  const { stickiness, targetGroups } = spec;
  if (stickiness > 0 && spec.layer === 'l4')
    context.note(
      [...path, 'stickiness'],
      'AWS has l4 balancers keep a client to its target by its address, for a time that it does not state',
    );
  else if (stickiness > 0)
    compare('stickiness', stickiness, STICKINESS, [...path, 'stickiness'], context);
  if (input.targetGroups)
    for (const [i, group] of targetGroups.entries())
      remarkOnGroup(group, [...path, 'targetGroups', i], context);
  if (input.targetTimeout !== undefined && spec.layer === 'l4')
    context.wrongKey(
      [...path, 'targetTimeout'],
      'an l4 balancer hands everything through and waits for nothing; remove targetTimeout',
    );
  if (!spec.crossZone) remarkOnZones(spec, input, backends, path, context);
}

function remarkOnGroup(
  { healthCheck, deregistrationDelay, slowStart }: TargetGroupSpec,
  path: Path,
  context: Context,
): void {
  for (const [key, range] of Object.entries(HEALTH_CHECK)) {
    const value = healthCheck[key as keyof typeof HEALTH_CHECK];
    compare(key, value, range, [...path, 'healthCheck', key], context);
  }
  compare(
    'deregistrationDelay',
    deregistrationDelay,
    DELAY,
    [...path, 'deregistrationDelay'],
    context,
  );
  if (slowStart > 0) compare('slowStart', slowStart, SLOW_START, [...path, 'slowStart'], context);
}

function compare(
  key: string,
  value: number,
  [least, most]: readonly [number, number],
  path: Path,
  context: Context,
): void {
  if (value >= least && value <= most) return;
  const unit = key.endsWith('Threshold') ? '' : 's';
  context.note(
    path,
    `AWS takes ${key} from ${least}${unit} to ${most}${unit}, and this is ${value}${unit}`,
  );
}

/** Without cross-zone balancing a node and the targets of its zone are alone with each other. */
function remarkOnZones(
  { name, nodes, targetGroups }: BalancerSpec,
  input: BalancerInput,
  backends: readonly BackendSpec[],
  path: Path,
  context: Context,
): void {
  const zoneOf = new Map(backends.map((backend) => [backend.name, backend.zone]));
  const why =
    input.crossZone === undefined ? 'crossZone is off for l4 balancers' : 'crossZone: false';
  const words = (zone: string | null) => (zone === null ? 'no zone' : `zone ${quoted(zone)}`);
  const near = (zone: string | null) =>
    targetGroups.filter(({ targets }) => targets.some((target) => zoneOf.get(target) === zone));
  if (nodes.every(({ zone }) => near(zone).length === 0)) {
    const zones = new Set(
      targetGroups.flatMap(({ targets }) => targets.map((target) => zoneOf.get(target) ?? null)),
    );
    context.wrong(
      [...path, 'nodes'],
      `no node is in the zone of a target (${why}): targets are in ${[...zones].map(words).join(', ')}; give nodes and backends the same zones, or write crossZone: true`,
    );
    return;
  }
  for (const [i, { zone }] of nodes.entries()) {
    const lacking = targetGroups.find((group) => group.weight > 0 && !near(zone).includes(group));
    if (lacking)
      context.note(
        [...path, 'nodes', i],
        `the target group ${quoted(lacking.name)} has no target in ${words(zone)} (${why}): this node never comes into service`,
      );
  }
  const served = new Set(nodes.map(({ zone }) => zone));
  for (const [i, { targets }] of targetGroups.entries()) {
    const idle = targets.filter((target) => !served.has(zoneOf.get(target) ?? null));
    const [first] = idle;
    if (first === undefined) continue;
    const at = input.targets === undefined ? ['targetGroups', i, 'targets'] : ['targets'];
    context.note(
      [...path, ...at],
      `${idle.length > 1 ? `${first} and ${idle.length - 1} more targets` : first}, in ${words(zoneOf.get(first) ?? null)}, ${idle.length > 1 ? 'get' : 'gets'} nothing: ${quoted(name)} has no node there (${why})`,
    );
  }
}
