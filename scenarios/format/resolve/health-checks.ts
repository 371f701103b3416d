/** Health checks as written → as simulated, with what is wrong about them and what Route 53 does not offer. */
import { CHECKER_REGIONS } from '../../../sim/authority/health/regions.ts';
import type {
  BackendSpec,
  CalculatedCheckSpec,
  EndpointCheckSpec,
  HealthCheckSpec,
  RecordSpec,
  SettledCheckSpec,
  ZoneSpec,
} from '../../../sim/scenario.ts';
import { quoted } from '../printable.ts';
import type { HealthCheckInput } from '../schema/health-checks.ts';
import { suggest } from '../suggest.ts';
import { at, type Path } from '../tree.ts';
import type { Context } from './context.ts';
import { probedBackend } from './probed-backend.ts';
import type { Placed } from './records.ts';

/** What Route 53 has (route53.md section 4.1). */
const INTERVALS: readonly number[] = [10, 30];
const CONNECT = { tcp: 10, others: 4 } as const;
const RESPONSE = 2;
const QUOTA = 200;
/** Keys of checks that probe. */
const OF_PROBES = [
  'backend',
  'endpoint',
  'type',
  'interval',
  'failureThreshold',
  'checkers',
  'timeouts',
  'probe',
  'awsEndpoint',
  'measureLatency',
] as const;
/** What a check goes by, the first one written. */
const SUBJECTS = ['calculated', 'status', 'backend', 'endpoint'] as const;

interface Surroundings {
  readonly backends: readonly BackendSpec[];
  /** Of every zone. */
  readonly records: readonly RecordSpec[];
  /** Of the checks seen so far, over all zones; added to. */
  readonly names: Set<string>;
  /** Of the list. */
  readonly path: Path;
  readonly context: Context;
}

export function resolveHealthChecks(
  inputs: readonly HealthCheckInput[],
  { backends, records, names, path, context }: Surroundings,
): HealthCheckSpec[] {
  const before = names.size;
  const checks = inputs.map((input, i) => {
    const own = [...path, i];
    if (names.has(input.name))
      context.wrong(
        [...own, 'name'],
        `a health check is already called ${quoted(input.name)}; choose another name`,
      );
    names.add(input.name);
    if (input.disabled && input.inverted)
      context.note(
        [...own, 'inverted'],
        'a disabled health check is always healthy: that it is inverted changes nothing',
      );
    const subject = SUBJECTS.find((key) => input[key] !== undefined);
    // One that is not performed needs nothing to probe.
    if (!subject && !input.disabled && context.isIntact([...own, 'calculated']))
      context.wrong(
        [...own, 'backend'],
        'expected the backend that it probes, its endpoint, calculated or status',
      );
    if (input.calculated) return resolveCalculated(input, input.calculated, own, context);
    if (input.status) return resolveSettled(input, input.status, own, context);
    if (input.backend !== undefined && input.endpoint !== undefined)
      context.wrongKey([...own, 'endpoint'], 'both backend and endpoint are given; keep one');
    const probed = probedBackend(input, { backends, records, path: own, context });
    return resolveCheck(input, probed, own, context);
  });
  if (before <= QUOTA && names.size > QUOTA)
    context.note(path, `${names.size} health checks; Route 53's quota is ${QUOTA} an account`);
  return checks;
}

function resolveCalculated(
  { name, inverted, disabled }: HealthCheckInput,
  { children, threshold }: NonNullable<HealthCheckInput['calculated']>,
  path: Path,
  context: Context,
): CalculatedCheckSpec {
  refuseProbes('a calculated health check', ['status', ...OF_PROBES], path, context);
  const own = [...path, 'calculated'];
  for (const [i, child] of children.entries())
    if (children.indexOf(child) < i)
      context.wrong([...own, 'children', i], `${quoted(child)} is in the list already; remove one`);
  if (threshold === 0)
    context.note([...own, 'threshold'], 'a threshold of 0 is always met: the check is healthy');
  if (threshold > children.length)
    context.note(
      [...own, 'threshold'],
      `${threshold} of ${children.length} can never be healthy: the check is unhealthy`,
    );
  return { name, inverted, disabled, children, threshold };
}

function resolveSettled(
  { name, inverted, disabled }: HealthCheckInput,
  status: NonNullable<HealthCheckInput['status']>,
  path: Path,
  context: Context,
): SettledCheckSpec {
  refuseProbes('a health check with a status of its own', OF_PROBES, path, context);
  if (status !== 'deleted') return { name, inverted, disabled, status };
  if (inverted)
    context.wrongKey([...path, 'inverted'], 'a deleted health check has nothing to turn round');
  context.note(
    [...path, 'status'],
    `records name the deleted health check ${quoted(name)}: what Route 53 makes of them is unpredictable, here they are healthy`,
  );
  return { name, inverted, disabled, status: 'healthy' };
}

function refuseProbes(what: string, keys: readonly string[], path: Path, context: Context): void {
  for (const key of keys)
    if (at(context.tree, [...path, key]))
      context.wrongKey([...path, key], `${what} probes nothing; remove ${key}`);
}

