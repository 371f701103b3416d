import { describe, expect, it } from 'vitest';
import type { ClientCounts } from '../../sim/measurements.ts';
import type { Scenario } from '../../sim/scenario.ts';
import { simulate } from '../../sim/simulate.ts';
import { disagreements } from '../counts/agreement.ts';
import { read } from '../scenarios/sample.ts';
import { sum } from '../support/scenarios.ts';

/** 20 requests a second, five times as many in the fourth to sixth of ten minutes. */
const scenarioOf = ({ as = 'sameClients', ...change }: Change = {}) =>
  surging(`{ at: 3m, for: 3m, surge: { clients: users, factor: 5, as: ${as} } }`, change);

interface Change {
  readonly as?: string;
  readonly arrivals?: string;
  readonly more?: string;
}

const surging = (event: string, { arrivals = '{ poisson: 20/s }', more = '' }: Change = {}) =>
  read(`
version: 1
name: crowd
duration: 10m
window: 1m
zone:
  name: example.com
  records:
    - { name: app, type: A, ttl: 20, values: [192.0.2.1, 192.0.2.2] }
resolvers:
  - { name: isp, profile: ideal, count: 30 }
clients:
  - { name: users, profile: ideal-random, resolvers: isp, lookup: app.example.com, arrivals: ${arrivals}, ${more} }
backends:
  - { name: a, address: 192.0.2.1 }
  - { name: b, address: 192.0.2.2 }
events:
  - ${event}
`).scenario;

const without = (scenario: Scenario): Scenario => ({ ...scenario, events: [] });
const groupOf = (scenario: Scenario, replication = 1) =>
  simulate(scenario, 'crowd', replication).clients[0] as ClientCounts;

describe.each(['requests', 'counts'] as const)('a surge, by %s,', (detail) => {
  it.each(['sameClients', 'newClients'])('of %s makes so many times as many requests', (as) => {
    const { made, completed } = groupOf({ ...scenarioOf({ as }), detail });
    const minutes = [...made];
    const usual = minutes.filter((_, minute) => minute < 3 || minute > 5);
    const surging = minutes.slice(3, 6);
    expect(Math.abs(sum(usual) - 7 * 1_200)).toBeLessThan(4 * Math.sqrt(7 * 1_200));
    expect(Math.abs(sum(surging) - 3 * 6_000)).toBeLessThan(4 * Math.sqrt(3 * 6_000));
    expect(sum(completed)).toBe(sum(made));
  });
});

it.each([
  ['poisson', '{ poisson: 20/s }'],
  ['regular', '{ regular: 20/s }'],
  ['renewal', '{ renewal: { rate: 20/s, law: { erlang: { mean: 1s, k: 4 } } } }'],
])('what is usual stays as it is, to the last request (%s)', (_name, arrivals) => {
  const scenario = { ...scenarioOf({ arrivals }), detail: 'requests' as const };
  const [usual, more] = [groupOf(without(scenario)), groupOf(scenario)].map(({ made }) => [
    ...made,
  ]);
  const quiet = [0, 1, 2, 6, 7, 8, 9];
  expect(quiet.map((minute) => more?.[minute])).toEqual(quiet.map((minute) => usual?.[minute]));
  const extra = sum(more ?? []) - sum(usual ?? []);
  expect(Math.abs(extra - 3 * 4_800)).toBeLessThan(4 * Math.sqrt(3 * 4_800));
});

it.each(['sameClients', 'newClients'])('of %s measures the same by counts, in law', (as) => {
  const scenario = scenarioOf({ as, more: 'count: 60, dns: { fixed: 30s }' });
  expect(scenario.detail).toBe('counts');
  expect(disagreements(scenario, 16)).toEqual([]);
});

it('new clients open connections of their own, those there go on with theirs', () => {
  const more = 'count: 40, pool: { idle: 1h }';
  const connections = (as: string) => {
    const { backends } = simulate(scenarioOf({ as, more }), 'crowd', 1);
    return sum(backends.connections.slice(2 * 3, 2 * 6));
  };
  expect(connections('sameClients')).toBeLessThan(40);
  const opened = connections('newClients');
  expect(Math.abs(opened - 3 * 4_800)).toBeLessThan(4 * Math.sqrt(3 * 4_800) + 40);
});

describe('a surge is refused at its line', () => {
  it('of clients that wait for their own requests', () => {
    const arrivals = '{ closed: { thinkTime: 1s } }';
    expect(() => scenarioOf({ arrivals, more: 'count: 10' })).toThrow(
      /users wait for the end of a request before the next and cannot surge/,
    );
  });

  it('of nobody, and by nothing', () => {
    const text = (surge: string) => `{ at: 1m, surge: ${surge} }`;
    expect(() => surging(text('{ clients: usres, factor: 2 }'))).toThrow(
      /no client group is called "usres".+did you mean "users"/,
    );
    expect(() => surging(text('{ clients: users, factor: 1 }'))).toThrow(/changes nothing/);
  });
});
