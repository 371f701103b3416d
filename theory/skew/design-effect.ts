/**
 * How many times the variance of clustered requests exceeds that of independent ones: ΣG²/ΣG (Kish, Survey
 * Sampling, 1965). A chi-square statistic over requests has mean (N−1) times this.
 */

/** For the epochs of a Poisson cache, G = 1 + Poisson(a), a = λT: ((1+a)²+a)/(1+a). */
export function epochDesignEffect(rate: number, ttl: number): number {
  const a = rate * ttl;
  return 1 + a + a / (1 + a);
}
