/**
 * Part of the always-on connections still with an old address t ≥ 0 seconds after the authority changed:
 * exponential lifetimes of mean `lifetime`, busy resolvers of TTL `ttl`; a connection that ends is opened again
 * at once, with a stale answer or a new one. 1 − (t − m(1−e^(−t/m)))/T up to T, then decaying with mean m. Behind
 * resolvers that have an entry with chance `hit` only: that in so many cases, e^(−t/m) in the others.
 */
export function connectionShare(t: number, ttl: number, lifetime: number, hit = 1): number {
  const within = Math.min(t, ttl);
  const left = 1 - (within + lifetime * Math.expm1(-within / lifetime)) / ttl;
  const busy = t <= ttl ? left : left * Math.exp(-(t - ttl) / lifetime);
  return hit * busy + (1 - hit) * Math.exp(-t / lifetime);
}
