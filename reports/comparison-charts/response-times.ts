/**
 * How slow the slow responses are, result by result: the part of the responses that take longer than a time, both on
 * logarithmic axes, for what matters is in the tail and grows by factors.
 */
import type { Result } from '../../experiments/result.ts';
import type { Dataset, Options } from '../charts/chart.ts';
import type { Page } from '../charts/page.ts';
import { axis, paper } from '../charts/paper.ts';
import { percent, span } from '../numbers.ts';
import type { ComparisonChart } from './chart.ts';
import { exceeded, type Slower, slowerThan } from './slower.ts';

/** One response in a hundred. */
const SLOW = 0.01;
/** The lowest part that is drawn, if enough responses tell of it. */
const RAREST = 0.001;
/** Strokes, in points, so that lines are told apart without their colours. */
const DASHES = [[], [10, 5], [3, 4], [14, 4, 3, 4]] as const;
/** Names of results in a title. */
const NAMED = 4;

interface Known {
  readonly name: string;
  readonly slower: Slower;
}

export const responseTimes: ComparisonChart = {
  name: 'response-times',
  summary: 'The part of the responses that take longer than a time, result by result.',
  lacks(results) {
    const known = knownOf(results).length;
    return known < 2 ? `${known === 0 ? 'no' : 'only one'} result has servers that answered` : null;
  },
  configuration(results, page) {
    const known = knownOf(results);
    const options = paper(
      {
        title: responseTimesFinding(known),
        subtitle: remarks(results),
      },
      page,
    );
    return {
      type: 'line',
      data: { datasets: known.map((one, i) => lineOf(one, i, page)) },
      options: {
        ...options,
        plugins: { ...options.plugins, legend: strokes(options, page) },
        scales: { x: timesAxis(known, page), y: partsAxis(known, page) },
      },
    };
  },
};

/** Names beside strokes as they are drawn, not beside boxes. */
function strokes({ plugins }: Options, { pt }: Page) {
  const { labels, ...legend } = plugins?.legend ?? {};
  return {
    ...legend,
    labels: {
      ...labels,
      usePointStyle: true,
      pointStyle: 'line' as const,
      pointStyleWidth: pt(46),
    },
  };
}

/** One sentence without a full stop. */
export function responseTimesFinding(known: readonly Known[]): string {
  const times = known
    .flatMap(({ name, slower }) => {
      const seconds = exceeded(slower, SLOW);
      return seconds === null ? [] : [{ name, seconds }];
    })
    .sort((a, b) => a.seconds - b.seconds);
  const [fastest] = times;
  const slowest = times.at(-1);
  if (!fastest || !slowest || times.length < 2)
    return 'Too few responses to tell how slow the slowest are';
  const factor = slowest.seconds / fastest.seconds;
  const how = 'One response in a hundred takes';
  if (times.length > 2) {
    const told = times.length <= NAMED ? times : [fastest, slowest];
    return `${how} over ${told.map(({ name, seconds }) => `${time(seconds)} in ${name}`).join(', ')}`;
  }
  return factor < 1.05
    ? `${how} over ${time(fastest.seconds)} in both`
    : `${how} over ${time(slowest.seconds)} in ${slowest.name}, ${factor.toFixed(factor < 10 ? 1 : 0)} times the ${time(fastest.seconds)} in ${fastest.name}`;
}

function knownOf(results: readonly Result[]): Known[] {
  const names = namesOf(results);
  return results.flatMap((result, i) => {
    const slower = slowerThan(result);
    return slower === null ? [] : [{ name: names[i] as string, slower }];
  });
}

/** Of the scenarios; with a letter behind them where one was run twice, with other settings. */
function namesOf(results: readonly Result[]): string[] {
  const names = results.map(({ scenario }) => scenario.name);
  const isTwice = new Set(names).size < names.length;
  return names.map((name, i) => (isTwice ? `${name} (${String.fromCharCode(65 + i)})` : name));
}

