/** What still follows an old answer after the records changed, against closed forms (validation.md 6.1). */
import { describe, expect, it } from 'vitest';
import { run } from '../../experiments/run.ts';
import type { CurveCounts } from '../../sim/measurements.ts';
import type { CurveSpec, EventSpec } from '../../sim/scenario.ts';
import { simulate } from '../../sim/simulate.ts';
import { scaleOutSeconds, staleSeconds, staleShare } from '../../theory/failover/stale-share.ts';
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

const changing = (rate: number, at: number, curve: CurveSpec) =>
  scenarioOf(
    { duration: at + T + 20, rate: rate * RESOLVERS, resolvers: RESOLVERS, ttl: T },
    { events: [change(at, curve)] },
  );

function curvesOf(rate: number, at: number, curve: CurveSpec): CurveCounts[] {
  const scenario = changing(rate, at, curve);
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

describe('time to a part of the new share: T(1 − (1 − p)/h), mean stale seconds hT/2 (validation.md 6.1, 6.6)', () => {
  it.each([0.05, 0.5])('%d requests/s to each resolver', async (rate) => {
    const scenario = changing(rate, 40, { bin: 3, until: null, at: null });
    const study = { scenario, seed: 'settle', replications: REPLICATIONS, hash: '', notes: [] };
    const { events } = await run(study);
    const hit = (rate * T) / (1 + rate * T);
    const { settleSeconds, areaSeconds, drainSeconds, bins } = events[0] as (typeof events)[number];
    // Requests of one resolver in one bin of 3 s share an entry, as above.
    const sd = (s: number) =>
      Math.sqrt((s * (1 - s) * (1 + 1 / (3 * rate))) / (RESOLVERS * REPLICATIONS));
    for (const [name, part] of [
      ['p50', 0.5],
      ['p90', 0.9],
    ] as const) {
      // The curve falls by h/T a second: an error of the share is one of T/h times as many seconds.
      const tolerance = (4 * sd(1 - part) * T) / hit;
      const measured = settleSeconds[name]?.mean as number;
      expect(Math.abs(measured - scaleOutSeconds(T, hit, part))).toBeLessThan(tolerance);
    }
    // Bins of one resolver depend on each other: at most as if all were one.
    const spread = bins.reduce(
      (sum, { fromSeconds }) => sum + 3 * sd(staleShare(fromSeconds, T, hit)),
      0,
    );
    expect(Math.abs((areaSeconds.stale?.mean as number) - staleSeconds(T, hit))).toBeLessThan(
      4 * spread,
    );
    expect(drainSeconds.p50).toBeNull();
  });
});
