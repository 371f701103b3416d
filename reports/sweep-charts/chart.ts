/** A chart of a sweep: one file that turns one measure of it into a Chart.js configuration, and one line in `index.ts`. */
import type { Sweep } from '../../experiments/sweep/sweep.ts';
import type { ChartSetup } from '../charts/chart.ts';
import type { Page } from '../charts/page.ts';

export interface SweepChart {
  readonly name: string;
  readonly summary: string;
  /** Why it does not fit what was varied; null when it does. */
  lacks(sweep: Sweep): string | null;
  /** @param measure index among the sweep's measures */
  configuration(sweep: Sweep, measure: number, page: Page): ChartSetup;
}
