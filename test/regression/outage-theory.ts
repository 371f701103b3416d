/** What ten minutes of SERVFAIL from the authority cost where nothing is used beyond its end, in `serve-stale`. */
import { hitRatio } from '../../theory/caching/poisson-cache.ts';

const RESOLVERS = 80;
const PER_SECOND = 0.5;
const TTL = 60;
const LASTS = 600;

/** A cache lives with λT/(1+λT) when the outage begins, for U(0, T) more. */
const live = hitRatio(PER_SECOND, TTL);
/** A failure is kept for a second, and so beyond the end with λ/(1+λ), for half a second. */
const beyond = hitRatio(PER_SECOND, 1) / 2;
const seconds = LASTS - (live * TTL) / 2 + beyond;

export const requestsFailed = RESOLVERS * PER_SECOND * seconds;

/** Standard error of their mean: Poisson requests in a time that is itself drawn. */
export function requestsFailedError(replications: number): number {
  const variance = (live * TTL * TTL) / 3 - ((live * TTL) / 2) * ((live * TTL) / 2);
  return Math.sqrt(
    (RESOLVERS * (PER_SECOND * seconds + PER_SECOND * PER_SECOND * variance)) / replications,
  );
}
