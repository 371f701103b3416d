import { describe, expect, it } from 'vitest';
import { hitRatio } from '../../theory/caching/poisson-cache.ts';
import { zipfShares } from '../../theory/caching/population.ts';
import { allDead, deadTries } from '../../theory/failover/address-retry.ts';
import {
  clientCacheStaleSeconds,
  clientCacheStaleShare,
} from '../../theory/failover/client-cache.ts';
import { connectionShare } from '../../theory/failover/connection-drain.ts';
import { deadSeconds, deadShare, lastDeadMoment } from '../../theory/failover/dead-share.ts';
import { detectionRange, meanDetection, meanRecovery } from '../../theory/failover/detection.ts';
import {
  mixedStaleShare,
  scaleOutSeconds,
  staleSeconds,
  staleShare,
} from '../../theory/failover/stale-share.ts';
import { expectPrinted, table } from './printed.ts';

/** Area under a curve by the trapezium rule; exact to h² for the smooth pieces here. */
function area(curve: (t: number) => number, until: number, steps = 60_000): number {
  let sum = (curve(0) + curve(until)) / 2;
  for (let i = 1; i < steps; i++) sum += curve((i * until) / steps);
  return (sum * until) / steps;
}

describe('after a change at the authority', () => {
  it.each([
    ['0.05', '0.375'],
    ['0.5', '0.484'],
    ['5', '0.498'],
  ])('the stale share at λ = %s is %s after 30 of 60 s', (rate, share) => {
    expectPrinted(staleShare(30, 60, hitRatio(Number(rate), 60)), share);
  });

  it('the stale share is .7279 at 15.6 s with λ = 1, T = 60, and nothing after a TTL', () => {
    expectPrinted(staleShare(15.6, 60, hitRatio(1, 60)), '.7279');
    expect(staleShare(60, 60, 1)).toBe(0);
    expect(staleShare(90, 60, 1)).toBe(0);
  });

  it.each([
    [10, '.992', '29.8'],
    [1000, '.736', '22.1'],
    [10_000, '.55', '16.5'],
  ])(
    '20 requests/s over %s Zipf(1) resolvers begin at %s and stay stale for %s s',
    (count, share, seconds) => {
      const shares = zipfShares(count, 1);
      const hit = shares.reduce((sum, part) => sum + part * hitRatio(part * 20, 60), 0);
      expectPrinted(staleShare(0, 60, hit), share);
      expectPrinted(staleSeconds(60, hit), seconds);
    },
  );

  it('a new instance has 90 % of its share after T(1−0.1/h): 54 s', () => {
    expectPrinted(scaleOutSeconds(60, 1, 0.9), '54');
    expect(1 - staleShare(scaleOutSeconds(60, 0.8, 0.9), 60, 0.8)).toBeCloseTo(0.9, 14);
    expect(scaleOutSeconds(60, 0.05, 0.9)).toBe(0);
  });

  it('the Flavel mixture is 10 % stale at 60 s and 2 % at 900 s', () => {
    const classes = [
      { share: 1 - 0.02 - 0.0857, lifetime: 20 },
      { share: 0.0857, lifetime: 900 },
      { share: 0.02, lifetime: Number.POSITIVE_INFINITY },
    ];
    expectPrinted(mixedStaleShare(60, classes), '.100');
    expectPrinted(mixedStaleShare(900, classes), '.020');
  });
});

describe('detection', () => {
  it.each([
    [1, '75.0', '25.0'],
    [8, '83.3', '27.8'],
    [15, '84.4', '28.1'],
    [16, '84.7', '28.2'],
  ])('by %s checkers takes %s s at 30 s and %s s at 10 s', (checkers, slow, fast) => {
    const check = { threshold: 3, publication: 0 };
    expectPrinted(meanDetection({ ...check, interval: 30 }, checkers), slow);
    expectPrinted(meanDetection({ ...check, interval: 10 }, checkers), fast);
  });

  it('by one checker is uniform, its mean in the middle', () => {
    const check = { interval: 30, threshold: 3, publication: 5 };
    expect(detectionRange(check)).toEqual([65, 95]);
    expect(meanDetection(check, 1)).toBe(80);
  });
});

