/** Sessions: pages one after another, each some requests at once, all at the address of one look-up. */
import { describe, expect, it } from 'vitest';
import { FAILURES, type Measurements } from '../../sim/measurements.ts';
import { cvSquared } from '../../sim/metrics/skew.ts';
import type { ClientGroup, Law, Scenario, SessionSpec } from '../../sim/scenario.ts';
import { simulate } from '../../sim/simulate.ts';
import { backend } from '../support/backends.ts';
import { columnSums, type Shape, scenarioOf, sum } from '../support/scenarios.ts';

const constant = (settings: number): Law => ({ name: 'constant', settings });
const exponential = (settings: number): Law => ({ name: 'exponential', settings });
const uniform = (...settings: [number, number]): Law => ({ name: 'uniform', settings });

/** As in Colajanni, Yu, Dias 1998. */
const visit = (change: Partial<SessionSpec> = {}): SessionSpec => ({
  pages: exponential(20),
  hitsPerPage: uniform(5, 15),
  thinkTime: exponential(15),
  lookup: 'perSession',
  ...change,
});

/** The same on a smaller scale, for what takes many replications. */
const short = visit({
  pages: exponential(5),
  hitsPerPage: uniform(1, 3),
  thinkTime: exponential(5),
});

const visited = (
  shape: Shape,
  session: SessionSpec | null,
  change: Partial<Scenario> = {},
  client: Partial<ClientGroup> = {},
): Scenario => {
  const plain = scenarioOf(shape, change);
  return { ...plain, clients: plain.clients.map((group) => ({ ...group, session, ...client })) };
};

const runs = (scenario: Scenario, count: number): Measurements[] =>
  Array.from({ length: count }, (_, i) => simulate(scenario, 'sessions', i + 1));

const total = (m: Measurements, what: 'made' | 'lookups' | 'completed' | 'failures') =>
  sum(m.clients[0]?.[what] ?? []);

/** Standard errors by which the mean of differences misses 0. */
const missedBy = (differences: readonly number[]): number => {
  const n = differences.length;
  const mean = sum(differences) / n;
  const squares = differences.reduce((all, d) => all + (d - mean) * (d - mean), 0);
  return Math.abs(mean) / Math.sqrt(squares / (n - 1) / n);
};

describe('a session', () => {
  it('is pages × hits requests, a look-up and no more', () => {
    const [m] = runs(
      visited(
        { duration: 10_000, rate: 1 },
        visit({ pages: constant(4), hitsPerPage: constant(3), thinkTime: constant(1) }),
      ),
      1,
    ) as [Measurements];
    const lookups = total(m, 'lookups');
    // Sessions cut at the ends: a page a second, so at most a few.
    expect(Math.abs(total(m, 'made') - 12 * lookups)).toBeLessThan(12 * 12);
    expect(Math.abs(lookups - 10_000)).toBeLessThan(4 * 100);
  });
  it('has the pages and hits that its laws say on average', () => {
    const made = runs(visited({ duration: 1000, rate: 1 }, short), 24).map((m) => total(m, 'made'));
    // 1 + Σ P(X ≥ k − 1/2), k from 2: the mean of an exponential 5 rounded to whole numbers from 1 on.
    const pages = 1 + Math.exp(-1.5 / 5) / (1 - Math.exp(-1 / 5));
    expect(missedBy(made.map((requests) => requests - 1000 * pages * 2))).toBeLessThan(4);
  });
  it('thinks from the end of a page’s last request', () => {
    // Each of the two round trips takes 2 s, thinking 6 s.
    const rtt = constant(2);
    const scenario = visited(
      { duration: 40, window: 1, rate: 0.001 },
      visit({ pages: constant(1000), hitsPerPage: constant(2), thinkTime: constant(6) }),
      { network: { places: [], rtt }, start: 'cold' },
      { arrivals: { name: 'regular', settings: 0.05 } },
    );
    const m = simulate(scenario, 'think', 1);
    const made = Array.from(m.clients[0]?.made ?? []);
    const first = made.findIndex((n) => n > 0);
    // The second of a page's requests waits until the first is connected, 2 s, then connects and asks, 4 s more;
    // on the next page all go where the session goes at once.
    expect([0, 12, 22].map((after) => made[first + after] ?? 2)).toEqual([2, 2, 2]);
    expect(sum(made.slice(first, first + 12))).toBe(2);
  });
  it('is as frequent at the start as ever after', () => {
    const differences = runs(visited({ duration: 400, window: 20, rate: 1 }, short), 60).map(
      (m) => {
        const made = Array.from(m.clients[0]?.made ?? []);
        return (made[0] as number) - sum(made.slice(1)) / (made.length - 1);
      },
    );
    expect(missedBy(differences)).toBeLessThan(4);
  });
  it('begins at time 0 and not before where the start is cold', () => {
    const m = simulate(
      visited({ duration: 1200, window: 30, rate: 1 }, visit(), { start: 'cold' }),
      'sessions',
      1,
    );
    const made = Array.from(m.clients[0]?.made ?? []);
    expect(made[0]).toBeLessThan((made.at(-1) as number) / 4);
  });
});

