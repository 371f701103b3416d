/** Servers that close the connections their clients keep, and requests that race with that. */
import { describe, expect, it } from 'vitest';
import type { KeepAliveSpec, Pool, Scenario } from '../../sim/scenario.ts';
import { simulate } from '../../sim/simulate.ts';
import { fastServer } from '../support/backends.ts';
import { poolOf, scenarioOf, sum } from '../support/scenarios.ts';

const NEVER = Number.POSITIVE_INFINITY;
const ROUND_TRIP = 0.2;
const CLIENTS = 50;

interface Keeping {
  readonly server?: Partial<KeepAliveSpec>;
  readonly pool?: Partial<Pool>;
  readonly trips?: boolean;
  /** Mean gap between a client's requests, in seconds. */
  readonly gap?: number;
}

/** One backend, clients that keep one connection each and ask at random. */
function keeping({ server, pool = {}, trips = true, gap = 40 }: Keeping): Scenario {
  const scenario = scenarioOf(
    {
      backends: 1,
      duration: 20_000,
      clients: CLIENTS,
      rate: CLIENTS / gap,
      client: { pool: poolOf({ maxConns: 1, ...pool }) },
    },
    {
      leadIn: 1000,
      network: { places: [], rtt: trips ? { name: 'constant', settings: ROUND_TRIP } : null },
    },
  );
  const keepAlive = { idle: NEVER, maxAge: null, maxRequests: NEVER, ...server };
  return {
    ...scenario,
    backends: scenario.backends.map((backend) => ({
      ...backend,
      server: { ...fastServer, workers: 100, service: { name: 'constant', settings: 0 } },
      ...(server && { keepAlive }),
    })),
  };
}

function seen(scenario: Scenario) {
  const m = simulate(scenario, 'keep alive', 1);
  const [group] = m.clients;
  if (!group) throw new RangeError('no clients');
  return {
    made: sum(group.made),
    completed: sum(group.completed),
    attempts: sum(group.attempts),
    races: sum(group.attemptsFailed),
    failed: sum(group.failures),
    retries: sum(group.retries),
    opened: sum(m.backends.connections),
    open: sum(m.backends.openSeconds) / m.span,
    accepted: sum(m.backends.requests),
  };
}

describe('a server that closes idle connections before its clients do', () => {
  // Gaps between the requests of a client are exponential; those begin when the response is back, a round trip later.
  const gap = 40;
  const quietFor = (seconds: number) => Math.exp(-seconds / gap);

  it('resets the requests sent in the last round trip of 60 s, at 90 s of the client: e^(−60/gap)·(e^(r/gap) − 1) of them', () => {
    const { made, races, failed, retries, completed } = seen(
      keeping({ server: { idle: 60 }, pool: { idle: 90 } }),
    );
    const expected = made * quietFor(60) * Math.expm1(ROUND_TRIP / gap);
    expect(races).toBeGreaterThan(0);
    // One gap in 200 is none, for a request came while its client waited for the one before.
    expect(Math.abs(races - expected)).toBeLessThan(4 * Math.sqrt(expected) + 0.005 * expected);
    expect({ failed, retries }).toEqual({ failed: 0, retries: 0 });
    expect(made - completed).toBeLessThan(10);
  });

  it('resets none where the client is the first to close', () => {
    expect(seen(keeping({ server: { idle: 90 }, pool: { idle: 60 } })).races).toBe(0);
  });

  it('resets none where nothing takes time on the way', () => {
    expect(seen(keeping({ server: { idle: 60 }, pool: { idle: 90 }, trips: false })).races).toBe(0);
  });

  it('ends as many connections as a client would that closes after as long', () => {
    const byServer = seen(keeping({ server: { idle: 60 } }));
    const byClient = seen(keeping({ pool: { idle: 60 } }));
    const expected = byServer.made * quietFor(60 - ROUND_TRIP);
    for (const { opened } of [byServer, byClient])
      expect(Math.abs(opened - expected)).toBeLessThan(4 * Math.sqrt(expected) + 0.01 * expected);
    expect(Math.abs(byServer.open / byClient.open - 1)).toBeLessThan(0.02);
  });
});

describe('a server that closes with a response', () => {
  it('has every connection carry so many requests', () => {
    const { accepted, opened, races } = seen(keeping({ server: { maxRequests: 5 }, gap: 5 }));
    expect(Math.abs(accepted / opened / 5 - 1)).toBeLessThan(0.01);
    expect(races).toBe(0);
  });

  it('has every connection end with the first response after its age', () => {
    const age = 100;
    const gap = 10;
    const { opened, races } = seen(
      keeping({ server: { maxAge: { name: 'constant', settings: age } }, gap }),
    );
    // The age, then the rest of a gap to the last request, a round trip, and a gap until one opens the next.
    const expected = (20_000 * CLIENTS) / (age + gap + ROUND_TRIP + gap);
    expect(Math.abs(opened / expected - 1)).toBeLessThan(0.02);
    expect(races).toBe(0);
  });

  it('begins with connections of every age, not all of them new', () => {
    const scenario = keeping({ server: { maxAge: { name: 'constant', settings: 100 } }, gap: 1 });
    const windows: Scenario = { ...scenario, duration: 400, window: 20, leadIn: 'auto' };
    const REPLICATIONS = 8;
    const opened = Array.from({ length: REPLICATIONS }, (_, r) => [
      ...simulate(windows, 'ages', r + 1).backends.connections,
    ]);
    const mean = (REPLICATIONS * CLIENTS * 20) / (100 + 1 + ROUND_TRIP + 1);
    // Opened in one window, over all replications: Poisson at most.
    for (let w = 0; w < 20; w++)
      expect(Math.abs(sum(opened.map((one) => one[w] as number)) - mean)).toBeLessThan(
        4 * Math.sqrt(mean),
      );
  });
});
