/** What real resolvers do second by second (reference part F3; where docs/conformance.md has measured otherwise, that), as dialogues. */
import { expect, it } from 'vitest';
import { behaviourOf } from '../../scenarios/format/resolve/resolver-behaviour.ts';
import type { ResolverBehaviour, Scenario } from '../../sim/scenario.ts';
import { talkTo } from '../support/resolver-dialogue.ts';
import { resolverGroup, scenarioOf } from '../support/scenarios.ts';

/** Three addresses, answered in the order of their numbers. */
const asked = (behaviour: ResolverBehaviour, ttl: number): Scenario => {
  const plain = scenarioOf({ backends: 3, ttl, duration: 4000 });
  return {
    ...plain,
    zones: plain.zones.map((zone) => ({ ...zone, order: 'fixed' as const })),
    resolvers: [resolverGroup('isp', 1, behaviour)],
  };
};

/** TTL that is answered a second after a hit at `at`, everything having begun at 0. */
function afterHit(profile: string, ttl: number, at: number): number {
  const { ask } = talkTo(asked(behaviourOf(profile, {}), ttl));
  ask(0);
  ask(at);
  return ask(at + 1).ttl;
}

it('Unbound refreshes a TTL of 60 by hits from second 54 on, and one of 9 never', () => {
  const unbound = 'unbound-prefetch-stale';
  expect(afterHit(unbound, 60, 53)).toBe(6);
  for (const at of [54, 57, 58]) expect(afterHit(unbound, 60, at)).toBe(59);
  for (const at of [1, 5, 7]) expect(afterHit(unbound, 9, at)).toBe(8 - at);
  const { ask } = talkTo(asked(behaviourOf(unbound, { serveStale: null }), 60));
  expect([0, 53, 60].map((t) => ask(t).ttl)).toEqual([60, 7, 60]);
});

it('BIND refreshes by a hit with 2 s or 1 s left, not with 3 s, and a TTL of 8 never', () => {
  expect(afterHit('bind-9.20', 60, 57)).toBe(2);
  expect(afterHit('bind-9.20', 60, 58)).toBe(59);
  expect(afterHit('bind-9.20', 60, 59)).toBe(59);
  for (const at of [5, 6]) expect(afterHit('bind-9.20', 8, at)).toBe(7 - at);
});

it('Knot keeps a TTL of 1 for 5 s, and the second in which they end', () => {
  const { ask } = talkTo(asked(behaviourOf('knot', {}), 1));
  expect([0, 4, 5, 6].map((t) => ask(t).ttl)).toEqual([5, 1, 0, 5]);
});

it('dnsmasq relays a miss and the first hit as they came, then begins one address earlier with each', () => {
  const { ask } = talkTo(asked(behaviourOf('dnsmasq-home', {}), 60));
  expect([0, 1, 2, 3, 4].map((t) => ask(t).addresses.join(''))).toEqual([
    '123',
    '123',
    '312',
    '231',
    '123',
  ]);
});
