/** The numbers of a result that may stray from a baseline a little, and how far: the deltas of an equivalence test. */
import type { Estimate, Measured, Result } from '../result.ts';
import type { Numbers } from './numbers.ts';

/** Parts of the intended share, of the queries, of the expected CV that do not matter to anybody. */
const OF_SHARE = 0.05;
const OF_QUERIES = 0.1;
const OF_CV = 0.1;

export interface Tolerated {
  readonly path: string;
  /** In words, for reports. */
  readonly what: string;
  readonly estimate: Measured;
  /** The largest difference that is none, in the number's own unit: a part of what was accepted. */
  readonly delta: (accepted: Numbers) => number;
}

const EXPECTED_CV = 'skew.whole.expectedCv';

/** A tolerated number as it was accepted. */
export function acceptedMean(accepted: Numbers, path: string): number | null {
  if (path !== EXPECTED_CV) return accepted[path] ?? null;
  const square = accepted['skew.whole.expectedCvSquared'] ?? null;
  return square === null ? null : Math.sqrt(Math.max(0, square));
}

/** Of every backend its share, the queries that reach the authority, and how uneven load is expected to be. */
export function toleratedIn({ backends, skew, authority }: Result): Tolerated[] {
  return [
    ...backends.map(({ name, share }) => ({
      path: `backends.${name}.share`,
      what: `share of ${name}`,
      estimate: share,
      // A standby is meant to have nothing: a twentieth of an equal share is nothing too.
      delta: (accepted: Numbers) =>
        OF_SHARE * (accepted[`backends.${name}.intendedShare`] || 1 / backends.length),
    })),
    {
      path: 'authority.queriesPerSecond',
      what: 'authority queries per second',
      estimate: authority.queriesPerSecond,
      delta: (accepted) => OF_QUERIES * (accepted['authority.queriesPerSecond'] ?? 0),
    },
    {
      path: EXPECTED_CV,
      what: 'expected CV of the loads',
      estimate: rootOf(skew.whole.expectedCvSquared),
      delta: (accepted) => OF_CV * (acceptedMean(accepted, EXPECTED_CV) ?? 0),
    },
  ];
}

/** By the delta method: sd(√X) ≈ sd(X)/2√E[X]. */
function rootOf(squared: Measured): Measured {
  if (!squared || squared.mean < 0) return null;
  const { mean, sd, n } = squared;
  const root = Math.sqrt(mean);
  const own: Estimate = { mean: root, sd: null, low: null, high: null, n };
  return sd === null ? own : { ...own, sd: root === 0 ? 0 : sd / (2 * root) };
}
