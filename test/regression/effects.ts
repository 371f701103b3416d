/**
 * What each scenario of the catalogue shows, and what is left of it in its twin (scenarios/twins), which has one cause
 * removed: both as theory says.
 */
import type { Result } from '../../experiments/result.ts';
import { hitRatio, missRate } from '../../theory/caching/poisson-cache.ts';
import { zipfShares } from '../../theory/caching/population.ts';
import { secondsClockCycle } from '../../theory/caching/seconds-clock.ts';
import { clientCacheStaleSeconds } from '../../theory/failover/client-cache.ts';
import { meanDetection } from '../../theory/failover/detection.ts';
import { scaleOutSeconds, staleSeconds } from '../../theory/failover/stale-share.ts';
import { mm1Sojourn, mm1SojournError } from '../../theory/queueing/single-server.ts';
import { type Epochs, squaresInWindow } from '../../theory/skew/epoch-pairs.ts';
import {
  freshPickCvSquared,
  horizonCvSquaredOfRequests,
} from '../../theory/skew/share-variance.ts';
import { balancerEffects } from './balancer-effects.ts';
import { cacheEffects } from './cache-effects.ts';
import { asMeasured, type Effect } from './effect.ts';
import { loadEffects } from './load-effects.ts';
import { poolEffects } from './pool-effects.ts';

const HOUR = 3600;

/** CV² of N shares is a scaled χ² of N − 1 degrees of freedom where many answers carry it. */
const chiSquared =
  (backends: number): Effect['error'] =>
  (prediction, { n }) =>
    prediction * Math.sqrt(2 / ((backends - 1) * n));

function cvSquared(backends: number, withCause: number, without: number): Effect {
  return {
    what: 'CV² of the shares over the hour',
    measured: ({ skew }) => skew.whole.cvSquared,
    withCause,
    without,
    error: chiSquared(backends),
  };
}

const equal = (resolvers: number, rate: number) =>
  new Float64Array(resolvers).fill(rate / resolvers);
const zipf = (resolvers: number, rate: number) =>
  zipfShares(resolvers, 1).map((share) => share * rate);

/**
 * ΣG²/ΣG behind Zipf domains: with one TTL, and with TTLs inverse to their rates at which the authority is asked as
 * often. Then λT is one number a for all, and Σλ/(1+a) the rate at which they ask.
 */
function hotDomains(domains: number, rate: number, ttl: number, span: number): Effect {
  const rates = zipf(domains, rate);
  const asked = rates.reduce((sum, own) => sum + 1 / (ttl + 1 / own), 0);
  const a = rate / asked - 1;
  const weighted = (lifetimesOf: (own: number) => Epochs['lifetimes']) =>
    rates.reduce((sum, own) => {
      const lifetimes = lifetimesOf(own);
      const mean = lifetimes.reduce((t, { seconds, chance }) => t + chance * seconds, 0);
      return (
        sum + squaresInWindow({ rate: own, answerRate: 1 / (mean + 1 / own), lifetimes }, span)
      );
    }, 0) /
    (rate * span);
  return {
    what: 'requests that follow the answer of a typical request',
    measured: ({ authority }) => authority.hiddenLoad.weighted,
    withCause: weighted(() => [{ seconds: ttl, chance: 1 }]),
    without: weighted((own) => {
      const whole = Math.floor(a / own);
      const part = a / own - whole;
      return [
        { seconds: whole, chance: 1 - part },
        { seconds: whole + 1, chance: part },
      ];
    }),
    error: asMeasured,
  };
}

/** Resolvers that ask in the gap, each once in a TTL and the wait for its next request, and all who ask them for the negative TTL. */
function gapFailures(o: {
  resolvers: number;
  rate: number;
  ttl: number;
  gap: number;
  negativeTtl: number;
}): number {
  const struck = (o.resolvers * o.gap) / (o.ttl + 1 / o.rate);
  return struck * (1 + o.rate * o.negativeTtl);
}

