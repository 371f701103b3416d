import type { Stream } from './stream.ts';

/** Standard normal, by Box and Muller (1958); no spare is kept, so two draws make one. */
export function normal(stream: Stream): number {
  return Math.sqrt(-2 * Math.log(stream.open())) * Math.cos(2 * Math.PI * stream.uniform());
}