describe('detection and recovery by 16 checkers', () => {
  it.each(
    table(`
      30 3 84.7 96.7 65.3
      10 3 28.2 40.2 21.8
      10 1 8.2  12.2 1.8`),
  )('at %s s, threshold %s: refused %s s, black-holed %s s, back %s s', (...row) => {
    const [interval, threshold] = row.slice(0, 2).map(Number) as [number, number];
    const check = { interval, threshold, publication: 0 };
    expectPrinted(meanDetection(check, 16), row[2] as string);
    expectPrinted(meanDetection({ ...check, failing: 4 }, 16), row[3] as string);
    expectPrinted(meanRecovery(check, 16), row[4] as string);
  });

  it('waits for the m-th request of an arc: without one checker’s luck, half the cycle and the arc', () => {
    // One checker, requests every C = I + t_f: the next one is uniform over the cycle.
    const check = { interval: 30, threshold: 1, publication: 0, failing: 10 };
    expect(meanRecovery(check, 1)).toBeCloseTo(20, 12);
    expect(meanRecovery({ ...check, threshold: 3, publication: 5 }, 1)).toBeCloseTo(85, 12);
  });
});

describe('the share on a dead backend', () => {
  const rows = table(`
    30 3 0 60   1.000 1.000 .750 .250 .000 0    105 150
    10 3 0 60   .917  .417  .000 0    0    0    55  90
    10 1 0 60   .583  .083  .000 0    0    0    35  70
    30 3 5 300  1.000 1.000 .965 .867 .767 .267 230 395
    10 3 5 30   .958  .042  .000 0    0    0    45  65`);

  it.each(rows)(
    'with interval %s, threshold %s, publication %s, TTL %s is as printed',
    (...row) => {
      const [interval, threshold, publication, ttl] = row.slice(0, 4).map(Number) as [
        number,
        number,
        number,
        number,
      ];
      const range = detectionRange({ interval, threshold, publication });
      const cache = { ttl, hit: 1 };
      [30, 60, 90, 120, 150, 300].forEach((x, i) => {
        expectPrinted(deadShare(x, range, cache), row[4 + i] as string);
      });
      expectPrinted(deadSeconds(range, cache), row[10] as string);
      expectPrinted(lastDeadMoment(range, cache), row[11] as string);
    },
  );

  it('has the area E[D] + hT/2, also for sparse resolvers', () => {
    const range = [20, 30] as const;
    const cache = { ttl: 60, hit: 0.7 };
    // The trapezium rule errs by at most (b−a)h²·max|f″|/12 = 90·(90/60000)²/(12·10) here, kinks included.
    expect(area((x) => deadShare(x, range, cache), 90)).toBeCloseTo(deadSeconds(range, cache), 5);
  });
});

describe('a fixed client cache', () => {
  const busy = { ttl: 60, hit: 1, kept: 30, clientHit: 1 };

  it.each(table('5 .993\n15 .938\n30 .750\n45 .500\n60 .250\n75 .063\n85 .007'))(
    'is stale at %s s by %s',
    (t, share) => {
      expectPrinted(clientCacheStaleShare(Number(t), busy), share as string);
    },
  );

  it('is symmetric in TTL and client time, and has the area printed', () => {
    for (const t of [0, 7, 20, 45, 70, 89]) {
      expect(clientCacheStaleShare(t, { ...busy, ttl: 30, kept: 60 })).toBeCloseTo(
        clientCacheStaleShare(t, busy),
        12,
      );
    }
    const sparse = { ttl: 60, hit: 0.8, kept: 30, clientHit: 0.6 };
    // Kinks at 30 and 60 s and a slope of at most 1/30: the trapezium rule errs below 90·(90/60000)/30.
    expect(
      Math.abs(area((t) => clientCacheStaleShare(t, sparse), 90) - clientCacheStaleSeconds(sparse)),
    ).toBeLessThan(0.0045);
  });
});

describe('long-lived connections', () => {
  it.each(table('10 .986\n30 .885\n60 .689\n120 .418\n300 .093'))(
    'of mean 120 s at TTL 30 are at %s s still %s',
    (t, share) => {
      expectPrinted(connectionShare(Number(t), 30, 120), share as string);
    },
  );
});

describe('trying other addresses', () => {
  it.each([
    [3, 1, 3, '.333'],
    [8, 2, 8, '.286'],
    [12, 3, 8, '.300'],
  ])('%s backends, %s dead, %s in an answer: %s dead tries', (backends, dead, inAnswer, tries) => {
    expectPrinted(deadTries({ backends, dead, inAnswer }), tries);
  });

  it('fails for a quarter when one of four is dead and one is named', () => {
    expect(allDead({ backends: 4, dead: 1, inAnswer: 1 })).toBe(0.25);
    expect(allDead({ backends: 8, dead: 2, inAnswer: 3 })).toBe(0);
  });

  it('tries d/(N−d+1) when the answer has all', () => {
    expect(deadTries({ backends: 9, dead: 4, inAnswer: 9 })).toBeCloseTo(4 / 6, 14);
  });
});
