/** Look-ups over a network that loses messages, against closed forms, within 4 standard errors. */
import { describe, expect, it } from 'vitest';
import { FAILURES, type Failure } from '../../sim/measurements.ts';
import { usualRetry } from '../../sim/resolvers/upstream-retry.ts';
import type { Scenario } from '../../sim/scenario.ts';
import { simulate } from '../../sim/simulate.ts';
import { lookUpFailure, meanLookUpTime } from '../../theory/failover/lost-messages.ts';
import { lostOnTheWay } from '../support/invariants.ts';
import { resolverGroup, type Shape, scenarioOf, sum } from '../support/scenarios.ts';

const lossy = (loss: number, shape: Shape, change: Partial<Scenario> = {}) =>
  scenarioOf(shape, { network: { places: [], rtt: null, loss }, leadIn: 120, ...change });

function outcome(scenario: Scenario) {
  const m = simulate(scenario, 'loss', 1);
  const users = m.clients[0];
  const failures = users?.failures ?? new Float64Array(0);
  const failed = (reason: Failure) =>
    sum(failures.filter((_, i) => i % FAILURES.length === FAILURES.indexOf(reason)));
  return {
    /** Over in the measured span. */
    made: sum(users?.made ?? []) + m.inFlightStart - m.inFlightEnd,
    timeouts: failed('lookup-timeout'),
    servfail: failed('servfail'),
    time: (users?.lookupTime?.sum ?? 0) / (users?.lookupTime?.total ?? 1),
    queries: m.resolvers.map(({ queries }) => sum(queries)),
    upstream: m.resolvers.map(({ upstreamQueries }) => sum(upstreamQueries)),
    authority: sum(m.authority.queries),
    answers: m.skew.answers,
  };
}

const near = (value: number, truth: number, variance: number) =>
  expect(Math.abs(value - truth)).toBeLessThan(4 * Math.sqrt(variance));

describe('a look-up of what the resolver holds: it fails with (1 − (1 − p)²)^attempts', () => {
  it.each([
    [0.01, 1],
    [0.1, 1],
    [0.1, 2],
    [0.3, 3],
  ])('p = %d, %i attempts', (loss, attempts) => {
    const stub = { timeout: 2, attempts };
    const shape = { ttl: 1e9, rate: 100, duration: 400, client: { stub } };
    const { made, timeouts, time, queries } = outcome(lossy(loss, shape));
    const truth = lookUpFailure(loss, attempts);
    near(timeouts / made, truth, (truth * (1 - truth)) / made);
    const mean = meanLookUpTime(loss, attempts, stub.timeout);
    near(time, mean, (mean * stub.timeout * attempts) / made);
    // Queries that come: sent ones, of which p are lost.
    const sent = (mean / stub.timeout + 1 - truth) * made;
    near(queries[0] as number, sent * (1 - loss), attempts * attempts * made);
  });
});

describe('a look-up of what no cache holds', () => {
  const stub = { timeout: 100, attempts: 1 };

  it('shares what comes of it with those who wait; half of the queries come, half of the answers are followed', () => {
    const loss = 0.5;
    const { made, servfail, timeouts, upstream, queries, authority, answers } = outcome(
      lossy(loss, { ttl: 0, rate: 20, duration: 2000, client: { stub } }),
    );
    const both = (1 - loss) * (1 - loss);
    near(timeouts / made, 1 - both, (both * (1 - both)) / made);
    expect(queries[0]).toBeGreaterThan(0);
    expect(servfail).toBeGreaterThan(0);
    near(authority / (upstream[0] as number), 1 - loss, 0.25 / (upstream[0] as number));
    near(answers / authority, 1 - loss, 0.25 / authority);
  });

  it('has servers passed over that are held down, and succeeds at another', () => {
    const holdDown = { name: 'constant', settings: 3600 };
    const { servfail, made } = outcome(
      lossy(0.5, {
        ttl: 0,
        rate: 0.1,
        duration: 3000,
        resolver: { upstreamRetry: { ...usualRetry, holdDown } },
        client: { stub },
      }),
    );
    // After four losses nobody is left to ask for an hour.
    expect(servfail / made).toBeGreaterThan(0.1);
  });

  it('is tried at 0, 1.5, 3, 4.5, 6 and 9 s: it fails with (1 − (1 − p)²)⁶, where the client’s own messages come through', () => {
    const loss = 0.5;
    const caches = 4000;
    const { made, servfail, upstream, queries } = outcome(
      lossy(loss, { ttl: 0, rate: 20, duration: 1000, resolvers: caches, client: { stub } }),
    );
    const both = (1 - loss) * (1 - loss);
    const truth = both * lookUpFailure(loss, 6);
    // 20 look-ups a second of up to 10 s, over 4,000 caches: less than one in 20 joins another, and fails with it.
    near(servfail / made, truth, (truth * (1 - truth) * 1.1) / made);
    let tries = 0;
    for (let before = 0; before < 6; before++) tries += lookUpFailure(loss, before);
    const measured = (upstream[0] as number) / (queries[0] as number);
    expect(measured / tries).toBeGreaterThan(0.93);
    expect(measured / tries).toBeLessThan(1.02);
  });
});

it('nothing is lost without a trace, over forwarders, delays, shared look-ups and refreshes', () => {
  const law = { name: 'exponential', settings: 0.3 };
  const plain = lossy(0.2, {
    ttl: 5,
    rate: 20,
    clients: 30,
    duration: 200,
    client: {
      stub: { timeout: 1, attempts: 3, pick: 'rotate' },
      dns: { kind: 'fixed', seconds: 3, grace: 5, negative: 1 },
    },
  });
  const scenario = {
    ...plain,
    resolvers: [
      {
        ...resolverGroup('isp', 4, { prefetch: { kind: 'share', share: 0.3, plus: 0 } }),
        upstream: 'above',
        latency: { client: law, upstream: law },
      },
      { ...resolverGroup('above', 3), latency: { client: null, upstream: law } },
    ],
    clients: plain.clients.map((group) => ({
      ...group,
      resolvers: [{ group: 'isp', share: 1, further: ['above', 'isp'] }],
    })),
  };
  const instants = Array.from({ length: 40 }, (_, i) => 5 * i + 1.7);
  expect(lostOnTheWay(scenario, 'loss', instants)).toEqual([]);
});
