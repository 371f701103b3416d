import { describe, expect, it } from 'vitest';
import { estimateCost, refuse } from '../../experiments/cost.ts';
import { run } from '../../experiments/run.ts';
import type { ClientGroup, ResolverGroup, Scenario } from '../../sim/scenario.ts';
import { scenario, studyOf } from './synthetic.ts';

const [clients] = scenario.clients as [ClientGroup];
const [resolvers] = scenario.resolvers as [ResolverGroup];
const trip = { name: 'constant', settings: 0.01 };
const KEPT = {
  idle: Number.POSITIVE_INFINITY,
  maxAge: null,
  maxRequests: Number.POSITIVE_INFINITY,
  maxConns: 6,
  streams: 1,
  reuse: 'lifo',
} as const;
const costOf = (changes: Partial<Scenario>, replications = 1) =>
  estimateCost({ scenario: { ...scenario, ...changes }, replications });

describe('the cost of a study', () => {
  it('counts the arrivals where nothing takes time: rate × duration × replications', () => {
    expect(costOf({ duration: 1000 }).eventsPerReplication).toBe(5000);
    expect(costOf({ duration: 1000 }, 7).events).toBe(35_000);
  });

  it('counts the lead-in that the start will need', () => {
    const kept = {
      ...clients,
      behaviour: { ...clients.behaviour, dns: { kind: 'fixed', seconds: 25 } as const },
    };
    // 3 × (TTL 60 + 25) before 1000 s.
    expect(costOf({ duration: 1000, clients: [kept] }).events).toBe(5 * (1000 + 3 * 85));
    expect(costOf({ duration: 1000, clients: [kept], start: 'cold' }).events).toBe(5000);
  });

  it.each([
    ['nothing takes time', {}],
    [
      'the resolver is away',
      { resolvers: [{ ...resolvers, latency: { client: trip, upstream: null } }] },
    ],
    [
      'the authority is away too',
      { resolvers: [{ ...resolvers, latency: { client: trip, upstream: trip } }] },
    ],
    ['the backends are away', { network: { places: [], rtt: trip } }],
    ['requests are counted by number', { detail: 'counts' }],
    [
      'clients with caches are counted by number',
      {
        detail: 'counts',
        clients: [
          {
            ...clients,
            count: 100,
            behaviour: { ...clients.behaviour, dns: { kind: 'fixed', seconds: 25 } },
          },
        ],
      },
    ],
    [
      'clients keep connections',
      {
        network: { places: [], rtt: trip },
        clients: [
          {
            ...clients,
            count: 100,
            behaviour: { ...clients.behaviour, pool: { idle: 30, maxConns: 6 } },
          },
        ],
      },
    ],
    [
      'connections kept for good are counted by number',
      {
        detail: 'counts',
        start: 'cold',
        clients: [{ ...clients, count: 100, behaviour: { ...clients.behaviour, pool: KEPT } }],
      },
    ],
  ] as const)('is within a factor of two of what the engine does when %s', async (_, changes) => {
    const study = studyOf({
      scenario: { ...scenario, ...changes, duration: 400, events: [] } as Scenario,
      replications: 2,
    });
    const { performance } = await run(study);
    const ratio = estimateCost(study).events / (performance?.events as number);
    expect(ratio).toBeGreaterThan(1 / 2);
    expect(ratio).toBeLessThan(2);
  });

  it('counts every request as long as a fault lasts, where others are counted by number', () => {
    const fault = {
      verb: 'fault',
      name: 'crash',
      at: { name: 'constant', settings: 100 },
      curve: { bin: null, until: null, at: null },
      fault: { name: 'crash', settings: null },
      targets: ['web-1'],
      lasts: { name: 'constant', settings: 50 },
    } as const;
    const without = costOf({ detail: 'counts', duration: 1000, events: [] });
    const during = costOf({ detail: 'counts', duration: 1000, events: [fault] });
    const after = costOf({ detail: 'counts', duration: 1000, events: [{ ...fault, lasts: null }] });
    expect(during.events - without.events).toBeCloseTo(5 * 50, 6);
    expect(after.events - without.events).toBeCloseTo(5 * 900, 6);
  });

  it('counts memory for clients, caches and windows, and hardly any for replications', () => {
    const plain = costOf({}).bytes;
    const many = costOf({ clients: [{ ...clients, count: 1_000_000 }] }).bytes;
    expect(many - plain).toBeGreaterThan(20 * 1_000_000);
    expect(
      costOf({ resolvers: [{ ...resolvers, count: 1_000_000 }] }).bytes - plain,
    ).toBeGreaterThan(100 * 1_000_000);
    expect(costOf({ window: 0.001 }).bytes - plain).toBeGreaterThan(8 * 20_000 * 20);
    expect(costOf({}, 1001).bytes - costOf({}, 1).bytes).toBeLessThan(1000 * 8192);
  });

  it('adds up its parts', () => {
    const { parts, events, bytes } = costOf({ duration: 1000 }, 3);
    expect(parts.reduce((sum, part) => sum + part.events, 0)).toBe(events);
    expect(parts.reduce((sum, part) => sum + part.bytes, 0)).toBe(bytes);
    expect(parts[0]?.what).toBe('requests of users');
  });
});

describe('a refusal', () => {
  const cost = costOf({ duration: 1e9 }, 10);

  it('is not made below the limits', () => {
    expect(refuse(costOf({}))).toBeNull();
    expect(refuse(cost, { maxEvents: 1e11 })).toBeNull();
  });

  it('gives the figure, where it comes from, and what would help', () => {
    expect(refuse(cost)).toBe(
      'about 5e10 events, above the limit of 1e9; most come from requests of users. ' +
        'A shorter duration, fewer replications or a lower rate would help; --max-events raises the limit',
    );
  });

  it('is made for memory too', () => {
    const large = costOf({ clients: [{ ...clients, count: 100_000_000 }] });
    expect(refuse(large, { maxMemory: 2 ** 30 })).toMatch(
      /^about \d+ MiB of memory, above the limit of 1024 MiB; most is for requests of users\. Fewer clients/,
    );
  });
});
