/**
 * One cache, Poisson queries, a TTL that hits do not renew (Jung, Berger, Balakrishnan, INFOCOM 2003): epochs
 * of length `ttl` begin with a miss and are followed by an idle gap of mean 1/λ.
 */

/** Part of the queries answered from the cache, λT/(1+λT). `rate` per second ≥ 0, `ttl` in seconds ≥ 0. */
export function hitRatio(rate: number, ttl: number): number {
  return (rate * ttl) / (1 + rate * ttl);
}

/** Queries per second sent on, λ/(1+λT). */
export function missRate(rate: number, ttl: number): number {
  return rate / (1 + rate * ttl);
}

/**
 * Standard error of a hit ratio h measured over `queries` queries: √h(1−h)/√n, from the renewal theorem for the
 * number of epochs.
 */
export function hitRatioError(rate: number, ttl: number, queries: number): number {
  const hit = hitRatio(rate, ttl);
  return (Math.sqrt(hit) * (1 - hit)) / Math.sqrt(queries);
}