/** Whether the children of calculated checks exist, in whichever zone, and are not calculated themselves. */
export function checkChildren(
  zones: readonly { readonly spec: ZoneSpec; readonly path: Path }[],
  context: Context,
): void {
  const checks = zones.flatMap(({ spec }) => spec.healthChecks);
  const names = checks.map(({ name }) => name);
  if (!zones.every(({ path }) => context.isIntact([...path, 'healthChecks']))) return;
  for (const { spec, path } of zones)
    for (const [row, check] of spec.healthChecks.entries())
      for (const [i, child] of ('children' in check ? check.children : []).entries()) {
        const own = [...path, 'healthChecks', row, 'calculated', 'children', i];
        const found = checks.find(({ name }) => name === child);
        if (!found)
          context.wrong(
            own,
            `no health check is called ${quoted(child)}; describe it in healthChecks of the zone`,
            suggest(child, names),
          );
        else if ('children' in found)
          context.wrong(
            own,
            `${quoted(child)} is calculated itself; Route 53 calculates from checks of endpoints only, list those`,
          );
      }
}

function resolveCheck(
  input: HealthCheckInput,
  probed: BackendSpec | undefined,
  path: Path,
  context: Context,
): EndpointCheckSpec {
  const { name, inverted, disabled, type, interval, failureThreshold, timeouts } = input;
  const { awsEndpoint, measureLatency } = input;
  if (!INTERVALS.includes(interval))
    context.note([...path, 'interval'], `Route 53 probes every 10s or 30s, not every ${interval}s`);
  if (type === 'tcp' && timeouts.response !== undefined)
    context.wrong(
      [...path, 'timeouts', 'response'],
      'a tcp probe ends with the connection; remove response',
    );
  const usual = type === 'tcp' ? CONNECT.tcp : CONNECT.others;
  const connect = timeouts.connect ?? usual;
  const response = timeouts.response ?? RESPONSE;
  if (connect !== usual || response !== RESPONSE)
    context.note(
      [...path, 'timeouts'],
      `Route 53 waits ${usual}s for a connection${type === 'tcp' ? '' : ` and ${RESPONSE}s for a response`}`,
    );
  return {
    name,
    inverted,
    disabled,
    type,
    interval,
    failureThreshold,
    ...checkersOf(input),
    backend: probed?.name ?? input.backend ?? '',
    timeouts: { connect, response },
    probe: probeOf(input, probed, path, context),
    awsEndpoint,
    measureLatency,
  };
}

function checkersOf({
  checkers,
}: HealthCheckInput): Pick<EndpointCheckSpec, 'checkers' | 'regions'> {
  if (typeof checkers === 'number') return { checkers, regions: CHECKER_REGIONS };
  const { regions, perRegion } = checkers;
  return { checkers: regions.length * perRegion, regions };
}

/** Where a backend queues, a probe does too. */
function probeOf(
  { type, probe }: HealthCheckInput,
  probed: BackendSpec | undefined,
  path: Path,
  context: Context,
): EndpointCheckSpec['probe'] {
  const queues = type !== 'tcp' && (probed?.server ?? null) !== null;
  if (probe === 'queue' && probed && !queues && context.isIntact(['backends']))
    context.wrong(
      [...path, 'probe'],
      type === 'tcp'
        ? 'a tcp probe waits in no queue; write probe: connect, or another type'
        : `${probed.name} has no service, so nothing queues there; give it one, or write probe: connect`,
    );
  return probe ?? (queues ? 'queue' : 'connect');
}

/** Whether the health checks that records name exist, in whichever zone. */
export function checkHealthChecks(
  records: readonly Placed[],
  zones: readonly ZoneSpec[],
  context: Context,
): void {
  const names = zones.flatMap(({ healthChecks }) => healthChecks.map(({ name }) => name));
  const areWhole =
    context.isIntact(['zone', 'healthChecks']) &&
    zones.every((_, i) => context.isIntact(['zones', i, 'healthChecks']));
  if (!areWhole) return;
  const known = new Set(names);
  for (const { record, path } of records) {
    if (record.healthCheck === null || known.has(record.healthCheck)) continue;
    context.wrong(
      [...path, 'healthCheck'],
      `no health check is called ${quoted(record.healthCheck)}; describe it in healthChecks of the zone, or import what \`aws route53 list-health-checks\` prints`,
      suggest(record.healthCheck, names),
    );
  }
}

/** A check that no record names is probed for nothing. */
export function noteUnusedChecks(
  zones: readonly ZoneSpec[],
  records: readonly RecordSpec[],
  context: Context,
): void {
  const children = zones.flatMap(({ healthChecks }) =>
    healthChecks.flatMap((check) => ('children' in check ? check.children : [])),
  );
  const used = new Set([...records.map(({ healthCheck }) => healthCheck), ...children]);
  for (const [i, { healthChecks }] of zones.entries()) {
    const path = at(context.tree, ['zones']) ? ['zones', i] : ['zone'];
    for (const [row, { name }] of healthChecks.entries())
      if (!used.has(name))
        context.note(
          [...path, 'healthChecks', row, 'name'],
          `no record looks at the health check ${quoted(name)}: what it finds changes no answer`,
        );
  }
}
