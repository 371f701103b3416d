import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cv, cvSquared, gini, jain, members, peakToMean } from '../../sim/metrics/skew.ts';

const EVEN = [1 / 4, 1 / 4, 1 / 4, 1 / 4];

describe('skew of a row of loads', () => {
  it('is none when every backend gets what it should', () => {
    for (const p of [EVEN, [0.5, 0.25, 0.125, 0.125]]) {
      const loads = p.map((share) => share * 800);
      expect(cvSquared(loads, p)).toBe(0);
      expect(peakToMean(loads, p)).toBe(1);
      expect(jain(loads, p)).toBe(1);
      expect(gini(loads, p)).toBeCloseTo(0, 15);
    }
  });

  it('is all there can be when one of four gets everything', () => {
    const loads = [0, 12, 0, 0];
    expect(cvSquared(loads, EVEN)).toBe(3);
    expect(cv(loads, EVEN)).toBe(Math.sqrt(3));
    expect(peakToMean(loads, EVEN)).toBe(4);
    expect(jain(loads, EVEN)).toBe(1 / 4);
    expect(gini(loads, EVEN)).toBe(3 / 4);
  });

  it('for equal shares is the usual coefficient of variation, Jain index and Gini coefficient', () => {
    const loads = [1, 2, 3, 6];
    const mean = 3;
    const variance = (4 + 1 + 0 + 9) / 4;
    expect(cvSquared(loads, EVEN)).toBeCloseTo(variance / (mean * mean), 14);
    // Jain, Chiu, Hawe 1984: (Σx)²/(NΣx²).
    expect(jain(loads, EVEN)).toBeCloseTo((12 * 12) / (4 * (1 + 4 + 9 + 36)), 14);
    const pairs = loads.flatMap((a) => loads.map((b) => Math.abs(a - b)));
    expect(gini(loads, EVEN)).toBeCloseTo(
      pairs.reduce((sum, d) => sum + d, 0) / (2 * 16 * mean),
      14,
    );
  });

  it('is judged against the intended shares: a correct 90/10 canary is not skewed', () => {
    expect(cvSquared([90, 10], [0.9, 0.1])).toBeCloseTo(0, 30);
    expect(cvSquared([50, 50], [0.9, 0.1])).toBeCloseTo(0.16 / 0.9 + 0.16 / 0.1, 14);
    expect(peakToMean([50, 50], [0.9, 0.1])).toBeCloseTo(5, 14);
    // Two members, x = 0.5/0.9 and 5: 0.9·0.1·(5 − 0.5/0.9) / 1.
    expect(gini([50, 50], [0.9, 0.1])).toBeCloseTo(0.09 * (5 - 0.5 / 0.9), 14);
  });

  it('counts a standby in the total, but does not average it', () => {
    expect(cvSquared([40, 40, 20], [0.5, 0.5, 0])).toBeCloseTo(2 * (0.01 / 0.5), 14);
    expect(peakToMean([40, 40, 20], [0.5, 0.5, 0])).toBeCloseTo(0.8, 14);
    expect(gini([40, 40, 20], [0.5, 0.5, 0])).toBeCloseTo(0, 14);
    expect(members([0.5, 0.5, 0])).toBe(2);
  });

  it('is unknown without load, and where nothing is intended', () => {
    for (const measure of [cvSquared, cv, peakToMean, jain, gini]) {
      expect(measure([0, 0], [0.5, 0.5])).toBeNull();
      expect(measure([3, 2], [0, 0])).toBeNull();
      expect(measure([], [])).toBeNull();
    }
    expect(gini([0, 5], [1, 0])).toBeNull();
  });

  it('does not change with the unit or the order of the backends', () => {
    const loads = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 1, max: 50 })),
      { minLength: 2, maxLength: 9 },
    );
    fc.assert(
      fc.property(loads, (rows) => {
        fc.pre(rows.some(([load]) => load > 0));
        const weight = rows.reduce((sum, [, w]) => sum + w, 0);
        const of = (order: typeof rows, scale: number) =>
          [cvSquared, peakToMean, gini].map(
            (f) =>
              f(
                order.map(([l]) => l * scale),
                order.map(([, w]) => w / weight),
              ) as number,
          );
        const plain = of(rows, 1);
        const other = of([...rows].reverse(), 7);
        // Each is a sum of at most 9 terms below weight², rounded to 2⁻⁵³.
        plain.forEach((value, i) => {
          expect(Math.abs(value - (other[i] as number))).toBeLessThan(1e-12 * Math.max(1, value));
        });
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});
