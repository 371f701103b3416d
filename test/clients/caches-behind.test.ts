/** Clients with several caches of their own, one behind another (`dns` as a list), as dialogues on a virtual clock. */
import { expect, it } from 'vitest';
import type { ClientCache, Scenario } from '../../sim/scenario.ts';
import { simulate } from '../../sim/simulate.ts';
import { lostOnTheWay } from '../support/invariants.ts';
import { clientGroup, scenarioOf, sum } from '../support/scenarios.ts';

const fixed = (seconds: number): Exclude<ClientCache, { readonly kind: 'none' }> => ({
  kind: 'fixed',
  seconds,
});
const TTL = { kind: 'ttl' } as const;

/** One client that makes a request each second, from empty caches. */
function asking(dns: ClientCache, more: Partial<Scenario> = {}, ttl = 60): Scenario {
  return {
    ...scenarioOf({ duration: 700, ttl }),
    start: 'cold',
    clients: [{ ...clientGroup(1, 1, { dns }), arrivals: { name: 'regular', settings: 1 } }],
    ...more,
  };
}

function outcome(scenario: Scenario) {
  const m = simulate(scenario, 'behind', 1);
  return {
    queries: sum(m.resolvers[0]?.queries ?? []),
    backends: m.backends.requests,
    hits: sum(m.clients[0]?.cacheHits ?? []),
    made: sum(m.clients[0]?.made ?? []),
  };
}

it('the nearest is filled from the one behind while that has an answer: 7 s before 30 s ask every 35 s', () => {
  const { queries, hits, made } = outcome(asking({ ...fixed(7), behind: [fixed(30)] }));
  expect([queries, hits]).toEqual([20, made - 20]);
  expect(outcome(asking(fixed(30))).queries).toBe(24);
});

it('an answer has as its TTL what is left of its life behind', () => {
  // Scaled to a half of what is left, and at least 1 s: 20, 10, 5 … of 40 s, and then a look-up.
  const halved: ClientCache = {
    kind: 'scaled',
    scale: 0.5,
    plus: 0,
    atLeast: 1,
    behind: [fixed(40)],
  };
  const { queries } = outcome(asking(halved));
  expect(queries).toBeGreaterThanOrEqual(17);
  expect(queries).toBeLessThanOrEqual(18);
});

it.each<[string, ClientCache, ClientCache]>([
  ['one that counts down before one that does is one', { ...TTL, behind: [TTL] }, TTL],
  ['one that outlives the one behind is alone', { ...fixed(90), behind: [TTL] }, fixed(90)],
  ['one that counts down hides what is behind', { ...TTL, behind: [fixed(25)] }, fixed(25)],
])('%s', (_, list, alone) => {
  const [many, one] = [outcome(asking(list)), outcome(asking(alone))];
  expect(many).toEqual(one);
});

it('a flush empties all of them, and nothing is lost', () => {
  const flush = {
    verb: 'flush' as const,
    name: 'flush',
    at: { name: 'constant', settings: 100.5 },
    curve: { bin: null, until: null, at: null },
    resolvers: [],
    clients: ['users'],
  };
  const scenario = asking({ ...fixed(7), behind: [fixed(1000)] }, { events: [flush] });
  expect(outcome(scenario).queries).toBe(2);
  expect(lostOnTheWay(scenario, 'behind', [3, 99, 101, 500])).toEqual([]);
});
