import { describe, expect, it } from 'vitest';
import {
  overloadShare,
  powerOfChoicesSojourn,
  rotationSojourn,
  skewFactor,
} from '../../theory/queueing/dns-split.ts';
import { pooledSojourn, waitProbability } from '../../theory/queueing/pooled-servers.ts';
import {
  md1Sojourn,
  mg1Sojourn,
  mm1kLoss,
  mm1Sojourn,
  mm1SojournError,
  mm1SojournQuantile,
  processorSharingSojourn,
} from '../../theory/queueing/single-server.ts';
import { expectPrinted, table } from './printed.ts';

describe('N servers behind DNS and behind a balancer', () => {
  const rows = table(`
    .7 4  3.333 2.237 1.614 1.3572
    .8 4  5.000 3.267 1.947 1.7455
    .8 8  5.000 2.980 1.947 1.2860
    .9 4  10.00 6.383 2.614 2.9694
    .9 8  10.00 5.781 2.614 1.8769
    .9 16 10.00 5.480 2.614 1.3696`);

  it.each(rows)(
    'at ρ = %s, N = %s take as long as printed',
    (load, count, random, cyclic, twoChoices, pooled) => {
      const [rho, n] = [Number(load), Number(count)];
      expectPrinted(mm1Sojourn(rho), random as string);
      expectPrinted(rotationSojourn(n, rho), cyclic as string);
      expectPrinted(powerOfChoicesSojourn(rho, 2), twoChoices as string);
      expectPrinted(pooledSojourn(n, n * rho), pooled as string);
    },
  );

  it('are M/M/1 when there is one', () => {
    expect(rotationSojourn(1, 0.8)).toBeCloseTo(5, 9);
    expect(pooledSojourn(1, 0.8)).toBeCloseTo(5, 12);
  });
});

describe('M/M/c', () => {
  it.each(table('2 1.6 .7111\n4 3.2 .5964\n5 4 .5541\n8 6.4 .4576\n10 9 .6687\n16 12.8 .3049'))(
    'with %s servers and %s Erlangs waits with chance %s',
    (servers, offered, chance) =>
      expectPrinted(waitProbability(Number(servers), Number(offered)), chance as string),
  );
});

describe('one server', () => {
  it('at ρ = 0.8 takes what Pollaczek and Khinchine say', () => {
    expectPrinted(md1Sojourn(0.8), '3.0');
    expectPrinted(mg1Sojourn(0.8, 1), '5.0');
    expectPrinted(mg1Sojourn(0.8, 4), '11.0');
    expectPrinted(mg1Sojourn(0.8, 16), '35.0');
    expectPrinted(processorSharingSojourn(0.8), '5.0');
  });

  it('has exponential sojourns in M/M/1', () => {
    expectPrinted(mm1SojournQuantile(0, 0.5), '.693');
    expectPrinted(mm1SojournQuantile(0, 0.95), '2.996');
    expectPrinted(mm1SojournQuantile(0, 0.99), '4.605');
    expect(mm1SojournQuantile(0.8, 0.95)).toBeCloseTo(5 * mm1SojournQuantile(0, 0.95), 12);
  });

  it.each(
    table(
      '.5 5 .015873\n.8 10 .023493\n.9 10 .050814\n1 10 .090909\n1.2 10 .192586\n1.5 20 .333400',
    ),
  )('at ρ = %s with %s places loses %s', (load, places, loss) =>
    expectPrinted(mm1kLoss(Number(load), Number(places)), loss as string),
  );

  it('is measured the worse the busier it is: relaxation grows as 1/(1−ρ)²', () => {
    const relative = (rho: number) => mm1SojournError(rho, 1e6) / mm1Sojourn(rho);
    expect(relative(0.98) / relative(0.96)).toBeCloseTo(2, 1);
  });
});

describe('skew of the shares', () => {
  it('costs 1.20 at ρ = 0.8 and CV 0.1, close to the exact 1.24 of two points', () => {
    expectPrinted(skewFactor(0.8, 0.01), '1.20');
    const sojourn = [0.9, 1.1].reduce((sum, x) => sum + (x / 2) * mm1Sojourn(0.8 * x), 0);
    expectPrinted(sojourn / mm1Sojourn(0.8), '1.24');
  });

  it('overloads a backend beyond 1/(Nρ)', () => {
    expect(mm1Sojourn(4 * 0.8 * 0.999 * overloadShare(4, 0.8))).toBeGreaterThan(900);
    expect(overloadShare(4, 0.8)).toBe(0.3125);
  });
});
