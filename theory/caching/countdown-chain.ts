/**
 * Caches in two levels, the upper one passing on the TTL that remains, so that all expire together (Cohen and
 * Kaplan, Aging through cascaded caches, SIGCOMM 2001). A cycle is T + 1/L long, L the sum of the lower rates.
 */

/** What the two levels do. */
export interface Chain {
  /** Queries per second that leave the upper cache. */
  readonly authorityRate: number;
  /** Queries per second that the lower caches send to the upper one. */
  readonly forwarderRate: number;
  /** Part of all queries that miss their lower cache. */
  readonly lowerMissRatio: number;
}

/**
 * Chance that a cache of the chain is asked, and so misses once, in one cycle: it made the query that began the
 * cycle, or one in the T seconds after. Holds at any depth, for everything above expires at the same moment.
 *
 * @param rate queries per second that reach the cache, or would if nothing below it kept answers
 * @param total the same of the cache at the top
 */
export function missesPerCycle(rate: number, total: number, ttl: number): number {
  const first = rate / total;
  return first - (1 - first) * Math.expm1(-rate * ttl);
}

/** @param rates of the lower caches, queries per second, each above 0 */
export function countdownChain(rates: readonly number[], ttl: number): Chain {
  const total = rates.reduce((sum, rate) => sum + rate, 0);
  const cycle = ttl + 1 / total;
  const perCycle = rates.reduce((sum, rate) => sum + missesPerCycle(rate, total, ttl), 0);
  return {
    authorityRate: 1 / cycle,
    forwarderRate: perCycle / cycle,
    lowerMissRatio: perCycle / (1 + total * ttl),
  };
}
