import type { Scenario } from '../../sim/scenario.ts';
import type { Samples } from '../estimate.ts';
import { estimateMean } from '../estimate.ts';
import type { Result, SkewWhole } from '../result.ts';
import type { Tally } from '../tally.ts';
import { LOAD_STEP, type WindowLoads } from '../window-loads.ts';
import { causesBlock } from './causes.ts';

interface MeasuredSkew {
  readonly whole: Omit<SkewWhole, 'rmsCv' | 'expectedCvSquaredReason' | 'systematicCvSquared'>;
  readonly windows: Omit<Result['skew']['windows'], 'pooled' | 'empty' | 'loads'>;
}

/** `skew`: of the whole span and of its windows. */
export function skewBlock(scenario: Scenario, tally: Tally, loads: WindowLoads): Result['skew'] {
  const { whole, windows } = (tally.values('run') as unknown as { skew: MeasuredSkew }).skew;
  const { cv, cvSquared, peakToMean, jain, gini, expectedCvSquared, ...rest } = whole;
  const spread = tally.spread('run', 'window-peak-to-mean');
  return {
    whole: {
      cv,
      cvSquared,
      rmsCv: cvSquared && Math.sqrt(cvSquared.mean),
      peakToMean,
      jain,
      gini,
      expectedCvSquared,
      expectedCvSquaredReason: tally.unpredicted,
      ...rest,
      systematicCvSquared: systematicCvSquared(tally),
    },
    windows: {
      ...windows,
      loads: { step: LOAD_STEP, blocks: loads.blocks },
      pooled: spread?.pooled ?? 0,
      empty: spread?.skipped ?? 0,
    },
    ...causesBlock(scenario, tally),
  };
}

/**
 * Skew that no repetition removes: Σ(d̄ᵢ² − sd²(dᵢ)/n)/pᵢ with dᵢ = sᵢ − pᵢ of a replication. The second term
 * is what chance leaves in a mean of n, so the sum is unbiased and may come out a little below 0. Null with
 * one replication.
 */
export function systematicCvSquared(tally: Tally): number | null {
  const terms = tally.rows('backend').map(({ key }) => {
    const shares = ratios(tally.samples('backend', 'share', key));
    const intended = ratios(tally.samples('backend', 'intended-share', key));
    const excess = estimateMean(
      shares.flatMap((s, r) => (s === null ? [] : [s - (intended[r] ?? 0)])),
    );
    const p = tally.estimate('backend', 'intended-share', key)?.mean ?? 0;
    if (p === 0) return 0;
    if (excess?.sd == null) return null;
    return (excess.mean * excess.mean - (excess.sd * excess.sd) / excess.n) / p;
  });
  return terms.reduce<number | null>(
    (sum, term) => (sum === null || term === null ? null : sum + term),
    0,
  );
}

function ratios({ ys, xs }: Samples): (number | null)[] {
  return ys.map((y, r) => (xs[r] === 0 ? null : y / (xs[r] as number)));
}
