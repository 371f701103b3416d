import { absolute } from './names.ts';
import { child, type Tree, textOf } from './tree.ts';

/** What results call an event without a name: its verb and target. */
export function eventName(name: string, type: string, setIdentifier: string | null): string {
  return [
    'set',
    name,
    ...(type === 'A' ? [] : [type]),
    ...(setIdentifier === null ? [] : [setIdentifier]),
  ].join(' ');
}

/** The same, from what is written; undefined when too little is. */
export function defaultEventName(set: Tree | undefined, zone: string): string | undefined {
  const name = textOf(child(set, 'name'));
  if (name === undefined) return undefined;
  return eventName(
    absolute(name, zone),
    textOf(child(set, 'type')) ?? 'A',
    textOf(child(set, 'setIdentifier')) ?? null,
  );
}
