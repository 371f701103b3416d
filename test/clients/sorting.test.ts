import { describe, expect, it } from 'vitest';
import { commonPrefix } from '../../sim/clients/sorting/common-prefix.ts';
import { glibc } from '../../sim/clients/sorting/glibc.ts';
import type { Sort } from '../../sim/clients/sorting/sort.ts';
import { v4rule9 } from '../../sim/clients/sorting/v4rule9.ts';
import { v4rule9Capped } from '../../sim/clients/sorting/v4rule9-capped.ts';
import { verbatim } from '../../sim/clients/sorting/verbatim.ts';
import { ipv4Number } from '../../sim/settings.ts';
import { simulate } from '../../sim/simulate.ts';
import { columnSums, scenarioOf, sum } from '../support/scenarios.ts';

const n = ipv4Number;

/** Addresses as a client with this source would try them. */
function sorted(sort: Sort, source: string, prefix: number, addresses: readonly string[]) {
  const key = (address: string) => sort.key(n(address), n(source), prefix);
  return addresses.toSorted((a, b) => key(a) - key(b));
}

it.each([
  // First octets as AWS has them, from 10.0.0.5 (resolvers-clients.md, B).
  ['13.0.0.1', 5],
  ['3.0.0.1', 4],
  ['18.0.0.1', 3],
  ['34.0.0.1', 2],
  ['54.0.0.1', 2],
  ['100.0.0.1', 1],
  ['184.0.0.1', 0],
  ['204.0.0.1', 0],
])('10.0.0.5 and %s have %i leading bits in common', (address, bits) => {
  expect(commonPrefix(n('10.0.0.5'), n(address))).toBe(bits);
});

describe('sorts', () => {
  const received = ['203.0.113.1', '192.0.2.130', '198.51.100.1', '192.0.2.4'];

  it('verbatim leaves the order received', () => {
    expect(sorted(verbatim, '192.0.2.5', 24, received)).toEqual(received);
  });

  it('glibc moves addresses of the client’s own subnet to the front and ties all others', () => {
    expect(sorted(glibc, '192.0.2.5', 24, received)).toEqual([
      '192.0.2.4',
      '192.0.2.130',
      '203.0.113.1',
      '198.51.100.1',
    ]);
  });

  it('v4rule9 goes by common bits alone, however few', () => {
    const far = ['204.0.0.1', '54.0.0.1', '18.0.0.1', '13.0.0.1'];
    expect(sorted(v4rule9, '10.0.0.5', 24, far)).toEqual(far.toReversed());
    expect(sorted(glibc, '10.0.0.5', 24, far)).toEqual(far);
  });

  it('v4rule9Capped ties addresses that share the interface’s whole prefix', () => {
    expect(sorted(v4rule9Capped, '192.0.2.5', 24, received)).toEqual([
      '192.0.2.130',
      '192.0.2.4',
      '198.51.100.1',
      '203.0.113.1',
    ]);
    expect(commonPrefix(n('192.0.2.5'), n('198.51.100.1'))).toBe(5);
    expect(commonPrefix(n('192.0.2.5'), n('203.0.113.1'))).toBe(4);
  });
});

describe('a client at 192.0.2.2, with backends at .1, .2 and .3', () => {
  const loads = (sort: string, interfacePrefix: number) => {
    const scenario = scenarioOf({ rate: 5, duration: 1200, client: { sort } });
    const subnet = { address: '192.0.2.2', prefix: 32 };
    const clients = scenario.clients.map((group) => ({ ...group, subnet, interfacePrefix }));
    const measured = simulate({ ...scenario, clients }, 'rule 9', 1);
    expect(measured.skew.unpredicted).toMatch(/sort/);
    return columnSums(measured.backends.requests, 3);
  };

  it.each(['glibc', 'v4rule9'])('goes to .2 alone by %s, whatever the TTL', (sort) => {
    const all = loads(sort, 30);
    expect(all[1]).toBe(sum(all));
  });

  it('goes to all of them by v4rule9Capped, whose limit is the subnet that they share', () => {
    expect(Math.min(...loads('v4rule9Capped', 30))).toBeGreaterThan(0);
    const all = loads('v4rule9Capped', 32);
    expect(all[1]).toBe(sum(all));
  });
});
