/** How long health checks take to see a fault at t = 0, check time-outs left out (Route 53: interval 10 or 30 s). */

export interface Check {
  /** Seconds between the checks of one checker. */
  readonly interval: number;
  /** Failures in a row that make a checker say unhealthy. */
  readonly threshold: number;
  /** Seconds until the authority answers by the new status. */
  readonly publication: number;
}

/** One checker of random phase detects at U(a, b): ((k−1)I, kI) + P. */
export function detectionRange({
  interval,
  threshold,
  publication,
}: Check): readonly [number, number] {
  return [(threshold - 1) * interval + publication, threshold * interval + publication];
}

/**
 * Mean detection by `checkers` uncoordinated checkers when a target is healthy while more than `healthyAbove` of
 * them say so: m = n − ⌊0.18n⌋ must flip, and the m-th of n uniform phases comes at m/(n+1) of an interval:
 * (k−1)I + I·m/(n+1) + P.
 */
export function meanDetection(
  { interval, threshold, publication }: Check,
  checkers: number,
  healthyAbove = 0.18,
): number {
  const needed = checkers - Math.floor(healthyAbove * checkers);
  return (threshold - 1) * interval + (interval * needed) / (checkers + 1) + publication;
}
