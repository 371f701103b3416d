/** A second level of caches inside each member: a group behind the group, that the reader makes. */
import { describe, expect, it } from 'vitest';
import type { Scenario } from '../../sim/scenario.ts';
import { simulate } from '../../sim/simulate.ts';
import { mistakes, read } from '../scenarios/sample.ts';
import { talkTo } from '../support/resolver-dialogue.ts';
import { sum } from '../support/scenarios.ts';

const text = (resolver: string, more = '') => `
version: 1
name: tiers
duration: 3h
zone:
  name: example.com
  records: [{ name: app, type: A, ttl: 60, values: [192.0.2.1, 192.0.2.2, 192.0.2.3] }]
resolvers:
  - { name: site, ${resolver} }
  - { name: top, profile: ideal }
clients:
  - { name: users, profile: one-shot, resolvers: site, lookup: app.example.com, arrivals: { poisson: 40/s } }
backends:
  - { name: a, address: 192.0.2.1 }
  - { name: b, address: 192.0.2.2 }
  - { name: c, address: 192.0.2.3 }
${more}`;
const scenarioOf = (resolver: string, more = '') => read(text(resolver, more)).scenario;
const groups = ({ resolvers }: Scenario) =>
  resolvers.map(({ name, upstream, upstreamPick, behaviour: { shards, shardPick, prefetch } }) => [
    name,
    upstream,
    upstreamPick,
    shards,
    shardPick,
    prefetch.kind,
  ]);

describe('tier2', () => {
  it('is a group of as many members, each asked by one, which asks as the group is said to', () => {
    const written =
      'profile: ideal, count: 4, shards: 5, upstream: top, upstreamPick: query, latency: { client: 5ms, upstream: 20ms }, prefetch: { share: 10% }, tier2: { shards: 3, shardPick: query }';
    const scenario = scenarioOf(written);
    expect(groups(scenario)).toEqual([
      ['site', 'site/tier2', 'same', 5, 'client', 'share'],
      ['top', null, 'hash', 1, 'client', 'none'],
      ['site/tier2', 'top', 'query', 3, 'query', 'none'],
    ]);
    const [site, , tier] = scenario.resolvers;
    expect(tier).toMatchObject({ count: 4, tierOf: 'site' });
    expect([site?.latency.client, site?.latency.upstream]).toMatchObject([
      { settings: 0.005 },
      null,
    ]);
    expect([tier?.latency.client, tier?.latency.upstream]).toMatchObject([
      null,
      { settings: 0.02 },
    ]);
  });

  it('goes by the suffix of names, where the group does', () => {
    const scenario = scenarioOf(
      'profile: ideal, upstream: { example.com: authority, .: top }, tier2: {}',
    );
    const [site, , tier] = scenario.resolvers;
    expect([site?.upstream, site?.upstreamBySuffix]).toEqual(['site/tier2', undefined]);
    expect([tier?.upstream, tier?.upstreamBySuffix]).toEqual([
      'top',
      [{ suffix: 'example.com', upstream: null }],
    ]);
  });

  it('is left out with none, and its mistakes are told where it is written', () => {
    expect(scenarioOf('profile: google-public, tier2: none').resolvers).toHaveLength(2);
    expect(mistakes(text('profile: ideal, tier2: { shards: 0 }'))).toEqual([
      '9 ‹0› expected a whole number from 1 to 65536; found 0',
    ]);
  });

  it('asks once in a lifetime for all that ask it: as many authority queries as one cache of all the requests', () => {
    const { resolvers, authority } = simulate(
      scenarioOf('profile: ideal, shards: 16, shardPick: query, tier2: { shards: 1 }'),
      1,
      1,
    );
    const cycle = 60 + 1 / 40;
    const renewals = (3 * 3600) / cycle;
    const [first, , second] = resolvers;
    expect(sum(second?.upstreamQueries ?? [])).toBe(sum(authority.byKind.map((k) => k.queries)));
    expect(Math.abs(sum(second?.upstreamQueries ?? []) - renewals)).toBeLessThan(3);
    // 16 caches fill from the one and end with it, each but for a chance of e^(−λT/16).
    const perCycle = sum(first?.upstreamQueries ?? []) / renewals;
    expect(perCycle).toBeGreaterThan(15.5);
    expect(perCycle).toBeLessThan(17.5);
  });

  it('is emptied with its group', () => {
    const events = 'events: [{ at: 30s, flush: site }]';
    const { ask } = talkTo(scenarioOf('profile: ideal, tier2: {}', events));
    expect([ask(0).ttl, ask(29).ttl, ask(31).ttl]).toEqual([60, 31, 60]);
  });
});

describe('google-public, in a dialogue', () => {
  const { ask, resolvers } = talkTo(scenarioOf('profile: google-public'));
  it('shows several ages of one answer, all of one fetch', () => {
    const first = ask(10.25, { shard: 0 });
    const later = ask(30.25, { shard: 5 });
    const again = ask(31.25, { shard: 0 });
    expect([first.ttl, later.ttl, again.ttl]).toEqual([60, 40, 39]);
    const second = resolvers.topology.groups.findIndex(({ tierOf }) => tierOf === 'site');
    expect(resolvers.topology.shardsOf(resolvers.topology.firstMember[second] as number)).toBe(16);
  });
  it('keeps nothing longer than six hours, and sends /24 and /56', () => {
    const { behaviour } = scenarioOf('profile: google-public').resolvers[0] ?? {};
    expect(behaviour).toMatchObject({ maxTtl: 21_600, ecs: { v4: 24, v6: 56 }, shards: 16 });
    const long = text('profile: google-public').replace('ttl: 60', 'ttl: 86400');
    const talk = talkTo(read(long).scenario);
    expect(talk.ask(1).ttl).toBe(21_600);
  });
});

describe('aws-vpc, in a dialogue', () => {
  it('cuts TTLs to 300 s, and honours smaller ones', () => {
    const ttlOf = (ttl: number) =>
      talkTo(read(text('profile: aws-vpc').replace('ttl: 60', `ttl: ${ttl}`)).scenario).ask(1).ttl;
    expect([ttlOf(3600), ttlOf(300), ttlOf(20)]).toEqual([300, 300, 20]);
  });
  it('has the caches of hosts filled from three of the zone', () => {
    const { ask } = talkTo(scenarioOf('profile: aws-vpc, shards: 60'));
    ask(1.25, { shard: 0 });
    const ages = new Set(
      Array.from(
        { length: 59 },
        (_, i) => ask(1.25 + i / 4, { shard: i + 1 }).ttl + Math.floor(i / 4),
      ),
    );
    // Whoever asks the cache that was filled first gets what is left there; three fetches in all.
    expect(ages.size).toBeLessThanOrEqual(3);
    expect(ages.size).toBeGreaterThan(1);
  });
});
