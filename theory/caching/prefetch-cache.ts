/**
 * A Poisson cache that refreshes on the first hit in the last part `share` of the TTL (0 to 1): an epoch lasts
 * (1−f)T plus one gap, and a query misses only when the last part saw none. Derived from the renewal of epochs.
 */

/** Part of the queries that wait for an answer: e^(−fλT)/(1+(1−f)λT). */
export function prefetchMissRatio(rate: number, ttl: number, share: number): number {
  return Math.exp(-share * rate * ttl) / (1 + (1 - share) * rate * ttl);
}

/** Queries per second sent on, refreshes among them: 1/((1−f)T + 1/λ). */
export function prefetchMissRate(rate: number, ttl: number, share: number): number {
  return 1 / ((1 - share) * ttl + 1 / rate);
}
