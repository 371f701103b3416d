/** Zones as written → zones as simulated, with what Route 53 would refuse. */
import { routingPolicies } from '../../../sim/authority/routing/index.ts';
import type { RecordSpec, ZoneSpec } from '../../../sim/scenario.ts';
import { quoted } from '../printable.ts';
import type { RecordInput, ZoneInput } from '../schema/zone.ts';
import type { ScenarioInput } from '../schema/scenario.ts';
import type { Path } from '../tree.ts';
import type { Context } from './context.ts';
import { checkGroups } from './groups.ts';
import { canonical, faultOf } from './names.ts';
import { resolveRecord } from './records.ts';

/** Route 53's minimum in a new zone's SOA record (route53.md section 5). */
const DEFAULT_NEGATIVE_TTL = 900;

/** A record set and where it was written. */
export interface Placed {
  readonly record: RecordSpec;
  readonly path: Path;
}

export interface Zones {
  readonly zones: readonly ZoneSpec[];
  /** Where each record set was written. */
  readonly placed: ReadonlyMap<RecordSpec, Path>;
}

export function resolveZones(input: ScenarioInput, damaged: boolean, context: Context): Zones {
  if (input.zone && input.zones) context.wrongKey(['zones'], 'both zone and zones are given; keep one of them');
  if (!input.zone && !input.zones && !damaged) context.wrong(['zone'], 'expected the zone that is simulated, with its name and records');
  const written: [ZoneInput, Path][] = input.zone
    ? [[input.zone, ['zone']]]
    : (input.zones ?? []).map((zone, i) => [zone, ['zones', i]]);
  const placed = new Map<RecordSpec, Path>();
  const zones = written.flatMap(([zone, path]) => resolveZone(zone, path, placed, context));
  for (const [i, { name }] of zones.entries()) {
    const first = zones.findIndex((zone) => zone.name === name);
    if (first < i) context.wrong([...(written[i]?.[1] as Path), 'name'], `the zone ${quoted(name)} is already in the list; put its records together`);
  }
  return { zones, placed };
}

function resolveZone(input: ZoneInput, path: Path, placed: Map<RecordSpec, Path>, context: Context): ZoneSpec[] {
  if (input.name === undefined) {
    context.wrong([...path, 'name'], 'expected the name of the zone, such as example.com');
    return [];
  }
  const name = canonical(input.name);
  const fault = faultOf(name);
  if (fault) {
    context.wrong([...path, 'name'], fault);
    return [];
  }
  const records: Placed[] = (input.records as readonly RecordInput[]).flatMap((record, i) => {
    const at = [...path, 'records', i];
    const spec = resolveRecord(record, { zone: name, defaultTtl: input.ttl, path: at, context });
    return spec ? [{ record: spec, path: at }] : [];
  });
  for (const { record, path: at } of records) placed.set(record, at);
  checkGroups(records, { ...input, name }, context);
  return [{
    name,
    records: records.map(({ record }) => record),
    negativeTtl: input.negativeTtl ?? negativeTtlOf(records, context),
    edges: input.edges,
    selection: input.selection,
    order: input.order,
    mixedTtl: input.mixedTtl,
    weightedValues: input.weightedValues,
  }];
}

/** The lesser of the SOA record's TTL and its minimum, the last of its seven fields (RFC 2308 section 5). */
function negativeTtlOf(records: readonly Placed[], context: Context): number {
  const soa = records.find(({ record }) => record.type === 'SOA');
  if (!soa) return DEFAULT_NEGATIVE_TTL;
  const fields = (soa.record.values[0] as string).trim().split(/\s+/);
  const minimum = Number(fields[6]);
  if (fields.length === 7 && Number.isSafeInteger(minimum) && minimum >= 0) return Math.min(soa.record.ttl, minimum);
  context.wrong([...soa.path, 'value'], 'expected the seven fields of an SOA record, the last a whole number of seconds; or state negativeTtl for the zone');
  return DEFAULT_NEGATIVE_TTL;
}

/** The policy of that name; the schema lets no other through. */
export function policyOf(routing: string) {
  return routingPolicies.find((policy) => policy.name === routing);
}
