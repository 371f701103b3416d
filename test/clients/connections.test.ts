import { describe, expect, it } from 'vitest';
import type { ClientBehaviour, Pool } from '../../sim/scenario.ts';
import { simulate } from '../../sim/simulate.ts';
import { fault } from '../support/backends.ts';
import { firstDead } from '../support/first-dead.ts';
import { columnSums, poolOf, scenarioOf, sum } from '../support/scenarios.ts';

/** Clients that each make one request every 10 s. */
const busy = (
  pool: Partial<Pool>,
  client: Partial<ClientBehaviour> = {},
  rtt: number | null = null,
) =>
  simulate(
    scenarioOf(
      { rate: 10, clients: 100, duration: 4000, client: { pool: poolOf(pool), ...client } },
      { network: { places: [], rtt: rtt === null ? null : { name: 'constant', settings: rtt } } },
    ),
    'connections',
    1,
  );
const openedShare = (m: ReturnType<typeof simulate>) =>
  sum(m.backends.connections) / sum(m.backends.requests);

describe('a connection', () => {
  it('carries no more requests than it may: one in so many opens another', () => {
    const m = busy({ maxRequests: 8 });
    // 100 clients are at any place of the eight.
    expect(Math.abs(sum(m.backends.connections) - sum(m.backends.requests) / 8)).toBeLessThan(100);
  });
  it('gets no older than it may: one opening per age and next request', () => {
    const m = busy({ maxAge: { name: 'constant', settings: 40 } });
    const expected = 1 / (1 + 40 / 10);
    const spread = Math.sqrt((expected * (1 - expected)) / sum(m.backends.requests));
    expect(Math.abs(openedShare(m) - expected)).toBeLessThan(4 * spread);
  });
  it('begins at an age like any other, so that openings do not come in waves', () => {
    const m = busy({ maxAge: { name: 'constant', settings: 4000 } });
    const quarters = columnSums(m.backends.connections, 3).length;
    expect(quarters).toBe(3);
    const byQuarter = [0, 1, 2, 3].map((w) => sum(m.backends.connections.slice(w * 3, w * 3 + 3)));
    for (const opened of byQuarter) expect(Math.abs(opened - 25)).toBeLessThan(4 * Math.sqrt(25));
  });
  it('carries several requests at once where it has streams, so that none waits', () => {
    const one = busy({ maxConns: 1 }, {}, 6).clients[0]?.totalTime;
    const many = busy({ maxConns: 1, streams: 50 }, {}, 6).clients[0]?.totalTime;
    const mean = (h: typeof one) => (h ? h.sum / h.total : 0);
    expect(mean(many)).toBeLessThan(6.1);
    expect(mean(one)).toBeGreaterThan(8);
  });
  it('used last is used again, or the one used longest ago, which spares idle ones from closing', () => {
    // Connections of a client with some requests at once; those used last leave the others to their idle limit.
    const opened = (reuse: Pool['reuse']) => openedShare(busy({ idle: 60, reuse }, {}, 8));
    expect(opened('fifo')).toBeLessThan(opened('lifo'));
  });
  it('is one to each address where requests go round them all', () => {
    const m = busy({}, { pick: 'all' });
    const loads = columnSums(m.backends.requests, 3);
    expect(m.skew.unpredicted).toMatch(/take turns/);
    // Each client takes turns: its loads differ by one at most.
    for (const load of loads) expect(Math.abs(load - sum(loads) / 3)).toBeLessThan(100);
  });
  it('of a client that cycles leads to the next address each time', () => {
    const m = busy({ maxRequests: 1 }, { pick: 'cycle' });
    const loads = columnSums(m.backends.requests, 3);
    for (const load of loads) expect(Math.abs(load / sum(loads) - 1 / 3)).toBeLessThan(0.02);
  });
  it('ends with the TTL behind it where the client looks names up by their TTL', () => {
    const m = busy({}, { reresolve: 'ttl' });
    expect(openedShare(m)).toBeGreaterThan(0.15);
    expect(openedShare(busy({}, {}))).toBe(0);
  });
});

