/** What a dead instance still gets, and how soon it is noticed, against closed forms (validation.md 6.2, 6.3). */

import { describe, expect, it } from 'vitest';
import { CHECKER_REGIONS } from '../../sim/authority/health/regions.ts';
import type { EventCounts } from '../../sim/measurements.ts';
import { streamsOf } from '../../sim/random/streams.ts';
import type { Scenario } from '../../sim/scenario.ts';
import { simulate } from '../../sim/simulate.ts';
import { buildWorld } from '../../sim/world.ts';
import { deadShare } from '../../theory/failover/dead-share.ts';
import { detectionRange, meanDetection } from '../../theory/failover/detection.ts';
import { rule } from '../authority/route53/rules.ts';
import { ratioOf } from '../support/replicated.ts';
import { multivalueRecords, scenarioOf } from '../support/scenarios.ts';

const CRASH_AT = 61;
const RATE = 0.5;
const BIN = 2;
/** Names that a scenario has, each with checkers and a cache entry of its own: so many independent pairs in one run. */
const NAMES = 25;

interface Setting {
  readonly interval: number;
  readonly threshold: number;
  readonly publication: number;
  readonly ttl: number;
  readonly checkers?: number;
  readonly names?: number;
  /** Requests per second for each name. */
  readonly rate?: number;
  readonly after: readonly number[];
}

/**
 * Names that answer with three instances each, of which the first is checked and crashes; clients pick among what they
 * got at random.
 */
