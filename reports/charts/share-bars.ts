/** What both forms of the share chart draw: shares in percent, and their intervals as bars. */
import type { BackendResult, Measured } from '../../experiments/result.ts';
import type { Bar } from './chart.ts';

export function inPercent(share: Measured): number | null {
  return share === null ? null : 100 * share.mean;
}

/** From the lower to the upper end of the 95 % interval; no bar when there is none. */
export function intervalBar({ share }: BackendResult): Bar {
  if (share === null || share.low === null || share.high === null) return null;
  return [100 * Math.max(0, share.low), 100 * Math.min(1, share.high)];
}

/** The largest value that a chart of these backends shows. */
export function topOf(backends: readonly BackendResult[]): number {
  const values = backends.flatMap(({ share, intendedShare }) => [
    share?.high ?? share?.mean ?? 0,
    intendedShare?.mean ?? 0,
  ]);
  return 100 * Math.max(...values, 0);
}