it('a connection counts as open until it has been idle for too long, not until that is noticed', () => {
  // One request in 100 s on average, 5 s of idle: open for 5 s after each, less where the next comes sooner.
  const scenario = scenarioOf({
    rate: 1,
    clients: 100,
    duration: 20_000,
    window: 500,
    client: { pool: poolOf({ idle: 5 }) },
  });
  const m = simulate(scenario, 'open', 1);
  const open = sum(m.backends.openSeconds) / 20_000;
  const expected = 100 * (1 - Math.exp(-5 / 100));
  expect(Math.abs(open - expected)).toBeLessThan(4 * Math.sqrt((expected * 2 * 5) / 20_000));
});

describe('lists held on to', () => {
  const crash = { ...fault('crash', ['web-1']), at: { name: 'constant', settings: 900 } };
  const held = (reresolve: ClientBehaviour['reresolve']) =>
    firstDead(
      {
        clients: 1,
        client: { reresolve, connect: { name: 'sequential', settings: null } },
      },
      { events: [crash] },
    ).group;
  const asked = (group: ReturnType<typeof held>) => sum(group.lookups) - sum(group.cacheHits ?? []);
  it('are looked up once, or again only when all of their addresses have failed', () => {
    expect(asked(held('never'))).toBe(1);
    expect(asked(held({ onFailure: 30 }))).toBe(1);
    const single = firstDead(
      { clients: 1, client: { reresolve: { onFailure: 30 } } },
      { events: [crash] },
    ).group;
    // From the second request on each fails, and the next looks up again.
    expect(asked(single)).toBe(1 + 8);
  });
});

describe('a client’s own answers', () => {
  const cached = (dns: ClientBehaviour['dns'], ttl = 5) =>
    simulate(
      scenarioOf({ rate: 10, clients: 100, ttl, duration: 20_000, client: { dns } }),
      'own answers',
      1,
    );
  const missed = (m: ReturnType<typeof cached>) => {
    const [group] = m.clients;
    return 1 - sum(group?.cacheHits ?? []) / sum(group?.lookups ?? []);
  };
  it('are kept at least so long: misses are 1/(1+μJ) of look-ups', () => {
    const m = cached({ kind: 'scaled', scale: 1, plus: 0, atLeast: 60 });
    expect(Math.abs(missed(m) - 1 / 7)).toBeLessThan(0.004);
  });
  it('are kept for ever, chosen at any time of the day before', () => {
    const m = cached({ kind: 'fixed', seconds: Number.POSITIVE_INFINITY });
    expect(missed(m)).toBe(0);
    const age = m.ageOfAnswers;
    // Uniform over a day and the run, so half a day and half a run on average.
    expect(Math.abs(age.sum / age.total - 43_200 - 10_000)).toBeLessThan(
      4 * (86_400 / Math.sqrt(12 * 100)),
    );
  });
  it('are served a while beyond their end, while one query fetches the next', () => {
    const without = cached({ kind: 'fixed', seconds: 20 });
    const withGrace = cached({ kind: 'fixed', seconds: 20, grace: 20 });
    // A gap of the client beyond 20 s and beyond 40 s after a fill.
    expect(Math.abs(missed(without) - 1 / 3)).toBeLessThan(0.006);
    expect(missed(withGrace)).toBeLessThan(missed(without) / 2);
    const queries = (m: typeof without) => sum(m.resolvers[0]?.queries ?? []);
    // Each fill is one query all the same.
    expect(Math.abs(queries(withGrace) / queries(without) - 1)).toBeLessThan(0.02);
  });
  it('that there are none are kept too', () => {
    const gone = (negative: number) => {
      const scenario = scenarioOf({
        rate: 10,
        clients: 100,
        duration: 20_000,
        client: { dns: { kind: 'ttl', negative } },
      });
      const clients = scenario.clients.map((group) => ({
        ...group,
        lookup: [{ name: 'gone.example.com', share: 1 }],
      }));
      return simulate({ ...scenario, clients }, 'none', 1);
    };
    expect(Math.abs(missed(gone(30)) - 1 / 4)).toBeLessThan(0.006);
    expect(missed(gone(0))).toBe(1);
  });
});
