/** Charts that lay several results over each other. */
import { describe, expect, test } from 'vitest';
import type { Result } from '../../experiments/result.ts';
import { decades } from '../../reports/charts/decades.ts';
import { pageOf } from '../../reports/charts/page.ts';
import { exceeded, type Slower, slowerThan } from '../../reports/charts/slower.ts';
import { comparisonCharts } from '../../reports/comparison-charts/index.ts';
import { responseTimes } from '../../reports/comparison-charts/response-times.ts';
import { comparisonLeftOut, renderComparison } from '../../reports/render-comparison.ts';
import { estimate, sampleResult } from '../support/sample-result.ts';

const page = pageOf();

/** 90 % of the responses within 100 ms, 9 % within a second, the rest within ten, all `factor` times as long. */
function answered(name: string, factor = 1, backends = 3): Result {
  const result = sampleResult({
    name,
    shares: Array.from({ length: backends }, () => 1 / backends),
  });
  const times = {
    meanSeconds: estimate(0.1, 0.01),
    p50Seconds: null,
    p95Seconds: null,
    p99Seconds: null,
    histogram: [
      { fromSeconds: 0.01 * factor, toSeconds: 0.1 * factor, count: 9000 },
      { fromSeconds: 0.1 * factor, toSeconds: factor, count: 900 },
      { fromSeconds: factor, toSeconds: 10 * factor, count: 100 },
    ],
  };
  return { ...result, backends: result.backends.map((b) => ({ ...b, responseTime: times })) };
}

const titleOf = (results: readonly Result[]) => {
  const { text } = responseTimes.configuration(results, page).options.plugins?.title ?? {};
  return Array.isArray(text) ? text.join(' ') : text;
};

describe('the part of responses that take longer', () => {
  const slower = slowerThan(answered('dns')) as Slower;

  test('is of all backends together, and falls from all to none', () => {
    expect(slower.responses).toBe(30_000);
    expect(slower.steps).toEqual([
      { seconds: 0.01, part: 1 },
      { seconds: 0.1, part: 0.1 },
      { seconds: 1, part: 0.01 },
      { seconds: 10, part: 0 },
    ]);
  });

  test('tells what time a part exceeds, if ten responses tell of it', () => {
    expect(exceeded(slower, 0.1)).toBeCloseTo(0.1);
    expect(exceeded(slower, 0.055)).toBeCloseTo(0.55);
    expect(exceeded(slower, 0.0001)).toBeNull();
  });

  test('is unknown without servers', () => expect(slowerThan(sampleResult())).toBeNull());
});

describe('response times of several results', () => {
  const results = [answered('dns', 4), answered('balancer')];

  test('are lines on logarithmic axes, told apart by their strokes too', () => {
    const { data, options } = responseTimes.configuration(results, page);
    expect(data.datasets.map(({ label }) => label)).toEqual(['dns', 'balancer']);
    const dashes = data.datasets.map((set) =>
      JSON.stringify((set as { borderDash: unknown }).borderDash),
    );
    expect(new Set(dashes).size).toBe(2);
    expect(data.datasets[1]?.data).toEqual([
      { x: 0.01, y: 100 },
      { x: 0.1, y: 10 },
      { x: 1, y: 1 },
    ]);
    expect(options.scales).toMatchObject({
      x: { type: 'logarithmic' },
      y: { type: 'logarithmic', max: 100 },
    });
  });

  test('have the slowest hundredth in the title', () => {
    expect(titleOf(results)).toBe(
      'One response in a hundred takes over 4s in dns, 4.0 times the 1s in balancer',
    );
    expect(titleOf([...results, answered('pooled', 0.5)])).toBe(
      'One response in a hundred takes over 500ms in pooled, 1s in balancer, 4s in dns',
    );
    expect(titleOf([answered('same'), answered('same')])).toMatch(/over 1s in both$/);
  });

  test('of one scenario run twice have a letter each', () => {
    const { data } = responseTimes.configuration([answered('same'), answered('same', 2)], page);
    expect(data.datasets.map(({ label }) => label)).toEqual(['same (A)', 'same (B)']);
  });

  test('render, of few backends and of many', async () => {
    for (const count of [3, 12, 40]) {
      const [chart] = await renderComparison([answered('dns', 2, count), answered('lb', 1, count)]);
      expect(chart?.png.length).toBeGreaterThan(1000);
    }
  });

  test('are left out where nobody measured them', () =>
    expect(comparisonLeftOut([sampleResult(), answered('lb')])).toEqual([
      { name: 'response-times', why: 'only one result has servers that answered' },
    ]));
});

test('the lines of a logarithmic axis are where people count', () => {
  expect(decades(0.03, 4)).toEqual([0.05, 0.1, 0.2, 0.5, 1, 2]);
  expect(decades(0.001, 100)).toEqual([0.001, 0.01, 0.1, 1, 10, 100]);
});

test('charts of several results have names of their own', () => {
  const names = comparisonCharts.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
