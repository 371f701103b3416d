/** What is wrong with changing a record set during a run: no such target, or what Route 53 would refuse then. */
import type { RecordChangeSpec, RecordSpec, ZoneSpec } from '../../../sim/scenario.ts';
import type { Scene } from '../events/verb.ts';
import { quoted } from '../printable.ts';
import { suggest } from '../suggest.ts';
import type { Path } from '../tree.ts';
import type { Context } from './context.ts';
import { faultOfValue } from './records.ts';
import { policyOf, type Zones } from './zones.ts';

type Change = Pick<RecordChangeSpec, 'record' | 'change'>;

export function checkRecordChange(
  event: Change,
  { zones, path, context }: Pick<Scene, 'zones' | 'path' | 'context'>,
): void {
  if (Object.keys(event.change).length === 0)
    context.wrongKey(path, 'changes nothing; expected a weight, ttl or value');
  const found = findGroup(event, zones, path, context);
  if (!found) return;
  checkKeys(event, found.group, path, context);
  checkAfter(event, found, path, context);
}

interface Group {
  readonly zone: ZoneSpec;
  /** Every record set of the target's name and type. */
  readonly group: readonly RecordSpec[];
}

/** The group that is changed; null, and reported, when there is none. */
function findGroup(
  { record: target }: Change,
  { zones, isComplete }: Zones,
  path: Path,
  context: Context,
): Group | null {
  const isOfGroup = ({ name, type }: RecordSpec) => name === target.name && type === target.type;
  const zone = zones.find(({ records }) => records.some(isOfGroup));
  const group = zone?.records.filter(isOfGroup) ?? [];
  if (zone && group.some((record) => isTarget(record, target))) return { zone, group };
  // What is not there may have been left out for a mistake of its own.
  if (!isComplete) return null;
  if (!zone) {
    const names = zones.flatMap(({ records }) => records.map(({ name }) => name));
    context.wrong(
      [...path, 'name'],
      `no ${target.type} record is called ${quoted(target.name)}`,
      suggest(target.name, names),
    );
    return null;
  }
  const wanted = target.setIdentifier ?? '';
  const identifiers = group.map(({ setIdentifier }) => setIdentifier).filter((text) => text !== '');
  const there =
    identifiers.length > 0
      ? `it has ${identifiers.slice(0, 8).join(', ')}`
      : 'its record set has no identifier';
  context.wrong(
    [...path, 'setIdentifier'],
    `${target.name} ${target.type} has no set identifier ${quoted(wanted)}; ${there}`,
    suggest(wanted, identifiers),
  );
  return null;
}

function isTarget({ setIdentifier }: RecordSpec, target: RecordChangeSpec['record']): boolean {
  return target.setIdentifier === null || setIdentifier === target.setIdentifier;
}

function checkKeys(
  { record: target, change }: Change,
  group: readonly RecordSpec[],
  path: Path,
  context: Context,
): void {
  const { routing } = group[0] as RecordSpec;
  if (change.weight !== undefined && !Object.hasOwn(policyOf(routing)?.fields ?? {}, 'weight')) {
    context.wrongKey(
      [...path, 'weight'],
      `${target.name} ${target.type} has routing ${routing}, which has no weights`,
    );
  }
  const concerned = group.filter((record) => isTarget(record, target));
  if (concerned.every(({ alias }) => alias !== null))
    for (const key of ['value', 'ttl'] as const)
      if (change[key] !== undefined)
        context.wrongKey(
          [...path, key],
          `${target.name} ${target.type} is an alias, which has the values and TTL of what it leads to; change those`,
        );
  if (change.value === undefined) return;
  const fault = faultOfValue(target.type, change.value);
  if (fault) context.wrong([...path, 'value'], fault);
  else if (target.setIdentifier === null && group.length > 1) {
    context.wrongKey(
      [...path, 'value'],
      `would give all ${group.length} record sets one value; name one with setIdentifier`,
    );
  }
}

/** The policy's rules on the group as it is after the change, if it kept them before. */
function checkAfter(
  { record: target, change }: Change,
  { zone, group }: Group,
  path: Path,
  context: Context,
): void {
  const policy = policyOf((group[0] as RecordSpec).routing);
  if (!policy || policy.check(group, zone).length > 0) return;
  const after = group.map((record) => ({
    ...record,
    ...(isTarget(record, target) && change.ttl !== undefined ? { ttl: change.ttl } : {}),
  }));
  const [objection] = policy.check(after, zone);
  if (objection) context.wrongKey([...path, 'ttl'], `after this change: ${objection.message}`);
}
