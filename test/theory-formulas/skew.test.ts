import { describe, expect, it } from 'vitest';
import { populationMissRate, zipfShares } from '../../theory/caching/population.ts';
import { sharesByTtl } from '../../theory/skew/answer-ttl.ts';
import { epochDesignEffect } from '../../theory/skew/design-effect.ts';
import { consistentHashCv, flowHashCv } from '../../theory/skew/hash-balance.ts';
import { expectedPeakToMean } from '../../theory/skew/peak-load.ts';
import {
  effectiveDraws,
  freshPickCvSquared,
  groupSums,
  horizonCvSquared,
  horizonCvSquaredOfRequests,
  rotationTerm,
  singleAnswerCvSquared,
  strayWeights,
  subsetCvSquared,
} from '../../theory/skew/share-variance.ts';
import { expectPrinted, table } from './printed.ts';

/** Relative standard error of a CV simulated over 4,000 snapshots: half that of CV², √(2/((N−1)·4000)). */
const simulatedCvError = (backends: number) => Math.sqrt(2 / ((backends - 1) * 4000)) / 2;

describe('a snapshot of Zipf resolvers', () => {
  const rows = table(`
    20    20    .316 .592   11.0  .426 .797   8.1  .497 .929   6.0  .580 1.08
    100   100   .141 .265   30.3  .257 .480   16.5 .349 .652   9.4  .462 .863
    1000  1000  .045 .084   105.9 .137 .257   34.1 .242 .453   13.6 .384 .718
    10000 10000 .014 .027   322.5 .079 .147   58.2 .185 .347   16.6 .347 .648`);

  it.each(rows)('of %s has the effective draws and CVs printed', (count, ...printed) => {
    [0, 0.8, 1, 1.2].forEach((s, i) => {
      const sums = groupSums(zipfShares(Number(count), s));
      expectPrinted(effectiveDraws(sums), printed[3 * i] as string);
      [3, 8].forEach((backends, j) => {
        const cv = Math.sqrt(singleAnswerCvSquared(backends, sums));
        expectPrinted(cv, printed[3 * i + 1 + j] as string, 2 * simulatedCvError(backends));
      });
    });
  });
});

describe('an hour of 200 Zipf resolvers, five backends', () => {
  const rates = zipfShares(200, 1).map((share) => share * 50);
  const rows = table(`
    1 .0087 26.7
    5 .0169 14.7
    10 .0234 10.3
    30 .0401 4.92
    60 .0564 2.81
    120 .0797 1.52
    300 .1259 .642
    900 .2179 .219`);

  it.each(rows)('at TTL %s has the CV and the authority rate printed', (ttl, cv, queries) => {
    expectPrinted(Math.sqrt(horizonCvSquared(5, rates, Number(ttl), 3600)), cv as string);
    expectPrinted(populationMissRate(rates, Number(ttl)), queries as string);
  });

  it('varies a little less when requests are taken as fluid', () => {
    const fluid = horizonCvSquared(5, rates, 60, 3600);
    const whole = horizonCvSquaredOfRequests(5, rates, 60, 3600);
    expect(fluid).toBeLessThan(whole);
    // The difference is the spread of a Poisson number of followers: 1/(mean followers) relative, at most 5 %.
    expect(whole / fluid).toBeLessThan(1.05);
  });
});

