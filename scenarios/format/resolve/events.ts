import { editedZones, recordsBrought } from '../../../sim/authority/record-change.ts';
import { constantOf } from '../../../sim/random/index.ts';
import type { EventSpec, ZoneSpec } from '../../../sim/scenario.ts';
import { defaultName, verbs } from '../events/index.ts';
import type { Deed, Scene, Verb } from '../events/verb.ts';
import { quoted } from '../printable.ts';
import type { EventInput } from '../schema/events.ts';
import { at, type Path } from '../tree.ts';
import type { Context } from './context.ts';
import { checkContradictions } from './contradictions.ts';
import { given } from './profiles.ts';
import type { Zones } from './zones.ts';

export interface PlacedEvent {
  readonly event: EventSpec;
  readonly path: Path;
}

interface Setting extends Pick<Scene, 'zones' | 'backends'> {
  readonly duration: number;
}

export function resolveEvents(
  inputs: readonly EventInput[],
  setting: Setting,
  context: Context,
): PlacedEvent[] {
  const deeds = deedsOf(inputs, setting, context);
  const uses = new Map<string, number>();
  const events = inputs.flatMap((input, i) => {
    const path = ['events', i];
    checkTime(input, setting.duration, path, context);
    const deed = deeds[i];
    if (!deed) return [];
    const name = input.name ?? nameOf(path, setting, context);
    const use = (uses.get(name) ?? 0) + 1;
    uses.set(name, use);
    if (use > 1 && input.name !== undefined)
      context.wrong(
        [...path, 'name'],
        `an event is already called ${quoted(name)}; choose another name`,
      );
    const event: EventSpec = {
      name: use === 1 ? name : `${name} #${use}`,
      at: input.at,
      curve: { bin: null, until: null, at: null, ...given(input.curve ?? {}) },
      ...deed,
    };
    return [{ event, path }];
  });
  checkContradictions(events, context);
  noteRequestRate(events, context);
  return events;
}

/** Requests to Route 53 in a second that an account may make (Developer Guide: DNSLimitations). */
const MOST_REQUESTS = 5;

/** Only where the times are constant. */
function noteRequestRate(events: readonly PlacedEvent[], context: Context): void {
  const requests = events
    .filter(({ event }) => event.verb !== 'fault')
    .flatMap(({ event, path }) => {
      const at = constantOf(event.at);
      return at === null ? [] : [{ at, path }];
    })
    .sort((a, b) => a.at - b.at);
  const one = requests.find(({ at: time }, i) => {
    const earlier = requests[i - MOST_REQUESTS];
    return earlier !== undefined && time - earlier.at < 1;
  });
  if (one)
    context.note(
      [...one.path, 'at'],
      `more than ${MOST_REQUESTS} requests within a second, which is what Route 53 takes of an account; it would throttle the others`,
    );
}

/** What each event does, checked against the records as those before it leave them; undefined where it is unclear. */
function deedsOf(
  inputs: readonly EventInput[],
  { zones: initial, backends }: Setting,
  context: Context,
): (Deed | undefined)[] {
  const deeds: (Deed | undefined)[] = inputs.map(() => undefined);
  let zones = initial;
  for (const i of inOrder(inputs)) {
    const input = inputs[i] as EventInput;
    const path = ['events', i];
    const before = context.objections;
    const verb = verbOf(input, path, context);
    const deed = verb?.resolve(input[verb.name], {
      zones,
      initial,
      isDrawn: constantOf(input.at) === null,
      backends,
      lasts: input.for ?? null,
      path: [...path, verb.name],
      context,
    });
    if (verb && !verb.lasts && input.for !== undefined)
      context.wrongKey(
        [...path, 'for'],
        `${verb.name} happens at once and does not end; remove for`,
      );
    deeds[i] = deed;
    if (deed && deed.verb !== 'fault' && context.objections === before)
      zones = { ...zones, zones: editedZones(zones.zones, deed) };
  }
  return deeds;
}

/** Places in the list, by time; those whose time is drawn come last. */
function inOrder(inputs: readonly EventInput[]): number[] {
  const timeOf = (i: number) =>
    constantOf((inputs[i] as EventInput).at) ?? Number.POSITIVE_INFINITY;
  return [...inputs.keys()].sort((a, b) => {
    const [from, to] = [timeOf(a), timeOf(b)];
    return from === to ? a - b : from - to;
  });
}

/** The zones with every record set that events create beside those there: what look-ups may find at some time. */
export function grownZones({ zones }: Zones, events: readonly PlacedEvent[]): readonly ZoneSpec[] {
  const records = events.flatMap(({ event }) => recordsBrought(event));
  return editedZones(zones, { verb: 'addBackend', records });
}

/** The one verb of an event; undefined, and reported, when there is none or more than one. */
function verbOf(input: EventInput, path: Path, context: Context): Verb | undefined {
  const [first, second] = verbs.filter(({ name }) => input[name] !== undefined);
  if (!first)
    context.wrong(
      path,
      `expected what happens: one of ${verbs.map(({ name }) => name).join(', ')}`,
    );
  if (!first || !second) return first;
  context.wrongKey(
    [...path, second.name],
    `an event has one verb, and ${first.name} is here already; make this an event of its own`,
  );
  return undefined;
}

function nameOf(path: Path, { zones: { zones } }: Setting, context: Context): string {
  const zone = zones.length === 1 ? (zones[0]?.name ?? '') : '';
  return defaultName(at(context.tree, path), zone) ?? path.join(' ');
}

function checkTime({ at: time }: EventInput, duration: number, path: Path, context: Context): void {
  if (time.name !== 'constant' || !context.isIntact(['duration'])) return;
  if ((time.settings as number) < duration) return;
  context.wrong(
    [...path, 'at'],
    `the run ends at ${duration}s, before this event; lower at, or raise duration`,
  );
}
