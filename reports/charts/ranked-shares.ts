/** Many backends: thin bars by size, groups of equal intended share side by side. */
import type { ChartOptions } from 'chart.js';
import type { BackendResult } from '../../experiments/result.ts';
import type { ChartSetup } from './chart.ts';
import { CROWD, INK, MUTED } from './palette.ts';
import { percentAxis, shortened, TEXT } from './paper.ts';
import { inPercent, intervalBar, topOf } from './share-bars.ts';

const NAME_WIDTH = 24;
/** Darkens the end of a bar over the width of its interval. */
const INTERVAL = 'rgba(0, 60, 110, 0.45)';

export function rankedShares(
  backends: readonly BackendResult[],
  options: ChartOptions<'bar' | 'line'>,
): ChartSetup {
  const ranked = byIntendedThenShare(backends);
  const bars = {
    grouped: false,
    barPercentage: 1,
    categoryPercentage: ranked.length > 150 ? 1 : 0.86,
  };
  return {
    type: 'bar',
    data: {
      labels: ranked.map(({ name }) => shortened(name, NAME_WIDTH)),
      datasets: [
        {
          type: 'line',
          label: 'intended share',
          data: ranked.map((b) => inPercent(b.intendedShare)),
          stepped: 'middle',
          pointRadius: 0,
          borderColor: INK,
          borderWidth: 3,
          backgroundColor: INK,
          order: 1,
        },
        {
          label: '95 % interval over runs',
          data: ranked.map((backend) => intervalBar(backend)),
          backgroundColor: INTERVAL,
          ...bars,
          order: 2,
        },
        {
          label: 'share',
          data: ranked.map((b) => inPercent(b.share)),
          backgroundColor: CROWD,
          ...bars,
          order: 3,
        },
      ],
    },
    options: {
      ...options,
      scales: {
        y: percentAxis('share of all requests', topOf(backends)),
        x: {
          type: 'category',
          // Only the ends have room for a name.
          ticks: {
            color: INK,
            font: TEXT,
            autoSkip: false,
            maxRotation: 0,
            align: 'inner',
            callback: (_, i) =>
              i === 0 || i === ranked.length - 1 ? (ranked[i] as BackendResult).name : null,
          },
          grid: { display: false },
          title: {
            display: true,
            text: `${ranked.length} backends, ${orderOf(ranked)}`,
            color: MUTED,
            font: TEXT,
          },
        },
      },
    },
  };
}

/** Stable: equals stay in the scenario's order. */
function byIntendedThenShare(backends: readonly BackendResult[]): BackendResult[] {
  return [...backends].sort((a, b) => {
    const intended = (b.intendedShare?.mean ?? 0) - (a.intendedShare?.mean ?? 0);
    return Math.abs(intended) > 1e-9 ? intended : (b.share?.mean ?? 0) - (a.share?.mean ?? 0);
  });
}

function orderOf(ranked: readonly BackendResult[]): string {
  const first = ranked[0]?.intendedShare?.mean ?? 0;
  const equal = ranked.every((b) => Math.abs((b.intendedShare?.mean ?? 0) - first) < 1e-9);
  return equal ? 'busiest first' : 'by intended share, then busiest first';
}
