import { randomBinomial, randomExponential } from 'd3-random';
import seedrandom from 'seedrandom';
import { describe, expect, it } from 'vitest';
import { kolmogorovSmirnov } from '../../experiments/statistics/kolmogorov-smirnov.ts';
import { AliasTable } from '../../sim/random/alias-table.ts';
import { binomial, multinomial } from '../../sim/random/binomial.ts';
import { logFactorial } from '../../sim/random/log-factorial.ts';
import type { Stream } from '../../sim/random/stream.ts';
import { streamsOf } from '../../sim/random/streams.ts';
import { chiSquare, limitAt1e6 } from '../support/chi-square.ts';

const stream = (name: string) => streamsOf('test', 1)('who', name);

it('equals seedrandom’s tychei draw for draw', () => {
  const ours = streamsOf(42, 3)('gap', 'a/b c');
  const theirs = seedrandom.tychei('42/3/gap/a%2Fb%20c');
  for (let i = 0; i < 10_000; i++) expect(ours.bits()).toBe(theirs.int32());
});

it('gives every purpose, name and replication a stream of its own', () => {
  const firsts = new Set<number>();
  for (let r = 1; r <= 20; r++) {
    for (const purpose of ['gap', 'who', 'pick'] as const) {
      for (const name of ['', 'a', 'b', 'a/b', 'a%2Fb'])
        firsts.add(streamsOf(1, r)(purpose, name).bits());
    }
  }
  expect(firsts.size).toBe(20 * 3 * 5);
});

// Kolmogorov–Smirnov at 1e-6: 2.69/√n.
const KS_LIMIT = 2.69;
const ks = (values: number[], cdf: (x: number) => number) => {
  const sorted = values.sort((a, b) => a - b);
  return Math.max(
    ...sorted.map((x, i) => Math.max(cdf(x) - i / sorted.length, (i + 1) / sorted.length - cdf(x))),
  );
};

it('draws exponentials by ziggurat with the exponential law, tail included', () => {
  const s = stream('exponential');
  const values = Array.from({ length: 100_000 }, () => s.exponential());
  expect(values.filter((x) => x > 7.7).length).toBeGreaterThan(10);
  expect(ks(values, (x) => 1 - Math.exp(-x)) * Math.sqrt(values.length)).toBeLessThan(KS_LIMIT);
});

it('draws uniforms evenly, and whole numbers below any n', () => {
  const s = stream('uniform');
  expect(
    ks(
      Array.from({ length: 50_000 }, () => s.open()),
      (x) => x,
    ) * Math.sqrt(50_000),
  ).toBeLessThan(KS_LIMIT);
  const counts = [0, 0, 0, 0, 0, 0, 0, 0];
  for (let i = 0; i < 80_000; i++) {
    const k = s.below(8);
    counts[k] = (counts[k] as number) + 1;
  }
  expect(chiSquare(counts)).toBeLessThan(limitAt1e6(7));
  expect(Math.max(...Array.from({ length: 1000 }, () => s.below(1_000_000)))).toBeLessThan(
    1_000_000,
  );
});

it('draws from an alias table in proportion to the weights, zeros never', () => {
  const weights = [1, 0, 2, 5];
  const table = new AliasTable(weights);
  const s = stream('alias');
  const counts = [0, 0, 0, 0];
  for (let i = 0; i < 80_000; i++) {
    const k = table.draw(s);
    counts[k] = (counts[k] as number) + 1;
  }
  expect(counts[1]).toBe(0);
  const kept = [counts[0], counts[2], counts[3]] as number[];
  expect(chiSquare(kept, [1 / 8, 2 / 8, 5 / 8])).toBeLessThan(limitAt1e6(2));
});

describe.each([
  [20, 0.2],
  [1000, 0.3],
  [100_000, 0.7],
])('binomial of %d trials at %d', (n, p) => {
  it('has mean np and variance np(1 − p) within 4 standard errors', () => {
    const s = stream(`binomial ${n}`);
    const draws = Array.from({ length: 20_000 }, () => binomial(n, p, s));
    const mean = draws.reduce((a, b) => a + b, 0) / draws.length;
    const variance = draws.reduce((a, b) => a + (b - mean) * (b - mean), 0) / (draws.length - 1);
    const truth = n * p * (1 - p);
    expect(Math.abs(mean - n * p)).toBeLessThan(4 * Math.sqrt(truth / draws.length));
    const excess = (1 - 6 * p * (1 - p)) / truth;
    expect(Math.abs(variance - truth)).toBeLessThan(
      4 * truth * Math.sqrt((2 + excess) / draws.length),
    );
    expect(draws.every((k) => k >= 0 && k <= n)).toBe(true);
  });
});

it('throws every ball of a multinomial, and sums of logs are log-factorials', () => {
  const out = new Float64Array(3);
  multinomial(1000, Float64Array.of(0.5, 0, 0.5), stream('balls'), out);
  expect(out[1]).toBe(0);
  expect((out[0] as number) + (out[2] as number)).toBe(1000);
  let log20 = 0;
  for (let i = 2; i <= 20; i++) log20 += Math.log(i);
  expect(logFactorial(20)).toBeCloseTo(log20, 11);
});

// Two samples of n at 1e-6: the statistic's limit is 2.69·√(2/n) (Smirnov 1939).
it.each([
  [
    'exponential',
    (s: Stream) => s.exponential(),
    (s: Stream) => randomExponential.source(() => s.open())(1)(),
  ],
  [
    'binomial',
    (s: Stream) => binomial(5000, 0.3, s),
    (s: Stream) => randomBinomial.source(() => s.open())(5000, 0.3)(),
  ],
] as const)('agrees in law with d3-random: %s', (name, ours, theirs) => {
  const n = 20_000;
  const sample = (draw: (s: Stream) => number, of: string) => {
    const s = stream(`${name} ${of}`);
    return Array.from({ length: n }, () => draw(s)).sort((a, b) => a - b);
  };
  const { statistic } = kolmogorovSmirnov(sample(ours, 'ours'), sample(theirs, 'theirs'));
  expect(statistic).toBeLessThan(2.69 * Math.sqrt(2 / n));
});
