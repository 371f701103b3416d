/** Health checks as written → as simulated, with what is wrong about them and what Route 53 does not offer. */
import { CHECKER_REGIONS } from '../../../sim/authority/health/regions.ts';
import type {
  BackendSpec,
  CalculatedCheckSpec,
  EndpointCheckSpec,
  HealthCheckSpec,
  RecordSpec,
  ZoneSpec,
} from '../../../sim/scenario.ts';
import { quoted } from '../printable.ts';
import type { HealthCheckInput } from '../schema/health-checks.ts';
import { suggest } from '../suggest.ts';
import { at, type Path } from '../tree.ts';
import type { Context } from './context.ts';
import type { Placed } from './records.ts';

/** What Route 53 has (route53.md section 4.1). */
const INTERVALS: readonly number[] = [10, 30];
const CONNECT = { http: 4, https: 4, tcp: 10 } as const;
const RESPONSE = 2;
const QUOTA = 200;
/** Keys of checks that probe. */
const OF_PROBES = [
  'backend',
  'type',
  'interval',
  'failureThreshold',
  'checkers',
  'timeouts',
  'probe',
] as const;
/** RFC 1918: Route 53's checkers are on the internet. */
const PRIVATE = /^(?:10|192\.168|172\.(?:1[6-9]|2\d|3[01]))\./;

interface Surroundings {
  readonly backends: readonly BackendSpec[];
  /** Of the checks seen so far, over all zones; added to. */
  readonly names: Set<string>;
  /** Of the list. */
  readonly path: Path;
  readonly context: Context;
}

export function resolveHealthChecks(
  inputs: readonly HealthCheckInput[],
  { backends, names, path, context }: Surroundings,
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
    if (input.calculated) return resolveCalculated(input, input.calculated, own, context);
    // One that is not performed needs nothing to probe.
    if (input.backend === undefined && !input.disabled && context.isIntact([...own, 'calculated']))
      context.wrong([...own, 'backend'], 'expected the backend that it probes, or calculated');
    return resolveCheck(input, backendOf(input, backends, own, context), own, context);
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
  for (const key of OF_PROBES)
    if (at(context.tree, [...path, key]))
      context.wrongKey([...path, key], `a calculated health check probes nothing; remove ${key}`);
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

function backendOf(
  { name, backend = '' }: HealthCheckInput,
  backends: readonly BackendSpec[],
  path: Path,
  context: Context,
): BackendSpec | undefined {
  const found = backends.find((candidate) => candidate.name === backend);
  if (!found && backend !== '' && context.isIntact(['backends']))
    context.wrong(
      [...path, 'backend'],
      `the health check ${quoted(name)} probes ${quoted(backend)}, but no backend is called that; add it to backends`,
      suggest(
        backend,
        backends.map((candidate) => candidate.name),
      ),
    );
  if (found?.addresses.every((address) => PRIVATE.test(address)))
    context.note(
      [...path, 'backend'],
      `${backend} has a private address, which Route 53 cannot probe`,
    );
  return found;
}

function resolveCheck(
  input: HealthCheckInput,
  probed: BackendSpec | undefined,
  path: Path,
  context: Context,
): EndpointCheckSpec {
  const { type, interval, timeouts, calculated: _, ...rest } = input;
  if (!INTERVALS.includes(interval))
    context.note([...path, 'interval'], `Route 53 probes every 10s or 30s, not every ${interval}s`);
  if (type === 'tcp' && timeouts.response !== undefined)
    context.wrong(
      [...path, 'timeouts', 'response'],
      'a tcp probe ends with the connection; remove response',
    );
  const connect = timeouts.connect ?? CONNECT[type];
  const response = timeouts.response ?? RESPONSE;
  if (connect !== CONNECT[type] || response !== RESPONSE)
    context.note(
      [...path, 'timeouts'],
      `Route 53 waits ${CONNECT[type]}s for a connection${type === 'tcp' ? '' : ` and ${RESPONSE}s for a response`}`,
    );
  return {
    ...rest,
    type,
    interval,
    regions: CHECKER_REGIONS,
    backend: input.backend ?? '',
    timeouts: { connect, response },
    probe: probeOf(input, probed, path, context),
  };
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
  for (const { record, path } of records) {
    if (record.healthCheck === null || names.includes(record.healthCheck)) continue;
    context.wrong(
      [...path, 'healthCheck'],
      `no health check is called ${quoted(record.healthCheck)}; describe it in healthChecks of the zone`,
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