describe('the address of a session', () => {
  const served = [1, 2, 3].map((i) =>
    backend(`web-${i}`, `192.0.2.${i}`, { service: exponential(0.02), workers: 4 }),
  );
  it('is looked up once, whatever its requests wait for', () => {
    for (const change of [
      {},
      { network: { places: [], rtt: exponential(0.5) } },
      { network: { places: [], rtt: constant(0.1) }, backends: served },
    ]) {
      const m = simulate(visited({ duration: 3000, rate: 0.2 }, short, change), 'once', 1);
      // As many as there were arrivals: nothing else is Poisson of that rate.
      expect(Math.abs(total(m, 'lookups') - 600)).toBeLessThan(4 * Math.sqrt(600));
      expect(m.inFlightStart + total(m, 'made')).toBe(
        total(m, 'completed') + total(m, 'failures') + m.inFlightEnd,
      );
    }
  });
  it('is one: a lone session loads one backend', () => {
    const scenario = visited(
      { duration: 2000, rate: 1, client: { pick: 'random' } },
      visit({ pages: constant(1000), hitsPerPage: constant(5), thinkTime: constant(1) }),
      { start: 'cold', network: { places: [], rtt: constant(0.1) } },
      { arrivals: { name: 'regular', settings: 1 / 1500 } },
    );
    const m = simulate(scenario, 'lone', 3);
    const loads = columnSums(m.backends.requests, 3).filter((load) => load > 0);
    expect(total(m, 'made')).toBeGreaterThan(1000);
    expect(total(m, 'lookups')).toBeLessThanOrEqual(2);
    expect(loads.length).toBeLessThanOrEqual(total(m, 'lookups'));
  });
  it('is looked up for each request where it is not kept', () => {
    const m = simulate(
      visited({ duration: 2000, rate: 0.2 }, visit({ lookup: 'perRequest' })),
      'each',
      1,
    );
    expect(total(m, 'lookups')).toBe(total(m, 'made'));
  });
  it('is looked up again by every request while there is none', () => {
    const nowhere = { lookup: [{ name: 'gone.example.com', share: 1 }] };
    for (const rtt of [null, constant(0.1)]) {
      const m = simulate(
        visited({ duration: 1000, rate: 0.2 }, visit(), { network: { places: [], rtt } }, nowhere),
        'none',
        1,
      );
      expect(total(m, 'lookups')).toBe(total(m, 'made'));
      const failed = m.clients[0]?.failures ?? new Float64Array();
      expect(columnSums(failed, FAILURES.length)[FAILURES.indexOf('no-address')]).toBe(
        total(m, 'made'),
      );
    }
  });
  it('is given up when it stops answering: pages to come look up anew', () => {
    const crash = {
      name: 'fault',
      at: constant(1000),
      curve: { bin: null, until: null, at: null },
      verb: 'fault',
      fault: { name: 'crash', settings: null },
      targets: ['web-1'],
      lasts: null,
    } as const;
    const shape = { duration: 2000, rate: 0.2, ttl: 30 };
    const [calm, struck] = [[], [crash]].map((events) =>
      simulate(visited(shape, visit(), { events }), 'crash', 1),
    ) as [Measurements, Measurements];
    expect(total(struck, 'lookups')).toBeGreaterThan(total(calm, 'lookups'));
    expect(struck.inFlightStart + total(struck, 'made')).toBe(
      total(struck, 'completed') + total(struck, 'failures') + struck.inFlightEnd,
    );
  });
});

