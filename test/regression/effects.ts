/**
 * What each scenario of the catalogue shows, and what is left of it in its twin (scenarios/twins), which has one cause
 * removed: both as theory says.
 */
import type { Measured, Result } from '../../experiments/result.ts';
import { zipfShares } from '../../theory/caching/population.ts';
import {
  freshPickCvSquared,
  horizonCvSquaredOfRequests,
} from '../../theory/skew/share-variance.ts';

/** One number of a result with what theory says of it, in the scenario and in its twin. */
export interface Effect {
  readonly what: string;
  readonly measured: (result: Result) => Measured;
  readonly withCause: number;
  readonly without: number;
  /** Standard error of the mean of `n` replications around a prediction, from theory. */
  readonly error: (prediction: number, n: number) => number;
}

const HOUR = 3600;

/** CV² of N shares is a scaled χ² of N − 1 degrees of freedom where many answers carry it. */
const chiSquared =
  (backends: number): Effect['error'] =>
  (prediction, n) =>
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

/** `resolvers` equal resolvers, fresh uniform picks inside answers of `size` of N addresses. */
function freshPicks(backends: number, size: number, resolvers: number, rate: number, ttl: number) {
  const own = rate / resolvers;
  const answers = (HOUR * resolvers) / (ttl + 1 / own);
  const squares = answers * ((1 + own * ttl) * (1 + own * ttl) + own * ttl);
  return freshPickCvSquared(backends, size, { sum: rate * HOUR, squares });
}

export const effects: Readonly<Record<string, Effect>> = {
  'frozen-order': cvSquared(
    3,
    horizonCvSquaredOfRequests(3, zipf(200, 300), 60, HOUR),
    2 / (300 * HOUR),
  ),
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
  'zipf-head': cvSquared(
    5,
    horizonCvSquaredOfRequests(5, zipf(1000, 200), 300, HOUR),
    horizonCvSquaredOfRequests(5, equal(1000, 200), 300, HOUR),
  ),
};
