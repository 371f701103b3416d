/**
 * The part of the responses that take longer than a time, server by server; both axes by factors, for what matters is in
 * the tail.
 */
import type { BackendResult, Result } from '../../experiments/result.ts';
import { count } from '../numbers.ts';
import type { Chart, Dataset } from './chart.ts';
import type { Page } from './page.ts';
import { backendColours, COLOURS } from './palette.ts';
import { paper, strokeLegend } from './paper.ts';
import { setUp } from './set-up.ts';
import { partsAxis, timesAxis, written } from './slow-axes.ts';
import { exceeded, type Slower, slowerThan } from './slower.ts';

/** One response in a hundred. */
const SLOW = 0.01;

interface Tail {
  readonly name: string;
  readonly slower: Slower;
  readonly colour: string;
}

export const slowResponses: Chart = {
  name: 'slow-responses',
  summary: 'The part of the responses that take longer than a time, by server.',
  each: 'result',
  lacks: (result) =>
    slowerThan(result) === null
      ? result.backends.some(({ responseTime }) => responseTime)
        ? 'no server answered'
        : 'no backend has a server'
      : null,
  configuration(result, page) {
    const tails = tailsOf(result, page);
    const slower = tails.map((tail) => tail.slower);
    const options = paper(
      { title: slowFinding(result), subtitle: [setUp(result), remark(result)] },
      page,
    );
    return {
      type: 'line',
      data: { datasets: tails.map((tail) => lineOf(tail, page)) },
      options: {
        ...options,
        plugins: { ...options.plugins, legend: strokeLegend(options, page) },
        scales: { x: timesAxis(slower, page), y: partsAxis(slower, page) },
      },
    };
  },
};

/** One sentence without a full stop. */
export function slowFinding(result: Result): string {
  const all = slowerThan(result);
  const limit = all && exceeded(all, SLOW);
  if (all === null || limit === null) return 'Too few responses to tell how slow the slowest are';
  const usual = exceeded(all, 0.5);
  const half = usual === null ? '' : `, half of them over ${written(usual)}`;
  const worst = slowest(result);
  const apart = worst && worst.seconds > 1.1 * limit;
  const where = apart ? `; at ${worst.name} over ${written(worst.seconds)}` : '';
  return `One response in a hundred takes over ${written(limit)}${where || half}`;
}

function remark(result: Result): string {
  const responses = slowerThan(result)?.responses ?? 0;
  const served = result.backends.filter(({ responseTime }) => responseTime).length;
  const of =
    served > COLOURS ? `; ${served} servers together, and the fastest and the slowest` : '';
  return `${count(responses)} responses of all runs, from arrival at the server to completion${of}`;
}

/** A line for each of a few servers; of many one for all, and those of the fastest and the slowest. */
function tailsOf(result: Result, { theme }: Page): Tail[] {
  const { backends } = result;
  const colours = backendColours(backends.length, theme);
  const each = backends.flatMap((backend, i) => {
    const slower = slowerThan({ backends: [backend] });
    return slower ? [{ name: backend.name, slower, colour: colours[i] as string }] : [];
  });
  if (each.length <= COLOURS && backends.length <= COLOURS) return each;
  const all = { name: `all ${each.length}`, slower: slowerThan(result) as Slower };
  const ends = [slowest(result), fastest(result)].flatMap((end, i) => {
    const tail = each.find(({ name }) => name === end?.name);
    return tail ? [{ ...tail, colour: theme.accents[i] as string }] : [];
  });
  return [...ends, { ...all, colour: theme.crowdLine }];
}

const slowest = (result: Result) => limits(result).reduce<Limit | null>(later, null);
const fastest = (result: Result) =>
  limits(result).reduce<Limit | null>(
    (best, one) => (best && best.seconds <= one.seconds ? best : one),
    null,
  );

interface Limit {
  readonly name: string;
  readonly seconds: number;
}

const later = (worst: Limit | null, one: Limit): Limit =>
  worst && worst.seconds >= one.seconds ? worst : one;

/** The time that one response in a hundred exceeds, server by server. */
function limits({ backends }: { readonly backends: readonly BackendResult[] }): Limit[] {
  return backends.flatMap((backend) => {
    const slower = slowerThan({ backends: [backend] });
    const seconds = slower && exceeded(slower, SLOW);
    return seconds === null ? [] : [{ name: backend.name, seconds }];
  });
}

function lineOf({ name, slower, colour }: Tail, { pt }: Page): Dataset {
  return {
    type: 'line',
    label: name,
    data: slower.steps.flatMap(({ seconds, part }) =>
      part > 0 ? [{ x: seconds, y: 100 * part }] : [],
    ),
    borderColor: colour,
    backgroundColor: colour,
    borderWidth: pt(2.6),
    borderJoinStyle: 'round',
    pointRadius: 0,
  };
}
