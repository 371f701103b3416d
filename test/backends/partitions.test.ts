import { describe, expect, it } from 'vitest';
import { FAILURES } from '../../sim/measurements.ts';
import type { Scenario } from '../../sim/scenario.ts';
import { simulate } from '../../sim/simulate.ts';
import { read } from '../scenarios/sample.ts';
import { columnSums, sum } from '../support/scenarios.ts';

/** Two groups of clients, in Ireland and in Virginia, of one backend that Ireland cannot reach from 100 s to 200 s. */
const scenarioOf = (more = '', backend = '', from = 'eu-west-1', lasts = '100s') =>
  read(`
version: 1
name: cut
duration: 300s
window: 100s
network: { places: { dublin: { region: eu-west-1 } } }
zone:
  name: example.com
  records:
    - { name: app, type: A, ttl: 60, values: [192.0.2.1] }
resolvers:
  - { name: isp, profile: ideal }
clients:
  - { name: irish, place: dublin, profile: ideal-random, resolvers: isp, lookup: app.example.com,
      requestTimeout: 5s, connectTimeout: 3s, arrivals: { poisson: 20/s }, ${more} }
  - { name: virginian, place: us-east-1, profile: ideal-random, resolvers: isp, lookup: app.example.com,
      requestTimeout: 5s, connectTimeout: 3s, arrivals: { poisson: 20/s }, ${more} }
backends:
  - { name: web, address: 192.0.2.1, ${backend} }
events:
  - { at: 100s, for: ${lasts}, partition: { target: web, from: ${from} } }
`).scenario;

const failuresOf = (scenario: Scenario) => {
  const { clients } = simulate(scenario, 'cut', 1);
  return clients.map(({ failures }) => {
    const by = columnSums(failures, FAILURES.length);
    return Object.fromEntries(FAILURES.map((reason, i) => [reason, by[i]]).filter(([, n]) => n));
  });
};

describe('a partition', () => {
  it('is to clients there as a black hole, and to others as ever', () => {
    const [irish, virginian] = failuresOf(scenarioOf());
    expect(Object.keys(irish ?? {})).toEqual(['connect-timeout']);
    expect(irish?.['connect-timeout']).toBeGreaterThan(1_800);
    expect(virginian).toEqual({});
  });

  it('may mean a place by its own name, and several', () => {
    const [irish, virginian] = failuresOf(scenarioOf('', '', '[dublin, us-east-1]'));
    expect(irish?.['connect-timeout']).toBeGreaterThan(1_800);
    expect(virginian?.['connect-timeout']).toBeGreaterThan(1_800);
  });

  it('measures the same by counts', () => {
    const scenario = scenarioOf();
    expect(scenario.detail).toBe('counts');
    const [byCounts] = failuresOf(scenario);
    const [byRequests] = failuresOf({ ...scenario, detail: 'requests' });
    const [a, b] = [byCounts, byRequests].map((all) => all?.['connect-timeout'] ?? 0);
    expect(Math.abs((a as number) - (b as number))).toBeLessThan(4 * Math.sqrt(2 * 2_000));
  });

  it('lets the backend finish what it has: the response is lost, and its client gives up', () => {
    const scenario = scenarioOf('count: 50, pool: { idle: 1h }', 'service: 2s, workers: 1000');
    const m = simulate(scenario, 'cut', 1);
    const [irish, virginian] = m.clients;
    const reasons = columnSums(irish?.failures ?? new Float64Array(), FAILURES.length);
    const of = (reason: (typeof FAILURES)[number]) => reasons[FAILURES.indexOf(reason)] ?? 0;
    // About 40 were being served, and each of them was answered.
    expect(of('response-timeout')).toBeGreaterThan(20);
    expect(sum(virginian?.failures ?? [])).toBe(0);
    const made = sum(irish?.made ?? []) + sum(virginian?.made ?? []) + m.inFlightStart;
    const over = [irish, virginian].map(
      (group) => sum(group?.completed ?? []) + sum(group?.failures ?? []),
    );
    expect(sum(over) + m.inFlightEnd).toBe(made);
  });

  it('breaks the connections from there when it is over, and what waits on them', () => {
    const shape = ['count: 50, pool: { idle: 1h }', 'service: 10ms'] as const;
    const [irish, virginian] = failuresOf(scenarioOf(...shape, 'eu-west-1', '4s'));
    expect(irish?.reset).toBeGreaterThan(0);
    expect(irish?.['response-timeout']).toBeUndefined();
    expect(virginian).toEqual({});
  });

  it('takes from a health check the checkers that are there, and no others', () => {
    const unhealthyIn = (regions: string) => {
      const { scenario } = read(`
version: 1
name: checked
duration: 600s
zone:
  name: example.com
  records:
    - { name: app, type: A, ttl: 60, routing: multivalue, setIdentifier: a, value: 192.0.2.1, healthCheck: web }
    - { name: app, type: A, ttl: 60, routing: multivalue, setIdentifier: b, value: 192.0.2.2 }
  healthChecks:
    - { name: web, backend: one, interval: 10s, type: http, checkers: { regions: [us-east-1, us-west-2, eu-west-1], perRegion: 4 } }
resolvers:
  - { name: isp, profile: ideal }
clients:
  - { name: users, profile: ideal-random, resolvers: isp, lookup: app.example.com, arrivals: { poisson: 5/s } }
backends:
  - { name: one, address: 192.0.2.1 }
  - { name: two, address: 192.0.2.2 }
events:
  - { at: 100s, partition: { target: one, from: ${regions} } }
`);
      const { events, clients } = simulate(scenario, 'checked', 1);
      expect(sum(clients[0]?.failures ?? [])).toBe(0);
      return events[0]?.detection.firstEdge !== null;
    };
    expect(unhealthyIn('[us-east-1, us-west-2]')).toBe(false);
    expect(unhealthyIn('[us-east-1, us-west-2, eu-west-1]')).toBe(true);
  });
});

describe('a partition is refused at its line', () => {
  it.each([
    ['from a place that nobody knows', 'atlantis', /no place is called "atlantis"/],
    [
      'from a place where nobody is',
      'ap-south-1',
      /no client group and no health checker is in ap-south-1/,
    ],
  ])('%s', (_what, from, message) => {
    expect(() => scenarioOf('', '', from)).toThrow(message);
  });
});
