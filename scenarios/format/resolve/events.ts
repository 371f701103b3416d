import { editedZones, isRecordEdit, recordsBrought } from '../../../sim/authority/record-change.ts';
import { constantOf } from '../../../sim/random/index.ts';
import type { EventSpec, Law, ZoneSpec } from '../../../sim/scenario.ts';
import { defaultName, verbs } from '../events/index.ts';
import type { Scene, Step, Verb } from '../events/verb.ts';
import { quoted } from '../printable.ts';
import type { EventInput } from '../schema/events.ts';
import { at, type Path } from '../tree.ts';
import type { Context } from './context.ts';
import { checkContradictions } from './contradictions.ts';
import { type Occasion, occasionsOf } from './occasions.ts';
import { given } from './profiles.ts';
import type { Zones } from './zones.ts';

export interface PlacedEvent {
  readonly event: EventSpec;
  readonly path: Path;
}

interface Setting
  extends Pick<
    Scene,
    'zones' | 'backends' | 'balancers' | 'groups' | 'partsOf' | 'places' | 'resolvers'
  > {
  readonly duration: number;
}

export function resolveEvents(
  inputs: readonly EventInput[],
  setting: Setting,
  context: Context,
): PlacedEvent[] {
  const occasions = occasionsOf(inputs, setting.duration, context);
  const steps = stepsOf(occasions, setting, context);
  const uses = new Map<string, number>();
  const events = occasions.flatMap(({ input, at: time, path, turn }, i) => {
    checkTime(time, setting.duration, path, context);
    const own = steps[i] ?? [];
    if (own.length === 0) return [];
    const name = input.name ?? nameOf(path, setting, context);
    const use = (uses.get(name) ?? 0) + 1;
    uses.set(name, use);
    if (use > 1 && turn === 0 && input.name !== undefined)
      context.wrong(
        [...path, 'name'],
        `an event is already called ${quoted(name)}; choose another name`,
      );
    const label = use === 1 ? name : `${name} #${use}`;
    return own.map(({ after, part, deed }) => {
      const event: EventSpec = {
        name: part === '' ? label : `${label}: ${part}`,
        at: after === 0 ? time : { name: 'constant', settings: (time.settings as number) + after },
        curve: { bin: null, until: null, at: null, ...given(input.curve ?? {}) },
        ...deed,
      };
      return { event, path };
    });
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
    .filter(({ event }) => isRecordEdit(event))
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

/** What each event does, checked against the records as those before it leave them; nothing where it is unclear. */
function stepsOf(
  occasions: readonly Occasion[],
  { zones: initial, backends, balancers, groups, partsOf, places, resolvers, duration }: Setting,
  context: Context,
): (readonly Step[])[] {
  const all: (readonly Step[])[] = occasions.map(() => []);
  let zones = initial;
  for (const i of inOrder(occasions)) {
    const { input, at: time, path } = occasions[i] as Occasion;
    const before = context.objections;
    const verb = verbOf(input, path, context);
    const found = verb?.resolve(input[verb.name], {
      zones,
      initial,
      isDrawn: constantOf(time) === null,
      backends,
      balancers,
      groups,
      partsOf,
      places,
      resolvers,
      duration,
      lasts: input.for ?? null,
      path: [...path, verb.name],
      context,
    });
    if (verb && !verb.lasts && input.for !== undefined)
      context.wrongKey(
        [...path, 'for'],
        `${verb.name} happens at once and does not end; remove for`,
      );
    if (!verb || !found) continue;
    const steps = 'verb' in found ? [{ after: 0, part: '', deed: found }] : found;
    all[i] = steps;
    checkSteps(steps, verb, time, { duration, path, context });
    if (context.objections > before) continue;
    for (const { deed } of steps)
      if (isRecordEdit(deed)) zones = { ...zones, zones: editedZones(zones.zones, deed) };
  }
  return all;
}

/** What takes several steps begins at a stated time, and its steps are over before the run is. */
function checkSteps(
  steps: readonly Step[],
  { name }: Verb,
  time: Law,
  { duration, path, context }: Pick<Scene, 'duration' | 'path' | 'context'>,
): void {
  const last = Math.max(...steps.map(({ after }) => after));
  const begins = constantOf(time);
  if (steps.length === 1) return;
  if (begins === null)
    context.wrong(
      [...path, 'at'],
      `${name} takes several steps, so its time cannot be drawn; write one, such as 10m`,
    );
  else if (begins < duration && begins + last >= duration && context.isIntact(['duration']))
    context.wrongKey(
      [...path, name],
      `its last step is at ${begins + last}s, and the run ends at ${duration}s; begin earlier, or raise duration`,
    );
}

/** Places in the list, by time; those whose time is drawn come last. */
function inOrder(occasions: readonly Occasion[]): number[] {
  const timeOf = (i: number) =>
    constantOf((occasions[i] as Occasion).at) ?? Number.POSITIVE_INFINITY;
  return [...occasions.keys()].sort((a, b) => {
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

function checkTime(time: Law, duration: number, path: Path, context: Context): void {
  if (time.name !== 'constant' || !context.isIntact(['duration'])) return;
  if ((time.settings as number) < duration) return;
  context.wrong(
    [...path, 'at'],
    `the run ends at ${duration}s, before this event; lower at, or raise duration`,
  );
}
