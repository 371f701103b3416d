/** Mixes of profiles in a run: who is dealt what, and that a mix of equal parts is the group it would be without. */
import { describe, expect, it } from 'vitest';
import { dealClients } from '../../sim/clients/dealing.ts';
import { streamsOf } from '../../sim/random/streams.ts';
import { dealMembers } from '../../sim/resolvers/dealing.ts';
import { Topology } from '../../sim/resolvers/topology.ts';
import type { ClientGroup, ResolverGroup, Scenario } from '../../sim/scenario.ts';
import { entryRates, groupWeights } from '../../sim/start/flows.ts';
import { disagreements } from '../counts/agreement.ts';
import { chiSquare, limitAt1e6 } from '../support/chi-square.ts';
import { type Ratio, replicated } from '../support/replicated.ts';
import { clientGroup, resolverGroup, type Shape, scenarioOf, sum } from '../support/scenarios.ts';

const shuffled = { orderOnHit: { name: 'shuffle', settings: null } };

/** A mix `isp` of two parts, the second of which differs as said. */
function mixOf(
  counts: readonly [number, number],
  { deal = 'random', second = {} as ResolverGroup['behaviour'] | object, s = 1 } = {},
): ResolverGroup[] {
  const count = counts[0] + counts[1];
  return counts.map((own, i) => ({
    ...resolverGroup(`isp/${i}`, own, i === 1 ? second : {}),
    popularity: { kind: 'zipf', s },
    mix: { of: 'isp', count, deal: deal as 'random' | 'byRank' },
  }));
}

/** Clients of the parts of {@link mixOf}. */
const asking = (counts: readonly number[], clients: ClientGroup): ClientGroup => ({
  ...clients,
  resolvers: counts.map((own, i) => ({
    group: `isp/${i}`,
    share: own / counts.reduce((total, one) => total + one, 0),
  })),
});

describe('the members of a mix', () => {
  const deal = (replication: number, groups = mixOf([3, 1])) =>
    dealMembers(groups, streamsOf('dealt', replication));

  it('have one popularity together, dealt to the parts anew in each replication', () => {
    const { weights, ranks } = deal(1);
    expect(sum(weights.flatMap((own) => [...own]))).toBeCloseTo(1, 12);
    expect([...(ranks as Int32Array)].sort()).toEqual([0, 1, 2, 3]);
    for (const own of weights) expect([...own]).toEqual([...own].sort((a, b) => b - a));
  });

  it('are each of the part of one as often as chance has it', () => {
    const [ranks, pairs] = [[0, 0, 0, 0], new Map<string, number>()];
    for (let r = 1; r <= 4000; r++) {
      const rank = deal(r).ranks?.[3] as number;
      ranks[rank] = (ranks[rank] as number) + 1;
      const two = [...(deal(r, mixOf([2, 2])).ranks as Int32Array)].slice(0, 2).join();
      pairs.set(two, (pairs.get(two) ?? 0) + 1);
    }
    expect(chiSquare(ranks)).toBeLessThan(limitAt1e6(3));
    expect(pairs.size).toBe(6);
    expect(chiSquare([...pairs.values()])).toBeLessThan(limitAt1e6(5));
  });

  it('are dealt from the most popular down by rank', () => {
    const weighted = mixOf([1, 2], { deal: 'byRank' }).map((group) => ({
      ...group,
      popularity: { kind: 'weights' as const, weights: [1, 5, 2] },
    }));
    const { weights, ranks } = deal(1, weighted);
    expect(weights.map((own) => [...own])).toEqual([[5 / 8], [1 / 8, 2 / 8]]);
    expect([...(ranks as Int32Array)]).toEqual([1, 0, 2]);
    expect(deal(1, mixOf([1, 2], { deal: 'byRank' })).weights[0]?.[0]).toBeCloseTo(6 / 11, 12);
  });

  it('leave the draws of other groups as they were', () => {
    const other = {
      ...resolverGroup('other', 5),
      popularity: { kind: 'lognormal' as const, sigma: 1 },
    };
    const [alone] = deal(1, [other]).weights;
    expect(deal(1, [...mixOf([3, 1]), other]).weights[2]).toEqual(alone);
  });

  it('get clients in their order of popularity, whichever part is written first', () => {
    // Twenty equal members and one client: without ranks the first part would always have it.
    const groups = mixOf([19, 1], { s: 0 });
    const topology = new Topology(groups);
    const [one] = [asking([19, 1], clientGroup(1, 1))];
    let ofSecond = 0;
    for (let r = 1; r <= 2000; r++) {
      const streams = streamsOf('tie', r);
      const { weights, ranks } = dealMembers(groups, streams);
      const at = groupWeights(one as ClientGroup, topology, weights);
      const [memberOf] = dealClients([one as ClientGroup], [at], ranks, streams);
      if (memberOf?.[0] === 19) ofSecond += 1;
    }
    expect(chiSquare([2000 - ofSecond, ofSecond], [0.95, 0.05])).toBeLessThan(limitAt1e6(1));
  });
});

