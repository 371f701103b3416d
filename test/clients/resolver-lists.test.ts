/** What clients that know several resolvers do while some are out, or none, as dialogues on a virtual clock. */
import { describe, expect, it } from 'vitest';
import { FAILURES, type Failure } from '../../sim/measurements.ts';
import type {
  ClientGroup,
  OutageAnswer,
  ResolverUse,
  Scenario,
  Stub,
  StubPick,
} from '../../sim/scenario.ts';
import { simulate } from '../../sim/simulate.ts';
import { clientGroup, resolverGroup, scenarioOf, sum } from '../support/scenarios.ts';

const constant = (seconds: number) => ({ name: 'constant', settings: seconds });
const stub = (pick: StubPick, more: Partial<Stub> = {}): Stub => ({
  timeout: 5,
  attempts: 2,
  pick,
  ...more,
});
const BOTH: readonly ResolverUse[] = [{ group: 'first', share: 1, further: ['second'] }];

function outOf(resolver: string, answer: OutageAnswer = 'silent', members = 1) {
  return {
    verb: 'resolverOutage' as const,
    name: `out ${resolver}`,
    at: constant(0),
    curve: { bin: null, until: null, at: null },
    resolver,
    answer,
    members,
    lasts: null,
  };
}

/** A request every minute, by new clients or by known ones in turn, of resolvers `first` and `second`. */
function asking(own: Stub, events: Scenario['events'], more: Partial<ClientGroup> = {}): Scenario {
  const plain = scenarioOf({ duration: 3600, ttl: 20 });
  return {
    ...plain,
    start: 'cold',
    resolvers: [resolverGroup('first', 1), resolverGroup('second', 1)],
    clients: [
      {
        ...clientGroup(1, 1, { stub: own }),
        arrivals: { name: 'regular', settings: 1 / 60 },
        resolvers: BOTH,
        ...more,
      },
    ],
    events,
  };
}

function outcome(scenario: Scenario, seed = 1) {
  const m = simulate(scenario, seed, 1);
  const users = m.clients[0];
  const failures = users?.failures ?? new Float64Array(0);
  const failed = (reason: Failure) =>
    sum(failures.filter((_, i) => i % FAILURES.length === FAILURES.indexOf(reason)));
  return {
    made: sum(users?.made ?? []),
    completed: sum(users?.completed ?? []),
    servfail: failed('servfail'),
    timeouts: failed('lookup-timeout'),
    queries: m.resolvers.map(({ queries }) => sum(queries)),
    /** Seconds that all look-ups took together. */
    seconds: users?.lookupTime?.sum ?? 0,
    slowest: users?.lookupTime?.quantile(1) ?? 0,
    inFlight: m.inFlightEnd,
  };
}

describe('the first of two resolvers is silent', () => {
  it('ordered clients wait the time-out at every look-up', () => {
    const { made, completed, seconds, queries } = outcome(
      asking(stub('ordered'), [outOf('first')]),
    );
    expect(completed).toBe(made);
    expect(seconds).toBe(5 * made);
    expect(queries).toEqual([0, made]);
  });

  it('those that stay with who answered last wait once', () => {
    const { made, completed, seconds } = outcome(asking(stub('last-good'), [outOf('first')]));
    expect([completed, seconds]).toEqual([made, 5]);
  });

  it('those that go round wait at every other look-up', () => {
    const { made, completed, seconds } = outcome(asking(stub('rotate'), [outOf('first')]));
    expect(completed).toBe(made);
    expect([5 * Math.floor(made / 2), 5 * Math.ceil(made / 2)]).toContain(seconds);
  });

  it('those that ask both do not notice', () => {
    const { made, completed, seconds } = outcome(asking(stub('parallel'), [outOf('first')]));
    expect([completed, seconds]).toEqual([made, 0]);
  });

  it('new clients wait for it whether or not others have', () => {
    for (const [pick, part] of [
      ['ordered', 1],
      ['rotate', 0.5],
    ] as const) {
      const scenario = asking(stub(pick, { timeout: 1 }), [outOf('first')], {
        count: null,
        arrivals: { name: 'regular', settings: 1 },
      });
      const { made, seconds, inFlight } = outcome(scenario);
      const error = Math.sqrt(part * (1 - part) * made);
      expect(Math.abs(seconds - part * (made - inFlight))).toBeLessThanOrEqual(4 * error);
    }
  });
});

describe('both are silent', () => {
  it.each([
    ['ordered', 20],
    ['rotate', 20],
    ['last-good', 20],
    ['parallel', 10],
  ] as const)('%s: a look-up fails after %d s', (pick, seconds) => {
    const { made, timeouts, slowest } = outcome(
      asking(stub(pick), [outOf('first'), outOf('second')]),
    );
    expect(timeouts).toBe(made);
    expect(Math.abs(slowest / seconds - 1)).toBeLessThan(0.006);
  });
});

