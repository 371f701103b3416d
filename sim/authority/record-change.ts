/** The zones after a change of their records: a pure function, so that the reader checks what the run will do. */
import type { RecordChangeSpec, RecordSpec, ScaleOutSpec, ZoneSpec } from '../scenario.ts';
import { closestZone } from './zone.ts';

/** A change of records, whenever it happens. */
export type RecordEdit =
  | Pick<RecordChangeSpec, 'verb' | 'record' | 'change'>
  | Pick<ScaleOutSpec, 'verb' | 'records'>;

/** A zone that is not concerned stays the same object, and so does a record set. */
export function editedZones(zones: readonly ZoneSpec[], edit: RecordEdit): readonly ZoneSpec[] {
  if (edit.verb === 'set') return zones.map((zone) => withChange(zone, edit));
  return zones.map((zone) => {
    const created = edit.records.filter(({ name }) => closestZone(zones, name) === zone);
    return created.length > 0 ? { ...zone, records: [...zone.records, ...created] } : zone;
  });
}

type Change = Pick<RecordChangeSpec, 'record' | 'change'>;

function withChange(zone: ZoneSpec, edit: Change): ZoneSpec {
  if (!zone.records.some((record) => isTarget(record, edit))) return zone;
  const records = zone.records.map((record) =>
    isTarget(record, edit) ? changed(record, edit) : record,
  );
  return { ...zone, records };
}

/** Whether a change concerns a record set: the one it identifies, or all of its name and type. */
function isTarget(
  { name, type, setIdentifier }: RecordSpec,
  { record: target }: Pick<Change, 'record'>,
): boolean {
  return (
    name === target.name &&
    type === target.type &&
    (target.setIdentifier === null || setIdentifier === target.setIdentifier)
  );
}

function changed(record: RecordSpec, { change: { weight, ttl, value } }: Change): RecordSpec {
  return {
    ...record,
    ttl: ttl ?? record.ttl,
    values: value === undefined ? record.values : [value],
    settings: weight === undefined ? record.settings : { ...record.settings, weight },
  };
}
