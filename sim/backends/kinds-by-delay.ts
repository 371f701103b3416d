import type { Engine, EventKind, Rank } from '../engine/engine.ts';
import type { Seconds } from '../settings.ts';

/** Constant delays that wait in a ring of their own; others wait in the heap. */
const MOST_RINGS = 4;

/**
 * By row the kind of event that ends its delay: one for each of the first constant delays, one for all the rest.
 *
 * @param delays by row; null: not constant
 */
export function kindsByDelay(
  delays: readonly (Seconds | null)[],
  engine: Engine,
  rank: Rank,
  handle: (subject: number) => void,
): EventKind[] {
  const rest = engine.on(rank, handle);
  const rings = new Map<Seconds, EventKind>();
  return delays.map((seconds) => {
    if (seconds === null) return rest;
    const known = rings.get(seconds);
    if (known !== undefined || rings.size === MOST_RINGS) return known ?? rest;
    const kind = engine.on(rank, handle);
    engine.expectDelay(kind, seconds);
    rings.set(seconds, kind);
    return kind;
  });
}
