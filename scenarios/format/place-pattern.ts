/** Places of a scenario that are of one kind, whichever list item or zone they are in. */
import type { Path } from './tree.ts';

/** `zones.0.records.3` → `zone.records.*`, and so are records that an event creates. */
export function placePattern(path: Path): string {
  return path
    .map((step) => (typeof step === 'number' ? '*' : step))
    .join('.')
    .replace(/^zones\.\*/, 'zone')
    .replace(/^events\.\*\.addBackend\.records/, 'zone.records')
    .replace(/^events\.\*\.change\.changes\.\*\.record/, 'zone.records.*');
}