/** `resolvers` equal resolvers, fresh uniform picks inside answers of `size` of N addresses. */
function freshPicks(backends: number, size: number, resolvers: number, rate: number, ttl: number) {
  const own = rate / resolvers;
  const answers = (HOUR * resolvers) / (ttl + 1 / own);
  const squares = answers * ((1 + own * ttl) * (1 + own * ttl) + own * ttl);
  return freshPickCvSquared(backends, size, { sum: rate * HOUR, squares });
}

/** Mean seconds of its usual share that a crashed instance still gets: E[D] + hT/2 (30 s checks, three failures). */
const deadSeconds = (rate: number, ttl: number) =>
  meanDetection({ interval: 30, threshold: 3, publication: 0 }, 16) +
  staleSeconds(ttl, hitRatio(rate, ttl));

/** Of the 19 minutes after the change. */
const staleArea = {
  what: 'the seconds for which requests follow the old records',
  measured: ({ events }: Result) => events[0]?.areaSeconds.stale ?? null,
  error: asMeasured,
};

/** The share of one backend over an hour, when each request is answered for where it comes from. */
function shareOf(backend: number, rate: number, withCause: number, without: number): Effect {
  return {
    what: 'its share of the requests',
    measured: ({ backends }) => backends[backend]?.share ?? null,
    withCause,
    without,
    error: (share, { n }) => Math.sqrt((share * (1 - share)) / (rate * HOUR * n)),
  };
}

/**
 * Seconds of its share that a backend still gets from `from` to `to` seconds after it left the records, each edge after a
 * lag uniform on 0…`lag`, caches of TTL `ttl` asked at `rate` after that (validation.md section 6.3, integrated).
 */
function staleWhileDown(rate: number, ttl: number, lag: number, from: number, to: number): number {
  const h = hitRatio(rate, ttl);
  const kept = (y: number) =>
    y <= 0 ? 0 : y >= ttl ? (h * ttl) / 2 : h * (y - (y * y) / (2 * ttl));
  const share = (x: number) => Math.max(0, 1 - x / lag) + (kept(x) - kept(x - lag)) / lag;
  const steps = 6000;
  const width = (to - from) / steps;
  return Array.from({ length: steps }, (_, i) => share(from + (i + 0.5) * width) * width).reduce(
    (sum, part) => sum + part,
    0,
  );
}

