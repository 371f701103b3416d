/** What resolvers do with records that have expired, as dialogues on a virtual clock (RFC 8767). */
import { describe, expect, it } from 'vitest';
import { FAILURES, type Failure } from '../../sim/measurements.ts';
import { usualRetry } from '../../sim/resolvers/upstream-retry.ts';
import type {
  EventSpec,
  ResolverBehaviour,
  ResolverGroup,
  Scenario,
  ServeStale,
} from '../../sim/scenario.ts';
import { simulate } from '../../sim/simulate.ts';
import {
  clientGroup,
  multivalueRecords,
  resolverGroup,
  type Shape,
  scenarioOf,
  sum,
} from '../support/scenarios.ts';

const constant = (seconds: number) => ({ name: 'constant', settings: seconds });
const curve = { bin: null, until: null, at: null };

/** The name servers answer nothing, or errors, from a time on. */
const out = (at: number, lasts: number | null = null, answer = 'silent'): EventSpec =>
  ({
    verb: 'authorityOutage',
    name: 'out',
    at: constant(at),
    curve,
    answer,
    servers: 4,
    edges: 16,
    lasts: lasts === null ? null : constant(lasts),
  }) as EventSpec;

const flush = (at: number): EventSpec => ({
  verb: 'flush',
  name: 'flush',
  at: constant(at),
  curve,
  resolvers: ['isp'],
  clients: [],
});

/** A look-up is given up after 3.5 s, and then: stale answers as RFC 8767 has them, but for what is named. */
const stale = (own: Partial<ServeStale> = {}): Partial<ResolverBehaviour> => ({
  upstreamRetry: { ...usualRetry, giveUp: 3.5 },
  serveStale: {
    window: 86_400,
    ttl: { seconds: 30, atMostOriginal: false },
    patience: Number.POSITIVE_INFINITY,
    recheck: 30,
    ...own,
  },
});

/** One request a second for 300 s, beginning with empty caches; the k-th record of TTL 60 ends before request 60 k. */
function asking(events: EventSpec[], shape: Shape = {}, change: Partial<Scenario> = {}) {
  const plain = scenarioOf({ duration: 300, ...shape });
  const users = {
    ...clientGroup(1, shape.clients ?? null, shape.client),
    arrivals: { name: 'regular', settings: 1 },
  };
  return outcome({ ...plain, start: 'cold', clients: [users], events, ...change });
}

function outcome(scenario: Scenario) {
  const m = simulate(scenario, 1, 1);
  const [users] = m.clients;
  const failures = users?.failures ?? new Float64Array(0);
  const failed = (reason: Failure) =>
    sum(failures.filter((_, i) => i % FAILURES.length === FAILURES.indexOf(reason)));
  return {
    made: sum(users?.made ?? []),
    completed: sum(users?.completed ?? []),
    inFlight: m.inFlightEnd,
    servfail: failed('servfail'),
    nothing: failed('no-address'),
    upstream: m.resolvers.map(({ upstreamQueries }) => sum(upstreamQueries)),
    stale: m.resolvers.map(({ staleAnswers }) => sum(staleAnswers)),
    hits: m.resolvers.map(({ hits }) => sum(hits)),
    answers: m.skew.answers,
    ages: m.ageOfAnswers,
    waits: users?.lookupTime ?? null,
  };
}

