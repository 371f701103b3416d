/** The part of the queries that caches answer, by resolver group over time. */
import type { Result } from '../../experiments/result.ts';
import { percent } from '../numbers.ts';
import type { Chart } from './chart.ts';
import { crowdOf } from './crowd.ts';
import { linesOf } from './lines.ts';
import { averaging, lacksWindows, overTime } from './over-time.ts';
import { COLOURS } from './palette.ts';
import { percentAxis } from './paper.ts';
import { extent, known, means, type Rows, windowsOf } from './windows.ts';

export const hitRatio: Chart = {
  name: 'hit-ratio',
  summary: 'The part of the queries that caches answer, by resolver group over time.',
  each: 'result',
  lacks: (result) =>
    lacksWindows(result) ??
    (known(hitRatios(result)).length === 0 ? 'no resolver got a query' : null),
  configuration(result, page) {
    const rows = hitRatios(result).map(({ name, values }) => ({
      name,
      values: values.map((value) => (value === null ? null : 100 * value)),
    }));
    const windows = windowsOf(result);
    return overTime(result, page, {
      title: hitRatioFinding(result),
      remark: averaging(result),
      valueTitle: 'queries answered from the cache',
      value: { ...percentAxis('', 100, page), title: undefined },
      ...(rows.length <= COLOURS
        ? linesOf(rows, windows, page)
        : crowdOf(rows, leastAndMost(result), windows, page)),
    });
  },
};

/** One sentence without a full stop. */
export function hitRatioFinding(result: Result): string {
  const ratios = result.resolvers.flatMap(({ name, hitRatio }) =>
    hitRatio === null ? [] : [{ name, ratio: hitRatio.mean }],
  );
  const dip = extent(known(hitRatios(result)));
  const [only] = ratios;
  if (!only || dip === null) return 'No resolver got a query';
  const least = ratios.reduce((a, b) => (b.ratio < a.ratio ? b : a));
  const most = ratios.reduce((a, b) => (b.ratio > a.ratio ? b : a));
  if (percent(least.ratio) !== percent(most.ratio))
    return `Caches of ${most.name} answer ${percent(most.ratio)} of the queries, those of ${least.name} ${percent(least.ratio)}`;
  const low = percent(dip.least);
  return low === percent(least.ratio)
    ? `Caches answer ${low} of the queries`
    : `Caches answer ${percent(least.ratio)} of the queries, ${low} in the worst window`;
}

function leastAndMost({ resolvers }: Result): string[] {
  const sorted = resolvers
    .filter(({ hitRatio }) => hitRatio !== null)
    .sort((a, b) => (a.hitRatio?.mean ?? 0) - (b.hitRatio?.mean ?? 0));
  return [sorted[0], sorted.at(-1)].flatMap((one) => (one ? [one.name] : []));
}

/** By resolver group, from 0 to 1; null in a window without queries. */
function hitRatios({ resolvers, series }: Result): Rows[] {
  return resolvers.map(({ name }) => ({ name, values: means(series.resolvers[name]?.hitRatio) }));
}
