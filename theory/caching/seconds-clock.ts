/**
 * A cache that counts age in whole clock seconds: an entry filled in second s is a hit up to the end of second
 * s + T − 1, so a cycle is T − 1 + 1/p seconds long, p = 1 − e^(−λ) the chance that a second sees a query
 * (model.md part 3). `ttl` in whole seconds ≥ 1; for a last second that still hits put T + 1.
 */

/** Part of the Poisson queries that miss: 1/(λ(T − 1 + 1/p)). */
export function secondsClockMissRatio(rate: number, ttl: number): number {
  return 1 / (rate * secondsClockCycle(rate, ttl));
}

/** Mean seconds from one miss to the next. */
export function secondsClockCycle(rate: number, ttl: number): number {
  return ttl - 1 - 1 / Math.expm1(-rate);
}
