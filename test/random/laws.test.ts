/** Contract tests over the list of laws, and each law's own truth. */
import { describe, expect, it } from 'vitest';
import { upperGamma } from '../../experiments/statistics/incomplete-gamma.ts';
import { normalUpperTail } from '../../experiments/statistics/normal.ts';
import {
  cvSquaredOf,
  law as lawSchema,
  laws,
  meanOf,
  quantileOf,
  samplerOf,
} from '../../sim/random/index.ts';
import { streamsOf } from '../../sim/random/streams.ts';
import type { Law } from '../../sim/scenario.ts';

const stream = (name: string) => streamsOf('laws', 1)('who', name);

/** As a scenario writes them; every law of the list occurs. */
const written: readonly unknown[] = [
  '2s',
  { constant: '2s' },
  { exponential: '2s' },
  { uniform: ['1s', '3s'] },
  { uniform: ['2s', '2s'] },
  { erlang: { mean: '2s', k: 1 } },
  { erlang: { mean: '2s', k: 4 } },
  { erlang: { mean: '2s', k: 1000 } },
  { lognormal: { mean: '2s', cv: 0 } },
  { lognormal: { mean: '2s', cv: 0.5 } },
  { lognormal: { mean: '2s', cv: 1.2 } },
  { hyperexponential: { mean: '2s', cv: 1 } },
  { hyperexponential: { mean: '2s', cv: 3 } },
  { hyperexponential: { p: 0.9, means: ['1s', '20s'] } },
  { hyperexponential: { p: 0.3, means: ['0s', '20s'] } },
  { hyperexponential: { p: 1, means: ['2s', '20s'] } },
  { pareto: { min: '1s', max: '10s', alpha: 2.5 } },
  { pareto: { min: '1s', max: '60s', alpha: 1 } },
  { pareto: { min: '1s', max: '60s', alpha: 2 } },
  { pareto: { min: '1ms', max: '10s', alpha: 0.5 } },
];
const samples: readonly Law[] = [
  { name: 'empirical', settings: { values: [3, 1, 0.5], weights: [1, 2, 0] } },
  { name: 'empirical', settings: { values: [0, 2], weights: [0.5, 1.5] } },
];
const cases = [
  ...written.map((text) => [JSON.stringify(text), lawSchema.parse(text) as Law] as const),
  ...samples.map((law) => [JSON.stringify(law), law] as const),
];
it('tries every law of the list', () => {
  expect(new Set(cases.map(([, { name }]) => name))).toEqual(new Set(laws.map((l) => l.name)));
});

const moments = (values: readonly number[], power: number) => {
  const n = values.length;
  const each = values.map((x) => {
    let product = 1;
    for (let i = 0; i < power; i++) product *= x;
    return product;
  });
  const mean = each.reduce((a, b) => a + b, 0) / n;
  const variance = each.reduce((a, b) => a + (b - mean) * (b - mean), 0) / (n - 1);
  return { mean, error: Math.sqrt(variance / n) };
};

