/** Responses that are not all of an answer in its order: near addresses first, or one address alone. */
import { describe, expect, it } from 'vitest';
import { behaviourOf } from '../../scenarios/format/resolve/resolver-behaviour.ts';
import { Askers } from '../../sim/resolvers/askers.ts';
import type { Block, ResolverBehaviour, Scenario } from '../../sim/scenario.ts';
import { ipv4Number } from '../../sim/settings.ts';
import { simulate } from '../../sim/simulate.ts';
import { talkTo } from '../support/resolver-dialogue.ts';
import { clientGroup, resolverGroup, scenarioOf, sum } from '../support/scenarios.ts';

const numbers = (...addresses: string[]) => Float64Array.from(addresses, ipv4Number);

describe('who asks', () => {
  const addresses = numbers('10.0.1.5', '10.0.2.5', '10.9.1.5', '192.0.2.1');

  it('is told apart by which addresses are near, and no further', () => {
    const askers = new Askers([{ nearFirst: 24 }], addresses, 3);
    expect(askers.rows).toBe((4 + 1) * 3);
    const row = (from: string) => askers.rowOf(2, ipv4Number(from));
    expect(row('10.0.1.77')).toBe(row('10.0.1.1'));
    expect(row('10.0.3.1')).toBe(row('172.16.0.1'));
    expect(row('172.16.0.1')).toBe(2);
    expect([0, 1, 2, 3].map((address) => askers.isNear(row('10.0.2.9'), 24, address))).toEqual([
      false,
      true,
      false,
      false,
    ]);
  });

  it('is told apart for prefixes of several lengths at once', () => {
    const askers = new Askers([{ nearFirst: 24 }, { nearFirst: 16 }, {}], addresses, 1);
    const near = (from: string, length: number) =>
      [0, 1, 2, 3].filter((address) =>
        askers.isNear(askers.rowOf(0, ipv4Number(from)), length, address),
      );
    expect(near('10.0.1.9', 24)).toEqual([0]);
    expect(near('10.0.1.9', 16)).toEqual([0, 1]);
    expect(near('10.0.7.9', 24)).toEqual([]);
    expect(near('10.0.7.9', 16)).toEqual([0, 1]);
    expect(near('10.7.7.9', 16)).toEqual([]);
  });

  it('does not matter where nothing is put first', () => {
    const askers = new Askers([{}], addresses, 2);
    expect(askers.rows).toBe(2);
    expect(askers.rowOf(1, ipv4Number('10.0.1.9'))).toBe(1);
  });
});

/** Four addresses, 192.0.2.1 to 192.0.2.4 or moved elsewhere, stored as they are written; clients in several networks. */
const asked = (
  behaviour: ResolverBehaviour,
  subnets: readonly (Block | null)[],
  change: Partial<Scenario> = {},
): Scenario => {
  const plain = scenarioOf({ backends: 4, ttl: 60, duration: 4000 });
  const [zone] = plain.zones as [Scenario['zones'][0]];
  const at = ['192.0.2.1', '10.1.1.2', '192.0.2.3', '10.1.1.4'];
  const simple = { ...(zone.records[0] as (typeof zone.records)[0]), routing: 'simple' };
  return {
    ...plain,
    zones: [
      {
        ...zone,
        order: 'fixed',
        records: [{ ...simple, setIdentifier: '', values: at }],
      },
    ],
    backends: plain.backends.map((backend, i) => ({ ...backend, addresses: [at[i] as string] })),
    resolvers: [resolverGroup('isp', 1, behaviour)],
    clients: subnets.map((subnet, i) => ({
      ...clientGroup(1, 4),
      name: `users-${i}`,
      subnet,
      interfacePrefix: 24,
    })),
    ...change,
  };
};
const net = (address: string): Block => ({ address, prefix: 24 });
const NEAR_BOTH = [net('10.1.1.0'), net('192.0.2.0'), net('172.16.0.0'), null];

