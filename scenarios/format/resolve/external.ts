/** Names in no zone of the scenario: as written → as simulated. */
import { externalZones } from '../../../sim/authority/external.ts';
import { closestZone } from '../../../sim/authority/zone.ts';
import type { ExternalRecord, RecordSpec } from '../../../sim/scenario.ts';
import { canonical, faultOf } from '../names.ts';
import { quoted } from '../printable.ts';
import type { ExternalInput } from '../schema/external.ts';
import type { Path } from '../tree.ts';
import type { Context } from './context.ts';
import { canonicalValue, checkValues, valuesOf } from './records.ts';
import type { Zones } from './zones.ts';

export interface External {
  readonly records: readonly ExternalRecord[];
  /** The zones of the scenario, and one for each of the names. */
  readonly answering: Zones;
}

export function resolveExternal(
  inputs: readonly ExternalInput[],
  zones: Zones,
  context: Context,
): External {
  const placed = inputs.map((input, i) => resolveRecord(input, ['external', i], zones, context));
  checkDistinct(placed, context);
  const records = placed.map(({ record }) => record);
  const others = externalZones(records);
  const paths = new Map<RecordSpec, Path>(zones.paths);
  for (const made of others.flatMap((zone) => zone.records)) {
    const own = placed.find(({ record }) => record.name === made.name && record.type === made.type);
    if (own) paths.set(made, own.path);
  }
  return { records, answering: { ...zones, zones: [...zones.zones, ...others], paths } };
}

interface Placed {
  readonly record: ExternalRecord;
  readonly path: Path;
}

function resolveRecord(
  input: ExternalInput,
  path: Path,
  { zones }: Zones,
  context: Context,
): Placed {
  const { type, ttl } = input;
  const name = canonical(input.name);
  const zone = closestZone(zones, name);
  const fault =
    faultOf(name) ??
    (zone ? `${quoted(name)} is in the zone ${zone.name}; write it among its records` : null);
  if (fault) context.wrong([...path, 'name'], fault);
  const values = valuesOf(input, path, context);
  checkValues(type, values, path, context);
  const texts = values.map(([value]) => canonicalValue(type, value));
  return { record: { name, type, ttl, values: texts }, path };
}

function checkDistinct(placed: readonly Placed[], context: Context): void {
  const seen = new Map<string, string[]>();
  for (const { record, path } of placed) {
    const types = seen.get(record.name) ?? [];
    seen.set(record.name, types);
    if (types.includes(record.type))
      context.wrong(
        [...path, 'name'],
        `${record.name} ${record.type} is in the list already; write all its values there`,
      );
    else if (types.length > 0 && [...types, record.type].includes('CNAME'))
      context.wrong(
        [...path, 'type'],
        `${record.name} has records of other types; a CNAME allows none beside it (RFC 1034 section 3.6.2)`,
      );
    types.push(record.type);
  }
}
