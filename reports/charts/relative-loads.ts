/** How many single windows of single backends had which load, as a multiple of what was intended: of all runs together. */
import type { Result } from '../../experiments/result.ts';

export interface RelativeLoads {
  /** Width of a step. */
  readonly step: number;
  /** Windows of backends by step, from 0 on; the last holds all that is above. */
  readonly counts: readonly number[];
  readonly total: number;
}

/** Null where no window had a request. */
export function relativeLoads({ skew }: Result): RelativeLoads | null {
  const { step, blocks } = skew.windows.loads;
  const length = Math.max(0, ...blocks.map(({ first, counts }) => first + counts.length));
  const sums = new Array<number>(length).fill(0);
  for (const { first, counts } of blocks)
    for (const [i, count] of counts.entries())
      sums[first + i] = (sums[first + i] as number) + count;
  const total = sums.reduce((sum, count) => sum + count, 0);
  return total === 0 ? null : { step, counts: sums, total };
}

/** The load that a part of them, from 0 to 1, does not reach. */
export function quantileOf({ step, counts, total }: RelativeLoads, part: number): number {
  let below = 0;
  for (const [i, count] of counts.entries()) {
    if (count > 0 && below + count >= part * total)
      return step * (i + (part * total - below) / count);
    below += count;
  }
  return step * counts.length;
}
