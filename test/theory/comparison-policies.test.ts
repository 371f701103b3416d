/** Policies of the literature in whole runs: perfect turns at TTL 0, and adaptive TTLs that cost no more queries. */
import { describe, expect, it } from 'vitest';
import type { RecordSpec, Scenario, ZoneSpec } from '../../sim/scenario.ts';
import { simulate } from '../../sim/simulate.ts';
import { replicated } from '../support/replicated.ts';
import {
  clientGroup,
  columnSums,
  multivalueRecords,
  resolverGroup,
  type Shape,
  scenarioOf,
  sum,
} from '../support/scenarios.ts';

const turning = (
  routing: string,
  shape: Shape,
  settings: Partial<RecordSpec['settings']> = {},
  change: Partial<ZoneSpec> = {},
): Scenario => {
  const scenario = scenarioOf({ backends: 7, ...shape });
  const [zone] = scenario.zones as [ZoneSpec];
  const records = multivalueRecords(7, shape.ttl ?? 60).map((record) => ({
    ...record,
    routing,
    settings,
  }));
  return { ...scenario, zones: [{ ...zone, edgeState: 'shared', records, ...change }] };
};
const zipf = (scenario: Scenario, count = 20): Scenario => ({
  ...scenario,
  resolvers: [{ ...resolverGroup('isp', count), popularity: { kind: 'zipf', s: 1 } }],
});

describe.each(['requests', 'counts'] as const)('round-robin by %s', (detail) => {
  it('with TTL 0 gives every backend the same number of requests, give or take one', () => {
    const m = simulate(
      { ...turning('round-robin', { ttl: 0, rate: 5, resolvers: 9 }), detail },
      1,
      1,
    );
    const loads = columnSums(m.backends.requests, 7);
    expect(sum(loads)).toBeGreaterThan(15_000);
    expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1);
  });

  it('gives every record set the same number of answers, give or take one', () => {
    const m = simulate({ ...zipf(turning('round-robin', { rate: 5 })), detail }, 1, 1);
    const answers = m.authority.answers.map(({ any }) => any);
    expect(Math.max(...answers) - Math.min(...answers)).toBeLessThanOrEqual(1);
    expect(m.skew.unpredicted).toContain('round-robin');
  });
});

it('round-robin at edges of their own gives each edge its own turn', () => {
  const scenario = zipf(turning('round-robin', { rate: 5 }, {}, { edgeState: 'own' }));
  const answers = simulate(scenario, 1, 1).authority.answers.map(({ any }) => any);
  const spread = Math.max(...answers) - Math.min(...answers);
  expect(spread).toBeGreaterThan(1);
  expect(spread).toBeLessThanOrEqual(16);
});

const QUERIES = ({ authority, span }: ReturnType<typeof simulate>) => ({
  y: sum(authority.queries),
  x: span,
});

describe('adaptive TTLs with sameQueryRate', () => {
  const rateOf = (settings: object, change: (s: Scenario) => Scenario = (s) => s) =>
    replicated(
      change(zipf(turning('round-robin', { rate: 5, ttl: 60, duration: 7200 }, settings))),
      'same rate',
      30,
      QUERIES,
    );
  const adaptive = (classes: number | 'each') => ({
    adaptiveTtl: { by: 'source', classes, sameQueryRate: true },
  });

  it.each([2, 'each'] as const)(
    'in %s classes have the authority asked as often as a constant TTL has it, within 4 standard errors',
    (classes) => {
      const [plain, other] = [rateOf({}), rateOf(adaptive(classes))];
      const error = Math.sqrt(plain.error * plain.error + other.error * other.error);
      expect(Math.abs(other.value - plain.value)).toBeLessThanOrEqual(4 * error);
    },
  );

  it('hold behind clients that keep answers too', () => {
    const caching = (scenario: Scenario): Scenario => ({
      ...scenario,
      clients: [clientGroup(5, 4000, { dns: { kind: 'fixed', seconds: 30 } })],
    });
    const [plain, other] = [rateOf({}, caching), rateOf(adaptive('each'), caching)];
    const error = Math.sqrt(plain.error * plain.error + other.error * other.error);
    expect(Math.abs(other.value - plain.value)).toBeLessThanOrEqual(4 * error);
  });

  it('steer as much load with every answer', () => {
    const scenario = zipf(turning('round-robin', { rate: 5, ttl: 60 }, adaptive('each')));
    const [isp] = simulate(scenario, 1, 1).resolvers;
    const hidden = (k: number) =>
      (isp?.memberRequests[k] as number) / (isp?.memberAnswers[k] as number);
    const constant = simulate(zipf(turning('round-robin', { rate: 5, ttl: 60 })), 1, 1)
      .resolvers[0];
    const before =
      (constant?.memberRequests[0] as number) /
      (constant?.memberAnswers[0] as number) /
      ((constant?.memberRequests[19] as number) / (constant?.memberAnswers[19] as number));
    expect(before).toBeGreaterThan(10);
    expect(hidden(0) / hidden(19)).toBeLessThan(2);
    expect(hidden(0) / hidden(19)).toBeGreaterThan(0.5);
  });
});
