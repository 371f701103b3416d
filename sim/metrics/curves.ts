/** Curves that follow events: which part of the requests made some time after one still went to its target. */
import type { Seconds } from '../settings.ts';

export class Curves {
  /** Every edge of a bin on the virtual clock, ascending. */
  readonly edges: readonly Seconds[] = [];

  /**
   * Requests made at `made` went first to `backend`, whether or not anything answered there.
   *
   * @param generation record changes that the answer behind them had seen ({@link Followers.generationOf})
   */
  went(_made: Seconds, _backend: number, _generation: number, _count = 1): void {}

  /** Requests made at `made` failed in the end. @param backend tried last; −1: none */
  failed(_made: Seconds, _backend: number, _count = 1): void {}
}
