/** What still follows an old answer after the records changed, against closed forms (validation.md 6.1). */
import { describe, expect, it } from 'vitest';
import type { CurveCounts } from '../../sim/measurements.ts';
import type { CurveSpec, EventSpec } from '../../sim/scenario.ts';
import { simulate } from '../../sim/simulate.ts';
import { staleShare } from '../../theory/failover/stale-share.ts';
import { scenarioOf } from '../support/scenarios.ts';

const T = 60;
const RESOLVERS = 2500;
const REPLICATIONS = 3;

/** A change of nothing but what the answers know, at a fixed time. */
const change = (at: number, curve: CurveSpec): EventSpec => ({
  name: 'change',
  at: { name: 'constant', settings: at },
  curve,
  verb: 'set',
  record: { name: 'app.example.com', type: 'A', setIdentifier: null },
  change: { ttl: T },
});

function curvesOf(rate: number, at: number, curve: CurveSpec): CurveCounts[] {
  const scenario = scenarioOf(
    { duration: at + T + 10, rate: rate * RESOLVERS, resolvers: RESOLVERS, ttl: T },
    { events: [change(at, curve)] },
  );
  return Array.from(
    { length: REPLICATIONS },
    (_, r) => simulate(scenario, 'stale', r + 1).events[0]?.curve as CurveCounts,
  );
}

const total = (curves: readonly CurveCounts[], column: 'made' | 'stale', bin: number) =>
  curves.reduce((sum, curve) => sum + (curve[column]?.[bin] as number), 0);

describe('S(t) = h(1 − t/T)⁺, at a fixed time from a stationary start (validation.md 6.1)', () => {
  const centres = [0.5, 6, 15, 30, 45, 57, 61];
  it.each([0.01, 0.05, 0.5, 2])('%d requests/s to each resolver', (rate) => {
    const curves = curvesOf(rate, 40, { bin: 1, until: null, at: centres });
    const hit = (rate * T) / (1 + rate * T);
    centres.forEach((t, bin) => {
      const expected = staleShare(t, T, hit);
      // Requests of one resolver in one bin, Poisson with mean μ, share one entry: 1 + 1/μ for each resolver.
      const spread = (expected * (1 - expected) * (1 + 1 / rate)) / (RESOLVERS * REPLICATIONS);
      const measured = total(curves, 'stale', bin) / total(curves, 'made', bin);
      expect(Math.abs(measured - expected), `at ${t} s`).toBeLessThanOrEqual(4 * Math.sqrt(spread));
    });
  });
});