describe('a resolver that answers with an error', () => {
  it.each(['ordered', 'rotate', 'last-good', 'parallel'] as const)(
    'is passed over at once: %s',
    (pick) => {
      for (const answer of ['servfail', 'refused'] as const) {
        const { made, completed, seconds } = outcome(asking(stub(pick), [outOf('first', answer)]));
        expect([completed, seconds]).toEqual([made, 0]);
      }
    },
  );

  it('is not asked again: with the other one silent the look-up takes 5 s × 2', () => {
    const first = outcome(asking(stub('ordered'), [outOf('first', 'servfail'), outOf('second')]));
    expect(first.timeouts).toBe(first.made);
    expect(first.seconds).toBe(10 * first.made);
    const last = outcome(asking(stub('ordered'), [outOf('first'), outOf('second', 'servfail')]));
    // 5 s, the error at once, 5 s for the first one again; what came last is the reason.
    expect([last.timeouts, last.seconds]).toEqual([last.made, 10 * last.made]);
  });

  it('fails the look-up at once where all of them do', () => {
    for (const pick of ['ordered', 'parallel'] as const) {
      const { made, servfail, seconds } = outcome(
        asking(stub(pick), [outOf('first', 'refused'), outOf('second', 'servfail')]),
      );
      expect([servfail, seconds]).toEqual([made, 0]);
    }
  });
});

describe('nobody is out', () => {
  it.each([
    ['ordered', [60, 0]],
    ['last-good', [60, 0]],
    ['rotate', [30, 30]],
    ['parallel', [60, 60]],
  ] as const)('%s: queries at the two are %j', (pick, expected) => {
    const { made, completed, queries } = outcome(asking(stub(pick), []));
    expect([made, completed]).toEqual([60, 60]);
    expect(queries).toEqual(expected);
  });

  it('a name without an address is answered, and nobody else is asked', () => {
    const { servfail, made, completed, queries } = outcome(
      asking(stub('ordered'), [], { lookup: [{ name: 'gone.example.com', share: 1 }] }),
    );
    expect([servfail, completed]).toEqual([0, 0]);
    expect(queries).toEqual([made, 0]);
  });

  it('of two asked at once the nearer one is followed, and both are asked', () => {
    const plain = asking(stub('parallel'), []);
    const [first, second] = plain.resolvers as [Scenario['resolvers'][0], Scenario['resolvers'][0]];
    const at = (client: number) => ({ client: constant(client), upstream: null });
    const { made, completed, queries, seconds } = outcome({
      ...plain,
      resolvers: [
        { ...first, latency: at(0.5) },
        { ...second, latency: at(0.25) },
      ],
    });
    expect(completed).toBe(made);
    expect(seconds).toBe(0.25 * made);
    expect(queries).toEqual([made, made]);
  });

  it('an answer that comes when another resolver is being asked is not read', () => {
    const plain = asking(stub('ordered', { timeout: 1 }), []);
    const [first, second] = plain.resolvers as [Scenario['resolvers'][0], Scenario['resolvers'][0]];
    // Asked at 0, the first one answers at 1.5; the second, asked at 1, at 1.9.
    const { made, completed, queries, seconds } = outcome({
      ...plain,
      resolvers: [
        { ...first, latency: { client: constant(1.5), upstream: null } },
        { ...second, latency: { client: constant(0.9), upstream: null } },
      ],
    });
    expect(completed).toBe(made);
    expect(queries).toEqual([made, made]);
    expect(seconds).toBeCloseTo(1.9 * made, 9);
  });
});

describe('a list that names a group twice', () => {
  const TWICE: readonly ResolverUse[] = [{ group: 'first', share: 1, further: ['first'] }];

  it('has two members: with one of ten out, those that have it first or second wait, and nobody fails', () => {
    const scenario = {
      ...asking(stub('ordered'), [outOf('first', 'silent', 5)], {
        count: 1000,
        resolvers: TWICE,
        arrivals: { name: 'regular', settings: 5 },
      }),
      resolvers: [resolverGroup('first', 10), resolverGroup('second', 1)],
    };
    const { made, timeouts, inFlight, completed } = outcome(scenario);
    // Both of a list are among the 5 struck in 5/10 × 4/9 of the lists.
    const both = 2 / 9;
    expect(completed + timeouts + inFlight).toBe(made);
    const error = Math.sqrt((both * (1 - both)) / 1000);
    expect(Math.abs(timeouts / (made - inFlight) - both)).toBeLessThan(4 * error);
  });
});

it('a list of which only the first resolver is ever asked changes nothing', () => {
  const plain = scenarioOf({ rate: 20, clients: 50, resolvers: 5, duration: 600 });
  const google = resolverGroup('google', 1);
  const [users] = plain.clients as [ClientGroup];
  const alone = simulate({ ...plain, resolvers: [...plain.resolvers, google] }, 'list', 1);
  const listed = simulate(
    {
      ...plain,
      resolvers: [...plain.resolvers, google],
      clients: [{ ...users, resolvers: [{ group: 'isp', share: 1, further: ['google', 'isp'] }] }],
    },
    'list',
    1,
  );
  expect(listed.backends.requests).toEqual(alone.backends.requests);
  expect(listed.resolvers).toEqual(alone.resolvers);
});
