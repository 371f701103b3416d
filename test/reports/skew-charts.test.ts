/** Charts of how unequal loads are, and of what lies behind. */
import { describe, expect, test } from 'vitest';
import type { Result } from '../../experiments/result.ts';
import { authorityQueries, queriesFinding } from '../../reports/charts/authority-queries.ts';
import type { Chart, Point } from '../../reports/charts/chart.ts';
import { hiddenLoad, hiddenLoadFinding } from '../../reports/charts/hidden-load.ts';
import { hitRatio, hitRatioFinding } from '../../reports/charts/hit-ratio.ts';
import { lorenz, lorenzFinding } from '../../reports/charts/lorenz.ts';
import { pageOf } from '../../reports/charts/page.ts';
import { quantileOf, relativeLoads } from '../../reports/charts/relative-loads.ts';
import { slowFinding, slowResponses } from '../../reports/charts/slow-responses.ts';
import { windowLoads, windowLoadsFinding } from '../../reports/charts/window-loads.ts';
import { renderPng } from '../../reports/png.ts';
import { estimate, sampleResult } from '../support/sample-result.ts';

const page = pageOf();
const drawn = (chart: Chart, result: Result, set = 0) =>
  chart.configuration(result, page, 0).data.datasets[set]?.data as Point[];

/** Windows of backends by their load over the intended one, in steps of 0.01. */
function loaded(
  blocks: readonly { readonly first: number; readonly counts: readonly number[] }[],
): Result {
  const result = sampleResult();
  const { windows } = result.skew;
  const loads = { step: 0.01, blocks };
  return { ...result, skew: { ...result.skew, windows: { ...windows, loads } } };
}

/** 50 windows at half their load, 50 at one and a half times. */
const halves = loaded([
  { first: 50, counts: [50] },
  { first: 150, counts: [25] },
  { first: 150, counts: [25] },
]);

describe('loads of single windows', () => {
  test('are those of all blocks together', () => {
    const loads = relativeLoads(halves);
    expect(loads?.total).toBe(100);
    expect(loads?.counts[50]).toBe(50);
    expect(loads?.counts[150]).toBe(50);
  });

  test('have quantiles, between the ends of a step', () => {
    const loads = relativeLoads(loaded([{ first: 100, counts: [40, 60] }]));
    expect(loads && quantileOf(loads, 0.2)).toBeCloseTo(1.005);
    expect(loads && quantileOf(loads, 0.7)).toBeCloseTo(1.015);
  });

  test('are drawn as parts that sum to 100 %', () => {
    const bars = drawn(windowLoads, halves).filter((_, i) => i % 2 === 0);
    expect(bars.reduce((sum, { y }) => sum + (y as number), 0)).toBeCloseTo(100);
  });

  test('say what headroom has to hold', () => {
    expect(windowLoadsFinding(halves)).toBe(
      'In one window of twenty a backend gets 1.51× its intended load or more',
    );
    expect(windowLoadsFinding(loaded([{ first: 99, counts: [50, 2] }]))).toBe(
      'Nearly every backend has its intended load in nearly every window',
    );
  });

  test('make a Lorenz curve from nothing to all', () => {
    const curve = drawn(lorenz, halves, 1);
    expect(curve[0]).toEqual({ x: 0, y: 0 });
    expect(curve[1]?.x).toBeCloseTo(50);
    expect(curve[1]?.y).toBeCloseTo((100 * 0.505) / (0.505 + 1.505));
    expect(curve.at(-1)?.x).toBeCloseTo(100);
    expect(curve.at(-1)?.y).toBeCloseTo(100);
    expect(lorenzFinding(halves)).toBe(
      'The less loaded half of all windows of backends bears 25.1 % of the load',
    );
  });

  test.each([windowLoads, lorenz])('are left out where nothing arrived ($name)', (chart) =>
    expect(chart.lacks(loaded([]), 0)).toBe('no window had a request'),
  );
});

/** Resolver groups with hit ratios by window, and hidden loads by member. */
function resolving(
  groups: readonly { name: string; ratios: readonly number[]; hidden: readonly number[] }[],
): Result {
  const result = sampleResult({ windows: groups[0]?.ratios.length ?? 2 });
  const [isp] = result.resolvers;
  return {
    ...result,
    resolvers: groups.map(({ name, ratios, hidden }) => ({
      ...(isp as Result['resolvers'][number]),
      name,
      hitRatio: estimate(ratios.reduce((a, b) => a + b, 0) / ratios.length, 0.01),
      hiddenLoad: hidden.map((load) => estimate(load, 1)),
    })),
    series: {
      ...result.series,
      resolvers: Object.fromEntries(
        groups.map(({ name, ratios }) => [
          name,
          { queries: ratios.map(() => 100), hitRatio: ratios },
        ]),
      ),
    },
  };
}
const isp = { name: 'isp', ratios: [0.9, 0.5, 0.9], hidden: [50, 100, 0, 10] };
const home = { name: 'home', ratios: [0.2, 0.2, 0.2], hidden: [4, 2] };

