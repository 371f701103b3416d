/**
 * One cache, renewal queries: the hit ratio is m/(1+m) with m = m(T) the expected number of queries in the T
 * seconds after a miss (Jung, Berger, Balakrishnan, INFOCOM 2003). Bursty queries raise it, regular ones lower it.
 */

/** Hit ratio from the renewal function at the TTL. */
export function renewalHitRatio(expectedQueries: number): number {
  return expectedQueries / (1 + expectedQueries);
}

/** m(T) for Erlang-2 gaps of mean 1/rate: λT − 1/4 + e^(−4λT)/4 (Cox, Renewal Theory, 1962). */
export function erlang2Renewals(rate: number, ttl: number): number {
  return rate * ttl - 0.25 + Math.exp(-4 * rate * ttl) / 4;
}

/** Gaps exponential with rate `rates[0]` with probability `p`, else with `rates[1]`. */
export interface Hyperexponential {
  readonly p: number;
  readonly rates: readonly [number, number];
}

/** m(T) = T/μ + (c²−1)/2 · (1−e^(−gT)), μ the mean gap, c² its squared CV, g = pλ₂ + (1−p)λ₁ (Cox 1962). */
export function hyperexponentialRenewals(
  { p, rates: [first, second] }: Hyperexponential,
  ttl: number,
): number {
  const mean = p / first + (1 - p) / second;
  const square = (2 * p) / (first * first) + (2 * (1 - p)) / (second * second);
  const cvSquared = square / (mean * mean) - 1;
  const g = p * second + (1 - p) * first;
  return ttl / mean - ((cvSquared - 1) / 2) * Math.expm1(-g * ttl);
}

/** m(T) for a metronome: ⌊T/gap⌋ queries, the one at age T exactly counted among the hits. */
export function regularRenewals(gap: number, ttl: number): number {
  return Math.floor(ttl / gap);
}
