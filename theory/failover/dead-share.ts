/**
 * Requests sent to an instance x seconds after it died, as a part of its fair share: all of it until the
 * authority knows, at D ~ U(a, b), and then what caches still hold. Before detection the part is 1, not h: fresh
 * answers still name the dead instance.
 */

/** A cache in front of the clients. */
export interface Cache {
  readonly ttl: number;
  /** Its hit ratio, λT/(1+λT). */
  readonly hit: number;
}

/** E(x) = P(D > x) + [G(x−a) − G(x−b)]/(b−a), with G the area of the stale share up to y; b > a. */
export function deadShare(x: number, [from, to]: readonly [number, number], cache: Cache): number {
  const undetected = Math.min(1, Math.max(0, (to - x) / (to - from)));
  return undetected + (staleArea(x - from, cache) - staleArea(x - to, cache)) / (to - from);
}

/** Seconds of its full share that go to the dead instance: E[D] + hT/2; times L/N the failed requests. */
export function deadSeconds([from, to]: readonly [number, number], { ttl, hit }: Cache): number {
  return (from + to) / 2 + (hit * ttl) / 2;
}

/** The last moment at which a request can go there: b + T. */
export function lastDeadMoment([, to]: readonly [number, number], { ttl }: Cache): number {
  return to + ttl;
}

/** G(y) = h(y − y²/2T) for 0 ≤ y ≤ T, hT/2 beyond, 0 below. */
function staleArea(y: number, { ttl, hit }: Cache): number {
  const within = Math.min(Math.max(y, 0), ttl);
  return hit * (within - (within * within) / (2 * ttl));
}
