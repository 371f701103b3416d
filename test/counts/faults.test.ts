/** Faults by counts: one by one as long as something leads to what is struck, by number before and after. */
import { expect, it } from 'vitest';
import { simulate } from '../../sim/simulate.ts';
import { scenarioOf, sum } from '../support/scenarios.ts';

const crash = (lasts: number | null) =>
  scenarioOf(
    { rate: 200, resolvers: 5, ttl: 20, duration: 2000 },
    {
      detail: 'counts',
      events: [
        {
          verb: 'fault',
          name: 'crash',
          at: { name: 'constant', settings: 1000 },
          curve: { bin: 10, until: 100, at: null },
          fault: { name: 'crash', settings: null },
          targets: ['web-1'],
          lasts: lasts === null ? null : { name: 'constant', settings: lasts },
        },
      ],
    },
  );

it('makes requests one by one while a crash lasts, and by number again after it', () => {
  const { processed, clients } = simulate(crash(50), 1, 1);
  const oneByOne = 200 * 50;
  expect(processed.requests).toBe(sum(clients[0]?.made ?? []));
  expect(processed.events).toBeGreaterThan(oneByOne * 0.9);
  expect(processed.events).toBeLessThan(oneByOne * 1.5);
});

it('does so to the end when nothing takes the crashed backend out of DNS', () => {
  const { processed, clients } = simulate(crash(null), 1, 1);
  expect(processed.events).toBeGreaterThan(200 * 1000 * 0.9);
  expect(sum(clients[0]?.failures ?? [])).toBeGreaterThan(10_000);
});
