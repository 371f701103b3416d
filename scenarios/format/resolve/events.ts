import type { EventSpec } from '../../../sim/scenario.ts';
import { defaultName, verbs } from '../events/index.ts';
import type { Scene, Verb } from '../events/verb.ts';
import { quoted } from '../printable.ts';
import type { EventInput } from '../schema/events.ts';
import { at, type Path } from '../tree.ts';
import type { Context } from './context.ts';

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
  const uses = new Map<string, number>();
  return inputs.flatMap((input, i) => {
    const path = ['events', i];
    checkTime(input, setting.duration, path, context);
    const verb = verbOf(input, path, context);
    const deed = verb?.resolve(input[verb.name], {
      ...setting,
      path: [...path, verb.name],
      context,
    });
    if (!verb || !deed) return [];
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
      curve: { bin: null, until: null, at: null },
      ...deed,
    };
    return [{ event, path }];
  });
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
