/**
 * What is still sent to an old answer after the authority has changed at t = 0. Epochs are stationary: a cache
 * holds an entry with probability h and its residual life is U(0, T) (Cox, Renewal Theory, 1962).
 */

/** Chance that a request at `t` gets the old answer from its resolver: h(1−t/T)⁺, t ≥ 0. */
export function staleShare(t: number, ttl: number, hit: number): number {
  return hit * Math.max(0, 1 - t / ttl);
}

/** Area under that curve: hT/2 seconds. */
export function staleSeconds(ttl: number, hit: number): number {
  return (hit * ttl) / 2;
}

/** Seconds until a new instance has the part `of` (0 to 1) of its fair share: T(1−(1−of)/h), at least 0. */
export function scaleOutSeconds(ttl: number, hit: number, of: number): number {
  return Math.max(0, ttl * (1 - (1 - of) / hit));
}

/** A class of users and how long it keeps an answer; Infinity: for ever. */
export interface LifetimeClass {
  readonly share: number;
  readonly lifetime: number;
}

/** Stale share of a mixture of busy classes, Σ share·(1−t/lifetime)⁺ (fit of Flavel et al., LANMAN 2014). */
export function mixedStaleShare(t: number, classes: readonly LifetimeClass[]): number {
  return classes.reduce(
    (sum, { share, lifetime }) =>
      sum + (lifetime === Number.POSITIVE_INFINITY ? share : share * staleShare(t, lifetime, 1)),
    0,
  );
}
