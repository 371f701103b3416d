/** A cold start on purpose: every cache empty, so that busy ones stay in step for many epochs. */
import { describe, expect, it } from 'vitest';
import { upperGamma } from '../../experiments/statistics/incomplete-gamma.ts';
import type { EventSpec } from '../../sim/scenario.ts';
import { simulate } from '../../sim/simulate.ts';
import { staleShare } from '../../theory/failover/stale-share.ts';
import { scenarioOf, sum } from '../support/scenarios.ts';

const T = 60;
const AT = 600;
const LATER = 30;
const RESOLVERS = 1200;

/**
 * Chance that a cache, empty at 0, holds at AT + LATER what it got before AT: some epoch began in the T − LATER
 * seconds before the change. Epoch n begins after n TTLs and n + 1 exponential gaps.
 */
function staleFromCold(rate: number): number {
  const begunBy = (n: number, time: number) =>
    time > n * T ? 1 - upperGamma(n + 1, rate * (time - n * T)) : 0;
  let chance = 0;
  for (let n = 0; n * T < AT; n++) chance += begunBy(n, AT) - begunBy(n, AT - T + LATER);
  return chance;
}

function staleIn(start: 'cold' | 'stationary', rate: number, replications: number): number {
  const change: EventSpec = {
    name: 'change',
    at: { name: 'constant', settings: AT },
    curve: { bin: 1, until: null, at: [LATER] },
    verb: 'set',
    record: { name: 'app.example.com', type: 'A', setIdentifier: null },
    change: { ttl: T },
  };
  const scenario = scenarioOf(
    { duration: AT + LATER + 1, rate: rate * RESOLVERS, resolvers: RESOLVERS, ttl: T },
    { start, events: [change] },
  );
  const curves = Array.from(
    { length: replications },
    (_, r) => simulate(scenario, 'cold', r + 1).events[0]?.curve,
  );
  return (
    sum(curves.map((curve) => curve?.stale?.[0] ?? Number.NaN)) /
    sum(curves.map((curve) => curve?.made[0] ?? Number.NaN))
  );
}

describe('a record change 600 s after a start, TTL 60, 30 s later (validation.md section 0)', () => {
  it.each([
    [0.05, 0.356],
    [0.5, 0.078],
    [5, 0],
  ])(
    'at %d requests/s to each resolver, from cold %d is stale: wrong, not noisy',
    (rate, printed) => {
      const expected = staleFromCold(rate);
      // The printed figures are simulated, from some hundreds of caches: within 0.02.
      expect(Math.abs(expected - printed)).toBeLessThan(0.02);
      const replications = rate < 1 ? 4 : 1;
      const error = Math.sqrt(
        (expected * (1 - expected) * (1 + 1 / rate)) / (RESOLVERS * replications),
      );
      expect(Math.abs(staleIn('cold', rate, replications) - expected)).toBeLessThanOrEqual(
        4 * error + 1e-9,
      );
    },
  );

  it('from a stationary start as theory says', () => {
    const rate = 0.5;
    const expected = staleShare(LATER, T, (rate * T) / (1 + rate * T));
    expect(expected).toBeCloseTo(0.484, 3);
    const error = Math.sqrt((expected * (1 - expected) * (1 + 1 / rate)) / (RESOLVERS * 4));
    expect(Math.abs(staleIn('stationary', rate, 4) - expected)).toBeLessThan(4 * error);
  });
});
