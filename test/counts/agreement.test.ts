/** Counts and requests agree in law, feature by feature, on scenarios small enough for many replications. */

import { describe, expect, it } from 'vitest';
import { CHECKER_REGIONS } from '../../sim/authority/health/regions.ts';
import { needsRequests } from '../../sim/counts/needs.ts';
import type { Chosen } from '../../sim/plugin.ts';
import type {
  ClientGroup,
  FaultSpec,
  Pool,
  ResolverBehaviour,
  Scenario,
} from '../../sim/scenario.ts';
import { clientGroup, resolverGroup, type Shape, scenarioOf } from '../support/scenarios.ts';
import { disagreements } from './agreement.ts';

const order = (name: string, settings: unknown = null) => ({ name, settings });
const rotation = (by: string) => order('rotate', { by });
const counter = (per: string, first: number) =>
  order('rotate', { by: 'counter', step: 1, per, first });
const always = (chosen: ReturnType<typeof order>): Partial<ResolverBehaviour> => ({
  orderOnMiss: chosen,
  orderOnHit: chosen,
  orderOnJoin: chosen,
});
const atOnce = (window: number): Partial<ResolverBehaviour> => ({
  serveStale: { window, ttl: { seconds: 5, atMostOriginal: false }, patience: 0, recheck: 30 },
});
const frozen: Partial<ResolverBehaviour> = {
  ...always(order('shuffle')),
  orderOnHit: order('filling'),
};
const SHORT = { duration: 400, window: 50, ttl: 20, rate: 6, resolvers: 4 };
const small = (shape: Shape, change: Partial<Scenario> = {}) =>
  scenarioOf({ ...SHORT, ...shape }, change);
const onSubnet = { address: '192.0.2.0', prefix: 29 };

/** Forwarders behind members of `isp`. */
const chain = (
  child: Partial<ResolverBehaviour>,
  more: Partial<Scenario['resolvers'][0]> = {},
  parent = order('shuffle'),
) =>
  small(
    {},
    {
      resolvers: [
        resolverGroup('isp', 2, always(parent)),
        { ...resolverGroup('office', 5, child), upstream: 'isp', ...more },
      ],
      clients: [
        { ...clientGroup(5, null), resolvers: [{ group: 'office', share: 1 }] },
        { ...clientGroup(1, null), name: 'direct' },
      ],
    },
  );

const group = (scenario: Scenario, change: Partial<ClientGroup>): Scenario => ({
  ...scenario,
  clients: scenario.clients.map((clients) => ({ ...clients, ...change })),
});

/** Weights 1 and 3, and a change of the first to 200 half-way that reaches each edge after up to a minute. */
const changing = (shape: Shape = {}): Scenario => {
  const scenario = small({ backends: 2, ...shape });
  const [zone] = scenario.zones as [Scenario['zones'][0]];
  return {
    ...scenario,
    zones: [
      {
        ...zone,
        edges: { ...zone.edges, recordLag: order('uniform', [0, 60]) },
        records: zone.records.map((record, i) => ({
          ...record,
          routing: 'weighted',
          settings: { weight: 1 + 2 * i },
        })),
      },
    ],
    events: [
      {
        verb: 'set',
        name: 'shift',
        at: order('constant', 200),
        curve: { bin: 20, until: 140, at: null },
        record: { name: 'app.example.com', type: 'A', setIdentifier: 'web-1' },
        change: { weight: 200 },
      },
    ],
  };
};

/** Three record sets answered in turn, or by what was assigned, to resolvers of unequal load. */
const turning = (routing: string): Scenario => {
  const scenario = small({});
  const [zone] = scenario.zones as [Scenario['zones'][0]];
  const adaptiveTtl = { by: 'source', classes: 'each', sameQueryRate: true };
  const records = zone.records.map((record) => ({ ...record, routing, settings: { adaptiveTtl } }));
  return {
    ...scenario,
    zones: [{ ...zone, edgeState: 'shared', records }],
    resolvers: [{ ...resolverGroup('isp', 4), popularity: { kind: 'zipf', s: 1 } }],
  };
};

/** Two simple addresses that give way to two others after 200 s, with nothing in between for 15 s. */
const replaced = (): Scenario => {
  const scenario = small({ backends: 4, resolver: always(order('shuffle')) });
  const [zone] = scenario.zones as [Scenario['zones'][0]];
  const [first] = zone.records as [Scenario['zones'][0]['records'][0]];
  const simple = (...values: string[]) => ({
    ...first,
    routing: 'simple',
    setIdentifier: '',
    values,
  });
  const old = simple('192.0.2.1', '192.0.2.2');
  const young = simple('192.0.2.3', '192.0.2.4');
  const batch = (at: number, action: 'create' | 'delete', record: typeof first) => ({
    verb: 'change' as const,
    name: action,
    at: order('constant', at),
    curve: { bin: 20, until: 140, at: null },
    changes: [{ action, record }],
  });
  return {
    ...scenario,
    zones: [{ ...zone, negativeTtl: 40, records: [old] }],
    events: [batch(200, 'delete', old), batch(215, 'create', young)],
  };
};

