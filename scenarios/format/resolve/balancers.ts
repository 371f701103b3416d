/** Balancers as written → balancers as simulated, with what AWS would refuse. */
import { algorithms } from '../../../sim/backends/balancers/algorithms/index.ts';
import {
  CHECK_DEFAULTS,
  DEREGISTRATION_DELAY,
  WITHOUT_SLOW_START,
  WITHOUT_STICKINESS,
} from '../../../sim/backends/balancers/targets/defaults.ts';
import { canonicalAddress } from '../../../sim/ip-address.ts';
import { byName } from '../../../sim/plugin.ts';
import type {
  BackendSpec,
  BalancerNodeSpec,
  BalancerSpec,
  TargetGroupSpec,
} from '../../../sim/scenario.ts';
import { canonical, faultOf } from '../names.ts';
import { quoted } from '../printable.ts';
import type { BalancerInput, TargetGroupInput } from '../schema/balancers.ts';
import { resolveTarget, type Target } from '../targets.ts';
import type { Path } from '../tree.ts';
import { remarkOnBalancer } from './balancer-remarks.ts';
import type { Context } from './context.ts';

/** The idle time-out of an Application Load Balancer (idle_timeout.timeout_seconds). */
const TARGET_TIMEOUT = 60;

export function resolveBalancers(
  inputs: readonly BalancerInput[],
  backends: readonly BackendSpec[],
  context: Context,
): BalancerSpec[] {
  const owners = new Map(
    backends.flatMap(({ name, addresses }) =>
      addresses.map((address) => [address, `backend ${quoted(name)}`]),
    ),
  );
  const groups = new Map<string, string>();
  const dnsNames = new Map<string, string>();
  return inputs.map((input, i) => {
    const path = ['balancers', i];
    const before = context.objections;
    const { name, layer, failOpen, nodeDetection } = input;
    const dnsName = canonical(input.dnsName);
    const fault = faultOf(dnsName);
    const other = dnsNames.get(dnsName);
    if (fault) context.wrong([...path, 'dnsName'], fault);
    else if (other !== undefined)
      context.wrong(
        [...path, 'dnsName'],
        `${quoted(dnsName)} is the name of the balancer ${quoted(other)} already`,
      );
    dnsNames.set(dnsName, name);
    const spec: BalancerSpec = {
      name,
      dnsName,
      layer,
      algorithm: input.algorithm ?? {
        name: layer === 'l7' ? 'round-robin' : 'flow-hash',
        settings: null,
      },
      nodes: nodesOf(input, path, owners, context),
      targetGroups: groupsOf(input, path, { backends, groups, context }),
      crossZone: input.crossZone ?? layer === 'l7',
      failOpen,
      targetTimeout: input.targetTimeout ?? TARGET_TIMEOUT,
      stickiness: input.stickiness ?? 0,
      nodeDetection,
    };
    checkAlgorithm(input, spec, path, context);
    if (context.objections === before && context.isIntact(path, ['backends']))
      remarkOnBalancer(spec, input, backends, path, context);
    return spec;
  });
}

function nodesOf(
  { name, nodes }: BalancerInput,
  path: Path,
  owners: Map<string, string>,
  context: Context,
): BalancerNodeSpec[] {
  return nodes.map(({ zone, address: written }, i) => {
    const address = canonicalAddress(written);
    const owner = owners.get(address);
    if (owner !== undefined)
      context.wrong(
        [...path, 'nodes', i, 'address'],
        `${address} already belongs to ${owner}; a node takes connections at an address of its own`,
      );
    owners.set(address, `a node of ${quoted(name)}`);
    return { zone: zone ?? null, address };
  });
}

interface Known {
  readonly backends: readonly BackendSpec[];
  /** Names of target groups, and the balancers they are of. */
  readonly groups: Map<string, string>;
  readonly context: Context;
}