describe.each(cases)('%s', (text, law) => {
  const plugin = laws.find(({ name }) => name === law.name) as (typeof laws)[number];
  const sampled = (() => {
    const draw = samplerOf(law, stream(text));
    return Array.from({ length: 40_000 }, draw);
  })();

  it('samples the mean and the square that it states, within 4 standard errors', () => {
    const mean = meanOf(law);
    const square = mean * mean * (1 + cvSquaredOf(law));
    expect(Math.min(...sampled)).toBeGreaterThanOrEqual(0);
    for (const [power, truth] of [
      [1, mean],
      [2, square],
    ] as const) {
      const { mean: found, error } = moments(sampled, power);
      expect(Math.abs(found - truth)).toBeLessThanOrEqual(4 * error + 1e-9 * truth);
    }
  });

  // One-sample Kolmogorov–Smirnov at 1e-6, 2.69/√n, looked at where the quantile is tabulated.
  it('has quantiles of the law it samples', () => {
    const sorted = Float64Array.from(sampled).sort();
    const quantile = quantileOf(law);
    const limit = 2.69 / Math.sqrt(sorted.length);
    // Spans within a rounding error of the quantile count as equal to it.
    const part = (x: number) => countUpTo(sorted, x) / sorted.length;
    for (let i = 0; i < 1000; i++) {
      const u = i / 1000;
      const x = quantile(u);
      expect(part(x * (1 + 1e-12)) - u).toBeGreaterThan(-limit);
      expect(part(x * (1 - 1e-12) - 1e-300) - u).toBeLessThan(limit);
    }
  });

  it('has quantiles that never fall, finite from 0 to the last step before 1', () => {
    const quantile = quantileOf(law);
    let last = quantile(0);
    expect(last).toBeGreaterThanOrEqual(0);
    const steps = [
      1e-300,
      1e-16,
      2.3e-10,
      1e-6,
      ...Array.from({ length: 999 }, (_, i) => (i + 1) / 1000),
    ];
    for (const u of [...steps, 1 - 1e-6, 1 - 2.3e-10, 1 - 1.1e-16]) {
      const x = quantile(u);
      expect(x).toBeGreaterThanOrEqual(last * (1 - 1e-13));
      last = x;
    }
    expect(last).toBeLessThan(Number.POSITIVE_INFINITY);
  });

  it('covers an instant by spans of mean (1 + cv²) times the mean', () => {
    const draw = plugin.covering(law.settings, stream(`covering ${text}`));
    const { mean, error } = moments(Array.from({ length: 40_000 }, draw), 1);
    const truth = meanOf(law) * (1 + cvSquaredOf(law));
    expect(Math.abs(mean - truth)).toBeLessThanOrEqual(4 * error + 1e-9 * truth);
  });
});

function countUpTo(sorted: Float64Array, x: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) <= x) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Distribution functions from elsewhere: P(X > x). */
const tails: readonly [unknown, (x: number) => number][] = [
  [{ exponential: '2s' }, (x) => Math.exp(-x / 2)],
  ...[1, 2, 5, 40, 900].map(
    (k) =>
      [{ erlang: { mean: '2s', k } }, (x: number) => upperGamma(k, (k * x) / 2)] as [
        unknown,
        (x: number) => number,
      ],
  ),
  [
    { lognormal: { mean: '2s', cv: 1 } },
    (x) => normalUpperTail((Math.log(x / 2) + Math.LN2 / 2) / Math.sqrt(Math.LN2)),
  ],
  [
    { hyperexponential: { p: 0.9, means: ['1s', '20s'] } },
    (x) => 0.9 * Math.exp(-x) + 0.1 * Math.exp(-x / 20),
  ],
  [{ pareto: { min: '1s', max: '10s', alpha: 2 } }, (x) => (1 / (x * x) - 1 / 100) / (1 - 1 / 100)],
];

it.each(tails.map(([text, tail]) => [JSON.stringify(text), text, tail] as const))(
  'quantiles of %s invert its distribution function',
  (_, text, tail) => {
    const quantile = quantileOf(lawSchema.parse(text));
    for (const u of [1e-6, 0.001, 0.05, 0.3, 0.4999, 0.5, 0.5001, 0.7, 0.95, 0.999, 1 - 1e-6]) {
      const rest = tail(quantile(u));
      expect(Math.abs(rest - (1 - u))).toBeLessThan(1e-10 * Math.max(1e-3, 1 - u) + 1e-13);
    }
  },
);

it('gives a hyperexponential by mean and CV two branches that bring half the time each', () => {
  const { settings } = lawSchema.parse({ hyperexponential: { mean: '2s', cv: 3 } });
  const { p, means } = settings as { p: number; means: [number, number] };
  expect(p * means[0]).toBeCloseTo(1, 12);
  expect((1 - p) * means[1]).toBeCloseTo(1, 12);
  expect(cvSquaredOf({ name: 'hyperexponential', settings })).toBeCloseTo(9, 12);
});
