import jstat from 'jstat';
import { describe, expect, it } from 'vitest';
import { incompleteBeta } from '../../../experiments/statistics/incomplete-beta.ts';
import { lowerGamma, upperGamma } from '../../../experiments/statistics/incomplete-gamma.ts';
import { logGamma } from '../../../experiments/statistics/log-gamma.ts';

const { jStat } = jstat;
const relative = (value: number, truth: number) => Math.abs(value / truth - 1);

describe('logGamma', () => {
  it('is the sum of logarithms at whole numbers', () => {
    let sum = 0;
    for (let n = 2; n <= 200; n++) {
      sum += Math.log(n - 1);
      expect(Math.abs(logGamma(n) - sum)).toBeLessThan(1e-14 * Math.max(1, sum));
    }
  });

  it('is ln √π at a half, and meets the reflection below it', () => {
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 14);
    expect(logGamma(0.2) + logGamma(0.8)).toBeCloseTo(
      Math.log(Math.PI / Math.sin(Math.PI / 5)),
      13,
    );
  });

  it('agrees with jStat', () => {
    for (const x of [0.01, 0.3, 1.7, 12.5, 333.3, 1e5]) {
      expect(Math.abs(logGamma(x) - jStat.gammaln(x))).toBeLessThan(
        1e-10 * Math.max(1, logGamma(x)),
      );
    }
  });
});

describe('the incomplete gamma functions', () => {
  it('are exponential tails for a = 1, to 1e-13 even where the tail is 1e-300', () => {
    for (const x of [1e-6, 0.5, 1.9, 2.1, 30, 200, 690]) {
      expect(relative(upperGamma(1, x), Math.exp(-x))).toBeLessThan(1e-13);
      expect(relative(lowerGamma(1, x), -Math.expm1(-x))).toBeLessThan(1e-13);
    }
  });

  it('are Poisson sums for whole a', () => {
    let term = Math.exp(-40);
    let sum = term;
    for (let k = 1; k < 12; k++) {
      term *= 40 / k;
      sum += term;
    }
    expect(relative(upperGamma(12, 40), sum)).toBeLessThan(1e-13);
  });

  it('agree with jStat where it keeps its digits', () => {
    for (const a of [0.5, 1.5, 7, 60]) {
      for (const x of [0.1, 1, 5, 50])
        expect(lowerGamma(a, x)).toBeCloseTo(jStat.lowRegGamma(a, x), 10);
    }
  });

  it('are 0 and 1 at the ends', () => {
    expect([lowerGamma(3, 0), upperGamma(3, 0)]).toEqual([0, 1]);
  });
});

describe('the incomplete beta function', () => {
  it('is a binomial tail for whole parameters', () => {
    // I_x(3, 4) = P(at least 3 of 6 at chance x).
    const x = 0.37;
    const y = 1 - x;
    const tail =
      20 * x * x * x * y * y * y +
      15 * x * x * x * x * y * y +
      6 * x * x * x * x * x * y +
      x * x * x * x * x * x;
    expect(relative(incompleteBeta(x, 3, 4), tail)).toBeLessThan(1e-13);
  });

  it('is symmetric, and a power where it can be', () => {
    expect(incompleteBeta(0.3, 2.5, 7) + incompleteBeta(0.7, 7, 2.5)).toBeCloseTo(1, 13);
    expect(relative(incompleteBeta(1e-9, 4, 1), 1e-36)).toBeLessThan(1e-12);
    expect([incompleteBeta(0, 2, 2), incompleteBeta(1, 2, 2)]).toEqual([0, 1]);
  });

  it('agrees with jStat', () => {
    for (const [x, a, b] of [
      [0.1, 0.5, 0.5],
      [0.5, 30, 20],
      [0.93, 4.5, 0.5],
    ] as const) {
      expect(incompleteBeta(x, a, b)).toBeCloseTo(jStat.ibeta(x, a, b), 9);
    }
  });
});
