/** What clients remember, and whom they try next, against closed forms (validation.md 6.4, 6.7). */
import { describe, expect, it } from 'vitest';
import type { CurveCounts } from '../../sim/measurements.ts';
import { simulate } from '../../sim/simulate.ts';
import { deadTries } from '../../theory/failover/address-retry.ts';
import { clientCacheStaleShare } from '../../theory/failover/client-cache.ts';
import { fault } from '../support/backends.ts';
import { scenarioOf, sum } from '../support/scenarios.ts';

it('a client that keeps answers 30 s, behind a busy resolver of TTL 60, is stale as 6.4 says', () => {
  const [resolvers, perResolver, rate, kept, ttl, replications] = [300, 10, 0.5, 30, 60, 3];
  const centres = [5, 15, 30, 45, 60, 75, 85];
  const scenario = scenarioOf(
    {
      duration: 100,
      rate: rate * perResolver * resolvers,
      resolvers,
      clients: perResolver * resolvers,
      ttl,
      client: { dns: { kind: 'fixed', seconds: kept } },
    },
    {
      events: [
        {
          name: 'change',
          at: { name: 'constant', settings: 5 },
          curve: { bin: 1, until: null, at: centres },
          verb: 'set',
          record: { name: 'app.example.com', type: 'A', setIdentifier: null },
          change: { ttl },
        },
      ],
    },
  );
  const curves = Array.from(
    { length: replications },
    (_, r) => simulate(scenario, 'client cache', r + 1).events[0]?.curve as CurveCounts,
  );
  const total = (column: 'made' | 'stale', bin: number) =>
    curves.reduce((all, curve) => all + (curve[column]?.[bin] as number), 0);
  const clientHit = (rate * kept) / (1 + rate * kept);
  const asked = (perResolver * rate) / (1 + rate * kept);
  const hit = (asked * ttl) / (1 + asked * ttl);
  centres.forEach((t, bin) => {
    const expected = clientCacheStaleShare(t, { ttl, hit, kept, clientHit });
    // Clients of one resolver go together at worst.
    const spread = (expected * (1 - expected)) / (resolvers * replications);
    const measured = total('stale', bin) / total('made', bin);
    expect(Math.abs(measured - expected), `at ${t} s`).toBeLessThan(4 * Math.sqrt(spread));
  });
});

describe('dead addresses tried before a live one (6.7)', () => {
  it.each([
    [3, 1, 3],
    [8, 2, 8],
    [12, 3, 8],
  ])('of %d backends, %d dead, %d in an answer', (backends, dead, inAnswer) => {
    const scenario = scenarioOf(
      {
        backends,
        ttl: 0,
        rate: 10,
        duration: 2000,
        client: { connect: { name: 'sequential', settings: null }, attemptTimeout: 0.25 },
      },
      {
        events: [
          fault(
            'blackhole',
            Array.from({ length: dead }, (_, i) => `web-${i + 1}`),
          ),
        ],
      },
    );
    const [group] = simulate(scenario, 'address retry', 1).clients;
    const made = sum(group?.made ?? []);
    const tries = sum(group?.attempts ?? []) / made - 1;
    const expected = deadTries({ backends, dead, inAnswer });
    // Tries are at most `dead`, so their variance is at most dead × mean.
    expect(Math.abs(tries - expected)).toBeLessThan(4 * Math.sqrt((dead * expected) / made));
    const mean = (group?.connectTime?.sum ?? 0) / (group?.connectTime?.total ?? 1);
    expect(Math.abs(mean - expected * 0.25)).toBeLessThan(Math.sqrt((dead * expected) / made));
  });
});
