/** Load of the busiest backend of each window against its intended share, over the floor that chance alone would give. */
import type { Result } from '../../experiments/result.ts';
import { percent } from '../numbers.ts';
import type { Chart, Dataset } from './chart.ts';
import { dotted, endLabel } from './lines.ts';
import { averaging, lacksWindows, overTime } from './over-time.ts';
import type { Page } from './page.ts';
import { faded } from './palette.ts';
import { timesTick } from './paper.ts';
import { ends, means, points, type Windows, windowsOf } from './windows.ts';

export const peakToMean: Chart = {
  name: 'peak-to-mean',
  summary:
    'The busiest backend of each window against its intended share, and what chance alone would give.',
  each: 'result',
  lacks: (result) =>
    lacksWindows(result) ??
    (means(result.series.skew.peakToMean).every((value) => value === null)
      ? 'no backend got a request'
      : null),
  configuration(result, page) {
    const { peakToMean: peaks, floor } = result.series.skew;
    const windows = windowsOf(result);
    const { theme, pt } = page;
    const line = (values: (number | null)[], colour: string, dash: number[]): Dataset => ({
      type: 'line',
      label: '',
      data: points(windows, values),
      borderColor: colour,
      backgroundColor: colour,
      borderWidth: pt(2.6),
      borderDash: dash,
      borderJoinStyle: 'round',
      ...dotted(values, page),
    });
    const busiest = means(peaks);
    const chance = means(floor);
    const [strong] = theme.accents;
    return overTime(result, page, {
      title: peakFinding(result),
      remark: remark(result),
      valueTitle: 'share of the busiest ÷ its intended share',
      value: { min: 1, suggestedMax: 1.1, ticks: { callback: timesTick } },
      datasets: [
        line(busiest, strong, []),
        line(chance, theme.ink, [pt(9), pt(5)]),
        ...interval(result, windows, strong, page),
      ],
      labels: [
        ...endLabel('busiest', strong, busiest, windows),
        ...endLabel('chance alone', theme.ink, chance, windows),
      ],
    });
  },
};

/** The 95 % interval around the busiest, where the series has one. */
function interval(result: Result, windows: Windows, colour: string, { theme }: Page): Dataset[] {
  const { peakToMean: peaks } = result.series.skew;
  const low = ends(peaks, 'low').map((value) => (value === null ? null : Math.max(1, value)));
  const high = ends(peaks, 'high');
  if (high.every((value) => value === null)) return [];
  const edge = { type: 'line', borderWidth: 0, pointRadius: 0 } as const;
  const fill = faded(colour, theme.bandStrength);
  return [
    { ...edge, label: '', data: points(windows, low) },
    {
      ...edge,
      label: '95 % interval over runs',
      data: points(windows, high),
      fill: '-1',
      backgroundColor: fill,
      borderColor: fill,
    },
  ];
}

/** One sentence without a full stop. */
export function peakFinding({ skew }: Result): string {
  const { mean, floor } = skew.windows.peakToMean;
  if (mean === null) return 'No backend got a request';
  const busiest = `In an average window the busiest backend takes ${mean.mean.toFixed(2)}× its intended share`;
  if (floor === null) return busiest;
  const chance = floor.mean.toFixed(2);
  const apart = mean.low === null || mean.low > floor.mean;
  return apart && mean.mean.toFixed(2) !== chance
    ? `${busiest}; chance alone would give ${chance}×`
    : `${busiest}, no more than chance alone would give`;
}

function remark(result: Result): string {
  const { p99, p95 } = result.skew.windows.peakToMean;
  const [q, high] = p99 ? [0.01, p99] : [0.05, p95];
  const peaks = high
    ? `; ${percent(q, 0)} of single windows reach ${high.mean.toFixed(2)}× or more`
    : '';
  return `${averaging(result)}${peaks}`;
}
