/** Closed arrivals: the interactive response time law, N = X·(Z + R), holds whatever the laws. */
import { describe, expect, it } from 'vitest';
import type { Law, Scenario } from '../../sim/scenario.ts';
import { simulate } from '../../sim/simulate.ts';
import { backend } from '../support/backends.ts';
import { scenarioOf, sum } from '../support/scenarios.ts';

const thinking = (thinkTime: Law, clients: number, change: Partial<Scenario> = {}) => {
  const plain = scenarioOf({ duration: 5000, clients, rate: 1 }, change);
  const scenario = {
    ...plain,
    clients: plain.clients.map((group) => ({
      ...group,
      arrivals: { name: 'closed', settings: { thinkTime } },
    })),
  };
  return simulate(scenario, 'closed', 1);
};

describe('clients that wait for their requests', () => {
  it('make one each think time where requests take none, at any moment of it', () => {
    const m = thinking({ name: 'constant', settings: 10 }, 200);
    expect(Math.abs(sum(m.clients[0]?.made ?? []) - 100_000)).toBeLessThanOrEqual(200);
    // Begun within the think time, not together: no quarter has more than another.
    for (const made of m.clients[0]?.made ?? []) expect(Math.abs(made - 25_000)).toBeLessThan(200);
  });
  it('make as many as their thinking and waiting leaves time for', () => {
    const rtt = { name: 'constant', settings: 0.5 };
    const m = thinking({ name: 'constant', settings: 10 }, 100, { network: { places: [], rtt } });
    // A connect and a request: a second for each cycle of eleven.
    expect(Math.abs(sum(m.clients[0]?.completed ?? []) - (100 * 5000) / 11)).toBeLessThan(200);
  });
  it('yield to a slow backend: N = X·(Z + R)', () => {
    const service = { name: 'exponential', settings: 1 };
    const m = thinking({ name: 'exponential', settings: 10 }, 60, {
      backends: [1, 2, 3].map((i) => backend(`web-${i}`, `192.0.2.${i}`, { service })),
    });
    const [group] = m.clients;
    const throughput = sum(group?.completed ?? []) / 5000;
    const response = (group?.totalTime?.sum ?? 0) / (group?.totalTime?.total ?? 1);
    // Three servers of one a second would be asked six times a second, were nobody to wait.
    expect(throughput).toBeLessThan(3);
    expect(throughput * (10 + response)).toBeCloseTo(60, -1);
    expect(Math.abs(throughput * (10 + response) - 60)).toBeLessThan(1.2);
  });
});
