import jstat from 'jstat';
import { describe, expect, it } from 'vitest';
import {
  chiSquareCritical,
  chiSquareUpperTail,
  pearson,
} from '../../../experiments/statistics/chi-square.ts';
import { normalUpperTail } from '../../../experiments/statistics/normal.ts';
import { answersToDetect, noncentralUpperTail } from '../../../experiments/statistics/power.ts';
import { tCdf, tQuantile, tUpperTail } from '../../../experiments/statistics/student-t.ts';
import { normalQuantile } from '../../../sim/random/normal-quantile.ts';
import { expectPrinted, table } from '../../theory-formulas/printed.ts';

const { jStat } = jstat;
const relative = (value: number, truth: number) => Math.abs(value / truth - 1);

describe('the normal law', () => {
  it('has the quantiles of the tables', () => {
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 14);
    expect(normalQuantile(0.995)).toBeCloseTo(2.5758293035489004, 14);
    expect(normalQuantile(0.5)).toBe(0);
  });

  it('comes back through its tail to 1e-13, also far out', () => {
    for (const p of [1e-300, 1e-20, 1e-6, 0.02, 0.075, 0.3, 0.6, 0.9]) {
      // The tail turns an error of z into z times that, relatively.
      const z = -normalQuantile(p);
      expect(relative(normalUpperTail(z), p)).toBeLessThan(1e-14 * Math.max(10, z * z));
    }
  });
});

describe("Student's t", () => {
  it('has the quantile of the tables at 0.975 and 9 degrees, and the closed form there', () => {
    const t = tQuantile(0.975, 9);
    expect(relative(t, 2.262157162798205)).toBeLessThan(1e-14);
    const angle = Math.atan2(t, 3);
    const c = Math.cos(angle) * Math.cos(angle);
    const series = 1 + (2 / 3) * c + (8 / 15) * c * c + (16 / 35) * c * c * c;
    const within = (2 / Math.PI) * (angle + Math.sin(angle) * Math.cos(angle) * series);
    expect(within).toBeCloseTo(0.95, 14);
  });

  it('has closed quantiles for one and two degrees', () => {
    for (const p of [0.6, 0.9, 0.975, 0.9999]) {
      expect(relative(tQuantile(p, 1), Math.tan(Math.PI * (p - 0.5)))).toBeLessThan(1e-11);
      expect(relative(tQuantile(p, 2), (2 * p - 1) / Math.sqrt(2 * p * (1 - p)))).toBeLessThan(
        1e-12,
      );
    }
  });

  it('has a closed tail for two degrees, to 1e-12 at 1e-12', () => {
    // 1/2 − t/(2√(2+t²)), written without the cancellation.
    for (const t of [0.1, 3, 1e3, 1e6]) {
      const root = Math.sqrt(2 + t * t);
      expect(relative(tUpperTail(t, 2), 1 / (root * (root + t)))).toBeLessThan(1e-12);
    }
  });

  it('agrees with jStat to its precision', () => {
    for (const df of [1, 3, 9, 29, 199]) {
      for (const p of [0.6, 0.95, 0.975, 0.995]) {
        expect(relative(tQuantile(p, df), jStat.studentt.inv(p, df))).toBeLessThan(1e-7);
      }
      for (const t of [-2, 0.5, 3]) expect(tCdf(t, df)).toBeCloseTo(jStat.studentt.cdf(t, df), 8);
    }
  });

  it('is symmetric, and the normal law for endless degrees', () => {
    expect(tQuantile(0.025, 7)).toBe(-tQuantile(0.975, 7));
    expect(tQuantile(0.5, 7)).toBe(0);
    // Cornish-Fisher: (z³+z)/4n + (5z⁵+16z³+3z)/96n²; the next term is 3e-9 here.
    const z = normalQuantile(0.975);
    const [z2, n] = [z * z, 1000];
    const away = (z * (z2 + 1)) / (4 * n) + (z * (5 * z2 * z2 + 16 * z2 + 3)) / (96 * n * n);
    expect(Math.abs(tQuantile(0.975, n) - z - away)).toBeLessThan(1e-8);
  });
});

describe('chi-square', () => {
  const rows = table(`
    1 10.83 23.93
    2 13.82 27.63
    3 16.27 30.67
    4 18.47 33.38
    7 24.32 40.52
    15 37.70 56.49`);

  it.each(rows)('with %s degrees has the critical values printed', (df, thousandth, millionth) => {
    // The table rounds 30.6648 up once more; a hundredth is all it claims.
    expect(Math.abs(chiSquareCritical(1e-3, Number(df)) - Number(thousandth))).toBeLessThan(0.01);
    expect(Math.abs(chiSquareCritical(1e-6, Number(df)) - Number(millionth))).toBeLessThan(0.01);
  });

  it('keeps the tail that 1 − cdf loses', () => {
    // Three degrees: 2(1−Φ(√x)) + √(2x/π)e^(−x/2).
    const exact = 2 * normalUpperTail(Math.sqrt(200)) + Math.sqrt(400 / Math.PI) * Math.exp(-100);
    expect(relative(chiSquareUpperTail(200, 3), exact)).toBeLessThan(1e-12);
    expect(1 - jStat.chisquare.cdf(200, 3)).toBeLessThan(1e-14);
  });

  it('agrees with jStat', () => {
    for (const df of [1, 5, 30]) {
      for (const x of [0.5, 5, 30])
        expect(chiSquareUpperTail(x, df)).toBeCloseTo(1 - jStat.chisquare.cdf(x, df), 10);
    }
  });

  it('sums squared differences where something is expected', () => {
    expect(pearson([12, 8, 3], [10, 10, 0])).toBeCloseTo(0.8, 14);
  });
});

describe('the answers needed to see a backend off by a part', () => {
  const rows = table(`
    2  78874  130249   12620  20840   3155  5210
    4  284486 445941   45518  71351   11380 17838
    8  794187 1199318  127070 191891  31768 47973`);

  it.each(rows)('of %s backends are as printed', (backends, ...printed) => {
    [0.02, 0.05, 0.1].forEach((off, i) => {
      expectPrinted(answersToDetect(Number(backends), off, 1e-3, 0.99), printed[2 * i] as string);
      expectPrinted(
        answersToDetect(Number(backends), off, 1e-6, 0.99),
        printed[2 * i + 1] as string,
      );
    });
  });

  it('rest on the noncentral law: one degree is a shifted normal, squared', () => {
    const exact = normalUpperTail(3 - 2) + normalUpperTail(3 + 2);
    expect(relative(noncentralUpperTail(9, 1, 4), exact)).toBeLessThan(1e-12);
  });
});