export const effects: Readonly<Record<string, Effect>> = {
  'frozen-order': cvSquared(
    3,
    horizonCvSquaredOfRequests(3, zipf(200, 300), 60, HOUR),
    2 / (300 * HOUR),
  ),
  // One of three backends has all: Σ(sᵢ − 1/3)²·3. Without, resolvers rotate, so each request picks for itself.
  'same-subnet': {
    ...cvSquared(3, 2, 2 / (20 * HOUR)),
    error: (prediction, estimate) =>
      prediction === 2 ? 1e-9 : chiSquared(3)(prediction, estimate),
  },
  'one-busy-resolver': cvSquared(
    3,
    horizonCvSquaredOfRequests(3, [50], 60, HOUR),
    horizonCvSquaredOfRequests(3, equal(1000, 50), 60, HOUR),
  ),
  'beyond-eight': cvSquared(12, freshPicks(12, 8, 10, 50, 60), freshPicks(8, 8, 10, 50, 60)),
  'busy-canary': cvSquared(
    2,
    horizonCvSquaredOfRequests(2, equal(5, 50), 60, HOUR),
    1 / (50 * HOUR),
  ),
  'round-robin-hot-domains': hotDomains(20, 30, 240, 5 * HOUR),
  'zipf-head': cvSquared(
    5,
    horizonCvSquaredOfRequests(5, zipf(1000, 200), 300, HOUR),
    horizonCvSquaredOfRequests(5, equal(1000, 200), 300, HOUR),
  ),
  crash: {
    what: 'the seconds of its share that the dead instance still gets',
    measured: ({ events }) => events[0]?.areaSeconds.dead ?? null,
    withCause: deadSeconds(0.4, 300),
    without: deadSeconds(0.4, 60),
    error: asMeasured,
  },
  'rolling-deploy': {
    what: 'the requests that fail',
    measured: ({ totals }) => totals.failed,
    withCause: 4 * (200 / 4) * staleWhileDown(0.4, 60, 60, 30, 90),
    without: 0,
    error: asMeasured,
  },
  failover: {
    what: 'the requests that fail',
    measured: ({ events }) => events[0]?.failedRequests ?? null,
    withCause: 200 * deadSeconds(2, 60),
    without: 200 * (HOUR / 2 - 300),
    error: asMeasured,
  },
  'nested-alias-tree': {
    what: 'the requests that complete',
    measured: ({ totals }) => totals.completed,
    withCause: 'more',
    // Three quarters of the users follow the aliases to the first pool, dead from 8 minutes on.
    without: 200 * (HOUR / 2) - 0.75 * 200 * (HOUR / 2 - 480),
    error: asMeasured,
  },
  'nearest-region': {
    what: 'the requests that fail',
    measured: ({ events }) => events[0]?.failedRequests ?? null,
    withCause: 20 * deadSeconds(0.4, 60),
    without: 20 * (HOUR / 2 - 300),
    error: asMeasured,
  },
  'ecs-public-resolver': {
    what: 'the queries per second at the authority',
    measured: ({ authority }) => authority.queriesPerSecond,
    // Two blocks of /16 have 512 prefixes of /24, each with an entry of its own; without, all share one.
    withCause: 512 / secondsClockCycle(20 / 512, 60),
    without: 1 / secondsClockCycle(20, 60),
    // A count of whole queries is off by half of one, however regular they are.
    error: (prediction, measured) =>
      Math.hypot(asMeasured(prediction, measured), 1 / (2 * HOUR * Math.sqrt(measured.n))),
  },
  'resolver-abroad': shareOf(1, 20, 0.4, 0),
  // Paris and Madrid come to Berlin, which is nearer to Frankfurt anyway.
  bias: shareOf(1, 100, 3 / 5, 1 / 5),
  'office-block': shareOf(0, 50, 0.6, 1),
  'scale-out': {
    what: 'the time until the new instance has 90 % of its part',
    measured: ({ events }) => events[0]?.settleSeconds.p90 ?? null,
    withCause: scaleOutSeconds(300, hitRatio(0.5, 300), 0.9),
    without: scaleOutSeconds(20, hitRatio(0.5, 20), 0.9),
    error: asMeasured,
  },
  'cutover-gap': {
    what: 'the requests that find no address',
    measured: ({ totals }) => totals.failed,
    withCause: gapFailures({ resolvers: 1000, rate: 0.5, ttl: 60, gap: 10, negativeTtl: 900 }),
    without: 0,
    error: asMeasured,
  },
  heir: {
    what: 'the share of the instance after the dead one',
    measured: ({ backends }) => backends[2]?.share ?? null,
    withCause: 2 / 4,
    without: 1 / 3,
    error: (share, { n }) => Math.sqrt((share * (1 - share)) / (100 * (HOUR / 3) * n)),
  },
  'jvm-forever': {
    ...staleArea,
    withCause: 19 * 60,
    without: clientCacheStaleSeconds({
      ttl: 60,
      // A client asks 0.2 times a second, a resolver hears its 20 clients' misses.
      clientHit: hitRatio(0.2, 30),
      hit: hitRatio(20 * missRate(0.2, 30), 60),
      kept: 30,
    }),
  },
  'keep-alive': {
    ...staleArea,
    withCause: 19 * 60,
    without: staleSeconds(60, hitRatio(4, 60)),
  },
  overload: {
    what: 'the mean response time',
    measured: ({ backends }) => backends[0]?.responseTime?.meanSeconds ?? null,
    withCause: 'more',
    without: 0.1 * mm1Sojourn(0.8),
    error: (_, { n }) => 0.1 * mm1SojournError(0.8, (32 / 4) * HOUR * n),
  },
  ...balancerEffects,
  ...cacheEffects,
  ...loadEffects,
  ...poolEffects,
};
