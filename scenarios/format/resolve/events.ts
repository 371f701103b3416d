import type { EventSpec, RecordChangeSpec, ZoneSpec } from '../../../sim/scenario.ts';
import { eventName } from '../event-name.ts';
import { absolute } from '../names.ts';
import { quoted } from '../printable.ts';
import type { EventInput } from '../schema/events.ts';
import type { Path } from '../tree.ts';
import type { Context } from './context.ts';
import { given } from './profiles.ts';
import { checkRecordChange } from './record-change.ts';
import type { Zones } from './zones.ts';

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
  const uses = new Map<string, number>();
  return inputs.map((input, i) => {
    const path = ['events', i];
    checkTime(input, duration, path, context);
    const event = specOf(input, zones);
    checkRecordChange(event, zones, [...path, 'set'], context);
    const use = (uses.get(event.name) ?? 0) + 1;
    uses.set(event.name, use);
    if (use === 1) return { event, path };
    if (input.name !== undefined) {
      context.wrong(
        [...path, 'name'],
        `an event is already called ${quoted(event.name)}; choose another name`,
      );
    }
    return { event: { ...event, name: `${event.name} #${use}` }, path };
  });
}

function checkTime({ at }: EventInput, duration: number, path: Path, context: Context): void {
  if (at.name !== 'constant' || !context.isIntact(['duration'])) return;
  if ((at.settings as number) < duration) return;
  context.wrong(
    [...path, 'at'],
    `the run ends at ${duration}s, before this event; lower at, or raise duration`,
  );
}

function specOf({ at, name, set }: EventInput, { zones }: Zones): RecordChangeSpec {
  const { name: owner, type, setIdentifier = null, ...changes } = set;
  const record = {
    name: absolute(owner, zones.length === 1 ? (zones[0] as ZoneSpec).name : ''),
    type,
    setIdentifier,
  };
  return {
    name: name ?? eventName(record.name, type, setIdentifier),
    at,
    curve: { bin: null, until: null, at: null },
    verb: 'set',
    record,
    change: given(changes),
  };
}