describe('what sessions draw', () => {
  it('is theirs alone: the same users come at the same times, sessions or not', () => {
    const shape = { duration: 5000, window: 50, rate: 0.5, clients: 100 };
    const cold = { start: 'cold' } as const;
    const arrivals = simulate(visited(shape, null, cold), 'common', 1).clients[0]?.lookups;
    for (const session of [visit(), visit({ pages: constant(3), thinkTime: exponential(2) })])
      expect(simulate(visited(shape, session, cold), 'common', 1).clients[0]?.lookups).toEqual(
        arrivals,
      );
  });
  it('is the same each time', () => {
    const scenario = visited({ duration: 100, rate: 0.2 }, short);
    expect(simulate(scenario, 'again', 2)).toEqual(simulate(scenario, 'again', 2));
  });
});

describe('the skew that sessions make', () => {
  it.each([
    ['one look-up a session, fresh orders', {}, {}],
    ['clients that pick at random', { pick: 'random' }, {}],
    ['orders frozen with the answer', {}, { orderOnHit: { name: 'filling', settings: null } }],
  ] as const)('is as expected: %s', (_, client, resolver) => {
    const scenario = visited(
      { duration: 500, rate: 0.5, resolvers: 5, client, resolver: resolver as object },
      short,
    );
    const differences = runs(scenario, 60).map((m) => {
      const { wholeWeight, wholeRequests, unpredicted } = m.skew;
      expect(unpredicted).toBeNull();
      const loads = columnSums(m.backends.requests, 3);
      const measured = cvSquared(loads, [1 / 3, 1 / 3, 1 / 3]) as number;
      return measured - wholeWeight / (wholeRequests * wholeRequests);
    });
    expect(missedBy(differences)).toBeLessThan(4);
  });
});

describe('hidden load of sessions (Colajanni, Yu, Dias 1998)', () => {
  const harmonic = Array.from({ length: 20 }, (_, i) => 1 / (i + 1)).reduce((a, b) => a + b, 0);
  /** Two pages instead of twenty: look-ups are the same, and that is what is counted. */
  const brief = visit({ pages: constant(2), hitsPerPage: constant(1) });

  it.each([
    [1, 112.2],
    [3, 38.1],
    [20, 6.6],
  ])('is 1 + λT sessions a mapping: domain %i, %f', (domain, sessions) => {
    const rate = 500 / (domain * harmonic * 20 * 15);
    const m = simulate(visited({ duration: 400_000, ttl: 240, rate }, brief), 'mapping', domain);
    const queries = sum(m.authority.queries);
    const expected = 1 + rate * 240;
    expect(Math.abs(expected - sessions)).toBeLessThan(0.06);
    // A cycle holds 1 + Poisson(λT) sessions, one of them cut at each end.
    const error = 4 * Math.sqrt((expected - 1) / queries) + (2 * expected) / queries;
    expect(Math.abs(total(m, 'lookups') / queries - expected)).toBeLessThan(error);
  });
  it.each([
    [30, 0.242, 30_000, visit({ hitsPerPage: constant(1) })],
    [480, 0.0239, 250_000, brief],
  ])(
    'leaves the authority in control of a part of them: TTL %i s, %f',
    (ttl, part, duration, session) => {
      const scenario = visited({ duration, ttl, rate: 500 / 300, resolvers: 20 }, session);
      const zipf = scenario.resolvers.map((group) => ({
        ...group,
        popularity: { kind: 'zipf', s: 1 } as const,
      }));
      const m = simulate({ ...scenario, resolvers: zipf }, 'control', 1);
      const control = sum(m.authority.queries) / total(m, 'lookups');
      expect(Math.abs(control / part - 1)).toBeLessThan(0.02);
    },
  );
});