/** A fault of the first of three backends from 100 s on, seen by a health check where `seen`. */
const struck = (
  fault: {
    readonly name: string;
    readonly lasts: number | null;
    readonly seen?: boolean;
    readonly settings?: unknown;
    readonly more?: Partial<FaultSpec>;
  },
  shape: Shape = {},
): Scenario => {
  const scenario = small({
    ...shape,
    resolver: { ...always(order('shuffle')), ...shape.resolver },
  });
  const [zone] = scenario.zones as [Scenario['zones'][0]];
  const check = {
    name: 'alive',
    backend: 'web-1',
    type: 'tcp',
    interval: 10,
    inverted: false,
    disabled: false,
    failureThreshold: 2,
    checkers: 4,
    regions: CHECKER_REGIONS,
    timeouts: { connect: 4, response: 2 },
    probe: 'instant',
    awsEndpoint: false,
    measureLatency: false,
  } as const;
  return {
    ...scenario,
    zones: [
      {
        ...zone,
        healthChecks: fault.seen ? [check] : [],
        records: zone.records.map((record, i) => ({
          ...record,
          healthCheck: fault.seen && i === 0 ? 'alive' : null,
        })),
      },
    ],
    events: [
      {
        verb: 'fault',
        name: 'struck',
        at: order('constant', 100),
        curve: { bin: 20, until: 200, at: null },
        fault: order(
          fault.name,
          fault.settings ?? (fault.name === 'drain' ? { close: true } : null),
        ),
        targets: ['web-1'],
        lasts: fault.lasts === null ? null : order('constant', fault.lasts),
        ...fault.more,
      },
    ],
  };
};
const KEPT: Pool = {
  idle: Number.POSITIVE_INFINITY,
  maxAge: null,
  maxRequests: Number.POSITIVE_INFINITY,
  maxConns: 6,
  streams: 1,
  reuse: 'lifo',
};
const SEQUENTIAL = { name: 'sequential', settings: null };
const RETRY = {
  on: ['connect'],
  attempts: 3,
  backoff: { initial: 0.5, factor: 2, max: 3, jitter: 0.5 },
  budget: 0.2,
  to: 'next',
} as const;

const BURSTS = {
  name: 'burst',
  settings: { on: order('exponential', 12), off: order('uniform', [5, 35]), rate: 15 },
};
const arriving = (arrivals: Chosen, scenario: Scenario): Scenario => group(scenario, { arrivals });

