import { describe, expect, it } from 'vitest';
import { countdownChain } from '../../theory/caching/countdown-chain.ts';
import { hitRatio, hitRatioError, missRate } from '../../theory/caching/poisson-cache.ts';
import {
  controlFraction,
  hiddenLoad,
  populationHitRatio,
  populationMissRate,
  zipfShares,
} from '../../theory/caching/population.ts';
import { prefetchMissRate, prefetchMissRatio } from '../../theory/caching/prefetch-cache.ts';
import {
  erlang2Renewals,
  hyperexponentialRenewals,
  regularRenewals,
  renewalHitRatio,
} from '../../theory/caching/renewal-cache.ts';
import {
  farmAmplification,
  farmHitRatio,
  farmWarmth,
  prefixAmplification,
} from '../../theory/caching/resolver-farm.ts';
import { secondsClockCycle, secondsClockMissRatio } from '../../theory/caching/seconds-clock.ts';
import { expectPrinted, table } from './printed.ts';

describe('a Poisson cache', () => {
  it.each([
    [0.3, '.2308'],
    [1, '.5000'],
    [3, '.7500'],
    [6, '.8571'],
    [30, '.9677'],
    [60, '.9836'],
    [300, '.9967'],
  ])('hits at λT = %s with %s', (load, hit) => {
    expectPrinted(hitRatio(load / 60, 60), hit);
  });

  it('sends on what it does not answer', () => {
    expect(missRate(0.1, 60)).toBeCloseTo(0.1 * (1 - hitRatio(0.1, 60)), 15);
    expect(missRate(0.1, 60)).toBeCloseTo(1 / (60 + 10), 15);
  });

  it('can be measured to 0.0004 over a million queries, at any load', () => {
    const errors = [0.3, 0.5, 1, 6, 60].map((load) => hitRatioError(load, 1, 1e6));
    expect(Math.max(...errors)).toBeLessThan(0.0004);
    expect(hitRatioError(0.5, 1, 1e6)).toBeCloseTo((Math.sqrt(1 / 3) * (2 / 3)) / 1000, 15);
  });
});

describe('a renewal cache', () => {
  it('with a mean gap of 10 s and a TTL of 60 s hits as printed', () => {
    expectPrinted(renewalHitRatio(erlang2Renewals(0.1, 60)), '.8519');
    expectPrinted(renewalHitRatio(60 * 0.1), '.8571');
    expectPrinted(
      renewalHitRatio(hyperexponentialRenewals({ p: 0.9, rates: [0.45, 0.0125] }, 60)),
      '.9184',
    );
  });

  it('hits with nine of ten at a metronome of 10 s and a TTL of 95 s', () => {
    expectPrinted(renewalHitRatio(regularRenewals(10, 95)), '.9000');
  });

  it('is the Poisson cache when both phases are the same', () => {
    expect(hyperexponentialRenewals({ p: 0.3, rates: [0.1, 0.1] }, 60)).toBeCloseTo(6, 12);
  });
});

describe('a prefetching cache', () => {
  it('misses less and asks more, as printed for λ = 0.1, T = 60, f = 0.1', () => {
    expectPrinted(prefetchMissRatio(0.1, 60, 0.1), '.08575');
    expectPrinted(prefetchMissRate(0.1, 60, 0.1), '.015625');
  });

  it('without a last part is a plain cache', () => {
    expect(prefetchMissRatio(0.1, 60, 0)).toBeCloseTo(1 - hitRatio(0.1, 60), 15);
    expect(prefetchMissRate(0.1, 60, 0)).toBeCloseTo(missRate(0.1, 60), 15);
  });
});

describe('a cache on a seconds clock', () => {
  it('misses as a direct sum over the second of the fill and of the next miss says', () => {
    const rate = 0.37;
    const ttl = 5;
    const seen = 1 - Math.exp(-rate);
    // The next miss comes in second T + j with chance (1−p)ʲp.
    let cycle = 0;
    for (let j = 0, chance = seen; j < 500; j++, chance *= 1 - seen) cycle += (ttl + j) * chance;
    expect(secondsClockCycle(rate, ttl)).toBeCloseTo(cycle, 10);
    expect(secondsClockMissRatio(rate, ttl)).toBeCloseTo(1 / (rate * cycle), 12);
  });

  it('is the exact clock when queries are rare: a second then is no time at all', () => {
    const rate = 1e-6;
    expect(secondsClockMissRatio(rate, 60)).toBeCloseTo(1 - hitRatio(rate, 59.5), 9);
  });
});

