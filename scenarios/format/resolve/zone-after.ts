/** Whether the record sets of a name keep the rules of Route 53 after an event has changed some. */
import { editedZones, type RecordEdit } from '../../../sim/authority/record-change.ts';
import type { RecordSpec, ZoneSpec } from '../../../sim/scenario.ts';
import type { Scene } from '../events/verb.ts';
import { checkAliases } from './aliases.ts';
import { checkGroups } from './groups.ts';
import type { Placed } from './records.ts';
import { policyOf } from './zones.ts';

/**
 * What those there before break now is told at the event's first record.
 *
 * @param placed the event's records; not empty
 */
export function checkZonesAfter(
  edit: RecordEdit,
  placed: readonly Placed[],
  { zones: { zones, balancers }, context }: Pick<Scene, 'zones' | 'context'>,
): void {
  const names = new Set(placed.map(({ record }) => record.name));
  const isNamed = ({ name }: RecordSpec) => names.has(name);
  const own = new Map(placed.map((one) => [one.record, one]));
  const { path } = placed[0] as Placed;
  const after = editedZones(zones, edit);
  for (const [i, zone] of zones.entries()) {
    const now = after[i] as ZoneSpec;
    if (now === zone || !isSound(zone.records.filter(isNamed), zone)) continue;
    const records = now.records
      .filter(isNamed)
      .map((record) => own.get(record) ?? { record, path, isSound: true });
    checkGroups(records, now, context);
    checkAliases(records, now.records, { name: now.name, isComplete: true, balancers }, context);
  }
}

/** Whether what is there keeps the rules by itself. */
function isSound(records: readonly RecordSpec[], zone: ZoneSpec): boolean {
  return records.every(({ name: owner, type, routing }) => {
    const group = records.filter((other) => other.name === owner && other.type === type);
    const isOfOne = group.every((other) => other.routing === routing);
    return isOfOne && (policyOf(routing)?.check(group, zone) ?? []).length === 0;
  });
}
