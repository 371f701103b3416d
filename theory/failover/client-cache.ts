/**
 * A client that keeps addresses for a fixed time J whatever the TTL (a JVM) behind a resolver cache of TTL T:
 * the age of its answer is U(0, J) when it has one. A client cache that honours the remaining TTL adds nothing.
 */
import { staleShare } from './stale-share.ts';

export interface TwoCaches {
  readonly ttl: number;
  /** Hit ratio of the resolver. */
  readonly hit: number;
  /** Seconds that the client keeps an answer. */
  readonly kept: number;
  /** Hit ratio of the client's cache, μJ/(1+μJ). */
  readonly clientHit: number;
}

/** stale(t) = (1−h_c)S(t) + h_c/J ∫ S over [t−J, t], S = 1 before 0 and the resolver's stale share after; t ≥ 0. */
export function clientCacheStaleShare(t: number, { ttl, hit, kept, clientHit }: TwoCaches): number {
  const before = Math.max(0, kept - t);
  const area = before + staleArea(t, ttl, hit) - staleArea(t - kept, ttl, hit);
  return (1 - clientHit) * staleShare(t, ttl, hit) + (clientHit * area) / kept;
}

/** Area under that curve: hT/2 + h_c·J/2. */
export function clientCacheStaleSeconds({ ttl, hit, kept, clientHit }: TwoCaches): number {
  return (hit * ttl) / 2 + (clientHit * kept) / 2;
}

function staleArea(t: number, ttl: number, hit: number): number {
  const within = Math.min(Math.max(t, 0), ttl);
  return hit * (within - (within * within) / (2 * ttl));
}
