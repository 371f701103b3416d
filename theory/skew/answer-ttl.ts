/**
 * Shares when answers carry their own TTLs: an answer is followed by 1 + λTⱼ requests, so share ∝ pⱼ(1+λTⱼ).
 * Exact for a Poisson cache; the basis of adaptive TTLs (Colajanni and Yu, SIGMETRICS PER, 1997).
 *
 * @param answers chance of each answer, which sum to 1, and its TTL in seconds
 */
export function sharesByTtl(
  rate: number,
  answers: readonly { readonly chance: number; readonly ttl: number }[],
): number[] {
  const weights = answers.map(({ chance, ttl }) => chance * (1 + rate * ttl));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}
