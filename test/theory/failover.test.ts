/** What a dead instance still gets, and how soon it is noticed, against closed forms (validation.md 6.2, 6.3). */

import { describe, expect, it } from 'vitest';
import { CHECKER_REGIONS } from '../../sim/authority/health/regions.ts';
import type { EventCounts } from '../../sim/measurements.ts';
import type { Scenario } from '../../sim/scenario.ts';
import { simulate } from '../../sim/simulate.ts';
import { deadShare } from '../../theory/failover/dead-share.ts';
import { detectionRange, meanDetection } from '../../theory/failover/detection.ts';
import { rule } from '../authority/route53/rules.ts';
import { multivalueRecords, scenarioOf } from '../support/scenarios.ts';

const CRASH_AT = 61;
const RATE = 0.5;
const BIN = 2;

interface Setting {
  readonly interval: number;
  readonly threshold: number;
  readonly publication: number;
  readonly ttl: number;
  readonly checkers?: number;
  readonly resolvers?: number;
  readonly after: readonly number[];
}

/** Three instances in one answer, web-1 checked and crashing; clients pick among what they got at random. */
function crashing(setting: Setting): Scenario {
  const { interval, threshold, publication, ttl, checkers = 1, resolvers = 12, after } = setting;
  const plain = scenarioOf({
    duration: CRASH_AT + (after.at(-1) as number) + BIN,
    rate: RATE * resolvers,
    resolvers,
    ttl,
    client: { pick: 'random' },
  });
  const [zone] = plain.zones as [Scenario['zones'][number]];
  const records = multivalueRecords(3, ttl).map((record) =>
    record.setIdentifier === 'web-1' ? { ...record, healthCheck: 'up' } : record,
  );
  const check = {
    name: 'up',
    backend: 'web-1',
    type: 'http',
    interval,
    inverted: false,
    disabled: false,
    failureThreshold: threshold,
    checkers,
    regions: CHECKER_REGIONS,
    timeouts: { connect: 4, response: 2 },
    awsEndpoint: false,
    measureLatency: false,
    probe: 'instant',
  } as const;
  const healthLag = { name: 'constant', settings: publication };
  return {
    ...plain,
    zones: [{ ...zone, records, healthChecks: [check], edges: { ...zone.edges, healthLag } }],
    events: [
      {
        name: 'crash',
        at: { name: 'constant', settings: CRASH_AT },
        curve: { bin: BIN, until: null, at: after },
        verb: 'fault',
        fault: { name: 'crash', settings: {} },
        targets: ['web-1'],
        lasts: null,
      },
    ],
  };
}

const crashesOf = (setting: Setting, replications: number): EventCounts[] => {
  const scenario = crashing(setting);
  return Array.from(
    { length: replications },
    (_, r) => simulate(scenario, 'failover', r + 1).events[0] as EventCounts,
  );
};

function meanAndError(values: readonly number[]) {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  return { mean, error: Math.sqrt(squares / (n - 1) / n) };
}

describe('the dead share, one checker of random phase (validation.md 6.3)', () => {
  const after = [30, 60, 90, 120, 150];
  it.each([
    { interval: 30, threshold: 3, publication: 0, ttl: 60, after },
    { interval: 10, threshold: 3, publication: 0, ttl: 60, after },
    { interval: 10, threshold: 1, publication: 0, ttl: 60, after },
    { interval: 30, threshold: 3, publication: 5, ttl: 300, after: [...after, 300] },
    { interval: 10, threshold: 3, publication: 5, ttl: 30, after },
  ])('$interval s, $threshold failures, published after $publication s, TTL $ttl', (setting) => {
    const REPLICATIONS = 400;
    const crashes = crashesOf(setting, REPLICATIONS);
    const range = detectionRange(setting);
    const cache = { ttl: setting.ttl, hit: (RATE * setting.ttl) / (1 + RATE * setting.ttl) };
    const shareBefore = 1 / 3;
    setting.after.forEach((t, bin) => {
      const made = crashes.reduce((sum, { curve }) => sum + (curve.made[bin] as number), 0);
      const expected = deadShare(t, range, cache);
      // One replication has one moment of detection: replications are what is independent.
      const { error } = meanAndError(
        crashes.map(
          ({ curve }) =>
            (curve.target[bin] as number) - expected * shareBefore * (curve.made[bin] as number),
        ),
      );
      const dead = crashes.reduce((sum, { curve }) => sum + (curve.target[bin] as number), 0);
      const measured = dead / made / shareBefore;
      const tolerance = (4 * error * REPLICATIONS) / made / shareBefore;
      // The curve bends by at most 1/((b − a)T) within a bin.
      const bend = (BIN * BIN) / 24 / (range[1] - range[0]) / setting.ttl;
      expect(Math.abs(measured - expected), `${t} s after`).toBeLessThanOrEqual(tolerance + bend);
    });
  });
});

describe('mean detection by uncoordinated checkers: (k − 1)I + I·m/(n + 1) + P (validation.md 6.2)', () => {
  it.each([
    { interval: 30, threshold: 3, publication: 2, checkers: 1 },
    { interval: 30, threshold: 3, publication: 2, checkers: 16 },
    { interval: 10, threshold: 3, publication: 0, checkers: 8 },
  ])('$checkers checkers each $interval s', ({ checkers, ...check }) => {
    const crashes = crashesOf({ ...check, checkers, resolvers: 1, ttl: 60, after: [120] }, 500);
    const { mean, error } = meanAndError(
      crashes.map(({ detection }) => detection.firstEdge as number),
    );
    expect(Math.abs(mean - meanDetection(check, checkers))).toBeLessThan(4 * error);
    expect(crashes.map(({ detection }) => detection.lastEdge)).not.toContain(null);
  });
});

rule(
  '4.4c',
  'a failover takes its evaluation and then the TTL: caches ask for the dead backend that long, no longer',
  () => {
    const setting = { interval: 10, threshold: 3, publication: 5, ttl: 60, after: [150] };
    const crashes = crashesOf(setting, 50);
    const late = crashes.map(({ detection, curve }) => {
      const last = curve.lastAtTarget as number;
      expect(last).toBeLessThanOrEqual((detection.lastEdge as number) + setting.ttl);
      return last - (detection.firstEdge as number);
    });
    // Many caches filled just before it was known.
    expect(Math.max(...late)).toBeGreaterThan(0.9 * setting.ttl);
  },
);
