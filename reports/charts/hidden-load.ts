/** Requests that one answer of the authority decides, by rank of the resolver: what DNS cannot steer until the TTL ends. */
import type { Result } from '../../experiments/result.ts';
import { count, counted, significant } from '../numbers.ts';
import type { Chart, Point } from './chart.ts';
import { factorsAxis } from './decades.ts';
import { endLabelsOf } from './end-labels.ts';
import type { Page } from './page.ts';
import { COLOURS } from './palette.ts';
import { paper } from './paper.ts';
import { setUp } from './set-up.ts';

interface Ranked {
  readonly name: string;
  /** By member, heaviest first; above 0. */
  readonly loads: readonly number[];
}

export const hiddenLoad: Chart = {
  name: 'hidden-load',
  summary: 'Requests that one answer of the authority decides, resolver by resolver.',
  each: 'result',
  lacks: (result) =>
    ranked(result).every(({ loads }) => loads.length < 2)
      ? 'no resolver group has two members that asked the authority'
      : null,
  configuration(result, page) {
    const groups = ranked(result).slice(0, COLOURS);
    const { theme, pt } = page;
    const drawn = groups.flatMap(({ loads }) => loads);
    const [least, most] = [Math.min(...drawn), Math.max(...drawn)];
    const last = Math.max(...groups.map(({ loads }) => loads.length));
    const labels = groups.map(({ name, loads }, i) => ({
      text: name,
      colour: theme.backends[i] as string,
      value: loads.at(-1) as number,
      ...(loads.length === last ? {} : { at: loads.length }),
    }));
    const { endLabels, right } = endLabelsOf(labels, page);
    const options = paper(
      { title: hiddenLoadFinding(result), subtitle: [setUp(result), remark(result)] },
      page,
      { right },
    );
    return {
      type: 'line',
      data: {
        datasets: groups.map(({ loads }, i) => ({
          type: 'line',
          label: '',
          data: loads.map((y, rank): Point => ({ x: rank + 1, y })),
          borderColor: theme.backends[i] as string,
          backgroundColor: theme.backends[i] as string,
          borderWidth: pt(2.6),
          pointRadius: loads.length > 1 ? pt(2.4) : pt(5),
        })),
      },
      options: {
        ...options,
        plugins: { ...options.plugins, legend: { display: false }, endLabels },
        scales: {
          x: { ...byFactors('resolvers, the heaviest first', 1, last, page), min: 1, max: last },
          y: byFactors('requests for each answer of the authority', least, most, page),
        },
      },
    };
  },
};

/** One sentence without a full stop. */
export function hiddenLoadFinding(result: Result): string {
  const groups = ranked(result);
  const heaviest = groups[0];
  if (!heaviest) return 'No resolver asked the authority';
  const all = groups.flatMap(({ loads }) => loads).sort((a, b) => a - b);
  const median = all[Math.floor((all.length - 1) / 2)] as number;
  const [most] = heaviest.loads as [number];
  const busiest = `One answer to the heaviest resolver${groups.length > 1 ? ` of ${heaviest.name}` : ''} decides ${significant(most)} requests`;
  return most < 1.1 * median
    ? `${busiest}, hardly more than one to any other`
    : `${busiest}, ${significant(most / median, 2)} times as many as one to the median resolver`;
}

function remark(result: Result): string {
  const groups = ranked(result);
  const { hiddenLoad: load } = result.authority;
  const left = groups.length - COLOURS;
  const more = left > 0 ? `; ${counted(left, 'lighter group')} left out` : '';
  const shown = Math.max(...groups.map(({ loads }) => loads.length));
  const mean =
    load.mean === null ? '' : `; ${significant(load.mean.mean)} requests an answer over all`;
  return `Means over runs of up to ${count(shown)} members a group, both axes by factors${mean}${more}`;
}

/** Groups by their heaviest member. */
function ranked({ resolvers }: Result): Ranked[] {
  return resolvers
    .map(({ name, hiddenLoad: loads }) => ({
      name,
      loads: loads
        .flatMap((load) => (load !== null && load.mean > 0 ? [load.mean] : []))
        .sort((a, b) => b - a),
    }))
    .filter(({ loads }) => loads.length > 0)
    .sort((a, b) => (b.loads[0] as number) - (a.loads[0] as number));
}

/** By factors, over a decade at least. */
function byFactors(title: string, least: number, most: number, page: Page) {
  const decade = Math.max(1, Math.sqrt(10 / (most / least)));
  const range = { min: least / decade, max: most * decade };
  return factorsAxis(title, range, (value) => String(Number(value.toPrecision(6))), page);
}
