/** A few backends: one bar each, with its name and number, in the scenario's order. */
import type { ChartOptions } from 'chart.js';
import type { BackendResult } from '../../experiments/result.ts';
import { meanOf, percent } from '../numbers.ts';
import type { Bar, ChartSetup } from './chart.ts';
import { backendColours, INK, MUTED } from './palette.ts';
import { percentAxis, shortened, TEXT } from './paper.ts';
import { inPercent, intervalBar, topOf } from './share-bars.ts';

const NAME_WIDTH = 24;
/** Thickness of a marking line and its caps, as a part of the longest bar. */
const LINE = 0.0016;

export function namedShares(
  backends: readonly BackendResult[],
  options: ChartOptions<'bar' | 'line'>,
): ChartSetup {
  const top = topOf(backends);
  const half = LINE * top;
  const lineAt = (value: number | null): Bar =>
    value === null ? null : [value - half, Math.min(100, value + half)];
  const marker = { grouped: false, backgroundColor: INK } as const;
  const whisker = { grouped: false, backgroundColor: MUTED } as const;
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
          barThickness: 3,
          order: 2,
        },
        ...[0, 1].map((end) => ({
          label: '',
          data: intervals.map((bar) => lineAt(Array.isArray(bar) ? (bar[end] as number) : null)),
          ...whisker,
          barThickness: 17,
          order: 2,
        })),
        {
          label: '',
          data: backends.map((b) => inPercent(b.share)),
          grouped: false,
          backgroundColor: backendColours(backends.length),
          barPercentage: 1,
          categoryPercentage: 0.74,
          maxBarThickness: 96,
          order: 3,
        },
      ],
    },
    options: {
      ...options,
      indexAxis: 'y',
      plugins: {
        ...options.plugins,
        legend: {
          ...options.plugins?.legend,
          labels: { ...options.plugins?.legend?.labels, filter: ({ text }) => text !== '' },
        },
      },
      scales: {
        x: percentAxis('share of all requests', top),
        y: {
          type: 'category',
          ticks: { color: INK, font: TEXT, autoSkip: false },
          grid: { display: false },
          title: { display: true, text: 'backend and its share', color: MUTED, font: TEXT },
        },
      },
    },
  };
}

function label({ name, share }: BackendResult): string {
  return `${shortened(name, NAME_WIDTH)}   ${meanOf(share, (value) => percent(value))}`;
}
