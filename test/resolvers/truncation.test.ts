/** Answers that do not fit into a UDP message are asked for again over TCP (RFC 1035 section 4.2, RFC 7766). */
import { describe, expect, it } from 'vitest';
import type { Scenario } from '../../sim/scenario.ts';
import { simulate } from '../../sim/simulate.ts';
import { rule } from '../authority/route53/rules.ts';
import {
  clientGroup,
  multivalueRecords,
  resolverGroup,
  scenarioOf,
  sum,
} from '../support/scenarios.ts';

const RTT = 0.1;

/** `count` addresses of one simple record set, for a resolver that takes `buffer` bytes and is far away. */
function answered(count: number, buffer: number, change: Partial<Scenario> = {}): Scenario {
  const plain = scenarioOf({ backends: count, ttl: 60, duration: 4000 });
  const [zone] = plain.zones as [Scenario['zones'][number]];
  const [first] = multivalueRecords(1, 60) as [Scenario['zones'][number]['records'][number]];
  const values = plain.backends.flatMap(({ addresses }) => addresses);
  return {
    ...plain,
    start: 'cold',
    zones: [{ ...zone, records: [{ ...first, routing: 'simple', setIdentifier: '', values }] }],
    resolvers: [
      {
        ...resolverGroup('isp', 1, { ednsBuffer: buffer }),
        latency: { client: null, upstream: { name: 'constant', settings: RTT } },
      },
    ],
    clients: [clientGroup(0.02, null)],
    ...change,
  };
}

function outcome(scenario: Scenario) {
  const {
    authority,
    resolvers: [isp],
    clients: [users],
    skew,
  } = simulate(scenario, 1, 1);
  return {
    queries: sum(authority.queries),
    upstream: sum(isp?.upstreamQueries ?? []),
    overTcp: sum(isp?.tcpRetries ?? []),
    answers: skew.answers,
    failures: sum(users?.failures ?? []),
    slowest: users?.lookupTime?.quantile(1) ?? 0,
  };
}

describe('an answer over UDP', () => {
  // app.example.com: 33 bytes before the addresses, 139 of name servers, 11 of EDNS; 16 for each address.
  rule(
    '2.7',
    'is cut off beyond 512 bytes without EDNS: 21 A records fit in example.com, 22 do not',
    () => {
      expect(outcome(answered(21, 0)).overTcp).toBe(0);
      expect(outcome(answered(22, 0)).overTcp).toBeGreaterThan(0);
    },
  );

  rule('2.7', 'is cut off beyond what the asker takes with EDNS, 4,096 bytes at most', () => {
    const fits = (buffer: number) => Math.floor((buffer - 33 - 139 - 11) / 16);
    for (const [buffer, limit] of [
      [400, 512],
      [1232, 1232],
      [65_535, 4096],
    ] as const) {
      expect([buffer, outcome(answered(fits(limit), buffer)).overTcp]).toEqual([buffer, 0]);
      expect(outcome(answered(fits(limit) + 1, buffer)).overTcp).toBeGreaterThan(0);
    }
  });

  rule(
    '2.8',
    'is asked for again over TCP, whole: a query more, and round trips for connection and question',
    () => {
      const { queries, upstream, overTcp, answers, failures, slowest } = outcome(answered(30, 0));
      expect(failures).toBe(0);
      expect(queries).toBe(2 * answers);
      expect(upstream).toBe(2 * overTcp);
      expect(slowest).toBeCloseTo(3 * RTT, 2);
      expect(outcome(answered(3, 0)).slowest).toBeCloseTo(RTT, 2);
    },
  );

  it('costs a query and no time where no delay is modelled', () => {
    const resolvers = [resolverGroup('isp', 1, { ednsBuffer: 0 })];
    const { queries, answers, failures } = outcome(answered(30, 0, { resolvers }));
    expect(failures).toBe(0);
    expect(queries).toBe(2 * answers);
  });

  it('from a resolver to a forwarder has no name servers below, so that more fits', () => {
    const between = (count: number) => {
      const resolvers = [
        { ...resolverGroup('home', 1, { ednsBuffer: 0 }), upstream: 'isp' },
        resolverGroup('isp', 1),
      ];
      const clients = [{ ...clientGroup(0.02, null), resolvers: [{ group: 'home', share: 1 }] }];
      return outcome(answered(count, 0, { resolvers, clients })).overTcp;
    };
    expect(between(29)).toBe(0);
    expect(between(30)).toBeGreaterThan(0);
  });
});
