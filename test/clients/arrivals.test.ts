/** Arrival processes: rates, and starts as if they had run for ever. */
import { describe, expect, it } from 'vitest';
import { arrivalProcesses } from '../../sim/clients/arrivals/index.ts';
import { byName } from '../../sim/plugin.ts';
import { streamsOf } from '../../sim/random/streams.ts';
import type { Law } from '../../sim/scenario.ts';

const RATE = 0.5;
const gaps: readonly (readonly [string, Law])[] = [
  ['constant', { name: 'constant', settings: 7 }],
  ['exponential', { name: 'exponential', settings: 7 }],
  ['uniform', { name: 'uniform', settings: [1, 3] }],
  ['erlang', { name: 'erlang', settings: { mean: 7, k: 2 } }],
  ['lognormal', { name: 'lognormal', settings: { mean: 7, cv: 2 } }],
  ['hyperexponential', { name: 'hyperexponential', settings: { p: 0.9, means: [1, 20] } }],
  ['pareto', { name: 'pareto', settings: { min: 1, max: 100, alpha: 1.5 } }],
  ['empirical', { name: 'empirical', settings: { values: [0, 1, 9], weights: [2, 1, 1] } }],
];
const begun = (law: Law, start: 'stationary' | 'cold', r: number) =>
  byName(arrivalProcesses, 'renewal').begin(
    { rate: RATE, law },
    streamsOf('renewal', r)('gap', law.name),
    start,
  )(100);

describe.each(gaps)('renewal with %s gaps', (_, law) => {
  const N = 20_000;

  it('makes rate × t arrivals in any t seconds from its very start, within 4 standard errors', () => {
    for (const span of [0.5, 2, 10]) {
      const counts = Array.from({ length: N }, (_r, r) => {
        const times = begun(law, 'stationary', r);
        let count = 0;
        while (times.next() < 100 + span) count += 1;
        return count;
      });
      const mean = counts.reduce((a, b) => a + b, 0) / N;
      const variance = counts.reduce((a, b) => a + (b - mean) * (b - mean), 0) / (N - 1);
      expect(Math.abs(mean - RATE * span)).toBeLessThanOrEqual(4 * Math.sqrt(variance / N) + 1e-12);
    }
  });

  it('begins with a whole gap when cold', () => {
    const firsts = Array.from({ length: N }, (_r, r) => begun(law, 'cold', r).next() - 100);
    const mean = firsts.reduce((a, b) => a + b, 0) / N;
    const variance = firsts.reduce((a, b) => a + (b - mean) * (b - mean), 0) / (N - 1);
    expect(Math.abs(mean - 1 / RATE)).toBeLessThanOrEqual(4 * Math.sqrt(variance / N) + 1e-9);
  });
});

it('of rate 0 never comes', () => {
  const law: Law = { name: 'constant', settings: 1 };
  const times = byName(arrivalProcesses, 'renewal').begin(
    { rate: 0, law },
    streamsOf('none', 1)('gap', ''),
    'stationary',
  )(0);
  expect(times.next()).toBe(Number.POSITIVE_INFINITY);
});
