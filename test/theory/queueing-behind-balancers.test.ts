/**
 * What a balancer makes of N servers (validation.md part 5): power of two choices and the shortest queue, which have no
 * closed form at finite N, against an independent simulation, the printed one, and between their limits. Times are in
 * mean service times.
 */
import { describe, expect, it } from 'vitest';
import { powerOfChoicesSojourn } from '../../theory/queueing/dns-split.ts';
import { pooledSojourn } from '../../theory/queueing/pooled-servers.ts';
import { mm1Sojourn } from '../../theory/queueing/single-server.ts';
import { fastServer } from '../support/backends.ts';
import { balancedScenario, targetGroup } from '../support/balancers.ts';
import {
  estimate,
  expectLittle,
  expectUtilisation,
  readingOf,
  sojourn,
} from '../support/queueing-runs.ts';
import { ratioOf } from '../support/replicated.ts';
import { supermarketRuns } from '../support/supermarket.ts';

const REPLICATIONS = 12;
const server = { ...fastServer, service: { name: 'exponential', settings: 1 } };

function measured(
  algorithm: { name: string; settings: unknown },
  utilisation: number,
  backends: number,
  requests: number,
) {
  const rate = utilisation * backends;
  // Checks would wait in the queues too, and take their time for a fault.
  const unchecked = targetGroup(
    Array.from({ length: backends }, (_, i) => `web-${i + 1}`),
    { healthCheck: { interval: 1e6, timeout: 1e6, healthyThreshold: 1, unhealthyThreshold: 10 } },
  );
  const scenario = balancedScenario(
    { backends, rate, duration: requests / rate, window: requests / rate, ttl: 0 },
    { algorithm, targetGroups: [unchecked], targetTimeout: Number.POSITIVE_INFINITY },
    { leadIn: 1600 / backends, backend: () => ({ server }) },
  );
  const readings = Array.from({ length: REPLICATIONS }, (_, r) =>
    readingOf(scenario, `${algorithm.name} ${utilisation} ${backends}`, r + 1),
  );
  expectLittle(readings);
  expectUtilisation({ backends, utilisation, requests }, readings);
  return estimate(readings, sojourn);
}

/** ρ, N; the printed simulations. */
const ROWS = [
  [0.7, 4, 1.79, 1.51],
  [0.8, 4, 2.31, 1.95],
  [0.8, 8, 2.1, 1.45],
  [0.9, 4, 3.77, 3.22],
  [0.9, 8, 3.09, 2.13],
  [0.9, 16, 2.84, 1.57],
] as const;

describe.each(ROWS)('at ρ = %f, N = %i', (utilisation, servers, printedTwo, printedShortest) => {
  it.each([
    ['powerOf', 2, 2, printedTwo],
    ['least-outstanding', null, servers, printedShortest],
  ])(
    '%s takes as long as elsewhere, between pooling and chance',
    (name, settings, choices, printed) => {
      const { value, error } = measured({ name, settings }, utilisation, servers, 5000);
      const runs = supermarketRuns(servers, utilisation, choices, {
        runs: 12,
        seconds: 6000 / servers / utilisation,
        seed: 5,
      });
      const other = ratioOf(runs.map((y) => ({ y, x: 1 })));
      expect(Math.abs(value - other.value)).toBeLessThan(
        4 * Math.sqrt(error * error + other.error * other.error),
      );
      // Printed to two places, from a sample taken to be no larger than this one.
      expect(Math.abs(value - printed)).toBeLessThan(4 * Math.SQRT2 * error + 0.005);
      expect(value + 4 * error).toBeGreaterThan(pooledSojourn(servers, servers * utilisation));
      expect(value).toBeLessThan(mm1Sojourn(utilisation));
      if (choices === 2)
        expect(value + 4 * error).toBeGreaterThan(powerOfChoicesSojourn(utilisation, 2));
    },
  );
});
