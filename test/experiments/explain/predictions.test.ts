/**
 * What `explain` predicts against what runs measure: every prediction that names a measure, within 4 standard errors
 * over replications; those that hold only nearly too, for here they hold nearly enough.
 */
import { describe, expect, it } from 'vitest';
import type { Predicted } from '../../../experiments/explain/explanation.ts';
import { predictionTopics } from '../../../experiments/explain/predictions/index.ts';
import { settingOf } from '../../../experiments/explain/setting.ts';
import { run } from '../../../experiments/index.ts';
import type { Estimate } from '../../../experiments/result.ts';
import type { Scenario } from '../../../sim/scenario.ts';
import {
  clientGroup,
  poolOf,
  resolverGroup,
  type Shape,
  scenarioOf,
} from '../../support/scenarios.ts';

const FROZEN = {
  orderOnMiss: { name: 'shuffle', settings: null },
  orderOnHit: { name: 'filling', settings: null },
} as const;
const ROTATING = {
  orderOnMiss: { name: 'shuffle', settings: null },
  orderOnHit: { name: 'shuffle', settings: null },
} as const;
const RANDOM = { pick: 'random' } as const;
const ZIPF = { kind: 'zipf', s: 1 } as const;

const of = (shape: Shape, change: (s: Scenario) => Partial<Scenario> = () => ({})) => {
  const scenario = scenarioOf({ duration: 600, resolvers: 20, rate: 10, ...shape });
  return { ...scenario, ...change(scenario) };
};
const group = (more: object) => (s: Scenario) => ({
  resolvers: s.resolvers.map((r) => ({ ...r, ...more })),
});

const CASES: readonly (readonly [string, Scenario])[] = [
  ['a population of equal resolvers', of({ resolver: FROZEN })],
  ['Zipf resolvers', of({ resolver: FROZEN, rate: 20 }, group({ popularity: ZIPF }))],
  ['eight of twelve, each request its own choice', of({ backends: 12, client: RANDOM })],
  ['eight of twelve, orders frozen', of({ backends: 12, resolver: FROZEN })],
  ['whole seconds', of({ ttl: 7, resolver: { ...FROZEN, ttlClock: 'seconds' } })],
  [
    'whole seconds, the last one a hit',
    of({ ttl: 3, resolver: { ...FROZEN, ttlClock: 'seconds', lastSecond: 'hit' } }),
  ],
  ['windows shorter than the TTL', of({ ttl: 60, window: 20, resolver: FROZEN })],
  ['shards asked at random', of({ resolvers: 3, resolver: { ...FROZEN, shards: 4 } })],
  ['TTLs cut to 15 s', of({ resolver: { ...FROZEN, maxTtl: 15 } })],
  ['nothing kept', of({ resolver: { maxTtl: 0 } })],
  [
    'a refresh in the last 10 %',
    of({ rate: 1, duration: 3000, resolver: { prefetch: { kind: 'share', share: 0.1, plus: 0 } } }),
  ],
  [
    'a refresh in the last 2 whole seconds',
    of({
      ttl: 10,
      resolver: { ttlClock: 'seconds', prefetch: { kind: 'below', below: 2, eligible: 9 } },
    }),
  ],
  [
    'answers that take a second',
    of(
      { ttl: 10 },
      group({ latency: { client: null, upstream: { name: 'constant', settings: 1 } } }),
    ),
  ],
  [
    'a chain that counts down',
    of({}, () => ({
      resolvers: [
        { ...resolverGroup('isp', 20), upstream: 'forwarder' },
        resolverGroup('forwarder', 2),
      ],
    })),
  ],
  [
    'three levels, and clients of the middle',
    of({ duration: 1200 }, (s) => ({
      resolvers: [
        { ...resolverGroup('isp', 20), upstream: 'middle' },
        { ...resolverGroup('middle', 4), upstream: 'top' },
        resolverGroup('top', 2),
      ],
      clients: [
        ...s.clients,
        { ...clientGroup(1, null), name: 'others', resolvers: [{ group: 'middle', share: 1 }] },
      ],
    })),
  ],
  ['clients that honour the TTL', of({ clients: 200, client: { dns: { kind: 'ttl' } } })],
  [
    'a cache of 30 s in each client',
    of({ clients: 2000, client: { dns: { kind: 'fixed', seconds: 30 } } }),
  ],
  [
    'connections kept by clients behind resolvers that rotate',
    of({
      rate: 20,
      clients: 2000,
      resolver: ROTATING,
      client: { pool: poolOf({ idle: 60, maxConns: 6 }), dns: { kind: 'fixed', seconds: 30 } },
    }),
  ],
  [
    'answers kept by clients behind resolvers that rotate',
    of({ clients: 2000, resolver: ROTATING, client: { dns: { kind: 'fixed', seconds: 120 } } }),
  ],
  [
    'two names of different TTLs and different clients',
    of({ resolver: FROZEN }, (s) => ({
      zones: s.zones.map((zone) => ({
        ...zone,
        records: [
          ...zone.records,
          ...[1, 2].map((i) => ({
            ...(zone.records[i] as (typeof zone.records)[number]),
            name: 'api.example.com',
            ttl: 20,
            routing: 'weighted',
            settings: { weight: i },
          })),
        ],
      })),
      clients: [
        ...s.clients,
        {
          ...clientGroup(5, null),
          name: 'callers',
          lookup: [{ name: 'api.example.com', share: 1 }],
        },
      ],
    })),
  ],
  [
    'orders frozen for each query shape',
    of({ resolver: { ...FROZEN, frozenPer: 'queryShape' } }, (s) => ({
      clients: [...s.clients, { ...clientGroup(4, null), name: 'others', queryShape: 'another' }],
    })),
  ],
];

const REPLICATIONS = 40;

describe.each(CASES)('%s', (_, scenario) => {
  const predicted = predictionTopics
    .flatMap(({ predict }) => predict(settingOf(scenario)))
    .filter((row): row is Predicted => 'value' in row && row.measured !== null);

  it('measures what is predicted, within 4 standard errors', async () => {
    const study = { scenario, seed: 'explain', replications: REPLICATIONS, hash: '', notes: [] };
    const result = await run(study);
    const rows = predicted.map(({ what, of: about, value, measured }) => {
      const estimate = at(result, measured as string);
      const error = (estimate.sd ?? 0) / Math.sqrt(REPLICATIONS);
      return {
        row: `${what} of ${about}`,
        value,
        mean: estimate.mean,
        off: (estimate.mean - value) / error,
      };
    });
    for (const { row, value, mean, off } of rows) {
      if (mean !== value)
        expect(Math.abs(off), `${row}: ${value}, measured ${mean}`).toBeLessThan(4);
    }
    expect(rows.length).toBeGreaterThan(3);
  });
});

function at(result: object, path: string): Estimate {
  return path
    .split('.')
    .reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], result) as Estimate;
}
