/**
 * How unequally windows load their backends: the part of the load that the least loaded bear together (Lorenz, "Methods
 * of measuring the concentration of wealth", 1905), each load taken over what was intended.
 */
import type { Result } from '../../experiments/result.ts';
import { percent } from '../numbers.ts';
import type { Chart, Point } from './chart.ts';
import { dashed } from './lines.ts';
import { axis, paper, percentAxis, strokeLegend } from './paper.ts';
import { type RelativeLoads, relativeLoads } from './relative-loads.ts';
import { setUp } from './set-up.ts';

export const lorenz: Chart = {
  name: 'lorenz',
  summary: 'The part of the load that the least loaded backends of a window bear together.',
  each: 'result',
  lacks: (result) => (relativeLoads(result) === null ? 'no window had a request' : null),
  configuration(result, page) {
    const loads = relativeLoads(result) as RelativeLoads;
    const { theme, pt } = page;
    const options = paper(
      { title: lorenzFinding(result), subtitle: [setUp(result), remark(loads)] },
      page,
    );
    const even: Point[] = [
      { x: 0, y: 0 },
      { x: 100, y: 100 },
    ];
    const x = axis('windows of backends, the least loaded first', page);
    const y = percentAxis('part of all load that they bear', 100, page);
    return {
      type: 'line',
      data: {
        datasets: [
          { ...dashed(even, theme.ink, page), label: 'if all had what was intended' },
          {
            type: 'line',
            label: 'measured',
            data: curve(loads).map(({ part, load }) => ({ x: 100 * part, y: 100 * load })),
            borderColor: theme.crowdLine,
            backgroundColor: theme.crowdLine,
            borderWidth: pt(3),
            pointRadius: 0,
          },
        ],
      },
      options: {
        ...options,
        plugins: { ...options.plugins, legend: strokeLegend(options, page) },
        scales: {
          x: { ...x, type: 'linear', min: 0, max: 100, ticks: { ...y.ticks, maxTicksLimit: 11 } },
          y: { ...y, min: 0, max: 100 },
        },
      },
    };
  },
};

/** One sentence without a full stop. */
export function lorenzFinding(result: Result): string {
  const loads = relativeLoads(result);
  if (loads === null) return 'No window had a request';
  return `The less loaded half of all windows of backends bears ${percent(at(curve(loads), 0.5))} of the load`;
}

function remark(loads: RelativeLoads): string {
  const points = curve(loads);
  const most = 1 - at(points, 0.9);
  return `The most loaded tenth bears ${percent(most)}; Gini coefficient ${gini(points).toFixed(3)}; loads over what was intended`;
}

interface Place {
  readonly part: number;
  readonly load: number;
}

/** Ascending from (0, 0) to (1, 1); loads inside a step count as its middle. */
function curve({ step, counts, total }: RelativeLoads): Place[] {
  const middles = counts.map((count, i) => count * (i + 0.5) * step);
  const sum = middles.reduce((all, load) => all + load, 0);
  let [part, load] = [0, 0];
  return [
    { part: 0, load: 0 },
    ...counts.flatMap((count, i) => {
      if (count === 0) return [];
      part += count / total;
      load += (middles[i] as number) / sum;
      return [{ part, load }];
    }),
  ];
}

/** The load that the least loaded `part` bears. */
function at(points: readonly Place[], part: number): number {
  const i = points.findIndex((place) => place.part >= part);
  const [from, to] = [points[i - 1] as Place, points[i] as Place];
  return from.load + ((part - from.part) / (to.part - from.part)) * (to.load - from.load);
}

/** Twice the area between the curve and the diagonal. */
function gini(points: readonly Place[]): number {
  let below = 0;
  for (const [i, { part, load }] of points.entries()) {
    if (i === 0) continue;
    const before = points[i - 1] as Place;
    below += (part - before.part) * (load + before.load);
  }
  return 1 - below;
}
