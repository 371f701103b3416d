/** Clients of one group, some busier than others. */
import { describe, expect, it } from 'vitest';
import { partsByActivity } from '../../sim/clients/activity.ts';
import { streamsOf } from '../../sim/random/streams.ts';
import type { Activity, ClientGroup, Scenario } from '../../sim/scenario.ts';
import { entryRates } from '../../sim/start/flows.ts';
import { buildWorld } from '../../sim/world.ts';
import { disagreements } from '../counts/agreement.ts';
import { mistakes, read, sampleWith } from '../scenarios/sample.ts';
import { replicated } from '../support/replicated.ts';
import { clientGroup, poolOf, resolverGroup, scenarioOf, sum } from '../support/scenarios.ts';

const zipf: Activity = { kind: 'zipf', s: 1 };
const stream = () => streamsOf('activity', 1)('deal', 'users');

describe('activity', () => {
  it('goes by rank among the clients of a member, and leaves each member its part', () => {
    const parts = partsByActivity(zipf, Int32Array.of(0, 0, 0, 2), stream());
    const [first, second, third, alone] = [...parts] as [number, number, number, number];
    expect(alone).toBeCloseTo(1 / 4, 12);
    expect([first / second, first / third]).toEqual([expect.closeTo(2, 12), expect.closeTo(3, 12)]);
    const drawn = partsByActivity({ kind: 'lognormal', sigma: 2 }, new Int32Array(500), stream());
    expect(sum(drawn)).toBeCloseTo(1, 12);
    expect(Math.max(...drawn)).toBeGreaterThan(10 / 500);
  });

  const scenario = (client: Partial<ClientGroup['behaviour']>, activity?: Activity): Scenario => ({
    ...scenarioOf({ duration: 400, window: 100, ttl: 20, warmup: 0 }),
    resolvers: [resolverGroup('isp', 3)],
    clients: [{ ...clientGroup(4, 30, client), ...(activity && { activity }) }],
  });
  const caching = { dns: { kind: 'fixed' as const, seconds: 30 } };

  it('has caches of busy clients hit as often as they are asked: Σ p h(λp)', () => {
    const measured = replicated(scenario(caching, zipf), 'busy', 60, ({ clients }) => ({
      y: sum(clients[0]?.cacheHits ?? []),
      x: sum(clients[0]?.made ?? []),
    }));
    const parts = partsByActivity(
      zipf,
      Int32Array.from({ length: 30 }, (_, i) => i % 3).sort(),
      stream(),
    );
    const expected = sum([...parts].map((p) => (p * 4 * p * 30) / (1 + 4 * p * 30)));
    expect(Math.abs(measured.value - expected)).toBeLessThan(4 * measured.error);
    const even = (4 / 30) * 30;
    expect(expected).toBeGreaterThan(even / (1 + even));
  });

  it('is in the rates from which caches of resolvers start', () => {
    const world = buildWorld({ ...scenario(caching, zipf) }, streamsOf('rates', 1));
    const rates = entryRates(world.groups, world.resolvers.topology, 1);
    const [group] = world.groups;
    const each = [...(group?.activity ?? [])].map((p) => (4 * p) / (1 + 4 * p * 30));
    expect(sum(rates)).toBeCloseTo(sum(each), 9);
  });

  it.each([
    ['clients that remember nothing', {}],
    ['clients with caches', caching],
    ['clients with connections', { pool: poolOf({}), dns: { kind: 'none' as const } }],
  ])('is measured alike in both details: %s', (_title, client) => {
    expect(disagreements(scenario(client, zipf), 40)).toEqual([]);
  });

  it('is read, uniform as nothing, and refused where no client is busier than another', () => {
    const text = (more: string) => sampleWith('count: 500,', `count: 500, ${more},`);
    const read1 = (more: string) => read(text(more)).scenario.clients[0]?.activity;
    expect(read1('activity: { zipf: 1.2 }')).toEqual({ kind: 'zipf', s: 1.2 });
    expect(read1('activity: { lognormal: 1 }')).toEqual({ kind: 'lognormal', sigma: 1 });
    expect(read1('activity: uniform')).toBeUndefined();
    expect(mistakes(text('activity: busy'))).toEqual([
      '13 ‹busy› expected uniform, { zipf: 1.0 } or { lognormal: 1.5 }; found "busy"',
    ]);
    expect(
      mistakes(
        text('activity: { zipf: 1 }')
          .replace('count: 500,', '')
          .replace('chrome-windows', 'one-shot'),
      ),
    ).toEqual([
      '13 ‹activity› activity says how busy each client is, and without a count every request is a new client; give a count, or remove it',
    ]);
    expect(
      mistakes(text('activity: { zipf: 1 }').replace('poisson: 30/s', 'closed: { thinkTime: 1s }')),
    ).toEqual([
      '13 ‹activity› arrivals: closed have each client make requests of its own; give arrivals of the whole group, or remove activity',
    ]);
  });
});