describe('windows-dns, in a dialogue', () => {
  it('puts addresses of the client’s /24 first, and turns all by one counter', () => {
    const { ask } = talkTo(asked(behaviourOf('windows-dns', {}), NEAR_BOTH));
    const turns = [0, 1, 2, 3, 4, 5].map((t) => ask(t, { group: t % 4 }).addresses);
    // Stored 1 2 3 4, of which 2 and 4 are near the first group, 1 and 3 near the second.
    expect(turns).toEqual([
      [2, 4, 1, 3],
      [3, 1, 2, 4],
      [3, 4, 1, 2],
      [4, 1, 2, 3],
      [2, 4, 1, 3],
      [3, 1, 2, 4],
    ]);
  });

  it('keeps answers for at most a day, and that there is none for a quarter of an hour', () => {
    const { maxTtl, negativeTtl } = behaviourOf('windows-dns', {});
    expect([maxTtl, negativeTtl.max]).toEqual([86_400, 900]);
    const { ask } = talkTo(asked(behaviourOf('windows-dns', { maxTtl: 20 }), [null]));
    expect([0, 19, 20].map((t) => ask(t).ttl)).toEqual([20, 1, 20]);
  });

  it('does not share a frozen order between askers near different addresses', () => {
    const frozen = behaviourOf('windows-dns', {
      orderOnMiss: { name: 'shuffle', settings: null },
      orderOnHit: { name: 'filling', settings: null },
      orderOnJoin: { name: 'filling', settings: null },
    });
    const { ask } = talkTo(asked(frozen, NEAR_BOTH));
    const first = NEAR_BOTH.map((_, group) => ask(group, { group }).addresses);
    const again = NEAR_BOTH.map((_, group) => ask(9 + group, { group }).addresses);
    expect(again).toEqual(first);
    expect([...(first[0] ?? [])].slice(0, 2).sort()).toEqual([2, 4]);
    expect([...(first[1] ?? [])].slice(0, 2).sort()).toEqual([1, 3]);
    expect(first[3]).toEqual(first[2]);
  });

  it('sends clients of a network to its own servers, and all others to any', () => {
    const scenario = asked(behaviourOf('windows-dns', {}), [net('10.1.1.0'), net('172.16.0.0')]);
    const { backends } = simulate({ ...scenario, clients: scenario.clients.slice(0, 1) }, 1, 1);
    const far = simulate({ ...scenario, clients: scenario.clients.slice(1) }, 1, 1).backends;
    const loads = (of: typeof backends) =>
      [0, 1, 2, 3].map((row) => sum(of.requests.filter((_, i) => i % 4 === row)));
    const [one, two, three, four] = loads(backends) as [number, number, number, number];
    expect([one, three]).toEqual([0, 0]);
    // A counter turns them: of every four responses two begin at 2 or before it, two at 4.
    expect(Math.abs(two - four)).toBeLessThanOrEqual(4 * Math.sqrt(two + four));
    for (const load of loads(far)) expect(load).toBeGreaterThan(0);
  });
});

describe('adguard-fastest, in a dialogue', () => {
  it('answers with one address alone, the same until ten minutes are over', () => {
    const { ask } = talkTo(asked(behaviourOf('adguard-fastest', {}), [null]));
    expect(ask(0)).toEqual({ addresses: [1], ttl: 600 });
    expect(ask(100.5).addresses).toEqual([1]);
    expect(ask(598).ttl).toBeLessThanOrEqual(3);
  });

  it('takes the address with the shortest round trip, where that is modelled', () => {
    const scenario = asked(behaviourOf('adguard-fastest', {}), [null]);
    const regions = ['us-east-1', 'eu-west-1', 'eu-central-1', 'us-west-2'];
    const law = (settings: number) => ({ name: 'constant', settings });
    const { ask } = talkTo({
      ...scenario,
      resolvers: scenario.resolvers.map((group) => ({ ...group, place: 'eu-central-1' })),
      backends: scenario.backends.map((backend, i) => ({
        ...backend,
        region: regions[i] as string,
      })),
      network: {
        places: [],
        rtt: {
          default: law(0.2),
          within: law(0.001),
          pairs: [{ places: ['eu-central-1', 'eu-west-1'], value: law(0.02) }],
        },
      },
    });
    expect(ask(0).addresses).toEqual([3]);
  });

  it('sends all behind one cache to one server for so long', () => {
    const scenario = asked(behaviourOf('adguard-fastest', {}), [null]);
    const random = {
      ...scenario,
      zones: scenario.zones.map((zone) => ({ ...zone, order: 'random' as const })),
    };
    const { backends } = simulate({ ...random, duration: 500, window: 500, start: 'cold' }, 3, 1);
    expect([...backends.requests].filter((load) => load > 0)).toHaveLength(1);
  });

  it('hands its one address on to resolvers that ask it', () => {
    const scenario = asked(behaviourOf('adguard-fastest', {}), [null]);
    const [isp] = scenario.resolvers as [Scenario['resolvers'][0]];
    const below = { ...resolverGroup('below', 1), upstream: 'isp' };
    const { ask } = talkTo({
      ...scenario,
      resolvers: [below, isp],
      clients: scenario.clients.map((group) => ({
        ...group,
        resolvers: [{ group: 'below', share: 1 }],
      })),
    });
    expect([ask(0).addresses, ask(9).addresses]).toEqual([[1], [1]]);
  });
});

it('one address of a shuffle is any of them, anew for each response', () => {
  const shuffle = { name: 'shuffle', settings: null };
  const behaviour = behaviourOf('ideal', {
    firstOnly: true,
    orderOnMiss: shuffle,
    orderOnHit: shuffle,
    orderOnJoin: shuffle,
  });
  const { ask } = talkTo(asked(behaviour, [null]));
  const seen = Array.from({ length: 60 }, (_, t) => ask(t / 2).addresses);
  expect(seen.every((addresses) => addresses.length === 1)).toBe(true);
  expect(new Set(seen.flat()).size).toBe(4);
});
