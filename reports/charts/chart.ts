/** A chart: one file that turns a result into a Chart.js configuration, and one line in `index.ts`. */
import type { ChartConfiguration, ChartOptions } from 'chart.js';
import type { Result } from '../../experiments/result.ts';
import type { HeatOptions } from '../sweep-charts/heat-map.ts';
import type { EndLabelsOptions } from './end-labels.ts';
import type { MarksOptions } from './marks.ts';
import type { Page } from './page.ts';

/** A bar of one length, a bar from one value to another, or no bar. */
export type Bar = number | [number, number] | null;
/** A place on a line; no `y` is a gap. */
export interface Point {
  readonly x: number;
  readonly y: number | null;
}
export type Options = ChartOptions<'bar' | 'line'> & {
  readonly plugins?: {
    readonly marks?: MarksOptions;
    readonly endLabels?: EndLabelsOptions;
    readonly heat?: HeatOptions;
  };
};
type Configuration = ChartConfiguration<'bar' | 'line', Bar[] | Point[], string>;
export type Dataset = Configuration['data']['datasets'][number];
export type ChartSetup = Configuration & { readonly options: Options };

export interface Chart {
  /** Last part of the file name: `SCENARIO-NAME.png`. */
  readonly name: string;
  /** One sentence for help and docs. */
  readonly summary: string;
  /** What has a picture of its own: the result, or each of its events. */
  readonly each: 'result' | 'event';
  /** Why there is nothing to show; null when there is. `event` counts from 0; a chart of the result ignores it. */
  lacks(result: Result, event: number): string | null;
  /** Pure data: the same result gives the same configuration, and no canvas is needed to make it. */
  configuration(result: Result, page: Page, event: number): ChartSetup;
}
