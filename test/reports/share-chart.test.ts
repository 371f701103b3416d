import { describe, expect, test } from 'vitest';
import { pageOf } from '../../reports/charts/page.ts';
import { share } from '../../reports/charts/share.ts';
import { shareFinding } from '../../reports/charts/share-finding.ts';
import { estimate, type Sample, sampleResult, unevenShares } from '../support/sample-result.ts';

const drawn = (sample?: Sample) => share.configuration(sampleResult(sample), pageOf(), 0);

describe('the title states the finding', () => {
  test.each([
    ['even thirds', {}, 'All three backends are within 0.6 % of their intended third'],
    [
      'even halves',
      { shares: [0.5, 0.5] },
      'Both backends are within 0.1 % of their intended half',
    ],
    [
      'even weights',
      { shares: [0.9, 0.1], intended: [0.9, 0.1] },
      'Both backends are within 0.1 % of their intended share',
    ],
    [
      'one too busy',
      { shares: [0.41, 0.31, 0.28] },
      'web-1 takes 41.0 % against 33.3 % intended: 1.23× its share',
    ],
    [
      'one too busy and one starved',
      { shares: [0.36, 0.36, 0.25, 0.03] },
      'web-1 takes 36.0 % against 25.0 % intended: 1.44× its share',
    ],
    [
      'one starved of many',
      { shares: [...Array(9).fill(0.1097), 0.0127] },
      'web-10 takes only 1.27 % against 10.0 % intended: 0.13× its share',
    ],
    ['a single backend', { shares: [1] }, 'web-1 takes every request, as intended'],
    [
      'a stray',
      { shares: [0.5, 0.4, 0.1], intended: [0.5, 0.5, 0] },
      'web-3 takes 10.0 % of the requests, with none intended',
    ],
    [
      'chance',
      { shares: [0.36, 0.31, 0.33], halfWidth: 0.05 },
      'Backends take 0.93× to 1.08× their intended share, no more than chance over 10 runs',
    ],
  ])('%s', (_, sample, title) => expect(shareFinding(sampleResult(sample))).toBe(title));

  test('of many backends by its extremes', () => {
    expect(shareFinding(sampleResult({ shares: unevenShares(40), halfWidth: 1e-4 }))).toMatch(
      /^The busiest of 40 backends, web-\d+, takes 1\.\d\d× its intended share, the idlest, web-\d+, 0\.\d\d×$/,
    );
  });

  test('of many backends as chance, while no more intervals leave the intended share out than should', () => {
    const result = sampleResult({ shares: unevenShares(40), halfWidth: 0.02 });
    const backends = result.backends.map((backend, i) =>
      i === 7 ? { ...backend, share: estimate(0.0251, 0.00001) } : backend,
    );
    expect(shareFinding({ ...result, backends })).toMatch(
      /^Backends take 0\.\d\d× to 1\.\d\d× their intended share, no more than chance over 10 runs$/,
    );
  });

  test('of a run without requests, that there were none', () => {
    const result = sampleResult();
    const backends = result.backends.map((backend) => ({ ...backend, share: null }));
    expect(shareFinding({ ...result, backends })).toBe('No backend got a request');
  });
});

describe('a few backends', () => {
  const { data, options } = drawn({ shares: [0.41, 0.31, 0.28], halfWidth: 0.012 });
  const [intended, interval, , , bars] = data.datasets;

  test('are bars of their shares in percent, named, in the order of the scenario', () => {
    expect(data.labels).toEqual(['web-1   41.0 %', 'web-2   31.0 %', 'web-3   28.0 %']);
    expect(bars?.data.map((value) => Number(Number(value).toFixed(9)))).toEqual([41, 31, 28]);
  });

  test('carry their 95 % interval', () => {
    const [low, high] = (interval?.data[0] ?? []) as [number, number];
    expect(low).toBeCloseTo(39.8);
    expect(high).toBeCloseTo(42.2);
  });

  test('carry a stroke centred on the intended share', () => {
    const [from, to] = (intended?.data[0] ?? []) as [number, number];
    expect((from + to) / 2).toBeCloseTo(100 / 3);
    expect(to - from).toBeLessThan(0.5);
  });

  test('stand on an axis that begins at zero', () =>
    expect(options?.scales?.x).toMatchObject({ beginAtZero: true }));
});

test('no axis and no interval shows more than the whole', () => {
  const { data, options } = drawn({ shares: [0.999, 0.001], halfWidth: 0.01 });
  expect(options?.scales?.x).toMatchObject({ max: 100 });
  expect(data.datasets[1]?.data[0]).toEqual([expect.closeTo(98.9), 100]);
});

describe('many backends', () => {
  const { data, options } = drawn({ shares: unevenShares(400), halfWidth: 1e-4 });

  test('are sorted by share and stand on an axis that begins at zero', () => {
    const bars = data.datasets.at(-1)?.data as number[];
    expect(bars).toHaveLength(400);
    expect(bars).toEqual([...bars].sort((a, b) => b - a));
    expect(options?.scales?.y).toMatchObject({ beginAtZero: true });
  });

  test('of unequal intended shares stay in groups of equal ones', () => {
    const intended = Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? 0.04 : 0.01));
    const grouped = drawn({ shares: unevenShares(40), intended });
    expect(grouped.data.datasets[0]?.data.slice(19, 21)).toEqual([4, 1]);
  });
});

test('a result of one run has no intervals to draw', () => {
  const { data } = drawn({ replications: 1 });
  expect(data.datasets[1]?.data).toEqual([null, null, null]);
});

test.each([
  [[60], ', TTL 1m,'],
  [[60, 300], ', TTL 1m and 5m,'],
  [[30, 60, 3600], ', TTLs from 30s to 1h,'],
  [[], ''],
])('the subtitle says what was run, at TTLs of %j', (ttls, words) => {
  expect(drawn({ ttls }).options.plugins?.subtitle?.text).toEqual([
    `three-instances: 10 runs of 1h${words || ','} 1,080,000 requests a run, 3.20 DNS queries/s, seed 1`,
  ]);
});
