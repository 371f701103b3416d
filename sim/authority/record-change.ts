/** The zones after a change of their records: a pure function, so that the reader checks what the run will do. */
import type {
  BatchedChange,
  ChangeBatchSpec,
  EventSpec,
  RecordChangeSpec,
  RecordEditSpec,
  RecordSpec,
  ScaleOutSpec,
  ZoneSpec,
} from '../scenario.ts';
import { closestZone } from './zone.ts';

/** A change of records, whenever it happens. */
export type RecordEdit =
  | Pick<RecordChangeSpec, 'verb' | 'record' | 'change'>
  | Pick<ChangeBatchSpec, 'verb' | 'changes'>
  | Pick<ScaleOutSpec, 'verb' | 'records'>;

/** Whether an event changes record sets. */
export function isRecordEdit<E extends Pick<EventSpec, 'verb'>>(
  event: E,
): event is Extract<E, { readonly verb: RecordEditSpec['verb'] }> {
  return event.verb === 'set' || event.verb === 'change' || event.verb === 'addBackend';
}

/** A zone that is not concerned stays the same object, and so does a record set. */
export function editedZones(zones: readonly ZoneSpec[], edit: RecordEdit): readonly ZoneSpec[] {
  if (edit.verb === 'set') return zones.map((zone) => withChange(zone, edit));
  if (edit.verb === 'change')
    return zones.map((zone) => {
      const own = edit.changes.filter(({ record }) => closestZone(zones, record.name) === zone);
      return own.length > 0 ? withBatch(zone, own) : zone;
    });
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
    // An alias has the TTL of what it leads to.
    ttl: record.alias ? record.ttl : (ttl ?? record.ttl),
    values: value === undefined ? record.values : [value],
    settings: weight === undefined ? record.settings : { ...record.settings, weight },
  };
}

/** What makes a record set one of its zone (Route 53). */
export function keyOf({ name, type, setIdentifier }: RecordSpec): string {
  return [name, type, setIdentifier].join('\0');
}

/** Whether two record sets of one key are equal; the order of values does not matter. */
export function isEqual(a: RecordSpec, b: RecordSpec): boolean {
  const contentOf = ({ values, settings, ...rest }: RecordSpec) =>
    JSON.stringify([sorted(rest), sorted(settings), values.toSorted()]);
  return contentOf(a) === contentOf(b);
}

function sorted(fields: object): [string, unknown][] {
  return Object.entries(fields).sort(([x], [y]) => (x < y ? -1 : 1));
}

/** Total, whatever came before: of events whose times are drawn any may come first. */
function withBatch(zone: ZoneSpec, changes: readonly BatchedChange[]): ZoneSpec {
  const records = new Map(zone.records.map((record) => [keyOf(record), record]));
  for (const { action, record } of changes) {
    const key = keyOf(record);
    const there = records.get(key);
    if (action === 'delete') records.delete(key);
    else if (!there || !isEqual(there, record)) records.set(key, record);
  }
  return { ...zone, records: [...records.values()] };
}

/** Record sets that an event brings into being, or changes to. */
export function recordsBrought(event: EventSpec): readonly RecordSpec[] {
  if (event.verb === 'addBackend') return event.records;
  if (event.verb !== 'change') return [];
  return event.changes.flatMap(({ action, record }) => (action === 'delete' ? [] : [record]));
}
