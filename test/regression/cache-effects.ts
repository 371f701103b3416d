/** What the caches of resolvers do to answers, in the catalogue and in its twins. */
import { hitRatio } from '../../theory/caching/poisson-cache.ts';
import { restOfFillingSecond } from '../../theory/caching/seconds-clock.ts';
import { staleShare } from '../../theory/failover/stale-share.ts';
import { horizonCvSquaredOfRequests } from '../../theory/skew/share-variance.ts';
import { asMeasured, type Effect } from './effect.ts';

const HOUR = 3600;

/** Requests per second of each of `caches` that share `rate` evenly. */
const equal = (caches: number, rate: number) => new Float64Array(caches).fill(rate / caches);

function cvSquared(backends: number, withCause: number, without: number): Effect {
  return {
    what: 'CV² of the shares over the run',
    measured: ({ skew }) => skew.whole.cvSquared,
    withCause,
    without,
    // A scaled χ² of N − 1 degrees of freedom where many answers carry it.
    error: (prediction, { n }) => prediction * Math.sqrt(2 / ((backends - 1) * n)),
  };
}

/** A class of resolvers: its part of the users, its resolvers, how long they keep an answer. */
interface Class {
  readonly share: number;
  readonly resolvers: number;
  readonly ttl: number;
}

/** The classes behind scenarios/lanman-2014.yaml; 30 days are as good as for ever. */
const lanmanClasses: readonly Class[] = [
  { share: 0.8943, resolvers: 100, ttl: 20 },
  { share: 0.0857, resolvers: 200, ttl: 900 },
  { share: 0.02, resolvers: 20, ttl: 30 * 24 * HOUR },
];
const LANMAN_RATE = 300;

/** h(1 − t/T)⁺, h by what a resolver of the class hears. */
const lanmanStaleOf = ({ share, resolvers, ttl }: Class, t: number) =>
  staleShare(t, ttl, hitRatio((LANMAN_RATE * share) / resolvers, ttl));

/** Σ share·h(1 − t/T)⁺. */
export function lanmanStaleShare(t: number, classes: readonly Class[] = lanmanClasses): number {
  return classes.reduce((sum, one) => sum + one.share * lanmanStaleOf(one, t), 0);
}

/** Its variance over one replication, measured in `seconds` around t: users are few, and so are resolvers, each stale or not. */
export function lanmanVariance(t: number, seconds: number): number {
  const stale = lanmanStaleShare(t);
  return lanmanClasses.reduce(
    (sum, one) => {
      const part = lanmanStaleOf(one, t);
      return sum + (one.share * one.share * part * (1 - part)) / one.resolvers;
    },
    (stale * (1 - stale)) / (LANMAN_RATE * seconds),
  );
}

/** Area under it over 16 minutes. */
function lanmanStaleSeconds(classes: readonly Class[]): number {
  let sum = 0;
  for (let t = 0.05; t < 960; t += 0.1) sum += 0.1 * lanmanStaleShare(t, classes);
  return sum;
}

/** Of 103 pools of eight BINDs; 9 of 103 are 8.74 %. */
const POOLS = 103;
const EXTENDERS = 9;
const POOL_RATE = 100;

/**
 * Seconds for which requests follow the old answer of a BIND that keeps it for `ttl`, counted in whole seconds, and
 * fetches it anew at the first query of the last two. It answers for A = B + min(X, 2), X the wait for that query, and
 * asks again after B + X: ½E[A²]/E[B + X].
 */
function bindStaleSeconds(rate: number, ttl: number): number {
  const lead = 2;
  const none = Math.exp(-rate * lead);
  const wait = (1 - none) / rate;
  const waitSquared = (2 * wait) / rate - (2 * lead * none) / rate;
  const rests = restOfFillingSecond(rate, 1000);
  let [squares, cycles] = [0, 0];
  for (const rest of rests) {
    const before = ttl - lead - 1 + rest;
    squares += before * before + 2 * before * wait + waitSquared;
    cycles += before + 1 / rate;
  }
  return squares / 2 / cycles;
}

function poolStaleSeconds(extenders: number): number {
  const rate = POOL_RATE / POOLS / 8;
  const part = extenders / POOLS;
  return (1 - part) * bindStaleSeconds(rate, 60) + part * bindStaleSeconds(rate, 300);
}

const staleArea = {
  what: 'the seconds for which requests follow the old records',
  measured: ({ events }) => events[0]?.areaSeconds.stale ?? null,
  error: asMeasured,
} satisfies Partial<Effect>;

export const cacheEffects: Readonly<Record<string, Effect>> = {
  // One of two has all: Σ(sᵢ − ½)²·2, but for a request or two made while the cache was still empty.
  'counter-aliasing': {
    ...cvSquared(2, 1, 1 / (10 * (HOUR / 2))),
    error: (prediction, { n }) => (prediction === 1 ? 1e-4 : prediction * Math.sqrt(2 / n)),
  },
  // Nodes and replicas of CoreDNS soon end their entries in the same second, since they hand on what is left.
  'node-local-dns': cvSquared(
    4,
    horizonCvSquaredOfRequests(4, equal(6, 60), 30, HOUR),
    3 / (60 * HOUR),
  ),
  'public-resolver': cvSquared(
    2,
    horizonCvSquaredOfRequests(2, [20], 60, HOUR),
    horizonCvSquaredOfRequests(2, equal(20, 20), 60, HOUR),
  ),
  'ttl-extenders': {
    ...staleArea,
    withCause: poolStaleSeconds(EXTENDERS),
    without: poolStaleSeconds(0),
  },
  'lanman-2014': {
    ...staleArea,
    withCause: lanmanStaleSeconds(lanmanClasses),
    without: lanmanStaleSeconds(lanmanClasses.map((one) => ({ ...one, ttl: 20 }))),
  },
};
