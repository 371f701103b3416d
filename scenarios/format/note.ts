import type { Note } from '../../experiments/study.ts';
import { printable } from './printable.ts';
import { type Place, where } from './source.ts';

/** A note about a place, safe to print: its lines may come from files. */
export function noteAt(place: Place, text: string): Note {
  return { where: printable(where(place)), text: text.split('\n').map(printable).join('\n') };
}
