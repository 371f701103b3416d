import type { Engine, EventKind } from '../engine/engine.ts';
import { constantOf } from '../random/index.ts';
import type { ServerSpec } from '../scenario.ts';
import type { Seconds } from '../settings.ts';

/** Constant service times that wait in a ring of their own; others wait in the heap. */
const MOST_RINGS = 4;

/** By server the kind of event that ends a service: one for each of the first constant times, one for all the rest. */
export function finishKinds(
  servers: readonly (ServerSpec | null)[],
  engine: Engine,
  finish: (job: number) => void,
): EventKind[] {
  const rest = engine.on('completion', finish);
  const rings = new Map<Seconds, EventKind>();
  return servers.map((server) => {
    const seconds = constantOf(server?.service ?? null);
    if (seconds === null) return rest;
    const known = rings.get(seconds);
    if (known !== undefined || rings.size === MOST_RINGS) return known ?? rest;
    const kind = engine.on('completion', finish);
    engine.expectDelay(kind, seconds);
    rings.set(seconds, kind);
    return kind;
  });
}
