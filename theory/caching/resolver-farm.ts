/** Caches that share one name's queries without sharing its answers: shards, and ECS prefixes. */
import { hitRatio, missRate } from './poisson-cache.ts';

/** Hit ratio of `caches` independent caches behind one address, queries spread at random: (λT/M)/(1+λT/M). */
export function farmHitRatio(rate: number, ttl: number, caches: number): number {
  return hitRatio(rate / caches, ttl);
}

/** Queries of a farm over those of one cache: M(1+λT)/(M+λT). */
export function farmAmplification(rate: number, ttl: number, caches: number): number {
  return (caches * (1 + rate * ttl)) / (caches + rate * ttl);
}

/**
 * Queries of a cache that keeps one answer per client prefix (RFC 7871) over those of one that does not.
 *
 * @param rates queries per second of each prefix
 */
export function prefixAmplification(rates: readonly number[], ttl: number): number {
  const total = rates.reduce((sum, rate) => sum + rate, 0);
  return rates.reduce((sum, rate) => sum + missRate(rate, ttl), 0) / missRate(total, ttl);
}

/**
 * Chance that the query number `i` (from 1) after a flush finds its cache filled, `caches` of them picked at
 * random and no entry expiring: 1 − (1−1/M)^(i−1).
 */
export function farmWarmth(i: number, caches: number): number {
  if (i === 1) return 0;
  return caches === 1 ? 1 : -Math.expm1((i - 1) * Math.log1p(-1 / caches));
}
