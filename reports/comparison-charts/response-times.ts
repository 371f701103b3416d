/**
 * How slow the slow responses are, result by result: the part of the responses that take longer than a time, both on
 * logarithmic axes, for what matters is in the tail and grows by factors.
 */
import type { Result } from '../../experiments/result.ts';
import type { Dataset } from '../charts/chart.ts';
import type { Page } from '../charts/page.ts';
import { paper, strokeLegend } from '../charts/paper.ts';
import { partsAxis, timesAxis, written } from '../charts/slow-axes.ts';
import { exceeded, type Slower, slowerThan } from '../charts/slower.ts';
import { percent, span } from '../numbers.ts';
import type { ComparisonChart } from './chart.ts';

/** One response in a hundred. */
const SLOW = 0.01;
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
    const tails = known.map(({ slower }) => slower);
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
        plugins: { ...options.plugins, legend: strokeLegend(options, page) },
        scales: { x: timesAxis(tails, page), y: partsAxis(tails, page) },
      },
    };
  },
};

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
    return `${how} over ${told.map(({ name, seconds }) => `${written(seconds)} in ${name}`).join(', ')}`;
  }
  return factor < 1.05
    ? `${how} over ${written(fastest.seconds)} in both`
    : `${how} over ${written(slowest.seconds)} in ${slowest.name}, ${factor.toFixed(factor < 10 ? 1 : 0)} times the ${written(fastest.seconds)} in ${fastest.name}`;
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