describe('the hit ratio', () => {
  test('is a line for each resolver group, in percent', () => {
    expect(drawn(hitRatio, resolving([isp, home])).map(({ y }) => y)).toEqual([90, 50, 90]);
    expect(drawn(hitRatio, resolving([isp, home]), 1).map(({ y }) => y)).toEqual([20, 20, 20]);
  });

  test('says who answers, and how it dips', () => {
    expect(hitRatioFinding(resolving([isp]))).toBe(
      'Caches answer 76.7 % of the queries, 50.0 % in the worst window',
    );
    expect(hitRatioFinding(resolving([isp, home]))).toBe(
      'Caches of isp answer 76.7 % of the queries, those of home 20.0 %',
    );
    expect(hitRatio.lacks(resolving([]), 0)).toBe('no resolver got a query');
  });
});

describe('queries at the authority', () => {
  test('are per second, in the middle of windows, with their mean', () => {
    const result = sampleResult({ windows: 2 });
    expect(drawn(authorityQueries, result)).toEqual([
      { x: 15, y: 3.2 },
      { x: 45, y: 3.2 },
    ]);
    expect(queriesFinding(result)).toBe(
      'The authority answers 3.20 queries/s, one for every 93.5 requests',
    );
  });

  test('that peak say when', () => {
    const result = sampleResult({ windows: 3 });
    const series = { ...result.series, authority: { queries: [96, 300, 96] } };
    expect(queriesFinding({ ...result, series })).toMatch(
      /; up to 10\.0\/s in the window from 30s$/,
    );
  });
});

describe('hidden load', () => {
  test('stands by rank, without members that never asked', () => {
    const result = resolving([home, isp]);
    expect(drawn(hiddenLoad, result)).toEqual([
      { x: 1, y: 100 },
      { x: 2, y: 50 },
      { x: 3, y: 10 },
    ]);
    expect(hiddenLoadFinding(result)).toBe(
      'One answer to the heaviest resolver of isp decides 100 requests, 10 times as many as one to the median resolver',
    );
  });

  test('is left out where there is nothing to rank', () =>
    expect(hiddenLoad.lacks(resolving([{ ...isp, hidden: [5] }]), 0)).toBe(
      'no resolver group has two members that asked the authority',
    ));
});

/** Servers of which nine responses in ten take up to 100 ms, the others up to a second; times by server. */
function answering(factors: readonly number[]): Result {
  const result = sampleResult({ shares: factors.map(() => 1 / factors.length) });
  return {
    ...result,
    backends: result.backends.map((backend, i) => {
      const factor = factors[i] as number;
      const histogram = [
        { fromSeconds: 0.01 * factor, toSeconds: 0.1 * factor, count: 9000 },
        { fromSeconds: 0.1 * factor, toSeconds: factor, count: 1000 },
      ];
      const times = { p50Seconds: null, p95Seconds: null, p99Seconds: null };
      return { ...backend, responseTime: { ...times, meanSeconds: null, histogram } };
    }),
  };
}

describe('slow responses', () => {
  test('have a line for each of a few servers, and of many the slowest, the fastest and all', () => {
    const labels = (factors: readonly number[]) =>
      slowResponses
        .configuration(answering(factors), page, 0)
        .data.datasets.map(({ label }) => label);
    expect(labels([1, 2, 1])).toEqual(['web-1', 'web-2', 'web-3']);
    const many = Array.from({ length: 40 }, (_, i) => (i === 7 ? 3 : i === 4 ? 0.5 : 1));
    expect(labels(many)).toEqual(['web-8', 'web-5', 'all 40']);
  });

  test('say whether it is one server or all', () => {
    expect(slowFinding(answering([1, 1]))).toBe(
      'One response in a hundred takes over 910ms, half of them over 60ms',
    );
    expect(slowFinding(answering([1, 1, 1, 10]))).toBe(
      'One response in a hundred takes over 6.4s; at web-4 over 9.1s',
    );
    expect(slowResponses.lacks(sampleResult(), 0)).toBe('no backend has a server');
  });
});

describe('charts of skew', () => {
  test.each([windowLoads, lorenz, hitRatio, authorityQueries, hiddenLoad])(
    'render ($name)',
    (chart) => {
      const result = { ...halves, ...resolving([isp, home]), skew: halves.skew };
      expect(chart.lacks(result, 0)).toBeNull();
      expect(renderPng(chart.configuration(result, page, 0), page).length).toBeGreaterThan(1000);
    },
  );
});
