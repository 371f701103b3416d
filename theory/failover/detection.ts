/**
 * How long uncoordinated health checkers take to see that a fault at t = 0 began, or that one has ended (Route 53:
 * interval 10 or 30 s; route53.md section 4.5). A checker's interval counts from a response to the next request, so
 * while probes fail after t_f its cycle is I + t_f.
 */

export interface Check {
  /** I: seconds from a response to the next request of one checker. */
  readonly interval: number;
  /** F: probes in a row that change a checker's mind. */
  readonly threshold: number;
  /** P: seconds until the authority answers by the new status. */
  readonly publication: number;
  /** t_f: seconds that a failing probe takes; 0 when it is refused. 0 when left out. */
  readonly failing?: number;
}

/** A target is healthy while more than this part of its checkers say so (route53.md section 4.1). */
const HEALTHY_ABOVE = 0.18;

/** One checker of random phase detects at U(a, b): ((F−1)I, FI) + F·t_f + P. */
export function detectionRange({
  interval,
  threshold,
  publication,
  failing = 0,
}: Check): readonly [number, number] {
  const rest = threshold * failing + publication;
  return [(threshold - 1) * interval + rest, threshold * interval + rest];
}

/**
 * Mean detection by `checkers` checkers: m = n − ⌊0.18n⌋ must flip, and the m-th of n uniform phases comes at
 * m/(n+1) of an interval: (F−1)I + F·t_f + I·m/(n+1) + P.
 */
export function meanDetection(
  check: Check,
  checkers: number,
  healthyAbove = HEALTHY_ABOVE,
): number {
  const needed = checkers - Math.floor(healthyAbove * checkers);
  return detectionRange(check)[0] + (check.interval * needed) / (checkers + 1);
}

/**
 * Mean time from the end of a fault, at a time unrelated to the checkers, to a healthy status: m = ⌊0.18n⌋ + 1 must
 * pass F times in a row. The next requests of n checkers lie in an arc of length I, where they were when it began, of
 * a cycle C = I + t_f. With the n gaps gᵢ around it, the m-th request from a random point comes after
 * Σ E[gᵢ(gᵢ/2 + gᵢ₊₁ + … + gᵢ₊ₘ₋₁)]/C = (m·I(I + 2t_f)/(n+1) + t_f²/2)/C, which is m·I/(n+1) for t_f = 0:
 * in all (F−1)I + that + P.
 */
export function meanRecovery(
  { interval, threshold, publication, failing = 0 }: Check,
  checkers: number,
  healthyAbove = HEALTHY_ABOVE,
): number {
  const needed = Math.floor(healthyAbove * checkers) + 1;
  const first =
    ((needed * interval * (interval + 2 * failing)) / (checkers + 1) + (failing * failing) / 2) /
    (interval + failing);
  return (threshold - 1) * interval + first + publication;
}

/**
 * The same where the fault reached each checker at a time of its own, so that their phases in the cycle I + t_f are
 * independent: the m-th of n uniform ones, (F−1)I + m(I + t_f)/(n+1) + P.
 */
export function meanSpreadRecovery(
  { interval, threshold, publication, failing = 0 }: Check,
  checkers: number,
  healthyAbove = HEALTHY_ABOVE,
): number {
  const needed = Math.floor(healthyAbove * checkers) + 1;
  return (
    (threshold - 1) * interval + (needed * (interval + failing)) / (checkers + 1) + publication
  );
}
