/** A few backends: one bar each, with its name and number, in the scenario's order. */
import type { BackendResult } from '../../experiments/result.ts';
import { meanOf, percent } from '../numbers.ts';
import type { Bar, ChartSetup, Options } from './chart.ts';
import type { Page } from './page.ts';
import { backendColours } from './palette.ts';
import { axis, percentAxis, shortened } from './paper.ts';
import { inPercent, intervalBar, topOf } from './share-bars.ts';

const NAME_WIDTH = 24;
/** Thickness of a marking line and its caps, as a part of the longest bar. */
const LINE = 0.0016;

export function namedShares(
  backends: readonly BackendResult[],
  options: Options,
  page: Page,
): ChartSetup {
  const { theme, pt } = page;
  const top = topOf(backends);
  const half = LINE * top;
  const lineAt = (value: number | null): Bar =>
    value === null ? null : [value - half, Math.min(100, value + half)];
  const marker = { grouped: false, backgroundColor: theme.ink } as const;
  const whisker = { grouped: false, backgroundColor: theme.muted } as const;
  const common = axis('backend and its share', page);
  const intervals = backends.map((backend) => intervalBar(backend));
  return {
    type: 'bar',
    data: {
      labels: backends.map(label),
      datasets: [
        {
          label: 'intended share',
          data: backends.map((b) => lineAt(inPercent(b.intendedShare))),
          ...marker,
          barPercentage: 1,
          categoryPercentage: 0.94,
          order: 1,
        },
        {
          label: '95 % interval over runs',
          data: intervals,
          ...whisker,
          barThickness: pt(3),
          order: 2,
        },
        ...[0, 1].map((end) => ({
          label: '',
          data: intervals.map((bar) => lineAt(Array.isArray(bar) ? (bar[end] as number) : null)),
          ...whisker,
          barThickness: pt(17),
          order: 2,
        })),
        {
          label: '',
          data: backends.map((b) => inPercent(b.share)),
          grouped: false,
          backgroundColor: backendColours(backends.length, page.theme),
          barPercentage: 1,
          categoryPercentage: 0.74,
          maxBarThickness: pt(96),
          order: 3,
        },
      ],
    },
    options: {
      ...options,
      indexAxis: 'y',
      scales: {
        x: percentAxis('share of all requests', top, page),
        y: {
          ...common,
          type: 'category',
          ticks: { ...common.ticks, autoSkip: false },
          grid: { display: false },
        },
      },
    },
  };
}

function label({ name, share }: BackendResult): string {
  return `${shortened(name, NAME_WIDTH)}   ${meanOf(share, (value) => percent(value))}`;
}
