/** A population of resolvers, each a Poisson cache. Averages weigh requests, not resolvers. */
import { hitRatio, missRate } from './poisson-cache.ts';

/** Shares of `count` members in proportion to 1/rankˢ; they sum to 1. */
export function zipfShares(count: number, s: number): Float64Array {
  const weights = Float64Array.from({ length: count }, (_, i) => Math.exp(-s * Math.log(i + 1)));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/** Authority queries per second, Σ λᵢ/(1+λᵢT); `rates` in queries per second. */
export function populationMissRate(rates: ArrayLike<number>, ttl: number): number {
  let sum = 0;
  for (let i = 0; i < rates.length; i++) sum += missRate(rates[i] as number, ttl);
  return sum;
}

/** Part of all requests that hit, Σ λᵢhᵢ/Σ λᵢ. */
export function populationHitRatio(rates: ArrayLike<number>, ttl: number): number {
  let hits = 0;
  let all = 0;
  for (let i = 0; i < rates.length; i++) {
    hits += (rates[i] as number) * hitRatio(rates[i] as number, ttl);
    all += rates[i] as number;
  }
  return hits / all;
}

/** Authority answers per request: how much of the load DNS decides (Colajanni, Yu, Dias, TPDS 9(6), 1998). */
export function controlFraction(rates: ArrayLike<number>, ttl: number): number {
  return 1 - populationHitRatio(rates, ttl);
}

/** Requests that follow one answer, 1 + λT: the hidden load weight (Colajanni, Yu, Dias 1998). */
export function hiddenLoad(rate: number, ttl: number): number {
  return 1 + rate * ttl;
}
