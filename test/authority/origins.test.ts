/** Whole runs of records by location: who is answered what, and where their requests go. */
import { describe, expect, it } from 'vitest';
import { originsOf } from '../../sim/questions.ts';
import type { RecordSpec, ResolverGroup, Scenario } from '../../sim/scenario.ts';
import { simulate } from '../../sim/simulate.ts';
import { clientGroup, multivalueRecords, resolverGroup, scenarioOf } from '../support/scenarios.ts';
import { rule } from './route53/rules.ts';
import { checkOf } from './world.ts';

const RATE = 20;
const at = (
  name: string,
  place: string | null,
  more: Partial<ResolverGroup> = {},
): ResolverGroup => ({
  ...resolverGroup(name, 3),
  place,
  ...more,
});
const usersOf = (group: string) => ({
  ...clientGroup(RATE, null),
  name: `users of ${group}`,
  resolvers: [{ group, share: 1 }],
});
function world(
  routing: string,
  settings: readonly RecordSpec['settings'][],
  resolvers: readonly ResolverGroup[],
  change: Partial<Scenario> = {},
): Scenario {
  const plain = scenarioOf({ backends: settings.length });
  const [zone] = plain.zones as [Scenario['zones'][number]];
  const records = multivalueRecords(settings.length, 60).map((record, i) => ({
    ...record,
    routing,
    settings: settings[i] as RecordSpec['settings'],
  }));
  return {
    ...plain,
    zones: [{ ...zone, records }],
    resolvers,
    clients: resolvers.map(({ name }) => usersOf(name)),
    ...change,
  };
}
/** Requests by backend, over the run. */
function loads(scenario: Scenario): number[] {
  const { names, requests } = simulate(scenario, 1, 1).backends;
  return names.map((_, i) =>
    requests.reduce((sum, n, cell) => sum + (cell % names.length === i ? n : 0), 0),
  );
}
const byLatency = [{ region: 'us-east-1' }, { region: 'eu-west-1' }];
const byArea = [
  { geoLocation: { countryCode: 'US' } },
  { geoLocation: { continentCode: 'EU' } },
  { geoLocation: { countryCode: '*' } },
];

describe('requests', () => {
  it('of clients go where their resolvers are answered, whatever the clients’ own place', () => {
    const resolvers = [at('a', 'us-west-2'), at('b', 'eu-central-1')];
    const [us = 0, eu = 0] = loads(world('latency', byLatency, resolvers));
    const total = us + eu;
    // Two Poisson streams of one rate: a part of one half each.
    expect(Math.abs(us / total - 0.5)).toBeLessThan(4 * Math.sqrt(0.25 / total));
    const clients = [{ ...usersOf('a'), place: 'eu-west-1' }];
    expect(loads(world('latency', byLatency, resolvers, { clients }))[1]).toBe(0);
  });

  it('are the same in the same numbers, by single requests and by counts', () => {
    const resolvers = [at('a', 'us-west-2'), at('b', 'eu-central-1'), at('c', null)];
    const [us = 0, eu = 0, others = 0] = loads(
      world('geolocation', byArea, resolvers, { detail: 'counts' }),
    );
    for (const load of [us, eu, others])
      expect(Math.abs(load - RATE * 3600)).toBeLessThan(4 * Math.sqrt(RATE * 3600));
  });

  rule('3.5b', 'from a place that matches nothing get no answer, and fail', () => {
    const resolvers = [at('a', 'us-west-2'), at('b', 'ap-south-1')];
    const scenario = world('geolocation', byArea.slice(0, 2), resolvers);
    const { clients, authority } = simulate(scenario, 1, 1);
    const [fine, lost] = clients.map(({ made, failures }) => ({
      made: made.reduce((a, b) => a + b, 0),
      failed: failures.reduce((a, b) => a + b, 0),
    }));
    expect(fine?.failed).toBe(0);
    expect(lost?.failed).toBe(lost?.made);
    expect(authority.byKind.map(({ code }) => code)).toContain('NODATA');
  });

  it('through a forwarder are answered for where its upstream is', () => {
    const resolvers = [at('low', 'us-west-2', { upstream: 'top' }), at('top', 'eu-central-1')];
    expect(loads(world('latency', byLatency, resolvers))[0]).toBe(0);
    expect(
      originsOf({ clients: [], resolvers, network: { places: [], rtt: null } }).rows,
    ).toHaveLength(1);
  });

  it('have intended shares by where they come from', () => {
    const resolvers = [at('a', 'us-west-2'), at('b', 'eu-central-1')];
    const clients = [
      usersOf('a'),
      { ...usersOf('b'), arrivals: { name: 'poisson', settings: 3 * RATE } },
    ];
    const { intended } = simulate(
      world('latency', byLatency, resolvers, { clients }),
      1,
      1,
    ).backends;
    expect([...intended].slice(0, 2)).toEqual([0.25, 0.75]);
  });
});

describe('health', () => {
  const failing = (
    struck: readonly string[],
    routing: string,
    settings: readonly RecordSpec['settings'][],
    place: string,
  ) => {
    const scenario = world(routing, settings, [at('a', place)]);
    const [zone] = scenario.zones as [Scenario['zones'][number]];
    const names = scenario.backends.map(({ name }) => name);
    return loads({
      ...scenario,
      start: 'cold',
      duration: 7200,
      warmup: 3600,
      window: 600,
      zones: [
        {
          ...zone,
          healthChecks: names.map((name) => ({ ...checkOf(name), name })),
          records: zone.records.map((record, i) => ({
            ...record,
            healthCheck: names[i] as string,
          })),
        },
      ],
      events: [
        {
          name: 'crash',
          at: { name: 'constant', settings: 60 },
          curve: { bin: null, until: null, at: null },
          verb: 'fault',
          fault: { name: 'drain', settings: { close: false } },
          targets: struck,
          lasts: null,
        },
      ],
    }).map((load) => load > 0);
  };
  const [us, eu, rest] = ['web-1', 'web-2', 'web-3'];

  rule('3.4c', 'sends users of a Region that fails to the next one', () => {
    expect(failing([], 'latency', byLatency, 'eu-central-1')).toEqual([false, true]);
    expect(failing([eu], 'latency', byLatency, 'eu-central-1')).toEqual([true, false]);
  });

  rule('3.5c', 'sends users of an area that fails to the next larger one', () => {
    expect(failing([us], 'geolocation', byArea, 'us-west-2')).toEqual([false, false, true]);
    expect(failing([eu], 'geolocation', byArea, 'us-west-2')).toEqual([true, false, false]);
  });

  rule(
    '3.5d',
    'has the smallest area answer when all that apply have failed, though others are well',
    () => {
      expect(failing([us, rest], 'geolocation', byArea, 'us-west-2')).toEqual([true, false, false]);
    },
  );
});
