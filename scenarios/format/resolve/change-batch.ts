/** What Route 53 refuses of a change batch: each step, the whole, and the zone that it would leave. */
import { isEqual, keyOf } from '../../../sim/authority/record-change.ts';
import { closestZone } from '../../../sim/authority/zone.ts';
import type { ZoneSpec } from '../../../sim/scenario.ts';
import { refusalOf } from '../change-refusal.ts';
import type { PlacedChange } from '../events/change.ts';
import type { Scene } from '../events/verb.ts';
import { checkZonesAfter } from './zone-after.ts';

/** Of one request (Developer Guide: DNSLimitations); what is replaced counts twice. */
const MOST_ELEMENTS = 1000;
const MOST_CHARACTERS = 32_000;

type Batch = readonly PlacedChange[];

/** @param changes not empty, each record sound by itself */
export function checkBatch(changes: Batch, scene: Scene): void {
  const { zones } = scene.zones;
  const zone = zoneOf(changes[0] as PlacedChange, zones);
  const stray = changes.find((change) => zoneOf(change, zones) !== zone);
  if (stray) {
    scene.context.wrong(
      [...stray.path, 'name'],
      `a request changes one zone, and this is not in ${zone?.name}; make it an event of its own`,
    );
    return;
  }
  checkSize(changes, scene);
  if (zone && areApplicable(changes, zone, scene)) {
    checkApex(changes, zone, scene);
    checkZonesAfter({ verb: 'change', changes }, changes, scene);
  }
}

/** What every zone has, and keeps, at its own name. */
const AT_APEX = {
  SOA: 'A HostedZone must contain exactly one SOA record',
  NS: 'A HostedZone must contain at least one NS record for the zone itself',
} as const;

function checkApex(changes: Batch, { name }: ZoneSpec, { context }: Scene): void {
  const isKept = (type: string) =>
    changes.some(
      ({ action, record }) => action !== 'delete' && record.name === name && record.type === type,
    );
  for (const { action, record, path } of changes)
    if (action === 'delete' && record.name === name)
      for (const [type, reason] of Object.entries(AT_APEX))
        if (record.type === type && !isKept(type)) context.wrong([...path, 'type'], reason);
}

const zoneOf = ({ record }: PlacedChange, zones: readonly ZoneSpec[]) =>
  closestZone(zones, record.name);

function checkSize(changes: Batch, { path, context }: Scene): void {
  let elements = 0;
  let characters = 0;
  for (const { action, record } of changes) {
    const times = action === 'upsert' ? 2 : 1;
    elements += times * Math.max(1, record.values.length);
    characters += times * record.values.reduce((sum, value) => sum + value.length, 0);
  }
  if (elements > MOST_ELEMENTS)
    context.wrongKey(
      path,
      `${elements} ResourceRecord elements, those of UPSERT counted twice; a request has at most ${MOST_ELEMENTS}, split it`,
    );
  if (characters > MOST_CHARACTERS)
    context.wrongKey(
      path,
      `${characters} characters in the values, those of UPSERT counted twice; a request has at most ${MOST_CHARACTERS}, split it`,
    );
}

/** Each step on what those before it leave, in the words of the API. */
function areApplicable(changes: Batch, zone: ZoneSpec, { zones, context }: Scene): boolean {
  // What is not there may have been left out for a mistake of its own.
  if (!zones.isComplete) return false;
  const present = new Map(zone.records.map((record) => [keyOf(record), record]));
  const before = context.objections;
  for (const { action, record, path } of changes) {
    const key = keyOf(record);
    const there = present.get(key);
    const isSame = there ? isEqual(there, record) : false;
    const refusal = refusalOf(action, record, Boolean(there), isSame);
    if (refusal) context.wrong(path, refusal);
    if (action === 'delete') present.delete(key);
    else present.set(key, record);
  }
  return context.objections === before;
}
