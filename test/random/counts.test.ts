/** Samplers of whole numbers against their exact laws. */
import { describe, expect, it } from 'vitest';
import { chiSquareUpperTail, pearson } from '../../experiments/statistics/chi-square.ts';
import { binomial } from '../../sim/random/binomial.ts';
import { hypergeometric } from '../../sim/random/hypergeometric.ts';
import { logFactorial } from '../../sim/random/log-factorial.ts';
import { poisson } from '../../sim/random/poisson.ts';
import { streamsOf } from '../../sim/random/streams.ts';

const DRAWS = 200_000;
const stream = (name: string) => streamsOf('counts', 1)('counts', name);

/** The p-value of Pearson's test of draws against chances, values expected fewer than ten times put together. */
function pValue(draw: () => number, chance: (k: number) => number): number {
  const counts = new Map<number, number>();
  for (let i = 0; i < DRAWS; i++) {
    const k = draw();
    counts.set(k, (counts.get(k) ?? 0) + 1);
  }
  const observed: number[] = [];
  const expected: number[] = [];
  let [seen, mass] = [0, 0];
  let covered = 0;
  for (let k = 0; covered < 1 - 10 / DRAWS; k++) {
    seen += counts.get(k) ?? 0;
    mass += chance(k);
    covered += chance(k);
    if (mass * DRAWS < 10) continue;
    observed.push(seen);
    expected.push(mass * DRAWS);
    [seen, mass] = [0, 0];
  }
  const rest = observed.reduce((sum, n) => sum - n, DRAWS);
  observed.push(rest);
  expected.push(expected.reduce((sum, e) => sum - e, DRAWS));
  return chiSquareUpperTail(pearson(observed, expected), observed.length - 1);
}

describe.each([1e-3, 0.4, 3, 9.99, 10, 11.7, 60, 1000, 250_000])('Poisson of mean %d', (mean) => {
  it('has Poisson’s law, by chi-square at 1e-6', () => {
    const s = stream(`poisson ${mean}`);
    const chance = (k: number) => Math.exp(k * Math.log(mean) - mean - logFactorial(k));
    expect(pValue(() => poisson(mean, s), chance)).toBeGreaterThan(1e-6);
  });
});

describe.each([
  [12, 0.4],
  [40, 0.3],
  [1000, 0.02],
  [5000, 0.61],
])('binomial of %d trials at %d', (n, p) => {
  it('has the binomial law, by chi-square at 1e-6', () => {
    const s = stream(`binomial ${n}`);
    const chance = (k: number) =>
      k > n
        ? 0
        : Math.exp(
            logFactorial(n) -
              logFactorial(k) -
              logFactorial(n - k) +
              k * Math.log(p) +
              (n - k) * Math.log1p(-p),
          );
    expect(pValue(() => binomial(n, p, s), chance)).toBeGreaterThan(1e-6);
  });
});

describe.each([
  [7, 3, 10],
  [5, 400, 1000],
  [300, 500, 900],
  [4000, 9000, 10_000],
])('%d drawn of %d marked in %d', (draws, marked, total) => {
  it('has the hypergeometric law, by chi-square at 1e-6', () => {
    const s = stream(`hypergeometric ${total}`);
    const choose = (n: number, k: number) =>
      logFactorial(n) - logFactorial(k) - logFactorial(n - k);
    const chance = (k: number) =>
      k > Math.min(draws, marked) || draws - k > total - marked
        ? 0
        : Math.exp(choose(marked, k) + choose(total - marked, draws - k) - choose(total, draws));
    expect(pValue(() => hypergeometric(draws, marked, total, s), chance)).toBeGreaterThan(1e-6);
  });
});

it('draws no events of mean 0', () => {
  expect(poisson(0, stream('none'))).toBe(0);
});
