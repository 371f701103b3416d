/** Resolvers that ask by the suffix of the name: forward zones of Unbound and BIND, stub domains of CoreDNS and dnsmasq. */
import { describe, expect, it } from 'vitest';
import { upstreamFor, wayUp } from '../../sim/resolvers/routes.ts';
import type { Scenario } from '../../sim/scenario.ts';
import { simulate } from '../../sim/simulate.ts';
import { clientGroup, resolverGroup, scenarioOf, sum } from '../support/scenarios.ts';

const RATE = 4;
const DURATION = 20_000;
const NAMES = ['web.default.svc.cluster.local', 'app.example.com'];

/** Pods ask a cache on their node, which asks the cluster's server for cluster.local and the VPC's for the rest; those two ask each other. */
const cluster = (change: Partial<Scenario> = {}): Scenario => {
  const plain = scenarioOf({ duration: DURATION, ttl: 30 });
  const [zone] = plain.zones as [Scenario['zones'][0]];
  const local = {
    ...zone,
    name: 'cluster.local',
    records: zone.records.map((record) => ({ ...record, name: NAMES[0] as string })),
  };
  const bySuffix = (suffix: string, upstream: string | null) => ({
    upstreamBySuffix: [{ suffix, upstream }],
  });
  return {
    ...plain,
    zones: [local, zone],
    resolvers: [
      { ...resolverGroup('node', 4), upstream: 'vpc', ...bySuffix('cluster.local', 'coredns') },
      { ...resolverGroup('coredns', 1), upstream: 'vpc', ...bySuffix('cluster.local', null) },
      { ...resolverGroup('vpc', 1), ...bySuffix('cluster.local', 'coredns') },
    ],
    clients: [
      {
        ...clientGroup(RATE, null),
        resolvers: [{ group: 'node', share: 1 }],
        lookup: NAMES.map((name) => ({ name, share: 0.5 })),
      },
    ],
    ...change,
  };
};

describe('an upstream by suffix', () => {
  const group = {
    upstream: 'vpc',
    upstreamBySuffix: [
      { suffix: 'svc.cluster.local', upstream: 'services' },
      { suffix: 'cluster.local', upstream: null },
    ],
  };

  it('is the one of the longest suffix that whole labels of the name end with', () => {
    expect(upstreamFor(group, 'web.svc.cluster.local')).toBe('services');
    expect(upstreamFor(group, 'svc.cluster.local')).toBe('services');
    expect(upstreamFor(group, 'xsvc.cluster.local')).toBe(null);
    expect(upstreamFor(group, 'mycluster.local')).toBe('vpc');
    expect(upstreamFor(group, 'local')).toBe('vpc');
  });

  it('leads each name up its own way, though groups ask one another', () => {
    const { resolvers } = cluster();
    const ways = NAMES.map((name) =>
      wayUp(resolvers[0] as Scenario['resolvers'][0], name, resolvers).map((one) => one.name),
    );
    expect(ways).toEqual([
      ['node', 'coredns'],
      ['node', 'vpc'],
    ]);
  });

  it('gives each group the misses of its own names, as often as chains of caches have them', () => {
    const { resolvers, authority } = simulate(cluster(), 1, 1);
    const [node, coredns, vpc] = resolvers.map(({ upstreamQueries }) => sum(upstreamQueries));
    // Each name is renewed once in a cycle of T + 1/λ at its top.
    const rate = RATE / 2;
    const cycle = 30 + 1 / rate;
    const renewals = DURATION / cycle;
    const deviation = Math.sqrt(renewals) / (rate * cycle) + 1;
    for (const count of [coredns, vpc])
      expect(Math.abs((count as number) - renewals)).toBeLessThan(4 * deviation);
    expect((node as number) > (coredns as number) + (vpc as number)).toBe(true);
    expect(authority.byKind.map(({ name, queries }) => [name, queries])).toEqual([
      [NAMES[0], coredns],
      [NAMES[1], vpc],
    ]);
  });

  it('takes each round trip on the way to whom it asks', () => {
    const scenario = cluster();
    const law = (settings: number) => ({ name: 'constant', settings });
    const [node, coredns, vpc] = scenario.resolvers as [
      Scenario['resolvers'][0],
      Scenario['resolvers'][0],
      Scenario['resolvers'][0],
    ];
    const slow = (one: typeof node, client: number) => ({
      ...one,
      latency: { client: law(client), upstream: null },
    });
    const { clients } = simulate(
      {
        ...scenario,
        duration: 600,
        resolvers: [
          { ...node, behaviour: { ...node.behaviour, maxTtl: 0 } },
          slow(coredns, 0.25),
          slow(vpc, 0.5),
        ],
        clients: NAMES.map((name, i) => ({
          ...(scenario.clients[0] as Scenario['clients'][0]),
          name: `users-${i}`,
          lookup: [{ name, share: 1 }],
        })),
      },
      1,
      1,
    );
    const typical = clients.map(({ lookupTime }) => lookupTime?.quantile(0.5) ?? 0);
    // Quantiles of the histogram are within 0.5 %.
    expect(Math.abs((typical[0] as number) - 0.25)).toBeLessThan(0.005 * 0.25);
    expect(Math.abs((typical[1] as number) - 0.5)).toBeLessThan(0.005 * 0.5);
  });
});