const cases: Readonly<Record<string, Scenario>> = {
  'one stored order': small({}),
  'more addresses than an answer holds': small({
    backends: 12,
    resolver: always(order('shuffle')),
  }),
  'rotation by query id': small({ resolver: always(rotation('queryId')) }),
  'rotation by query id and clock': small({ resolver: always(rotation('queryIdTime')) }),
  'turns by a counter for each entry': small({
    backends: 5,
    resolver: { ...always(counter('entry', 1)), orderOnMiss: order('base') },
  }),
  'turns by a counter for each name': small({ backends: 3, resolver: always(counter('name', 0)) }),
  'turns that flows share': {
    ...small({ backends: 5, resolver: always(counter('cache', 0)) }),
    clients: [
      clientGroup(3, null),
      { ...clientGroup(2, null, { pick: 'random' }), name: 'more' },
      { ...clientGroup(1, 20, { dns: { kind: 'fixed', seconds: 9 } }), name: 'known' },
    ],
  },
  'one seed per response': small({ backends: 7, resolver: always(order('bindSeeded')) }),
  'a shuffle that favours some': small({ backends: 4, resolver: always(order('shuffleNaive')) }),
  'an order frozen for each entry': small({ resolver: frozen }),
  'an order frozen for each query shape': {
    ...small({ resolver: { ...frozen, frozenPer: 'queryShape' } }),
    clients: [clientGroup(4, null), { ...clientGroup(2, null), name: 'more', queryShape: 'other' }],
  },
  'a sorted store': small({ resolver: { base: 'sorted', ...always(rotation('random')) } }),
  'clocks of whole seconds': small({ resolver: { ttlClock: 'seconds', ttlPassed: 'floor' } }),
  'a last second that hits': small({ resolver: { ttlClock: 'seconds', lastSecond: 'hit' } }),
  'clamps on the TTL': small({ resolver: { minTtl: 30, maxTtl: 45 }, ttl: 5 }),
  'a TTL of 0': small({ ttl: 0 }),
  'no cache at all': small({ resolver: { maxTtl: 0 }, backends: 12 }),
  'prefetch by what is left': small({
    resolver: { prefetch: { kind: 'below', below: 4, eligible: 9 }, ttlClock: 'seconds' },
  }),
  'prefetch by a share': small({ resolver: { prefetch: { kind: 'share', share: 0.4, plus: 1 } } }),
  'expired records at once': small({ resolver: atOnce(8) }),
  'expired records, kept by clients for the TTL they come with': small({
    clients: 10,
    client: { dns: { kind: 'ttl' } },
    resolver: { ...atOnce(86_400), ttlClock: 'seconds', ttlPassed: 'floor' },
  }),
  'forwarders of expired records': chain(atOnce(86_400)),
  'shards asked at random': small({ resolver: { shards: 3, shardPick: 'query' } }),
  'shards by client': small({ clients: 30, resolver: { shards: 3 } }),
  'shards by name': small({ resolver: { shards: 3, shardPick: 'name' } }),
  'unpopular resolvers': {
    ...small({ resolvers: 20 }),
    resolvers: [{ ...resolverGroup('isp', 20, frozen), popularity: { kind: 'zipf', s: 1 } }],
  },
  'any address of the list': small({ client: { pick: 'random' }, resolver: frozen }),
  'names that do not exist': group(small({}), {
    lookup: [
      { name: 'app.example.com', share: 0.7 },
      { name: 'gone.example.com', share: 0.3 },
    ],
  }),
  forwarders: chain(always(order('shuffle'))),
  'forwarders that share turns with others': chain(always(order('base')), {}, counter('entry', 0)),
  'forwarders on clocks of whole seconds': chain({
    ttlClock: 'seconds',
    ttlPassed: 'floor',
    ...frozen,
  }),
  'forwarders that ask by suffix': group(
    chain({}, { upstreamBySuffix: [{ suffix: 'gone.example.com', upstream: null }] }),
    {
      lookup: [
        { name: 'app.example.com', share: 0.7 },
        { name: 'gone.example.com', share: 0.3 },
      ],
    },
  ),
  'forwarders that ask anyone': chain({ shards: 2 }, { upstreamPick: 'query' }),
  'forwarders that prefetch': chain({ prefetch: { kind: 'share', share: 0.3, plus: 0 } }),
  'new clients that sort': group(
    small({ backends: 5, client: { sort: 'glibc' }, resolver: always(order('shuffle')) }),
    {
      subnet: onSubnet,
      interfacePrefix: 29,
    },
  ),
  'known clients that sort answers rotated': group(
    small({
      backends: 5,
      clients: 3,
      client: { sort: 'glibc' },
      resolver: always(rotation('queryId')),
    }),
    { subnet: onSubnet, interfacePrefix: 30 },
  ),
  'clients that sort by rule 9': group(
    small({ backends: 5, client: { sort: 'v4rule9Capped' }, resolver: always(order('shuffle')) }),
    { subnet: onSubnet, interfacePrefix: 30 },
  ),
  'clients that sort answers seeded': group(
    small({ backends: 6, client: { sort: 'glibc' }, resolver: always(order('bindSeeded')) }),
    { subnet: onSubnet, interfacePrefix: 30 },
  ),
  'client caches of a fixed time': small({
    clients: 30,
    client: { dns: { kind: 'fixed', seconds: 25 } },
  }),
  'client caches that honour the TTL': small({
    clients: 30,
    client: { dns: { kind: 'ttl' } },
    resolver: { ...always(rotation('random')), ttlClock: 'seconds', ttlPassed: 'floor' },
  }),
  'caching clients that take any address': small({
    clients: 30,
    client: { dns: { kind: 'fixed', seconds: 40 }, pick: 'random' },
  }),
  'caching clients that sort': group(
    small({ clients: 6, backends: 5, client: { dns: { kind: 'ttl' }, sort: 'glibc' } }),
    { subnet: onSubnet, interfacePrefix: 30 },
  ),
  'caching clients behind random shards': small({
    clients: 30,
    client: { dns: { kind: 'fixed', seconds: 9 } },
    resolver: { shards: 3, shardPick: 'query', ...frozen },
  }),
  'connections kept for good': small({ clients: 30, client: { pool: KEPT } }),
  'connections kept for good, any address': small({
    clients: 30,
    client: { pool: KEPT, pick: 'random', dns: { kind: 'fixed', seconds: 20 } },
    resolver: frozen,
  }),
  'connections of a certain age': small(
    {
      clients: 30,
      client: { pool: { ...KEPT, maxAge: order('uniform', [20, 60]) }, dns: { kind: 'ttl' } },
      resolver: always(order('shuffle')),
    },
    { leadIn: 300 },
  ),
  'a rate that rises and falls with the day': arriving(
    {
      name: 'diurnal',
      settings: { mean: 5, peakToMean: 2, peakAt: 86_000 },
    },
    small({ resolver: frozen }),
  ),
  'bursts and others that share turns': {
    ...small({ backends: 5, resolver: always(counter('cache', 0)) }),
    clients: [
      { ...clientGroup(3, null), arrivals: BURSTS },
      { ...clientGroup(2, null, { pick: 'random' }), name: 'more' },
    ],
  },
  'bursts of clients that cache': arriving(
    BURSTS,
    small({ clients: 30, client: { dns: { kind: 'fixed', seconds: 25 } }, resolver: frozen }),
  ),
  'bursts while a server is down': arriving(
    BURSTS,
    struck({ name: 'crash', lasts: 80, seen: true }),
  ),
  'client caches that stretch the TTL': small({
    clients: 30,
    client: { dns: { kind: 'scaled', scale: 1.5, plus: 2, atLeast: 15 } },
  }),
  'client caches for ever': small({
    clients: 30,
    client: { dns: { kind: 'fixed', seconds: Number.POSITIVE_INFINITY } },
    resolver: frozen,
  }),
  'client caches with grace': small({
    clients: 30,
    client: { dns: { kind: 'fixed', seconds: 10, grace: 15 } },
    resolver: always(order('shuffle')),
  }),
  'failures that clients keep': group(
    small({ clients: 20, client: { dns: { kind: 'ttl', negative: 12 } } }),
    { lookup: [{ name: 'gone.example.com', share: 1 }] },
  ),
  ...Object.fromEntries(
    ['round-robin', 'round-robin-2', 'least-assigned'].map((routing) => [
      `${routing} with TTLs by source`,
      turning(routing),
    ]),
  ),
  'a cold start': small({ clients: 30, client: { dns: { kind: 'ttl' } } }, { start: 'cold' }),
  'a warm-up and windows that do not fit': small({ warmup: 75, window: 80 }),
  'a crash that DNS leaves behind': struck({ name: 'crash', lasts: null, seen: true }),
  'errors for a while': struck({ name: 'errors', lasts: 150, settings: { share: 0.4 } }),
  'a backend out of reach': struck({
    name: 'unreachable',
    lasts: 100,
    settings: { after: order('constant', 3) },
  }),
  'a crash that comes and goes, of one of three': struck({
    name: 'crash',
    lasts: 200,
    more: {
      targets: ['web-1', 'web-2', 'web-3'],
      share: 0.3,
      flap: { down: order('exponential', 10), up: order('exponential', 20) },
    },
  }),
  'a crash that passes': struck({ name: 'crash', lasts: 60 }),
  'a crash under client caches, with return': struck(
    { name: 'crash', lasts: 150, seen: true },
    { clients: 30, client: { dns: { kind: 'fixed', seconds: 30 }, connect: SEQUENTIAL } },
  ),
  'a crash that clients retry': struck(
    { name: 'crash', lasts: 80, seen: true },
    { client: { retry: RETRY } },
  ),
  'a black hole': struck(
    { name: 'blackhole', lasts: 100, seen: true },
    { client: { connectTimeout: 7 }, resolver: frozen },
  ),
  'a crash of kept connections': struck(
    { name: 'crash', lasts: 60, seen: true },
    { clients: 30, client: { pool: KEPT } },
  ),
  'a drain of kept connections': struck(
    { name: 'drain', lasts: 100, seen: true },
    { clients: 30, client: { pool: KEPT } },
  ),
  'a crash of lists held until they fail': struck(
    { name: 'crash', lasts: 60, seen: true },
    { clients: 30, client: { reresolve: { onFailure: 20 }, connect: SEQUENTIAL } },
  ),
  'a drain': struck({ name: 'drain', lasts: 100, seen: true }),
  'a change of records': changing({ resolver: always(order('shuffle')) }),
  'a name that is gone for a while': replaced(),
  'a change of records under client caches': changing({
    clients: 30,
    client: { dns: { kind: 'fixed', seconds: 50 } },
  }),
};

describe.each(Object.entries(cases))('%s', (_what, scenario) => {
  it('agrees in law', { timeout: 60_000 }, () => {
    expect(needsRequests(scenario)).toEqual([]);
    expect(disagreements(scenario, 24)).toEqual([]);
  });
});
