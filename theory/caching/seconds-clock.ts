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

/**
 * Part of the Poisson queries that miss when the first query in the last `lead` seconds refreshes the entry: an
 * epoch is then T − lead seconds and the wait for that query long, and misses only if all seconds in which it
 * could have come, `eligible` of them, saw none.
 *
 * @param ttl whole seconds, above `lead`; as kept, whatever the last second does
 * @param eligible `lead`, or one more where the last second still hits
 */
export function secondsClockPrefetchMissRatio(
  rate: number,
  ttl: number,
  lead: number,
  eligible: number,
): number {
  return Math.exp(-rate * eligible) / (rate * secondsClockCycle(rate, ttl - lead));
}

/**
 * The part of a second that is left when an entry is filled, by the first query of a second that sees one: `parts`
 * equally likely values, for averages over it. The offset x of that query has density λe^(−λx)/p.
 */
export function restOfFillingSecond(rate: number, parts: number): number[] {
  const p = -Math.expm1(-rate);
  return Array.from({ length: parts }, (_, i) => 1 + Math.log1p((-p * (i + 0.5)) / parts) / rate);
}
