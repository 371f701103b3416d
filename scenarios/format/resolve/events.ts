import type { EventSpec, RecordSpec, ZoneSpec } from '../../../sim/scenario.ts';
import { eventName } from '../event-name.ts';
import { absolute } from '../names.ts';
import { quoted } from '../printable.ts';
import type { EventInput } from '../schema/events.ts';
import { suggest } from '../suggest.ts';
import type { Path } from '../tree.ts';
import type { Context } from './context.ts';
import { given } from './profiles.ts';
import { faultOfValue } from './records.ts';
import { policyOf, type Zones } from './zones.ts';

export interface PlacedEvent {
  readonly event: EventSpec;
  readonly path: Path;
}

export interface Setting {
  readonly zones: Zones;
  readonly duration: number;
}

export function resolveEvents(
  inputs: readonly EventInput[],
  { zones, duration }: Setting,
  context: Context,
): PlacedEvent[] {
  const names = new Map<string, number>();
  return inputs.map((input, i) => {
    const path = ['events', i];
    const { name, type, setIdentifier, ...changes } = input.set;
    const target = {
      name: absolute(name, zones.zones.length === 1 ? (zones.zones[0] as ZoneSpec).name : ''),
      type,
      setIdentifier: setIdentifier ?? null,
    };
    const event: EventSpec = {
      name: '',
      at: input.at,
      verb: 'set',
      record: target,
      change: given(changes),
    };
    if (Object.keys(event.change).length === 0)
      context.wrongKey([...path, 'set'], 'changes nothing; expected a weight, ttl or value');
    if (
      input.at.name === 'constant' &&
      context.isIntact(['duration']) &&
      (input.at.settings as number) >= duration
    ) {
      context.wrong(
        [...path, 'at'],
        `the run ends at ${duration}s, before this event; lower at, or raise duration`,
      );
    }
    checkChange(event, zones, [...path, 'set'], context);
    return {
      event: {
        ...event,
        name: uniqueName(
          input.name ?? eventName(target.name, type, target.setIdentifier),
          input.name !== undefined,
          names,
          [...path, 'name'],
          context,
        ),
      },
      path,
    };
  });
}

function uniqueName(
  name: string,
  isExplicit: boolean,
  names: Map<string, number>,
  path: Path,
  context: Context,
): string {
  const uses = (names.get(name) ?? 0) + 1;
  names.set(name, uses);
  if (uses === 1) return name;
  if (isExplicit)
    context.wrong(path, `an event is already called ${quoted(name)}; choose another name`);
  return `${name} #${uses}`;
}

function checkChange(
  { record: target, change }: EventSpec,
  { zones, isComplete }: Zones,
  path: Path,
  context: Context,
): void {
  const zone = zones.find(({ records }) =>
    records.some(({ name, type }) => name === target.name && type === target.type),
  );
  if (!zone) {
    if (!isComplete) return;
    const meant = suggest(
      target.name,
      zones.flatMap(({ records }) => records.map(({ name }) => name)),
    );
    context.wrong(
      [...path, 'name'],
      `no ${target.type} record is called ${quoted(target.name)}`,
      meant,
    );
    return;
  }
  const group = zone.records.filter(
    ({ name, type }) => name === target.name && type === target.type,
  );
  const isTarget = ({ setIdentifier }: RecordSpec) =>
    target.setIdentifier === null || setIdentifier === target.setIdentifier;
  if (!group.some(isTarget)) {
    if (!isComplete) return;
    const identifiers = group
      .map(({ setIdentifier }) => setIdentifier)
      .filter((text) => text !== '');
    const there =
      identifiers.length > 0
        ? `it has ${identifiers.slice(0, 8).join(', ')}`
        : 'its record set has no identifier';
    context.wrong(
      [...path, 'setIdentifier'],
      `${target.name} ${target.type} has no set identifier ${quoted(target.setIdentifier as string)}; ${there}`,
      suggest(target.setIdentifier as string, identifiers),
    );
    return;
  }
  const { routing } = group[0] as RecordSpec;
  const policy = policyOf(routing);
  if (change.weight !== undefined && !Object.hasOwn(policy?.fields ?? {}, 'weight')) {
    context.wrongKey(
      [...path, 'weight'],
      `${target.name} ${target.type} has routing ${routing}, which has no weights`,
    );
  }
  if (change.value !== undefined) {
    const fault = faultOfValue(target.type, change.value);
    if (fault) context.wrong([...path, 'value'], fault);
    else if (group.filter(isTarget).length > 1)
      context.wrongKey(
        [...path, 'value'],
        `would give all ${group.length} record sets one value; name one with setIdentifier`,
      );
  }
  const after = group.map((record) =>
    isTarget(record)
      ? {
          ...record,
          ttl: change.ttl ?? record.ttl,
          values: change.value === undefined ? record.values : [change.value],
        }
      : record,
  );
  const [objection] = policy?.check(after, zone) ?? [];
  if (objection)
    context.wrongKey(
      [...path, objection.key === 'ttl' ? 'ttl' : 'value'],
      `after this change: ${objection.message}`,
    );
}
