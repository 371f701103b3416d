/** Connections that are open whether or not there are requests. */
import { describe, expect, it } from 'vitest';
import type { ClientBehaviour, Pool, Scenario } from '../../sim/scenario.ts';
import { simulate } from '../../sim/simulate.ts';
import { fault } from '../support/backends.ts';
import { columnSums, poolOf, scenarioOf, sum } from '../support/scenarios.ts';

/** A hundred clients without requests to speak of, with five connections each. */
const kept = (
  pool: Partial<Pool>,
  client: Partial<ClientBehaviour> = {},
  change: Partial<Scenario> = {},
  rate = 1e-9,
) =>
  simulate(
    scenarioOf(
      {
        rate,
        clients: 100,
        duration: 4000,
        client: { pool: poolOf({ alwaysOn: 5, ...pool }), ...client },
      },
      change,
    ),
    'always on',
    1,
  );
const open = (m: ReturnType<typeof kept>) => sum(m.backends.openSeconds) / 4000;

describe('connections that are always on', () => {
  it('are open from the start, without a request and without an opening, however the start is made', () => {
    const stationary = kept({});
    expect(open(stationary)).toBeCloseTo(500, 6);
    expect(sum(stationary.backends.connections)).toBe(0);
    const cold = kept({}, {}, { start: 'cold' });
    expect(open(cold)).toBeCloseTo(500, 6);
    expect(sum(cold.backends.connections)).toBe(500);
    expect(sum(cold.clients[0]?.attempts ?? [])).toBe(0);
    expect(cold.inFlightEnd).toBe(0);
  });

  it('are opened again at the moment they are too old, at a stationary rate', () => {
    const m = kept({ maxAge: { name: 'constant', settings: 400 } });
    expect(open(m)).toBeCloseTo(500, 6);
    // Each is renewed ten times in 4,000 s, whatever its age at the start.
    expect(sum(m.backends.connections)).toBe(5000);
    const byWindow = [0, 1, 2, 3].map((w) => sum(m.backends.connections.slice(w * 3, w * 3 + 3)));
    // 2.5 openings of each of 500 in a window, two or three.
    for (const opened of byWindow)
      expect(Math.abs(opened - 1250)).toBeLessThan(4 * Math.sqrt(500 / 4));
  });

  it('are as many where clients look up two families', () => {
    const dual = scenarioOf({}).clients.map((group) => ({
      ...group,
      family: 'dual' as const,
      count: 100,
      arrivals: { name: 'poisson', settings: 1e-9 },
      behaviour: { ...group.behaviour, pool: poolOf({ alwaysOn: 5 }) },
    }));
    for (const start of ['cold', 'stationary'] as const)
      expect(open(kept({}, {}, { start, clients: dual }))).toBeCloseTo(500, 6);
  });

  it('are not closed for being idle, those beyond them are', () => {
    const m = kept({ idle: 10 }, {}, { network: ONE_SECOND }, 50);
    expect(open(m)).toBeGreaterThanOrEqual(500);
    expect(open(m)).toBeLessThan(520);
    expect(sum(m.clients[0]?.completed ?? [])).toBeGreaterThan(190_000);
  });

  it('come back to a server that does, as they are renewed, though nobody asks for anything', () => {
    const crash = { ...fault('crash', ['web-1']), at: { name: 'constant', settings: 1000 } };
    const m = kept(
      { maxAge: { name: 'constant', settings: 400 } },
      { pick: 'random' },
      { events: [{ ...crash, lasts: { name: 'constant', settings: 500 } }], window: 500 },
    );
    const at = (window: number) => (m.backends.openSeconds[window * 3] as number) / 500;
    expect(open(m)).toBeGreaterThan(495);
    expect(at(1)).toBeGreaterThan(100);
    expect(at(2)).toBe(0);
    expect(at(7)).toBeGreaterThan(100);
    // With nothing to renew them and nobody to ask, none comes back.
    const never = kept(
      {},
      { pick: 'random' },
      { events: [{ ...crash, lasts: { name: 'constant', settings: 500 } }], window: 500 },
    );
    expect(columnSums(never.backends.openSeconds.slice(3 * 4), 3)[0]).toBe(0);
  });

  it('are tried for once a second while nobody accepts, at no cost to requests in flight', () => {
    const crash = { ...fault('crash', ['web-1', 'web-2', 'web-3']), lasts: null };
    const m = kept({}, {}, { start: 'cold', duration: 20, window: 5, events: [crash] });
    expect(sum(m.backends.connections)).toBe(0);
    expect(m.inFlightEnd).toBe(0);
    expect(m.attemptsInFlightEnd).toBe(0);
    // The 100 clients try at 0, 1, … 19 s.
    expect(sum(m.resolvers[0]?.queries ?? [])).toBe(100 * 5 * 20);
  });
});
const ONE_SECOND = { places: [], rtt: { name: 'constant', settings: 1 } };
