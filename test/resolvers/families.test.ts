/** IPv4 and IPv6 side by side: addresses of a name are two sets of records, asked for and cached apart (RFC 3596). */
import { describe, expect, it } from 'vitest';
import type { RecordSpec, ResolverBehaviour, Scenario } from '../../sim/scenario.ts';
import { simulate } from '../../sim/simulate.ts';
import {
  clientGroup,
  columnSums,
  multivalueRecords,
  scenarioOf,
  sum,
} from '../support/scenarios.ts';

const TTL = 60;
const RATE = 2;
const ADDRESSES = ['2001:db8::10', '2001:db8::9', '2001:db8::a:0'];

/** The records of `app.example.com`, each backend with an address of either family. */
function records(types: readonly string[]): RecordSpec[] {
  const a = multivalueRecords(ADDRESSES.length, TTL);
  const aaaa = a.map((record, i) => ({
    ...record,
    type: 'AAAA',
    values: [ADDRESSES[i] as string],
  }));
  return [...(types.includes('A') ? a : []), ...(types.includes('AAAA') ? aaaa : [])];
}

function dualScenario(
  types: readonly string[],
  families: readonly ('v4' | 'v6')[],
  resolver: Partial<ResolverBehaviour> = {},
): Scenario {
  const plain = scenarioOf({ backends: ADDRESSES.length, ttl: TTL, duration: 20_000, resolver });
  const [zone] = plain.zones;
  return {
    ...plain,
    zones: [{ ...(zone as Scenario['zones'][number]), records: records(types) }],
    backends: plain.backends.map((backend, i) => ({
      ...backend,
      addresses: [...backend.addresses, ADDRESSES[i] as string],
    })),
    clients: families.map((family) => ({ ...clientGroup(RATE, null), name: family, family })),
  };
}

describe('a name with addresses of both families', () => {
  it('is asked for by either type, each with a cache entry of its own', () => {
    const { authority, clients } = simulate(dualScenario(['A', 'AAAA'], ['v4', 'v6']), 1, 1);
    expect(authority.byKind.map(({ type, code }) => [type, code])).toEqual([
      ['A', 'NOERROR'],
      ['AAAA', 'NOERROR'],
    ]);
    // A renewal process with cycles of T + Exp(λ): its variance by Smith, cycles × (sd of a cycle / mean)².
    const cycle = TTL + 1 / RATE;
    const expected = 20_000 / cycle;
    const deviation = Math.sqrt(expected) / RATE / cycle;
    for (const { queries } of authority.byKind)
      expect(Math.abs(queries - expected)).toBeLessThan(4 * deviation + 1);
    for (const { failures } of clients) expect(sum(failures)).toBe(0);
  });

  it('leads to the same backends by either', () => {
    const { backends } = simulate(dualScenario(['A', 'AAAA'], ['v6']), 1, 1);
    expect(columnSums(backends.requests, ADDRESSES.length).every((requests) => requests > 0)).toBe(
      true,
    );
    expect([...backends.intendedWhole]).toEqual([1 / 3, 1 / 3, 1 / 3]);
  });

  it('is sorted by value where a resolver sorts what it stores (RFC 4034 section 6.3)', () => {
    const base = { name: 'base', settings: null };
    const sorted = { base: 'sorted', orderOnMiss: base, orderOnHit: base } as const;
    const { backends } = simulate(dualScenario(['AAAA'], ['v6'], sorted), 1, 1);
    const requests = columnSums(backends.requests, ADDRESSES.length);
    expect(requests.map((count) => count > 0)).toEqual([false, true, false]);
  });

  it('has none for clients of the family that it lacks: NODATA', () => {
    const { authority, clients } = simulate(dualScenario(['A'], ['v6']), 1, 1);
    expect(authority.byKind.map(({ type, code }) => [type, code])).toEqual([['AAAA', 'NODATA']]);
    expect(sum(clients[0]?.completed ?? [])).toBe(0);
  });

  it('is counted by number as well: both details agree on what is deterministic', () => {
    const scenario = dualScenario(['A', 'AAAA'], ['v4', 'v6']);
    const counted = simulate({ ...scenario, detail: 'counts' }, 1, 1);
    expect(counted.authority.byKind.map(({ type }) => type)).toEqual(['A', 'AAAA']);
  });
});