describe('two levels that count down', () => {
  const chain = countdownChain(
    Array.from({ length: 10 }, () => 0.01),
    60,
  );

  it('ask and miss as printed for ten stubs of 0.01/s', () => {
    expectPrinted(chain.authorityRate, '.01429');
    expectPrinted(chain.forwarderRate, '.07230');
    expectPrinted(chain.lowerMissRatio, '.7230');
  });

  it('miss more below than a full TTL at each level would: the age penalty', () => {
    expectPrinted(1 - hitRatio(0.01, 60), '.6250');
    expect(chain.lowerMissRatio).toBeGreaterThan(0.625);
  });
});

describe('a farm of caches', () => {
  it.each([
    [4, '.9375', '3.81'],
    [16, '.7895', '12.84'],
  ])('of %s hits with %s and asks %s times as much', (caches, hit, times) => {
    expectPrinted(farmHitRatio(1, 60, caches), hit);
    expectPrinted(farmAmplification(1, 60, caches), times);
  });

  it.each([
    [0.1, '2.94'],
    [1, '17.5'],
    [10, '67'],
  ])('split by 100 equal prefixes at %s/s asks %s times as much', (rate, times) => {
    expectPrinted(
      prefixAmplification(
        Array.from({ length: 100 }, () => rate / 100),
        20,
      ),
      times,
    );
  });

  it('split by 1000 Zipf prefixes asks eight times as much at 0.4167/s (Chen et al. 2015)', () => {
    const factor = prefixAmplification(
      Array.from(zipfShares(1000, 1), (share) => share * 0.4167),
      20,
    );
    expectPrinted(factor, '8.00');
  });

  it('warms up by 1 − (1−1/M)^(i−1)', () => {
    expect(farmWarmth(1, 5)).toBe(0);
    expect(farmWarmth(4, 5)).toBeCloseTo(1 - 0.8 * 0.8 * 0.8, 15);
    expect(farmWarmth(2, 1)).toBe(1);
  });
});

describe('a population of resolvers', () => {
  const rows = table(`
    10   8.04 .920  28.52 .715  46.89 .531
    30   3.07 .969  16.71 .833  35.90 .641
    60   1.60 .984  10.81 .892  29.13 .709
    300  0.33 .997   2.98 .970  14.81 .852
    900  0.11 .999   1.07 .989   7.52 .925`);
  const populations = [100, 1000, 10_000].map((count) =>
    zipfShares(count, 1).map((share) => share * 100),
  );

  it.each(rows)(
    'of Zipf(1) at 100 requests/s and TTL %s asks and hits as printed',
    (ttl, ...printed) => {
      populations.forEach((rates, i) => {
        expectPrinted(populationMissRate(rates, Number(ttl)), printed[2 * i] as string);
        expectPrinted(populationHitRatio(rates, Number(ttl)), printed[2 * i + 1] as string);
      });
    },
  );

  const domains = zipfShares(20, 1).map((share) => (500 * share) / (20 * 15));

  it.each(table('30 24.20\n60 14.86\n120 8.48\n240 4.58\n480 2.39'))(
    'of Colajanni, Yu and Dias decides the part printed at TTL %s',
    (ttl, percent) => expectPrinted(100 * controlFraction(domains, Number(ttl)), percent as string),
  );

  it('has the hidden loads printed for TTL 240', () => {
    const loads = Array.from(domains, (rate) => hiddenLoad(rate, 240));
    ['112.2', '56.6', '38.1', '28.8', '23.2'].forEach((printed, i) => {
      expectPrinted(loads[i] as number, printed);
    });
    expectPrinted(loads[19] as number, '6.6');
  });
});
