/** A chart: one file that turns a result into a Chart.js configuration, and one line in `index.ts`. */
import type { ChartConfiguration } from 'chart.js';
import type { Result } from '../../experiments/result.ts';

/** A bar of one length, a bar from one value to another, or no bar. */
export type Bar = number | [number, number] | null;
export type ChartSetup = ChartConfiguration<'bar' | 'line', Bar[], string>;

export interface Chart {
  /** Last part of the file name: `SCENARIO-NAME.png`. */
  readonly name: string;
  /** One sentence for help and docs. */
  readonly summary: string;
  /** Pure data: the same result gives the same configuration, and no canvas is needed to make it. */
  configuration(result: Result): ChartSetup;
}
