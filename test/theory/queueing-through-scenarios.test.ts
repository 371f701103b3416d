/**
 * Queueing theory through whole scenario files (validation.md part 5): read, made, looked up, sent and served, from
 * the stationary start that the reader and the simulator choose. Times are in mean service times; tolerances are four
 * standard errors, over replications or by formula; {@link observed} holds each against Little's law and utilisation.
 */
import { describe, expect, it } from 'vitest';
import { rotationSojourn } from '../../theory/queueing/dns-split.ts';
import { pooledSojourn, waitProbability } from '../../theory/queueing/pooled-servers.ts';
import {
  md1Sojourn,
  mg1Sojourn,
  mg1Wait,
  mm1kLoss,
  mm1Sojourn,
  mm1SojournError,
  mm1SojournQuantile,
  processorSharingSojourn,
} from '../../theory/queueing/single-server.ts';
import { estimate, expectNear, loss, observed, sojourn, wait } from '../support/queueing-runs.ts';

describe('M/M/1', () => {
  it.each([
    [0.5, 100_000],
    [0.8, 300_000],
  ])('at ρ = %f has its mean sojourn, in one long run', (utilisation, requests) => {
    const [run] = observed({ utilisation, requests }, 1);
    const { y, x } = sojourn(run as NonNullable<typeof run>);
    const off = Math.abs(y / x - mm1Sojourn(utilisation));
    expect(off).toBeLessThan(4 * mm1SojournError(utilisation, requests));
  });

  it('at ρ = 0.7 has the quantiles of an exponential sojourn', () => {
    const runs = observed({ utilisation: 0.7, requests: 8000 });
    for (const q of [0.5, 0.95, 0.99]) {
      const theory = mm1SojournQuantile(0.7, q);
      const { value, error } = estimate(runs, (run) => ({ y: run.quantile(q), x: 1 }));
      // A bucket of the histogram is 0.8 % wide.
      expect(Math.abs(value - theory)).toBeLessThan(4 * error + 0.004 * theory);
    }
  });

  it.each([
    [0.5, 5],
    [0.8, 10],
    [0.9, 10],
    [1, 10],
    [1.2, 10],
    [1.5, 20],
  ])('at ρ = %f with %i places, service among them, loses what M/M/1/K does', (utilisation, k) => {
    const runs = observed({ utilisation, server: `queueLimit: ${k - 1}`, requests: 5000 });
    expectNear(estimate(runs, loss), mm1kLoss(utilisation, k), 0.3);
  });
});

describe('M/M/c', () => {
  it.each([
    [2, 0.8],
    [4, 0.8],
    [5, 0.5],
    [8, 0.8],
  ])('with %i workers at ρ = %f has its mean sojourn and wait', (workers, utilisation) => {
    const runs = observed({ workers, utilisation, requests: 8000 });
    const offered = workers * utilisation;
    expectNear(estimate(runs, sojourn), pooledSojourn(workers, offered));
    expectNear(estimate(runs, wait), waitProbability(workers, offered) / (workers - offered), 0.3);
  });
});

describe('M/G/1', () => {
  it('with constant service has the mean sojourn of M/D/1', () => {
    const runs = observed({ utilisation: 0.8, service: '1s', requests: 5000 });
    expectNear(estimate(runs, sojourn), md1Sojourn(0.8));
  });

  it.each([
    ['{ erlang: { mean: 1s, k: 4 } }', 0.8, 1 / 4, 5000],
    ['{ uniform: [0s, 2s] }', 0.8, 1 / 3, 5000],
    ['{ hyperexponential: { mean: 1s, cv: 2 } }', 0.8, 4, 20_000],
    ['{ hyperexponential: { mean: 1s, cv: 4 } }', 0.8, 16, 30_000],
  ])(
    'with service %s waits as Pollaczek and Khinchine say',
    (service, rho, cvSquared, requests) => {
      const runs = observed({ utilisation: rho, service, requests });
      expectNear(estimate(runs, wait), mg1Wait(rho, cvSquared), 0.3);
      expectNear(estimate(runs, sojourn), mg1Sojourn(rho, cvSquared), 0.3);
    },
  );

  it.each(['1s', '{ exponential: 1s }', '{ hyperexponential: { mean: 1s, cv: 2 } }'])(
    'shared by all takes 1/(1−ρ) with any law of service: %s',
    (service) => {
      const runs = observed({
        utilisation: 0.8,
        service,
        server: 'discipline: ps',
        requests: 8000,
      });
      expectNear(estimate(runs, sojourn), processorSharingSojourn(0.8));
    },
  );
});

describe('servers that the authority names strictly in turn, TTL 0', () => {
  it.each([
    [0.7, 4],
    [0.8, 4],
    [0.8, 8],
    [0.9, 4],
    [0.9, 8],
    [0.9, 16],
  ])('at ρ = %f with N = %i are E_N/M/1 each', (utilisation, backends) => {
    const queue = { backends, utilisation, routing: 'round-robin', requests: 8000 } as const;
    expectNear(estimate(observed(queue), sojourn), rotationSojourn(backends, utilisation));
  });
});
