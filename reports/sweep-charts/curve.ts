/** A measure over the one number that was varied, with its interval. */
import type { Sweep } from '../../experiments/sweep/sweep.ts';
import type { Dataset } from '../charts/chart.ts';
import type { Page } from '../charts/page.ts';
import { faded } from '../charts/palette.ts';
import { axis, paper, percentAxis } from '../charts/paper.ts';
import { significant, span } from '../numbers.ts';
import type { SweepChart } from './chart.ts';
import {
  isTime,
  type Measured,
  measuredCells,
  measureName,
  nameOf,
  numberOf,
  sweepFinding,
  sweepSetUp,
  writerOf,
} from './swept.ts';

/** Values of a list that lie this far apart are read on a logarithmic axis. */
const FAR_APART = 20;
const LABELLED_AT_MOST = 12;

export const curve: SweepChart = {
  name: 'curve',
  summary: 'A measure over the one number that was varied, with its 95 % interval.',
  lacks({ varied, isZipped, cells }) {
    if (varied.length > 1 && !isZipped) return 'more than one path is varied';
    const isNumber = (varied[0]?.values ?? []).every((value) => numberOf(value) !== null);
    if (!isNumber) return `${varied[0]?.path} is not varied by numbers`;
    return cells.length < 2 ? 'there is only one cell' : null;
  },
  configuration(sweep, measure, page) {
    const known = measuredCells(sweep, measure).toSorted((a, b) => at(a) - at(b));
    const factor = sweep.measures[measure]?.unit === 'share' ? 100 : 1;
    const options = paper(
      {
        title: sweepFinding(sweep, measure),
        subtitle: [sweepSetUp(sweep), 'Means over runs; the band is their 95 % interval'],
      },
      page,
    );
    return {
      type: 'line',
      data: { datasets: linesOf(known, factor, page) },
      options: {
        ...options,
        plugins: { ...options.plugins, legend: { display: false } },
        scales: {
          x: valueAxis(sweep, known.map(at), page),
          y: measureAxis(sweep, measure, known, page),
        },
      },
    };
  },
};

const at = ({ cell }: Measured) => numberOf(cell.values[0] ?? '') ?? 0;

function linesOf(known: readonly Measured[], factor: number, page: Page): Dataset[] {
  const colour = page.theme.accents[0];
  const edge = { type: 'line', label: '', borderWidth: 0, pointRadius: 0 } as const;
  const line = (of: (one: Measured) => number | null) =>
    known.map((one) => {
      const y = of(one);
      return { x: at(one), y: y === null ? null : factor * y };
    });
  return [
    {
      type: 'line',
      label: '',
      data: line(({ estimate }) => estimate.mean),
      borderColor: colour,
      backgroundColor: colour,
      borderWidth: page.pt(2.6),
      pointRadius: page.pt(4),
      // The first and the last point stand on the edge of the plot.
      clip: false,
    },
    { ...edge, data: line(({ estimate }) => estimate.low) },
    {
      ...edge,
      data: line(({ estimate }) => estimate.high),
      fill: '-1',
      backgroundColor: faded(colour, page.theme.bandStrength),
    },
  ];
}

function valueAxis(sweep: Sweep, values: readonly number[], page: Page) {
  const common = axis(nameOf(sweep, 0), page);
  const write = isTime(sweep, 0) ? span : (value: number) => String(value);
  const [least = 0, most = 0] = [values[0], values.at(-1)];
  const isLogarithmic =
    least > 0 && (sweep.varied[0]?.isGeometric === true || most / least >= FAR_APART);
  return {
    ...common,
    type: isLogarithmic ? ('logarithmic' as const) : ('linear' as const),
    min: least,
    max: most,
    // The values that were run are what a reader looks for.
    ...(values.length <= LABELLED_AT_MOST
      ? {
          afterBuildTicks: (scale: { ticks: { value: number }[] }) => {
            scale.ticks = values.map((value) => ({ value }));
          },
        }
      : {}),
    ticks: {
      ...common.ticks,
      maxRotation: 0,
      callback: (value: string | number) => write(Number(Number(value).toPrecision(9))),
    },
  };
}

/** From zero, except where all numbers are far from it. */
function measureAxis(sweep: Sweep, measure: number, known: readonly Measured[], page: Page) {
  const title = measureName(sweep, measure);
  const ends = known.flatMap(({ estimate: { low, high, mean } }) => [low ?? mean, high ?? mean]);
  const [least, most] = [Math.min(...ends), Math.max(...ends)];
  const isNear = least <= 0.7 * most;
  const unit = sweep.measures[measure]?.unit;
  // An interval around a small number goes below what the number can be.
  const floor = known.every(({ estimate }) => estimate.mean >= 0) && isNear ? { min: 0 } : {};
  if (unit === 'share')
    return { ...percentAxis(title, 100 * most, page), beginAtZero: isNear, ...floor };
  const common = axis(title, page);
  const write = unit === 's' ? writerOf(sweep, measure) : (value: number) => significant(value);
  return {
    ...common,
    type: 'linear' as const,
    beginAtZero: isNear,
    ...floor,
    ticks: {
      ...common.ticks,
      maxTicksLimit: 8,
      callback: (value: string | number) => write(Number(Number(value).toPrecision(6))),
    },
  };
}