function groupsOf(
  { name, layer, targets, targetGroups }: BalancerInput,
  path: Path,
  known: Known,
): TargetGroupSpec[] {
  const { context } = known;
  if (targets !== undefined && targetGroups !== undefined)
    context.wrongKey(
      [...path, 'targetGroups'],
      'both targets and targetGroups are given; keep one of them',
    );
  if (
    targets === undefined &&
    targetGroups === undefined &&
    context.isIntact([...path, 'targetGroups'])
  )
    context.wrong([...path, 'targets'], 'expected targets, or a list of targetGroups');
  if (targetGroups === undefined) {
    const short = { name, targets: targets ?? [], weight: 1, healthCheck: {} };
    const meant = targets === undefined ? [] : targetsOf(targets, [...path, 'targets'], known);
    return [groupOf(short, meant, layer)];
  }
  if (targetGroups.every(({ weight }) => weight === 0))
    context.wrong(
      [...path, 'targetGroups', 0, 'weight'],
      'no target group has a weight above 0, so no request goes anywhere; raise one',
    );
  return targetGroups.map((group, i) => {
    const own = [...path, 'targetGroups', i];
    const other = known.groups.get(group.name);
    if (other !== undefined)
      context.wrong(
        [...own, 'name'],
        `a target group of ${quoted(other)} is already called ${quoted(group.name)}; choose another name`,
      );
    known.groups.set(group.name, name);
    checkProbes(group, layer, own, context);
    return groupOf(group, targetsOf(group.targets, [...own, 'targets'], known), layer);
  });
}

function targetsOf(written: Target, path: Path, { backends, context }: Known): string[] {
  return resolveTarget(written, backends, path, context).targets;
}

function groupOf(
  group: TargetGroupInput | (Omit<TargetGroupInput, 'deregistrationDelay' | 'slowStart'> & object),
  targets: readonly string[],
  layer: BalancerSpec['layer'],
): TargetGroupSpec {
  const { name, weight, healthCheck } = group;
  const usual = CHECK_DEFAULTS[layer];
  return {
    name,
    targets,
    weight,
    healthCheck: {
      interval: healthCheck.interval ?? usual.interval,
      timeout: healthCheck.timeout ?? usual.timeout,
      healthyThreshold: healthCheck.healthyThreshold ?? usual.healthyThreshold,
      unhealthyThreshold: healthCheck.unhealthyThreshold ?? usual.unhealthyThreshold,
    },
    deregistrationDelay:
      ('deregistrationDelay' in group ? group.deregistrationDelay : null) ?? DEREGISTRATION_DELAY,
    slowStart: ('slowStart' in group ? group.slowStart : null) ?? 0,
  };
}

/** CreateTargetGroup: "Health check interval must be greater than the timeout." */
function checkProbes(
  { healthCheck: { interval, timeout } }: TargetGroupInput,
  layer: BalancerSpec['layer'],
  path: Path,
  context: Context,
): void {
  const usual = CHECK_DEFAULTS[layer];
  const [every, limit] = [interval ?? usual.interval, timeout ?? usual.timeout];
  if (limit < every) return;
  const key = timeout === undefined ? 'interval' : 'timeout';
  context.wrong(
    [...path, 'healthCheck', key],
    `Health check interval must be greater than the timeout: the interval is ${every}s, the timeout ${limit}s${timeout === undefined ? ' by default; state a shorter one' : ''}`,
  );
}

function checkAlgorithm(
  input: BalancerInput,
  { layer, algorithm: { name }, stickiness, crossZone, targetGroups }: BalancerSpec,
  path: Path,
  context: Context,
): void {
  const { layer: needed } = byName(algorithms, name);
  const written =
    input.algorithm === undefined ? `${name}, the usual algorithm of ${layer},` : name;
  if (needed !== undefined && needed !== layer)
    context.wrong(
      [...path, 'algorithm'],
      `${name} is an algorithm of ${needed} balancers, and this one is ${layer}; choose ${othersFor(layer).join(', ')}`,
    );
  if (stickiness > 0 && layer === 'l7' && !crossZone)
    context.wrongKey(
      [...path, 'stickiness'],
      'stickiness does not go with crossZone: false; remove one of them',
    );
  else if (stickiness > 0 && WITHOUT_STICKINESS.includes(name))
    context.wrongKey(
      [...path, 'stickiness'],
      `${written} does not go with stickiness; remove it, or choose another algorithm`,
    );
  for (const [i, { slowStart }] of targetGroups.entries()) {
    const at = [...path, 'targetGroups', i, 'slowStart'];
    if (slowStart > 0 && layer === 'l4')
      context.wrongKey(at, 'slowStart is of l7 balancers; remove it, or write layer: l7');
    else if (slowStart > 0 && WITHOUT_SLOW_START.includes(name))
      context.wrongKey(
        at,
        `${written} does not go with slowStart; remove it, or choose another algorithm`,
      );
  }
}

const othersFor = (layer: BalancerSpec['layer']) =>
  algorithms.filter((one) => (one.layer ?? layer) === layer).map(({ name }) => name);