describe('on failure', () => {
  it('an expired record is answered once the look-up is given up, then at once for 30 s', () => {
    // Requests 60 to 63 wait; given up at 63.5, asked again by request 94; and so on every 34 s, the last at 298.
    const seen = asking([out(30)], { resolver: stale() });
    expect(seen).toMatchObject({
      made: 300,
      completed: 298,
      inFlight: 2,
      servfail: 0,
      hits: [59],
      stale: [238],
    });
    // Tries at 0, 1.5 and 3.5 − 0.5 s of seven look-ups, and two of the last.
    expect(seen.upstream).toEqual([1 + 7 * 3 + 2]);
    // 7 × 4 of 298 wait: 3.5 s at most.
    expect(seen.waits?.quantile(1)).toBeCloseTo(3.5, 1);
    expect(seen.waits?.quantile(1 - 29 / 298)).toBe(0);
  });

  it('those who get it follow the old answer, which grows as old as it is', () => {
    const seen = asking([out(30)], { resolver: stale() });
    expect(seen.answers).toBe(1);
    expect(seen.ages.quantile(1)).toBeGreaterThan(290);
  });

  it('nothing is answered from a record longer than the window after its end', () => {
    const { stale: stales, servfail } = asking([out(30)], { resolver: stale({ window: 100 }) });
    expect(servfail).toBeGreaterThan(100);
    // To the end of the window, and of the recheck that began in it: 60 to 160.
    expect(stales).toEqual([100]);
  });

  it('a flush empties expired records too', () => {
    const {
      stale: stales,
      servfail,
      inFlight,
    } = asking([out(30), flush(100)], {
      resolver: stale(),
    });
    expect(stales[0]).toBeLessThanOrEqual(40);
    expect(servfail).toBeGreaterThan(300 - 60 - 40 - 5 - inFlight);
  });

  it('an error from every name server is a failure at once', () => {
    const seen = asking([out(30, null, 'servfail')], { resolver: stale() });
    expect(seen).toMatchObject({ completed: 300, servfail: 0, stale: [240] });
    expect(seen.waits?.quantile(1)).toBe(0);
  });

  it('never shows while the authority answers', () => {
    const { stale: stales, ...rest } = asking([], { resolver: stale() });
    const { stale: none, ...plain } = asking([], {});
    expect(stales).toEqual([0]);
    expect(none).toEqual([0]);
    expect(rest.upstream).toEqual(plain.upstream);
  });

  it('a fresh record is used again as soon as there is one', () => {
    // Back at 80: request 94 asks, and its answer lives for 60 s.
    expect(asking([out(30, 50)], { resolver: stale() })).toMatchObject({
      stale: [34],
      servfail: 0,
    });
  });

  it('that a name does not exist is answered on too', () => {
    const plain = scenarioOf({});
    const [zone] = plain.zones as [Scenario['zones'][number]];
    const seen = asking(
      [out(30)],
      { resolver: stale() },
      {
        zones: [{ ...zone, records: [], negativeTtl: 60 }],
      },
    );
    expect(seen).toMatchObject({ servfail: 0, nothing: 298, stale: [238] });
  });
});

describe('at once', () => {
  it('the first request after the end gets the expired record, and has it renewed', () => {
    const seen = asking([], { resolver: stale({ patience: 0 }) });
    const plain = asking([], {});
    expect(seen).toMatchObject({ completed: 300, stale: [4], upstream: [5] });
    expect(seen.hits).toEqual(plain.hits);
  });

  it('nobody waits while the name servers are silent', () => {
    const seen = asking([out(30)], { resolver: stale({ patience: 0 }) });
    expect(seen).toMatchObject({ completed: 300, servfail: 0, stale: [240] });
    expect(seen.waits?.quantile(1)).toBe(0);
  });

  it('a name that did not exist is asked for again before that is said', () => {
    const plain = scenarioOf({});
    const [zone] = plain.zones as [Scenario['zones'][number]];
    const zones = [{ ...zone, records: [], negativeTtl: 60 }];
    const seen = asking([], { resolver: stale({ patience: 0 }) }, { zones });
    expect(seen).toMatchObject({ nothing: 300, stale: [0] });
  });

  it('one refresh goes out, however many ask meanwhile', () => {
    const slow = (behaviour: Partial<ResolverBehaviour>): ResolverGroup => ({
      ...resolverGroup('isp', 1, behaviour),
      latency: { client: null, upstream: constant(2.5) },
    });
    const seen = asking([], {}, { resolvers: [slow(stale({ patience: 0 }))] });
    // Requests 60 to 62 get the old record, the new one of 62.5 − 60 s later lasts to 122.5; then 123 to 125 …
    expect(seen).toMatchObject({ upstream: [5], stale: [4 * 3] });
    expect(seen.waits?.quantile(1 - 4 / 300)).toBe(0);
  });
});

