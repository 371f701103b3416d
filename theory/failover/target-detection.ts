/**
 * How long one checker takes to see that a target has failed at t = 0, or is back: it probes every I seconds, from
 * request to request, at a uniform phase, and F probes in a row change its mind (Elastic Load Balancing).
 */

export interface TargetCheck {
  /** I, in seconds. */
  readonly interval: number;
  /** F. */
  readonly threshold: number;
  /** Seconds until a probe has failed, or passed; at most I. 0 when left out. */
  readonly answering?: number;
}

/** The first probe comes at U(0, I), the F-th (F−1)I later, and what it finds t later: ((F−1)I, FI) + t. */
export function targetDetectionRange({
  interval,
  threshold,
  answering = 0,
}: TargetCheck): readonly [number, number] {
  return [(threshold - 1) * interval + answering, threshold * interval + answering];
}

/** (F−½)I + t. */
export function meanTargetDetection(check: TargetCheck): number {
  const [least, most] = targetDetectionRange(check);
  return (least + most) / 2;
}
