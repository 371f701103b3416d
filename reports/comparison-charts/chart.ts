/** A chart of several results: one file that lays them over each other, and one line in `index.ts`. */
import type { Result } from '../../experiments/result.ts';
import type { ChartSetup } from '../charts/chart.ts';
import type { Page } from '../charts/page.ts';

export interface ComparisonChart {
  /** Last part of the file name. */
  readonly name: string;
  readonly summary: string;
  /** Why there is nothing to show; null when there is. */
  lacks(results: readonly Result[]): string | null;
  /** Pure data, as of a chart of one result. The first result is what the others are compared with. */
  configuration(results: readonly Result[], page: Page): ChartSetup;
}
