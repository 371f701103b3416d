/** How unevenly hashing spreads load over N targets: the CV of the shares. When both apply, variances add. */

/** `flows` equal flows, each hashed to one of N targets: √((N−1)/F), the multinomial. */
export function flowHashCv(targets: number, flows: number): number {
  return Math.sqrt((targets - 1) / flows);
}

/**
 * A consistent-hash ring with `points` points per target and endless small flows: a share is Beta(V, (N−1)V)
 * (Karger et al., STOC 1997; spacings of uniform points), so its CV is √((N−1)/(NV+1)).
 */
export function consistentHashCv(targets: number, points: number): number {
  return Math.sqrt((targets - 1) / (targets * points + 1));
}
