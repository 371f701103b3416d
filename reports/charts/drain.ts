/**
 * What still goes the old way after an event: to the target of a fault, or by the answers from before a
 * change, with what explains it: when the edges knew, and when the last answer from before has run out.
 */
import type { EventResult, Result } from '../../experiments/result.ts';
import { count, counted, span } from '../numbers.ts';
import type { Chart, Dataset, Point } from './chart.ts';
import { drainFinding, time } from './drain-finding.ts';
import { type Bin, curveOf, isFault, struck } from './event-curve.ts';
import { type Happening, marksOf } from './marks.ts';
import type { Page } from './page.ts';
import { faded } from './palette.ts';
import { axis, paper } from './paper.ts';
import { setUp } from './set-up.ts';
import { timeAxis } from './time-axis.ts';

/** Part of the axis before the event. */
const BEFORE = 0.04;
/** What counts as gone when the axis is cut behind it. */
const GONE = 0.005;
/** So few bins are dots as well. */
const FEW = 30;

export const drain: Chart = {
  name: 'drain',
  summary: 'What still goes to the target of a fault, or follows answers from before a change.',
  each: 'event',
  lacks(result, event) {
    const followed = result.events[event];
    if (!followed) return 'the scenario has no events';
    return curveOf(followed).length < 2 ? `no request was followed after ${followed.name}` : null;
  },
  configuration(result, page, event) {
    const followed = result.events[event] as EventResult;
    const curve = curveOf(followed);
    const reasons = reasonsOf(result, followed);
    const to = endOf(curve, reasons);
    const from = -BEFORE * to;
    const { marks, above } = marksOf(reasons, { from, to }, page);
    const headline = {
      title: drainFinding(followed),
      subtitle: [setUp(result), remark(result, followed)],
    };
    const options = paper(headline, page, { above });
    const { ticks, ...common } = axis(valueTitle(followed), page);
    return {
      type: 'line',
      data: { datasets: lines(curve, isFault(followed) ? from : 0, page) },
      options: {
        ...options,
        plugins: { ...options.plugins, marks },
        scales: {
          x: timeAxis(`time after ${followed.name}`, from, to, page),
          y: {
            ...common,
            type: 'linear',
            min: 0,
            max: topOf(curve),
            ticks: {
              ...ticks,
              maxTicksLimit: 8,
              includeBounds: false,
              callback: (value) => `${value} %`,
            },
          },
        },
      },
    };
  },
};

/** With the 95 % interval around it, where there is one. */
function lines(curve: readonly Bin[], before: number, page: Page): Dataset[] {
  const { theme, pt } = page;
  const [colour] = theme.accents;
  const middles = (value: (share: Bin['share']) => number | null): Point[] =>
    curve.map(({ from, to, share }) => {
      const y = value(share);
      return { x: (from + to) / 2, y: y === null ? null : 100 * y };
    });
  const usual =
    before < 0
      ? [
          { x: before, y: 100 },
          { x: 0, y: 100 },
        ]
      : [];
  // A share of requests stays within the whole; one of what was before may pass it.
  const most = curve.every(({ share }) => share.mean <= 1) ? 1 : Number.POSITIVE_INFINITY;
  const edge = { type: 'line', borderWidth: 0, pointRadius: 0 } as const;
  const fill = faded(colour, theme.bandStrength);
  const interval: Dataset[] = curve.every(({ share }) => share.high === null)
    ? []
    : [
        { ...edge, label: '', data: middles(({ low }) => low && Math.max(0, low)) },
        {
          ...edge,
          label: '95 % interval over runs',
          data: middles(({ high }) => high && Math.min(most, high)),
          fill: '-1',
          backgroundColor: fill,
          borderColor: fill,
        },
      ];
  return [
    {
      type: 'line',
      label: '',
      data: [...usual, ...middles(({ mean }) => mean)],
      borderColor: colour,
      borderWidth: pt(3),
      borderJoinStyle: 'round',
      pointRadius: [...usual.map(() => 0), ...curve.map(() => (curve.length <= FEW ? pt(4) : 0))],
      pointBackgroundColor: colour,
    },
    ...interval,
  ];
}

/** All of them; more where chance brought more than before. */
function topOf(curve: readonly Bin[]): number {
  const tops = curve.map(({ share: { mean, high } }) =>
    // Of a few runs an interval may be very wide: it tells enough by leaving the page then.
    Math.max(10 * Math.ceil(10 * mean), 10 * Math.round(10 * Math.min(high ?? mean, 2 * mean))),
  );
  return Math.max(100, ...tops);
}

/** What explains the curve, in seconds after the event. */
function reasonsOf({ scenario }: Result, event: EventResult): Happening[] {
  const ttls = scenario.lookups?.flatMap(({ ttlSeconds }) => ttlSeconds) ?? [];
  const ttl = ttls.length === 0 ? null : Math.max(...ttls);
  const first = event.detectionSeconds?.firstEdge?.mean ?? null;
  const last = event.detectionSeconds?.lastEdge?.mean ?? null;
  const begin = { at: 0, label: event.name };
  const back = struck(event).are === 'is' ? 'it is back' : 'they are back';
  const ended = event.lastsSeconds ? [{ at: event.lastsSeconds.mean, label: back }] : [];
  if (!isFault(event))
    return [begin, ...(ttl === null ? [] : [{ at: ttl, label: `TTL ${span(ttl)}` }])];
  if (first === null || last === null) return [begin, ...ended];
  const known =
    last - first < 0.02 * last
      ? [{ at: last, label: `detected after ${time(last)}` }]
      : [
          { at: first, label: `detected after ${time(first)}` },
          { at: last, label: `at the last edge after ${time(last)}` },
        ];
  const gone = ttl === null ? [] : [{ at: last + ttl, label: `+ TTL ${span(ttl)}` }];
  return [begin, ...known, ...gone, ...ended];
}

/** Seconds after the event to which the axis goes: behind the reasons, and behind what is left. */
function endOf(curve: readonly Bin[], reasons: readonly Happening[]): number {
  const followed = (curve.at(-1) as Bin).to;
  const left = curve.findLast(({ share }) => share.mean > GONE)?.to ?? followed;
  const latest = Math.max(left, ...reasons.map(({ at }) => (at <= followed ? at : 0)));
  return Math.min(followed, 1.15 * latest);
}

function valueTitle(event: EventResult): string {
  return isFault(event)
    ? `requests to ${struck(event).who}, of those before`
    : 'requests by answers from before';
}

function remark({ scenario }: Result, { failedRequests }: EventResult): string {
  const runs =
    scenario.replications === 1 ? 'One run' : `Pooled over ${scenario.replications} runs`;
  return failedRequests === null || failedRequests.mean === 0
    ? runs
    : `${runs}; ${counted(failedRequests.mean, 'request')} a run ${count(failedRequests.mean) === '1' ? 'fails' : 'fail'} at it`;
}
