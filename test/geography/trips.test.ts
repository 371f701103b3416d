/** What a client's distance from its backends does to the times it sees. */
import { describe, expect, it } from 'vitest';
import { FAILURES } from '../../sim/measurements.ts';
import type { Law, NetworkSpec, Scenario } from '../../sim/scenario.ts';
import { simulate } from '../../sim/simulate.ts';
import { clientGroup, scenarioOf } from '../support/scenarios.ts';

const ms = (value: number): Law => ({ name: 'constant', settings: value / 1000 });
const rtt: NetworkSpec['rtt'] = {
  default: null,
  within: ms(4),
  pairs: [
    { places: ['eu-west-1', 'us-east-1'], value: ms(80) },
    { places: ['eu-west-1', 'sa-east-1'], value: ms(200) },
  ],
};
const regions = ['eu-west-1', 'us-east-1', 'sa-east-1'];
const world = (change: Partial<Scenario> = {}, first = {}): Scenario => {
  const plain = scenarioOf({ rate: 20 });
  return {
    ...plain,
    backends: plain.backends.map((backend, i) => ({ ...backend, region: regions[i] as string })),
    clients: [
      {
        ...clientGroup(20, null),
        place: 'eu-west-1',
        behaviour: { ...clientGroup(20, null).behaviour, pick: 'random', ...first },
      },
    ],
    network: { places: [], rtt },
    ...change,
  };
};
const timesOf = (scenario: Scenario) => {
  const [users] = simulate(scenario, 1, 1).clients;
  return users;
};

describe('round trips by place', () => {
  it('make connecting take the trip to the backend’s Region, and a request as much again', () => {
    const users = timesOf(world());
    const found = users?.connectTime?.buckets().map(({ middle }) => middle) ?? [];
    expect(found).toHaveLength(3);
    for (const [i, expected] of [0.004, 0.08, 0.2].entries())
      expect(Math.abs((found[i] as number) / expected - 1)).toBeLessThan(0.01);
    // Those on their way at the ends are a few of 72,000.
    expect((users?.totalTime?.sum ?? 0) / (users?.connectTime?.sum ?? 1)).toBeCloseTo(2, 2);
  });

  it('are not modelled while none is known, and change nothing then', () => {
    const nowhere = world({ clients: [{ ...clientGroup(20, null) }] });
    expect(timesOf(nowhere)?.connectTime).toBeNull();
    expect(timesOf(nowhere)?.totalTime).toBeNull();
    const plain = { ...nowhere, network: { places: [], rtt: null } };
    expect(JSON.stringify(simulate(nowhere, 1, 1))).toBe(JSON.stringify(simulate(plain, 1, 1)));
  });

  it('count for a time-out: what is too far away is never reached', () => {
    const users = timesOf(world({}, { attemptTimeout: 0.1 }));
    expect(users?.failures[FAILURES.indexOf('connect-timeout')]).toBeGreaterThan(0);
  });

  it('decide a race: a nearer address that starts later overtakes', () => {
    const racing = {
      connect: { name: 'stagger', settings: { stagger: 0.05, parallel: 2, abort: false } },
    };
    /** Requests at the farthest backend, the last column of each window. */
    const farthest = (first: object) =>
      simulate(world({}, first), 1, 1).backends.requests.reduce(
        (sum, requests, cell) => (cell % 3 === 2 ? sum + requests : sum),
        0,
      );
    expect(farthest({})).toBeGreaterThan(1000);
    expect(farthest(racing)).toBe(0);
  });
});
