/**
 * Who inherits a dead server's clients: under rotation its successor alone, whose load over the survivors' mean is
 * 2(n − 1)/n; under a shuffle everybody, 1 (reference D4, arithmetic of its part 0).
 */
import { expect, it } from 'vitest';
import { behaviourOf } from '../../scenarios/format/resolve/resolver-behaviour.ts';
import { simulate } from '../../sim/simulate.ts';
import { fault } from '../support/backends.ts';
import { resolverGroup, scenarioOf, sum } from '../support/scenarios.ts';

const REQUESTS = 12_000;
const DEAD = 1;

/** Load of the dead server's successor over the mean of the survivors, and one standard deviation of it. */
function heirOf(profile: string, n: number) {
  const plain = scenarioOf({
    backends: n,
    ttl: 3600,
    duration: REQUESTS / 20,
    window: REQUESTS / 20,
    rate: 20,
    client: { connect: { name: 'sequential', settings: null } },
  });
  const { backends } = simulate(
    {
      ...plain,
      zones: plain.zones.map((zone) => ({ ...zone, order: 'fixed' as const })),
      resolvers: [resolverGroup('isp', 1, behaviourOf(profile, {}))],
      events: [fault('crash', ['web-2'])],
    },
    `heir ${profile}`,
    n,
  );
  const loads = Array.from({ length: n }, (_, row) =>
    sum(backends.requests.filter((_, i) => i % n === row)),
  );
  const all = loads.reduce((total, load) => total + load, 0);
  const mean = all / (n - 1);
  return { ratio: (loads[DEAD + 1] as number) / mean, all, dead: loads[DEAD], mean };
}

it.each(
  ['unbound', 'knot', 'bind-9.21', 'dnsmasq-home'].flatMap((profile) =>
    ([3, 4, 8] as const).map((n) => [profile, n] as const),
  ),
)('behind %s the next of %d carries 2(n − 1)/n of a survivor’s load', (profile, n) => {
  const { ratio, all, dead, mean } = heirOf(profile, n);
  expect(dead).toBe(0);
  const share = 2 / n;
  const deviation = Math.sqrt(all * share * (1 - share)) / mean;
  expect(Math.abs(ratio - (2 * (n - 1)) / n)).toBeLessThan(4 * deviation);
});

it.each(
  ['bind-9.20', 'pdns-recursor-nopc', 'coredns-k8s', 'cloudflare-1111'].flatMap((profile) =>
    ([3, 4, 8] as const).map((n) => [profile, n] as const),
  ),
)('behind %s each of the survivors of %d inherits as much', (profile, n) => {
  const { ratio, all, mean } = heirOf(profile, n);
  const share = 1 / (n - 1);
  const deviation = Math.sqrt(all * share * (1 - share)) / mean;
  expect(Math.abs(ratio - 1)).toBeLessThan(4 * deviation);
});