describe('after a while', () => {
  it('the client waits for the refresh 1.8 s, then gets the expired record; after the failure at once', () => {
    const patient = stale({ patience: 1.8, recheck: 5 });
    const seen = asking([out(30)], { resolver: patient });
    expect(seen).toMatchObject({ servfail: 0, hits: [59] });
    expect(seen.made - seen.completed).toBe(seen.inFlight);
    // Those of 60 and 61 at 61.8, of 62 and 63 when it has failed at 63.5, then at once until 68.5; each 9 s.
    const [stales = 0] = seen.stale;
    expect(stales).toBe(seen.completed - 60);
    expect(seen.waits?.quantile(1)).toBeCloseTo(1.8, 1);
    // Four of nine wait.
    expect(seen.waits?.quantile(60 / 300 + (240 / 300) * (5 / 9) - 0.02)).toBe(0);
    expect(seen.waits?.quantile(60 / 300 + (240 / 300) * (5 / 9) + 0.02)).toBeGreaterThan(0.4);
  });

  it('a refresh that comes in time is waited for, and one that does not fills the cache all the same', () => {
    const trip = (seconds: number) =>
      asking(
        [],
        {},
        {
          resolvers: [
            {
              ...resolverGroup('isp', 1, stale({ patience: 1.8 })),
              latency: { client: null, upstream: constant(seconds) },
            },
          ],
        },
      );
    expect(trip(1.5).stale).toEqual([0]);
    const slow = trip(2.5);
    expect(slow).toMatchObject({ completed: 300, upstream: [5], stale: [4 * 2] });
    // The first query ever has nothing to fall back on.
    expect(slow.waits?.quantile(1)).toBeCloseTo(2.5, 1);
    expect(slow.waits?.quantile(1 - 4 / 300)).toBeCloseTo(1.8, 1);
  });
});

describe('its TTL', () => {
  const caching = (ttl: ServeStale['ttl'], records?: number) => {
    const scenario = scenarioOf({
      duration: 300,
      ...(records ? { ttl: records } : {}),
      resolver: stale({ patience: 0, ttl }),
    });
    const users = {
      ...clientGroup(1, 1, { dns: { kind: 'ttl' } }),
      arrivals: { name: 'regular', settings: 1 },
    };
    const m = simulate({ ...scenario, start: 'cold', clients: [users], events: [out(30)] }, 1, 1);
    return sum(m.resolvers[0]?.queries ?? []);
  };

  it('is 30 s, the original, or the original up to 30 s; clients keep it for that', () => {
    // At 0 and 60, then every 30 s to 270; every 60 s to 240; with TTL 20: at 0, 20, then every 20 s to 280.
    expect(caching({ seconds: 30, atMostOriginal: false })).toBe(9);
    expect(caching({ seconds: Number.POSITIVE_INFINITY, atMostOriginal: true })).toBe(5);
    expect(caching({ seconds: 30, atMostOriginal: true }, 20)).toBe(15);
    expect(caching({ seconds: 30, atMostOriginal: false }, 20)).toBe(1 + 1 + Math.floor(279 / 30));
  });

  it('is what a forwarder keeps it for', () => {
    const seen = asking(
      [out(30)],
      {},
      {
        resolvers: [
          { ...resolverGroup('isp', 1), upstream: 'above' },
          resolverGroup('above', 1, stale({ patience: 0 })),
        ],
      },
    );
    expect(seen).toMatchObject({ completed: 300, servfail: 0 });
    expect(seen.stale).toEqual([0, 8]);
    expect(seen.upstream[0]).toBe(9);
  });

  it('a forwarder that gets SERVFAIL uses what it holds', () => {
    const seen = asking(
      [out(30)],
      {},
      {
        resolvers: [
          { ...resolverGroup('isp', 1, stale()), upstream: 'above' },
          resolverGroup('above', 1, { upstreamRetry: { ...usualRetry, giveUp: 2 } }),
        ],
      },
    );
    expect(seen).toMatchObject({ servfail: 0, made: 300 });
    expect(seen.stale[0]).toBe(seen.completed - 60);
  });
});

it('each link of a chain of CNAMEs is used beyond its end, and the answer counts once', () => {
  const [address] = multivalueRecords(1, 60) as [Scenario['zones'][number]['records'][number]];
  const link = { ...address, type: 'CNAME', routing: 'simple', setIdentifier: '' };
  const plain = scenarioOf({});
  const [zone] = plain.zones as [Scenario['zones'][number]];
  const records = [
    { ...link, name: 'www.example.com', values: ['app.example.com'], ttl: 45 },
    ...zone.records,
  ];
  const www = {
    ...clientGroup(1, null),
    lookup: [{ name: 'www.example.com', share: 1 }],
    arrivals: { name: 'regular', settings: 1 },
  };
  const seen = (patience: number) =>
    asking(
      [out(30)],
      { resolver: stale({ patience }) },
      {
        zones: [{ ...zone, records }],
        clients: [www],
      },
    );
  expect(seen(0)).toMatchObject({ completed: 300, servfail: 0, stale: [300 - 45] });
  const patient = seen(1.8);
  expect(patient).toMatchObject({ servfail: 0, stale: [patient.completed - 45] });
  // Nobody waits for one link after the other.
  expect(patient.waits?.quantile(1)).toBeCloseTo(1.8, 1);
});