describe('the clients of a mix', () => {
  it('are together as many at each member as without it, and dealt to parts by chance', () => {
    const plain = clientGroup(1, 1000);
    const parts = [300, 700].map((count, i) => ({
      ...plain,
      name: `users/${i}`,
      count,
      mix: { of: 'users', count: 1000 },
    }));
    const topology = new Topology([
      { ...resolverGroup('isp', 4), popularity: { kind: 'zipf', s: 1 } },
    ]);
    const streams = streamsOf('clients', 1);
    const { weights, ranks } = dealMembers(topology.groups, streams);
    const at = groupWeights(plain, topology, weights);
    const tally = (all: readonly Int32Array[]) =>
      [0, 1, 2, 3].map(
        (member) => all.flatMap((own) => [...own]).filter((m) => m === member).length,
      );
    const whole = tally(dealClients([plain], [at], ranks, streams));
    const dealt = dealClients(parts, [at, at], ranks, streams);
    expect(dealt.map((own) => own.length)).toEqual([300, 700]);
    expect(tally(dealt)).toEqual(whole);
    // Hypergeometric, so nearer to what is expected than a multinomial would be.
    const first = tally(dealt.slice(0, 1));
    expect(
      chiSquare(
        first,
        whole.map((n) => n / 1000),
      ),
    ).toBeLessThan(limitAt1e6(3));
  });
});

describe('a mix of equal parts', () => {
  const SHAPE: Shape = { duration: 300, window: 100, ttl: 20, rate: 12, resolver: shuffled };
  const plain = (change: Partial<ResolverGroup> = {}): Scenario => {
    const scenario = scenarioOf(SHAPE);
    const isp = {
      ...resolverGroup('isp', 8, shuffled),
      popularity: { kind: 'zipf' as const, s: 1 },
    };
    return { ...scenario, resolvers: [{ ...isp, ...change }], clients: [clientGroup(12, 40)] };
  };
  const mixed = (deal: string): Scenario => {
    const scenario = plain();
    const resolvers = mixOf([5, 3], { deal, second: shuffled }).map((group) => ({
      ...group,
      behaviour: (scenario.resolvers[0] as ResolverGroup).behaviour,
    }));
    const clients = [0.25, 0.75].map((share, i) => ({
      ...asking([5, 3], clientGroup(12 * share, 40 * share)),
      name: `users/${i}`,
      mix: { of: 'users', count: 40 },
    }));
    return { ...scenario, resolvers, clients };
  };
  const hits = (scenario: Scenario): Ratio =>
    replicated(scenario, 'equal', 60, ({ resolvers }) => ({
      y: sum(resolvers.map((group) => sum(group.hits))),
      x: sum(resolvers.map((group) => sum(group.queries))),
    }));

  it.each(['random', 'byRank'])('is in law the group that they are parts of, dealt %s', (deal) => {
    const [one, two] = [hits(plain()), hits(mixed(deal))];
    const error = Math.sqrt(one.error * one.error + two.error * two.error);
    expect(Math.abs(one.value - two.value)).toBeLessThan(4 * error);
  });

  it('is asked by forwarders as one range of members', () => {
    const office = { ...resolverGroup('office', 16), upstream: 'isp' };
    const topology = new Topology([...mixOf([5, 3]), { ...office, upstreamPick: 'same' }]);
    const asked = Array.from({ length: 16 }, (_, i) => topology.fixedUpstream(8 + i, 0));
    expect(asked).toEqual([...[0, 1, 2, 3, 4, 5, 6, 7], ...[0, 1, 2, 3, 4, 5, 6, 7]]);
    const parts = mixOf([5, 3]).map((part) => ({
      ...part,
      upstream: 'top',
      upstreamPick: 'same' as const,
    }));
    const below = new Topology([...parts, resolverGroup('top', 8)]);
    expect(Array.from({ length: 8 }, (_, i) => below.fixedUpstream(i, 0))).toEqual([
      8, 9, 10, 11, 12, 13, 14, 15,
    ]);
  });
});

describe('a part with a second level of caches', () => {
  const [pool, tiered] = mixOf([3, 2]) as [ResolverGroup, ResolverGroup];
  const groups: ResolverGroup[] = [
    { ...resolverGroup('homes', 10), upstream: 'isp' },
    pool,
    { ...tiered, upstream: 'isp/1/tier2', upstreamPick: 'same' },
    resolverGroup('isp/1/tier2', 2),
  ];

  it('is farther from the authority, and so are those who ask the mix', () => {
    const topology = new Topology(groups);
    expect(groups.map((_, row) => topology.depthOf(row, 0))).toEqual([2, 0, 1, 0]);
    expect(topology.upstreamsOf(0)).toEqual([1, 2]);
    expect([6, 7].map((i) => topology.fixedUpstream(i + 7, 0)).sort()).toEqual([15, 16]);
  });

  it('passes on what it is asked through the mix: rates at the top are those of all clients', () => {
    const topology = new Topology(groups);
    const clients = { ...clientGroup(5, null), resolvers: [{ group: 'homes', share: 1 }] };
    const weights = groupWeights(clients, topology, [new Float64Array(10).fill(0.1)]);
    const asking = { spec: clients, weights, memberOf: new Int32Array(0), nameRows: [0] };
    const rates = entryRates([asking], topology, 1);
    // Without caches that end by themselves every query goes all the way: members of the first part, and the second level.
    expect(sum(rates.slice(10, 13)) + sum(rates.slice(15, 17))).toBeCloseTo(5, 9);
  });
});

describe('a mix of unequal parts', () => {
  const scenario: Scenario = {
    ...scenarioOf({ duration: 400, window: 50, ttl: 20 }),
    resolvers: [
      ...mixOf([3, 2], { second: { minTtl: 120 } as object }),
      { ...resolverGroup('homes', 6, shuffled), upstream: 'isp' },
    ],
    clients: [
      asking([3, 2], clientGroup(3, null)),
      ...[4, 8].map((count, i) => ({
        ...asking([3, 2], clientGroup(count / 4, count)),
        name: `few/${i}`,
        mix: { of: 'few', count: 12 },
      })),
      { ...clientGroup(3, null), name: 'home', resolvers: [{ group: 'homes', share: 1 }] },
    ],
  };

  it('is measured alike in both details', () => {
    expect(disagreements(scenario, 80)).toEqual([]);
  });
});
