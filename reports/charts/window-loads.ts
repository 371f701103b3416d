/** How often a backend gets how much of its intended load in one window: what headroom has to hold. */
import type { Result } from '../../experiments/result.ts';
import { count } from '../numbers.ts';
import type { Chart, Point } from './chart.ts';
import type { Page } from './page.ts';
import { axis, paper, percentAxis, strokeLegend, timesTick } from './paper.ts';
import { quantileOf, type RelativeLoads, relativeLoads } from './relative-loads.ts';
import { setUp } from './set-up.ts';

/** Steps drawn, about. */
const STEPS = 50;
/** What is rarer, at either end, is told in the subtitle instead of drawn. */
const RARE = 0.0005;
const HIGH = 0.95;

export const windowLoads: Chart = {
  name: 'window-loads',
  summary: 'How often a backend gets how much of its intended load in one window.',
  each: 'result',
  lacks: (result) => (relativeLoads(result) === null ? 'no window had a request' : null),
  configuration(result, page) {
    const loads = relativeLoads(result) as RelativeLoads;
    const { from, to, wide, parts } = drawn(loads);
    const { theme, pt } = page;
    const options = paper(
      { title: windowLoadsFinding(result), subtitle: [setUp(result), remark(result, loads)] },
      page,
    );
    const common = axis('load of a backend in one window ÷ its intended load', page);
    const top = Math.max(...parts);
    const points: Point[] = parts.flatMap((part, i) => [
      { x: from + i * wide, y: 100 * part },
      { x: from + (i + 1) * wide, y: 100 * part },
    ]);
    return {
      type: 'line',
      data: {
        datasets: [
          {
            type: 'line',
            label: '',
            data: points,
            fill: 'origin',
            backgroundColor: theme.crowdMiddle,
            borderColor: theme.crowdLine,
            borderWidth: pt(1.6),
            pointRadius: 0,
            order: 2,
          },
          { ...upright(1, top, page), label: 'as intended' },
        ],
      },
      options: {
        ...options,
        plugins: { ...options.plugins, legend: strokeLegend(options, page) },
        scales: {
          x: {
            ...common,
            type: 'linear',
            min: Math.min(from, 1),
            max: Math.max(to, 1),
            ticks: {
              ...common.ticks,
              includeBounds: false,
              maxTicksLimit: 10,
              callback: timesTick,
            },
          },
          y: percentAxis(
            `windows of backends, per ${Number(wide.toPrecision(3))}× of load`,
            100 * top,
            page,
          ),
        },
      },
    };
  },
};

function upright(x: number, top: number, { theme, pt }: Page) {
  return {
    type: 'line' as const,
    data: [
      { x, y: 0 },
      { x, y: 100 * top },
    ],
    borderColor: theme.ink,
    backgroundColor: theme.ink,
    borderWidth: pt(2.2),
    borderDash: [pt(9), pt(5)],
    pointRadius: 0,
    order: 1,
  };
}

/** One sentence without a full stop. */
export function windowLoadsFinding(result: Result): string {
  const loads = relativeLoads(result);
  if (loads === null) return 'No window had a request';
  const high = quantileOf(loads, HIGH).toFixed(2);
  return high === '1.00'
    ? 'Nearly every backend has its intended load in nearly every window'
    : `In one window of twenty a backend gets ${high}× its intended load or more`;
}

function remark({ skew }: Result, loads: RelativeLoads): string {
  const { peakToMean } = skew.windows;
  const rare = `one in a hundred ${quantileOf(loads, 0.99).toFixed(2)}× or more, one in a hundred ${quantileOf(loads, 0.01).toFixed(2)}× or less`;
  const floor =
    peakToMean.mean === null || peakToMean.floor === null
      ? ''
      : `; the busiest of a window ${peakToMean.mean.mean.toFixed(2)}× on average, ${peakToMean.floor.mean.toFixed(2)}× by chance alone`;
  return `${count(loads.total)} windows of backends: ${rare}${floor}`;
}

/** Steps joined to about as many as can be told apart, without the rarest. */
function drawn(loads: RelativeLoads) {
  const { step, counts, total } = loads;
  const low = Math.floor(quantileOf(loads, RARE) / step);
  const high = Math.max(low + 1, Math.ceil(quantileOf(loads, 1 - RARE) / step));
  const each = Math.max(1, Math.ceil((high - low) / STEPS));
  const first = Math.floor(low / each) * each;
  const bars = Math.ceil((high - first) / each);
  const parts = Array.from({ length: bars }, (_, i) => {
    const within = counts.slice(first + i * each, first + (i + 1) * each);
    return within.reduce((sum, one) => sum + one, 0) / total;
  });
  const wide = each * step;
  return { from: first * step, to: first * step + bars * wide, wide, parts };
}
