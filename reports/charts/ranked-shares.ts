/** Many backends: thin bars by size, groups of equal intended share side by side. */
import type { BackendResult } from '../../experiments/result.ts';
import type { ChartSetup, Options } from './chart.ts';
import type { Page } from './page.ts';
import { axis, percentAxis, shortened } from './paper.ts';
import { inPercent, intervalBar, topOf } from './share-bars.ts';

const NAME_WIDTH = 24;
/** As many bars as are wide enough for a stroke; the end of more is darkened instead. */
const WHISKERED_AT_MOST = 80;

export function rankedShares(
  backends: readonly BackendResult[],
  options: Options,
  page: Page,
): ChartSetup {
  const { theme, pt } = page;
  const ranked = byIntendedThenShare(backends);
  const common = axis(`${ranked.length} backends, ${orderOf(ranked)}`, page);
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
          borderColor: theme.ink,
          borderWidth: pt(3),
          backgroundColor: theme.ink,
          order: 1,
        },
        {
          label: '95 % interval over runs',
          data: ranked.map((backend) => intervalBar(backend)),
          ...(ranked.length <= WHISKERED_AT_MOST
            ? { grouped: false, backgroundColor: theme.muted, barThickness: pt(3) }
            : { ...bars, backgroundColor: theme.interval }),
          order: 2,
        },
        {
          label: 'share',
          data: ranked.map((b) => inPercent(b.share)),
          backgroundColor: theme.crowd,
          ...bars,
          order: 3,
        },
      ],
    },
    options: {
      ...options,
      scales: {
        y: percentAxis('share of all requests', topOf(backends), page),
        x: {
          ...common,
          type: 'category',
          // Only the ends have room for a name.
          ticks: {
            ...common.ticks,
            autoSkip: false,
            maxRotation: 0,
            align: 'inner',
            callback: (_, i) =>
              i === 0 || i === ranked.length - 1 ? (ranked[i] as BackendResult).name : null,
          },
          grid: { display: false },
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