describe('a multivalue answer', () => {
  const groups = groupSums([40, 40, 20]);

  it('varies as a direct enumeration of subsets and picks says', () => {
    // N = 3, k = 2, G = (2, 1), one choice for each answer: every pair of subsets and picks, equally likely.
    const sizes = [2, 1];
    const subsets = [
      [0, 1],
      [0, 2],
      [1, 2],
    ];
    let sum = 0;
    let count = 0;
    for (const a of subsets)
      for (const i of a)
        for (const b of subsets)
          for (const j of b) {
            const loads = [0, 0, 0];
            loads[i] = (loads[i] as number) + 2;
            loads[j] = (loads[j] as number) + 1;
            sum += loads.reduce(
              (total, load) => total + (load / 3 - 1 / 3) * (load / 3 - 1 / 3) * 3,
              0,
            );
            count += 1;
          }
    expect(subsetCvSquared(3, 2, groupSums(sizes), groupSums(sizes))).toBeCloseTo(sum / count, 14);
  });

  it('varies as a direct enumeration when each request picks afresh', () => {
    const subsets = [
      [0, 1],
      [0, 2],
      [1, 2],
    ];
    let sum = 0;
    let count = 0;
    for (const a of subsets)
      for (const i of a)
        for (const j of a)
          for (const b of subsets)
            for (const k of b) {
              const loads = [0, 0, 0];
              for (const pick of [i, j, k]) loads[pick] = (loads[pick] as number) + 1;
              sum += loads.reduce(
                (total, load) => total + (load / 3 - 1 / 3) * (load / 3 - 1 / 3) * 3,
                0,
              );
              count += 1;
            }
    expect(freshPickCvSquared(3, 2, groupSums([2, 1]))).toBeCloseTo(sum / count, 14);
  });

  it('of one address is the single answer, of all leaves only the noise of the requests', () => {
    expect(freshPickCvSquared(5, 1, groups)).toBeCloseTo(singleAnswerCvSquared(5, groups), 14);
    expect(freshPickCvSquared(5, 5, groups)).toBeCloseTo(4 / 100, 14);
  });

  it.each([
    [8, 0],
    [12, 0.5],
    [20, 1.5],
    [40, 4],
  ])('of eight of %s keeps %s of the variance of the epochs', (backends, part) => {
    const endless = { sum: 1e12, squares: 1e18 };
    expect(freshPickCvSquared(backends, 8, endless) / (endless.squares / 1e24)).toBeCloseTo(
      part,
      4,
    );
  });

  it.each([
    [8, 1, '.0643'],
    [8, 8, '.0114'],
    [12, 8, '.0221'],
    [20, 8, '.0348'],
    [40, 8, '.0549'],
  ])(
    'of %s backends, %s in an answer, 30 resolvers, has the CV printed: %s',
    (backends, size, cv) => {
      const epochs = (30 * 3600) / (60 + 2);
      const squares = epochs * (31 * 31 + 30);
      // Printed from simulated epochs: G² of n of them has relative error √Var(G²)/(E[G²]√n), CV half of it.
      const error = (2 * 31 * Math.sqrt(30)) / (31 * 31 + 30) / Math.sqrt(epochs) / 2;
      expectPrinted(
        Math.sqrt(freshPickCvSquared(backends, size, { sum: epochs * 31, squares })),
        cv,
        error,
      );
    },
  );

  it('of any kind strays by the same weights', () => {
    const subsets = [
      [0.5, 0.5, 0],
      [0.5, 0, 0.5],
      [0, 0.5, 0.5],
    ];
    const even = strayWeights(subsets.map((parts) => ({ chance: 1 / 3, parts })));
    expect(even.content).toBeCloseTo(3 / 2 - 1, 14);
    expect(even.choice).toBeCloseTo(3 * (1 - 1 / 2), 14);
    const single = [0.7, 0.2, 0.1].map((chance, i) => ({
      chance,
      parts: [0, 1, 2].map((j) => (i === j ? 1 : 0)),
    }));
    expect(strayWeights(single).content).toBeCloseTo(2, 14);
    expect(strayWeights(single).choice).toBeCloseTo(0, 14);
    // A standby that no answer names does not count.
    expect(strayWeights([{ chance: 1, parts: [0.5, 0.5, 0] }])).toEqual({ content: 0, choice: 1 });
  });

  it('gone round in turn leaves only the rest of the division', () => {
    // Seven followers of three addresses: 3, 2, 2; N = 6.
    const loads = [3, 2, 2].map((load) => load - 7 / 3);
    expect(rotationTerm(6, 3, 7)).toBeCloseTo(6 * loads.reduce((sum, d) => sum + d * d, 0), 12);
    expect(rotationTerm(6, 3, 9)).toBe(0);
  });
});

describe('the design effect', () => {
  it.each(table('1 2.50\n6 7.86\n15 16.94\n60 61.98\n300 302.0'))(
    'of epochs at λT = %s is %s',
    (load, effect) => {
      expectPrinted(epochDesignEffect(Number(load), 1), effect as string);
    },
  );

  it('is ΣG²/ΣG', () => {
    // E[G²]/E[G] of 1 + Poisson(2), summed directly.
    let [mean, square, chance] = [0, 0, Math.exp(-2)];
    for (let n = 0; n < 60; chance *= 2 / ++n) {
      mean += (1 + n) * chance;
      square += (1 + n) * (1 + n) * chance;
    }
    expect(epochDesignEffect(2, 1)).toBeCloseTo(square / mean, 12);
  });
});

describe('the largest of N multinomial loads', () => {
  const draws = [8, 16, 32, 64, 128, 256, 1024];
  const rows = table(`
    2  1.273 1.196 1.140 1.099 1.070 1.050 1.025
    3  1.528 1.375 1.263 1.185 1.131 1.092 1.046
    4  1.769 1.535 1.374 1.263 1.185 1.130 1.065
    8  2.597 2.101 1.762 1.529 1.369 1.259 1.128
    16 4.126 3.078 2.415 1.970 1.670 1.465 1.227`);

  it.each(rows)('among %s backends is as printed', (backends, ...printed) => {
    draws.forEach((count, i) => {
      expectPrinted(expectedPeakToMean(Number(backends), count), printed[i] as string);
    });
  });

  it('is what counting every outcome gives', () => {
    // Three draws on three backends: all apart 6/27 (max 1), a pair 18/27 (max 2), all together 3/27 (max 3).
    expect(expectedPeakToMean(3, 3)).toBeCloseTo((6 * 1 + 18 * 2 + 3 * 3) / 27, 12);
    expect(expectedPeakToMean(3, 1)).toBeCloseTo(3, 12);
  });

  it('is 1.67 for three backends at five requests: a perfect balance of few requests looks skewed', () => {
    expectPrinted(expectedPeakToMean(3, 5), '1.67');
  });
});

describe('answers with TTLs of their own', () => {
  it('share 70 to 30 at 60 s against 20 s and λ = 0.1', () => {
    const shares = sharesByTtl(0.1, [
      { chance: 0.5, ttl: 60 },
      { chance: 0.5, ttl: 20 },
    ]);
    expectPrinted(shares[0] as number, '.700');
    expectPrinted(shares[1] as number, '.300');
  });
});

describe('hashing', () => {
  it.each([
    [4, 1, '.775'],
    [4, 10, '.271'],
    [4, 100, '.086'],
    [10, 1000, '.030'],
  ])('on a ring of %s targets with %s points each has CV %s', (targets, points, cv) =>
    expectPrinted(consistentHashCv(targets, points), cv),
  );

  it('of flows is the multinomial', () => {
    expect(flowHashCv(3, 50)).toBeCloseTo(
      Math.sqrt(singleAnswerCvSquared(3, { sum: 50, squares: 50 })),
      14,
    );
  });
});