/** How long, how often, and how much of it failed: a line each, of many results only what failed. */
function remarks(results: readonly Result[]): string[] {
  const names = namesOf(results);
  const told = results.map(({ scenario, totals }, i) => {
    const made = totals.made?.mean ?? 0;
    const failed = made === 0 ? 0 : (totals.failed?.mean ?? 0) / made;
    const fail = failed === 0 ? 'no request fails' : `${percent(failed)} of the requests fail`;
    const runs = scenario.replications === 1 ? 'one run' : `${scenario.replications} runs`;
    const length = span(scenario.durationSeconds - scenario.warmupSeconds);
    return results.length > NAMED
      ? `${names[i]}: ${fail}`
      : `${names[i]}: ${runs} of ${length}, ${fail}`;
  });
  return results.length > NAMED ? [told.join('; ')] : told;
}

function lineOf({ name, slower }: Known, i: number, { theme, pt }: Page): Dataset {
  const colour = theme.backends[i % theme.backends.length] as string;
  return {
    type: 'line',
    label: name,
    // Nothing is slower than the slowest, and zero has no place on the axis.
    data: slower.steps.flatMap(({ seconds, part }) =>
      part > 0 ? [{ x: seconds, y: 100 * part }] : [],
    ),
    borderColor: colour,
    backgroundColor: colour,
    borderWidth: pt(3),
    borderDash: (DASHES[i % DASHES.length] as readonly number[]).map(pt),
    borderJoinStyle: 'round',
    pointRadius: 0,
  };
}

/** From where nearly all are slower to where hardly any is. */
function timesAxis(known: readonly Known[], page: Page) {
  const common = axis('response time', page);
  const rare = rarest(known);
  const starts = known.map(
    ({ slower }) => exceeded(slower, 0.9) ?? (slower.steps[0]?.seconds as number),
  );
  const ends = known.map(
    ({ slower }) => exceeded(slower, rare) ?? (slower.steps.at(-1)?.seconds as number),
  );
  const min = Math.max(1e-6, Math.min(...starts));
  const max = Math.max(1.01 * min, ...ends);
  return {
    ...common,
    type: 'logarithmic',
    min,
    max,
    afterBuildTicks: (scale: { ticks: { value: number }[] }) => {
      scale.ticks = decades(min, max).map((value) => ({ value }));
    },
    ticks: {
      ...common.ticks,
      autoSkip: false,
      maxRotation: 0,
      callback: (value: string | number) => time(Number(value)),
    },
  } as const;
}

function partsAxis(known: readonly Known[], page: Page) {
  const common = axis('responses that take longer', page);
  const min = 100 * rarest(known);
  const lines = [100, 50, 10, 1, 0.1].filter((value) => value >= 0.999 * min);
  return {
    ...common,
    type: 'logarithmic',
    min,
    max: 100,
    afterBuildTicks: (scale: { ticks: { value: number }[] }) => {
      scale.ticks = lines.map((value) => ({ value }));
    },
    ticks: {
      ...common.ticks,
      autoSkip: false,
      callback: (value: string | number) => `${Number(Number(value).toPrecision(3))} %`,
    },
  } as const;
}

/** A part that at least ten responses of each result make up. */
function rarest(known: readonly Known[]): number {
  const fewest = Math.min(...known.map(({ slower }) => slower.responses));
  return Math.min(SLOW, Math.max(RAREST, 10 / fewest));
}

/** 1, 2 and 5 of each decade within; ones alone where there are many decades. */
export function decades(min: number, max: number): number[] {
  const steps = max / min > 1e4 ? [1] : [1, 2, 5];
  const first = Math.floor(Math.log10(min));
  const last = Math.ceil(Math.log10(max));
  return Array.from({ length: last - first + 1 }, (_, k) => first + k)
    .flatMap((exponent) => steps.map((step) => Number(`${step}e${exponent}`)))
    .filter((value) => value >= 0.999 * min && value <= 1.001 * max);
}

/** To three digits, or to the second: 850ms, 3.21s, 1m8s. */
function time(seconds: number): string {
  if (seconds < 1) return `${Number((1000 * seconds).toPrecision(3))}ms`;
  return span(seconds < 60 ? Number(seconds.toPrecision(3)) : Math.round(seconds));
}
