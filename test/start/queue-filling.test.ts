import { expect, it } from 'vitest';
import type { Scenario, ServerSpec } from '../../sim/scenario.ts';
import { simulate } from '../../sim/simulate.ts';
import { leadInOf } from '../../sim/start/lead-in.ts';
import { queueFilling } from '../../sim/start/queue-filling.ts';
import { mm1Sojourn } from '../../theory/queueing/single-server.ts';
import { fastServer } from '../support/backends.ts';
import { scenarioOf, sum } from '../support/scenarios.ts';

/** Three backends that share `rate` requests a second, served at `workers` a second. */
function served(rate: number, server: Partial<ServerSpec>): Scenario {
  const scenario = scenarioOf({ rate, duration: 60, ttl: 5 });
  return {
    ...scenario,
    backends: scenario.backends.map((backend) => ({
      ...backend,
      server: { ...fastServer, ...server },
    })),
  };
}

it('takes 20/(1−ρ)² service times at a load of ρ', () => {
  expect(queueFilling(served(1.5, {}))).toBeCloseTo(20 / 0.25, 9);
  expect(queueFilling(served(2.4, {}))).toBeCloseTo(20 / 0.04, 9);
  expect(queueFilling(served(2.4, { workers: 2 }))).toBeCloseTo(20 / 0.36, 9);
  const service = { name: 'constant', settings: 0.1 };
  expect(queueFilling(served(24, { service }))).toBeCloseTo(2 / 0.04, 9);
});

it('takes longer where service times vary much', () => {
  const service = { name: 'hyperexponential', settings: { p: 0.9, means: [0.5, 5.5] } };
  expect(queueFilling(served(1.5, { service }))).toBeCloseTo((20 / 0.25) * ((1 + 5.5) / 2), 9);
});

it('takes no longer than a limited queue has places, at any load, and no time where nothing would do', () => {
  expect(queueFilling(served(30, { queueLimit: 9 }))).toBe(20 * 100);
  expect(queueFilling(served(3, {}))).toBe(0);
  expect(queueFilling(scenarioOf({}))).toBe(0);
});

it('is run before time 0 when caches and clients need less', () => {
  expect(leadInOf(served(2.4, {}))).toEqual({ seconds: expect.closeTo(500, 9), exact: false });
  expect(leadInOf(served(0.3, {})).seconds).toBeCloseTo(20 / 0.81, 9);
  expect(leadInOf({ ...served(2.4, {}), start: 'cold' }).seconds).toBe(0);
});

it('lets the first seconds of a run see the queues that theory expects', () => {
  const scenario: Scenario = {
    ...served(2.1, { service: { name: 'exponential', settings: 1 } }),
    resolvers: scenarioOf({
      resolver: { orderOnHit: { name: 'shuffle', settings: null } },
    }).resolvers,
    duration: 5,
    window: 5,
  };
  const replications = 400;
  const held = Array.from({ length: replications }, (_, r) =>
    sum(simulate(scenario, 'fill', r + 1).backends.servers?.heldAtStart ?? []),
  );
  const mean = sum(held) / replications;
  const variance = sum(held.map((n) => (n - mean) * (n - mean))) / (replications - 1);
  // Three times ρ/(1−ρ), by Little's law.
  const theory = 3 * 0.7 * mm1Sojourn(0.7);
  expect(Math.abs(mean - theory)).toBeLessThan(4 * Math.sqrt(variance / replications));
});
