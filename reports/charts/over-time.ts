/** What all charts over the time of the run share: axes, marked events, names beside the lines. */
import type { Result } from '../../experiments/result.ts';
import { span } from '../numbers.ts';
import type { ChartSetup, Dataset } from './chart.ts';
import { type EndLabel, endLabelsOf } from './end-labels.ts';
import { story } from './events.ts';
import { marksOf } from './marks.ts';
import type { Page } from './page.ts';
import { axis, paper } from './paper.ts';
import { setUp } from './set-up.ts';
import { timeAxis } from './time-axis.ts';
import { windowsOf } from './windows.ts';

interface OverTime {
  readonly title: string;
  /** The subtitle's second line. */
  readonly remark: string;
  /** The vertical axis: its title, and what it is made of besides. */
  readonly valueTitle: string;
  readonly value: object;
  readonly datasets: Dataset[];
  readonly labels: readonly EndLabel[];
}

/** Two windows make a line. */
export function lacksWindows(result: Result): string | null {
  return result.series.windowStartSeconds.length < 2 ? 'the run has only one window' : null;
}

export function overTime(
  result: Result,
  page: Page,
  { title, remark, valueTitle, value, datasets, labels }: OverTime,
): ChartSetup {
  const windows = windowsOf(result);
  const { endLabels, right } = endLabelsOf(labels, page);
  const { marks, above } = marksOf(story(result), windows, page, right);
  const subtitle = [setUp(result), remark];
  const options = paper({ title, subtitle }, page, { right, above });
  const { ticks, ...common } = axis(valueTitle, page);
  const { ticks: ownTicks, ...own } = value as { ticks?: object };
  return {
    type: 'line',
    data: { datasets },
    options: {
      ...options,
      plugins: {
        ...options.plugins,
        legend: { ...options.plugins?.legend, display: datasets.some(({ label }) => label !== '') },
        marks,
        endLabels,
      },
      scales: {
        x: timeAxis('time in the run', windows.from, windows.to, page),
        y: {
          ...common,
          type: 'linear',
          ...own,
          ticks: { ...ticks, maxTicksLimit: 8, ...ownTicks },
        },
      },
    },
  };
}

/** `Windows of 30s, means of 10 runs`. */
export function averaging({ scenario }: Result): string {
  const windows = `windows of ${span(scenario.windowSeconds)}`;
  return scenario.replications === 1
    ? `One run, ${windows}`
    : `Means of ${scenario.replications} runs in ${windows}`;
}
