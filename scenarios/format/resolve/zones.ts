/** Zones as written → zones as simulated, with what Route 53 would refuse. */
import { routingPolicies } from '../../../sim/authority/routing/index.ts';
import type { BalancerSpec, RecordSpec, Scenario, ZoneSpec } from '../../../sim/scenario.ts';
import { canonical, faultOf } from '../names.ts';
import { quoted } from '../printable.ts';
import type { ScenarioInput } from '../schema/scenario.ts';
import type { RecordInput, ZoneInput } from '../schema/zone.ts';
import type { Path } from '../tree.ts';
import { checkAliases } from './aliases.ts';
import { checkCidrCollections } from './cidr-collections.ts';
import type { Context } from './context.ts';
import { checkGroups } from './groups.ts';
import { checkChildren, checkHealthChecks, resolveHealthChecks } from './health-checks.ts';
import { type Placed, resolveRecord } from './records.ts';
import { remarkOnGroups } from './remarks.ts';

/** Route 53's minimum in a new zone's SOA record (route53.md section 5). */
const DEFAULT_NEGATIVE_TTL = 900;

export interface Zones {
  readonly zones: readonly ZoneSpec[];
  /** What aliases may lead to besides record sets. */
  readonly balancers: readonly BalancerSpec[];
  /** Where each record set was written. */
  readonly paths: ReadonlyMap<RecordSpec, Path>;
  /** Whether none was left out for a mistake in it: what is not there was not written. */
  readonly isComplete: boolean;
  /** By name of a zone: the TTL of records that state none. */
  readonly ttls: ReadonlyMap<string, number | undefined>;
}

export function resolveZones(
  input: ScenarioInput,
  { backends, balancers }: Pick<Scenario, 'backends' | 'balancers'>,
  context: Context,
): Zones {
  if (input.zone && input.zones)
    context.wrongKey(['zones'], 'both zone and zones are given; keep one of them');
  if (!input.zone && !input.zones && context.isIntact(['zones'])) {
    context.wrong(
      ['zone'],
      'missing key "zone": expected the zone that is simulated, with its name and records',
    );
  }
  const written: [ZoneInput, Path][] = input.zone
    ? [[input.zone, ['zone']]]
    : (input.zones ?? []).map((zone, i) => [zone, ['zones', i]]);
  const unchecked = written.map(([zone, path]) => resolveZone(zone, balancers, path, context));
  checkDistinct(unchecked, context);
  const records = unchecked.flatMap((zone) => zone?.spec.records ?? []);
  const names = new Set<string>();
  const found = unchecked.map((zone, i) => {
    if (!zone) return null;
    const path = [...zone.path, 'healthChecks'];
    const inputs = (written[i] as [ZoneInput, Path])[0].healthChecks;
    const healthChecks = resolveHealthChecks(inputs, { backends, records, names, path, context });
    return { ...zone, spec: { ...zone.spec, healthChecks } };
  });
  const sound = found.filter((zone) => zone !== null);
  const zones = sound.map(({ spec }) => spec);
  checkChildren(sound, context);
  checkHealthChecks(
    sound.flatMap(({ records }) => records),
    zones,
    context,
  );
  return {
    zones,
    balancers,
    ttls: new Map(written.map(([zone], i) => [found[i]?.spec.name ?? '', zone.ttl])),
    paths: new Map(
      sound.flatMap(({ records }) => records.map(({ record, path }) => [record, path])),
    ),
    isComplete:
      context.isIntact(['zone'], ['zones']) &&
      found.length > 0 &&
      written.every(([zone], i) => found[i]?.records.length === zone.records.length),
  };
}

interface Found {
  readonly spec: ZoneSpec;
  readonly path: Path;
  readonly records: readonly Placed[];
}

function checkDistinct(zones: readonly (Found | null)[], context: Context): void {
  const names = new Set<string>();
  for (const { spec, path } of zones.filter((zone) => zone !== null)) {
    if (names.has(spec.name)) {
      context.wrong(
        [...path, 'name'],
        `the zone ${quoted(spec.name)} is already in the list; put its records together`,
      );
    }
    names.add(spec.name);
  }
}

/** Without its health checks; null when it has no usable name. */
function resolveZone(
  input: ZoneInput,
  balancers: readonly BalancerSpec[],
  path: Path,
  context: Context,
): Found | null {
  if (input.name === undefined) {
    // Imports that do not tell the name have said so.
    if (input.import === undefined)
      context.wrong(
        [...path, 'name'],
        'missing key "name": expected the name of the zone, such as example.com',
      );
    return null;
  }
  const name = canonical(input.name);
  const fault = faultOf(name);
  if (fault) {
    context.wrong([...path, 'name'], fault);
    return null;
  }
  const records = (input.records as readonly RecordInput[])
    .map((record, i) =>
      resolveRecord(record, {
        zone: name,
        defaultTtl: input.ttl,
        balancers,
        path: [...path, 'records', i],
        context,
      }),
    )
    .filter((record) => record !== null);
  checkCidrCollections(input.cidrCollections, [...path, 'cidrCollections'], context);
  checkGroups(records, { ...input, name, isPrivate: input.private }, context);
  const isComplete =
    records.length === input.records.length && context.isIntact([...path, 'records']);
  checkAliases(
    records,
    records.map(({ record }) => record),
    { name, isComplete, balancers },
    context,
  );
  remarkOnGroups(records, context);
  const spec = {
    name,
    isPrivate: input.private,
    records: records.map(({ record }) => record),
    negativeTtl: input.negativeTtl ?? negativeTtlOf(records, input.private, context),
    edges: input.edges,
    healthChecks: [],
    selection: input.selection,
    order: input.order,
    mixedTtl: input.mixedTtl,
    weightedValues: input.weightedValues,
    ecsScope: input.ecsScope,
    noAnswer: input.noAnswer,
    lastResort: input.lastResort,
    edgeState: input.edgeState,
    cidrCollections: input.cidrCollections,
    ...(input.elbAnswers === undefined ? {} : { elbAnswers: input.elbAnswers }),
  };
  return { spec, path, records };
}

/** What a VPC's resolver makes of a private zone's negative answers, whatever the SOA record says. */
const PRIVATE_NEGATIVE_TTL = 300;

/** The lesser of the SOA record's TTL and its minimum, the last of its seven fields (RFC 2308 section 5). */
function negativeTtlOf(records: readonly Placed[], isPrivate: boolean, context: Context): number {
  const longest = isPrivate ? PRIVATE_NEGATIVE_TTL : Number.POSITIVE_INFINITY;
  const soa = records.find(({ record, isSound }) => record.type === 'SOA' && isSound);
  if (!soa) return Math.min(DEFAULT_NEGATIVE_TTL, longest);
  const fields = (soa.record.values[0] as string).trim().split(/\s+/);
  const minimum = Number(fields[6]);
  if (fields.length === 7 && Number.isSafeInteger(minimum) && minimum >= 0)
    return Math.min(soa.record.ttl, minimum, longest);
  context.wrong(
    [...soa.path, 'value'],
    'expected the seven fields of an SOA record, the last a whole number of seconds; or state negativeTtl for the zone',
  );
  return DEFAULT_NEGATIVE_TTL;
}

/** The policy of that name; the schema lets no other through. */
export function policyOf(routing: string) {
  return routingPolicies.find((policy) => policy.name === routing);
}
