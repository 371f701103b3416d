/** What `explain` says of faults and changes, against the formulas for one busy cache (theory/failover). */

import { describe, expect, it } from 'vitest';
import type { Prediction } from '../../../experiments/explain/explanation.ts';
import { explain } from '../../../experiments/explain/index.ts';
import { CHECKER_REGIONS } from '../../../sim/authority/health/regions.ts';
import type { EventSpec, Scenario } from '../../../sim/scenario.ts';
import { hitRatio } from '../../../theory/caching/poisson-cache.ts';
import { clientCacheStaleSeconds } from '../../../theory/failover/client-cache.ts';
import { scaleOutSeconds } from '../../../theory/failover/stale-share.ts';
import { type Shape, scenarioOf } from '../../support/scenarios.ts';

const CURVE = { bin: null, until: null, at: null };
const at = (seconds: number) => ({ name: 'constant', settings: seconds });
const crash: EventSpec = {
  verb: 'fault',
  name: 'crash web-2',
  at: at(600),
  curve: CURVE,
  fault: { name: 'crash', settings: null },
  targets: ['web-2'],
  lasts: null,
};
const heavier: EventSpec = {
  verb: 'set',
  name: 'set app',
  at: at(600),
  curve: CURVE,
  record: { name: 'app.example.com', type: 'A', setIdentifier: 'web-1' },
  change: { value: '192.0.2.3' },
};

function predicted(
  shape: Shape,
  event: EventSpec,
  more: (s: Scenario) => Partial<Scenario> = () => ({}),
) {
  const scenario = scenarioOf(shape, { events: [event] });
  const { predictions } = explain({
    scenario: { ...scenario, ...more(scenario) },
    seed: 1,
    replications: 1,
    hash: '',
    notes: [],
  });
  const rows = predictions
    .filter(({ topic }) => topic === 'failover' || topic === 'changes of records')
    .flatMap(({ rows: own }) => own);
  return (what: string) => {
    const row = rows.find((one) => one.what.includes(what)) as Prediction;
    return 'value' in row ? row.value : row.reason;
  };
}

const watched = (s: Scenario) => ({
  zones: s.zones.map((zone) => ({
    ...zone,
    records: zone.records.map((record, i) => ({ ...record, healthCheck: `check ${i + 1}` })),
    healthChecks: s.backends.map(({ name }, i) => ({
      name: `check ${i + 1}`,
      backend: name,
      type: 'http' as const,
      interval: 30,
      inverted: false,
      disabled: false,
      failureThreshold: 3,
      checkers: 1,
      regions: CHECKER_REGIONS,
      timeouts: { connect: 4, response: 2 },
      probe: 'instant' as const,
      awsEndpoint: false,
      measureLatency: false,
    })),
  })),
});

describe('a crash that a health check sees', () => {
  it('takes 75 s to be seen, and stale answers hT/2 more', () => {
    const of = predicted({ rate: 1 }, crash, watched);
    expect(of('detection')).toBeCloseTo(75, 9);
    expect(of('seconds of its usual load')).toBeCloseTo(75 + (hitRatio(1, 60) * 60) / 2, 9);
    expect(of('requests that still go')).toBeCloseTo((75 + (hitRatio(1, 60) * 60) / 2) / 3, 9);
    expect(of('at the latest')).toBeCloseTo(150, 6);
  });

  it('takes a black hole three time-outs more', () => {
    const event = { ...crash, fault: { name: 'blackhole', settings: null } } as EventSpec;
    expect(predicted({ rate: 1 }, event, watched)('detection')).toBeCloseTo(75 + 12, 9);
  });

  it('lasts longer behind clients that keep answers', () => {
    const shape = {
      rate: 100,
      clients: 100,
      client: { dns: { kind: 'fixed', seconds: 30 } },
    } as const;
    const kept = { ttl: 60, hit: hitRatio(100 / 31, 60), kept: 30, clientHit: hitRatio(1, 30) };
    expect(predicted(shape, crash, watched)('seconds of its usual load')).toBeCloseTo(
      75 + clientCacheStaleSeconds(kept),
      6,
    );
    expect(predicted(shape, crash, watched)('at the latest')).toBeCloseTo(180, 6);
  });

  it.each<[string, Partial<EventSpec>, (s: Scenario) => Partial<Scenario>, string]>([
    ['nothing watches', {}, () => ({}), 'no health check takes web-2 out'],
    [
      'that strikes all',
      { targets: ['web-1', 'web-2', 'web-3'] } as Partial<EventSpec>,
      watched,
      'no healthy record is left',
    ],
    [
      'of a backend that no answer names',
      { targets: ['web-9'] } as Partial<EventSpec>,
      watched,
      'no answer names web-9',
    ],
  ])('has no number for one %s', (_, change, more, reason) => {
    expect(
      predicted({ rate: 1 }, { ...crash, ...change } as EventSpec, more)('detection'),
    ).toContain(reason);
  });

  it('has no number for what outlasts the run', () => {
    const soon = (s: Scenario) => ({ ...watched(s), duration: 620 });
    expect(predicted({ rate: 1 }, crash, soon)('what goes to it after')).toContain(
      'may end before',
    );
  });
});

describe('a change of records', () => {
  it('reaches 90 % of requests after T(1−0.1/h), and half the TTL is lost at a busy cache', () => {
    const of = predicted({ rate: 1 }, heavier);
    expect(of('90 %')).toBeCloseTo(scaleOutSeconds(60, hitRatio(1, 60), 0.9), 6);
    expect(of('seconds of load')).toBeCloseTo((hitRatio(1, 60) * 60) / 2, 9);
  });

  it('waits for the lag of an edge', () => {
    const lagging = (s: Scenario) => ({
      zones: s.zones.map((zone) => ({ ...zone, edges: { ...zone.edges, recordLag: at(10) } })),
    });
    expect(predicted({ rate: 1 }, heavier, lagging)('90 %')).toBeCloseTo(
      10 + scaleOutSeconds(60, hitRatio(1, 60), 0.9),
      6,
    );
  });
});