function crashing(setting: Setting): Scenario {
  const { interval, threshold, publication, ttl, checkers = 1, names = NAMES, after } = setting;
  const { rate = RATE } = setting;
  const plain = scenarioOf({
    duration: CRASH_AT + (after.at(-1) as number) + BIN,
    backends: 3 * names,
    rate: rate * names,
    client: { pick: 'random' },
  });
  const [zone] = plain.zones as [Scenario['zones'][number]];
  const nameOf = (row: number) => `app-${Math.floor(row / 3)}.example.com`;
  const isChecked = (row: number) => row % 3 === 0;
  const addressOf = (row: number) => `10.0.${row >> 8}.${row & 255}`;
  const rows = plain.backends.map((_, row) => row);
  const records = multivalueRecords(3 * names, ttl).map((record, row) => ({
    ...record,
    name: nameOf(row),
    values: [addressOf(row)],
    healthCheck: isChecked(row) ? `up-${row}` : null,
  }));
  const checked = rows.filter(isChecked);
  const healthChecks = checked.map(
    (row) =>
      ({
        name: `up-${row}`,
        backend: `web-${row + 1}`,
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
      }) as const,
  );
  const healthLag = { name: 'constant', settings: publication };
  const lookup = checked.map((row) => ({ name: nameOf(row), share: 1 / names }));
  return {
    ...plain,
    zones: [{ ...zone, records, healthChecks, edges: { ...zone.edges, count: 1, healthLag } }],
    backends: plain.backends.map((spec, row) => ({ ...spec, addresses: [addressOf(row)] })),
    clients: plain.clients.map((group) => ({ ...group, lookup })),
    events: [
      {
        name: 'crash',
        at: { name: 'constant', settings: CRASH_AT },
        curve: { bin: BIN, until: null, at: after },
        verb: 'fault',
        fault: { name: 'crash', settings: {} },
        targets: checked.map((row) => `web-${row + 1}`),
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

describe('the dead share, one checker of random phase, 2,500 pairs (validation.md 6.3)', () => {
  const after = [30, 60, 90, 120, 150];
  it.each([
    { interval: 30, threshold: 3, publication: 0, ttl: 60, after },
    { interval: 10, threshold: 3, publication: 0, ttl: 60, after },
    { interval: 10, threshold: 1, publication: 0, ttl: 60, after },
    { interval: 30, threshold: 3, publication: 5, ttl: 300, after: [...after, 300] },
    { interval: 10, threshold: 3, publication: 5, ttl: 30, after },
  ])('$interval s, $threshold failures, published after $publication s, TTL $ttl', (setting) => {
    const crashes = crashesOf(setting, 100);
    const range = detectionRange(setting);
    const cache = { ttl: setting.ttl, hit: (RATE * setting.ttl) / (1 + RATE * setting.ttl) };
    setting.after.forEach((t, bin) => {
      const { value, error } = ratioOf(
        crashes.map(({ curve }) => ({
          y: 3 * (curve.target[bin] as number),
          x: curve.made[bin] as number,
        })),
      );
      const expected = deadShare(t, range, cache);
      // The curve bends by at most 1/((b − a)T) within a bin.
      const bend = (BIN * BIN) / 24 / (range[1] - range[0]) / setting.ttl;
      expect(Math.abs(value - expected), `${t} s after`).toBeLessThanOrEqual(4 * error + bend);
      // No more than chance makes of 2,500 picks of one in three, seen by Poisson requests of mean 1: 4·3√(2/9·2/2500).
      expect(4 * error).toBeLessThan(0.17);
    });
  });
});

/** The same scenario with so many groups of checkers, who know nothing of one another. */
const checkedOften = (scenario: Scenario, groups: number): Scenario => ({
  ...scenario,
  zones: scenario.zones.map((zone) => {
    const [check] = zone.healthChecks as [Scenario['zones'][number]['healthChecks'][number]];
    const more = Array.from({ length: groups - 1 }, (_, i) => ({ ...check, name: `also-${i}` }));
    return { ...zone, healthChecks: [check, ...more] };
  }),
});

describe('detection by uncoordinated checkers, 2,500 of them or groups of them (validation.md 6.2)', () => {
  const REPLICATIONS = 5;
  const GROUPS = 500;
  it.each([
    [1, 75, 25],
    [8, 83.3, 27.8],
    [15, 84.4, 28.1],
    [16, 84.7, 28.2],
  ])(
    '%i checkers need (k − 1)I + I·m/(n + 1) + P: %f s at 30 s, %f s at 10 s',
    (checkers, ...printed) => {
      [30, 10].forEach((interval, i) => {
        const check = { interval, threshold: 3, publication: 2 };
        const after = [3 * interval + 5];
        const setting = { ...check, checkers, names: 1, rate: 0.001, ttl: 60, after };
        const scenario = checkedOften(crashing(setting), GROUPS);
        const seconds = Array.from({ length: REPLICATIONS }, (_, r) => {
          const { engine, authority } = buildWorld(
            scenario,
            streamsOf(`detection ${checkers}`, r + 1),
          );
          engine.run(scenario.duration);
          return authority
            .statusChanges()
            .map(({ firstEdgeAt }) => (firstEdgeAt as number) - CRASH_AT);
        }).flat();
        expect(seconds).toHaveLength(REPLICATIONS * GROUPS);
        const theory = meanDetection(check, checkers);
        expect(Math.abs(theory - check.publication - (printed[i] as number))).toBeLessThan(0.051);
        const { value, error } = ratioOf(seconds.map((y) => ({ y, x: 1 })));
        expect(Math.abs(value - theory)).toBeLessThan(4 * error);
        if (checkers > 1) return;
        // Of one checker the law is known as well: uniform on its range.
        const [from, to] = detectionRange(check);
        expect(Math.min(...seconds)).toBeGreaterThanOrEqual(from);
        expect(Math.max(...seconds)).toBeLessThanOrEqual(to);
      });
    },
  );
});

rule(
  '4.4c',
  'a failover takes its evaluation and then the TTL: caches ask for the dead backend that long, no longer',
  () => {
    const setting = { interval: 10, threshold: 3, publication: 5, ttl: 60, after: [150] };
    const crashes = crashesOf({ ...setting, names: 1, rate: 6 }, 50);
    const late = crashes.map(({ detection, curve }) => {
      const last = curve.lastAtTarget as number;
      expect(last).toBeLessThanOrEqual((detection.lastEdge as number) + setting.ttl);
      return last - (detection.firstEdge as number);
    });
    // Many caches filled just before it was known.
    expect(Math.max(...late)).toBeGreaterThan(0.9 * setting.ttl);
  },
);
