/**
 * Keys and values that belong to the scenario format but that this version does not simulate: they are
 * refused by name, not as slips of the keyboard. Whoever builds one strikes it out here; a test fails while
 * a name is both planned and accepted. Asked only about what the schema has refused.
 */
import type { Path } from './tree.ts';

/** By place (`*` for a list item, `zone` for each of `zones`): keys, or words as value, planned there. */
const WORDS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries<readonly string[]>({}),
);

/** `zones.0.records.3` → `zone.records.*`, and so are records that an event creates. */
export function placePattern(path: Path): string {
  return path
    .map((step) => (typeof step === 'number' ? '*' : step))
    .join('.')
    .replace(/^zones\.\*/, 'zone')
    .replace(/^events\.\*\.addBackend\.records/, 'zone.records')
    .replace(/^events\.\*\.change\.changes\.\*\.record/, 'zone.records.*');
}

/** Every planned word with its place, for tests and documentation. */
export function plannedWords(): { place: string; word: string }[] {
  return [...WORDS].flatMap(([place, words]) => words.map((word) => ({ place, word })));
}

/** Whether a key, or a word as value, is planned at a place. */
export function isPlannedWord(path: Path, word: string): boolean {
  return WORDS.get(placePattern(path))?.includes(word) ?? false;
}

/** How a planned thing is refused. */
export function notYet(what: string): string {
  return `${what} is part of the scenario format, but this version does not simulate it yet`;
}
