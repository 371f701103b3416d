import { describe, expect, it } from 'vitest';
import { commonPrefix } from '../../sim/clients/sorting/common-prefix.ts';
import { glibc } from '../../sim/clients/sorting/glibc.ts';
import { sorts } from '../../sim/clients/sorting/index.ts';
import { os } from '../../sim/clients/sorting/os.ts';
import { Preference } from '../../sim/clients/sorting/preference.ts';
import { rfc6724 } from '../../sim/clients/sorting/rfc6724.ts';
import { rfc6724v6only } from '../../sim/clients/sorting/rfc6724-v6only.ts';
import { rtt } from '../../sim/clients/sorting/rtt.ts';
import type { Sort } from '../../sim/clients/sorting/sort.ts';
import { v4rule9 } from '../../sim/clients/sorting/v4rule9.ts';
import { v4rule9Capped } from '../../sim/clients/sorting/v4rule9-capped.ts';
import { verbatim } from '../../sim/clients/sorting/verbatim.ts';
import { familyOf, wordsOf } from '../../sim/ip-address.ts';
import { ipv4Number } from '../../sim/settings.ts';
import { simulate } from '../../sim/simulate.ts';
import { columnSums, scenarioOf, sum } from '../support/scenarios.ts';

/** The preference of clients at one address; round trips in seconds. */
function preferenceOf(
  sort: Sort,
  source: string,
  interfacePrefix: number,
  addresses: readonly string[],
  trips: readonly number[] = addresses.map(() => Number.NaN),
) {
  const words = new Uint32Array(addresses.flatMap((address) => [...wordsOf(address)]));
  const family = familyOf(source);
  const subnet = { address: source, prefix: family === 'v4' ? 32 : 128 };
  const whose = { subnet, family, interfacePrefix, count: 1 };
  const preference = new Preference(sort, whose, words, Float64Array.from(trips));
  preference.from(family === 'v4' ? ipv4Number(source) : 0);
  return preference;
}

/** Addresses as a client with this source would try them. */
function sorted(sort: Sort, source: string, prefix: number, addresses: readonly string[]) {
  const preference = preferenceOf(sort, source, prefix, addresses);
  const rows = [...addresses.keys()].sort((a, b) => preference.key(a) - preference.key(b));
  return rows.map((row) => addresses[row]);
}

/** The same by measured round trips. */
function ranked(source: string, trips: Readonly<Record<string, number>>, failed?: string) {
  const addresses = Object.keys(trips);
  const preference = preferenceOf(rtt, source, 24, addresses, Object.values(trips));
  const has = (row: number) => addresses[row] === failed;
  const rows = [...addresses.keys()].sort((a, b) => preference.compare(a, b, has(a), has(b)));
  return rows.map((row) => addresses[row]);
}

const common = (a: string, b: string) => commonPrefix(wordsOf(a), 0, wordsOf(b), 0);

it.each([
  // First octets as AWS has them, from 10.0.0.5 (resolvers-clients.md, B); IPv4 is mapped behind 96 bits.
  ['10.0.0.5', '13.0.0.1', 96 + 5],
  ['10.0.0.5', '3.0.0.1', 96 + 4],
  ['10.0.0.5', '18.0.0.1', 96 + 3],
  ['10.0.0.5', '34.0.0.1', 96 + 2],
  ['10.0.0.5', '54.0.0.1', 96 + 2],
  ['10.0.0.5', '100.0.0.1', 96 + 1],
  ['10.0.0.5', '184.0.0.1', 96],
  ['10.0.0.5', '204.0.0.1', 96],
  ['2001:db8::1', '2001:db8::1', 128],
  ['2001:db8::1', '2001:db8::', 127],
  ['2001:db8:0:1::', '2001:db8::', 63],
  ['2001:db8::8000:0:0:0', '2001:db8::', 64],
  ['8000::', '::', 0],
])('%s and %s have %i leading bits in common', (one, other, bits) => {
  expect(common(one, other)).toBe(bits);
  expect(common(other, one)).toBe(bits);
});

describe('sorts', () => {
  const received = ['203.0.113.1', '192.0.2.130', '198.51.100.1', '192.0.2.4'];

  it('verbatim leaves the order received', () => {
    expect(sorted(verbatim, '192.0.2.5', 24, received)).toEqual(received);
  });

  it.each([glibc, os])('$name moves addresses of the client’s own subnet to the front', (sort) => {
    expect(sorted(sort, '192.0.2.5', 24, received)).toEqual([
      '192.0.2.4',
      '192.0.2.130',
      '203.0.113.1',
      '198.51.100.1',
    ]);
  });

  it('v4rule9 goes by common bits alone, however few', () => {
    const far = ['204.0.0.1', '54.0.0.1', '18.0.0.1', '13.0.0.1'];
    expect(sorted(v4rule9, '10.0.0.5', 24, far)).toEqual(far.toReversed());
    for (const sort of [glibc, rfc6724v6only, rtt])
      expect(sorted(sort, '10.0.0.5', 24, far)).toEqual(far);
  });

  it.each([v4rule9Capped, rfc6724])(
    '$name ties addresses that share the interface’s whole prefix',
    (sort) => {
      expect(sorted(sort, '192.0.2.5', 24, received)).toEqual([
        '192.0.2.130',
        '192.0.2.4',
        '198.51.100.1',
        '203.0.113.1',
      ]);
    },
  );

  // 64 bits in common, 96, 127 and 47: only the last differs within the first 64.
  const v6 = ['2001:db8::8000:0:0:1', '2001:db8::9:1', '2001:db8::4', '2001:db8:1::1'];

  it('glibc compares all 128 bits of IPv6 addresses, whatever the subnet', () => {
    const all = ['2001:db8::4', '2001:db8::9:1', '2001:db8::8000:0:0:1', '2001:db8:1::1'];
    for (const sort of [glibc, v4rule9, os])
      expect(sorted(sort, '2001:db8::5', 64, v6)).toEqual(all);
    expect(sorted(glibc, '2001:db8:ffff::5', 64, v6.toReversed())[0]).toBe('2001:db8:1::1');
  });

  it('Go, and RFC 6724 on a network of 64 bits, compare the first 64', () => {
    for (const sort of [rfc6724v6only, rfc6724, v4rule9Capped])
      expect(sorted(sort, '2001:db8::5', 64, v6)).toEqual(v6);
    expect(sorted(rfc6724v6only, '2001:db8:1::5', 48, v6)[0]).toBe('2001:db8:1::1');
    // The interface of a RFC 6724 client ends the comparison, Go's does not.
    const near = ['2001:db8:2::1', '2001:db8:1:1::1'];
    expect(sorted(rfc6724, '2001:db8:1:1::5', 40, near)).toEqual(near);
    expect(sorted(rfc6724v6only, '2001:db8:1:1::5', 40, near)).toEqual(near.toReversed());
  });

  it.each(sorts)('$name says of itself when it has nothing to do', (sort) => {
    const alike = preferenceOf(sort, '10.0.0.5', 24, ['204.0.0.1', '184.0.0.1']);
    expect(alike.isActive).toBe(false);
    expect(preferenceOf(sort, '10.0.0.5', 24, ['204.0.0.1', '10.0.0.9']).isActive).toBe(
      sort.policy !== null && ![rfc6724v6only, rtt].includes(sort),
    );
  });
});

describe('RFC 6724 section 10.2', () => {
  // Its examples of destinations of one family, whose source is one address of a client.
  it.each([
    // Prefer matching scope.
    ['2001:db8:2::2', ['2001:db8:1::1', 'fe80::1'], ['2001:db8:1::1', 'fe80::1']],
    // Prefer longest matching prefix.
    ['2001:db8:1::2', ['2001:db8:3ffe::1', '2001:db8:1::1'], ['2001:db8:1::1', '2001:db8:3ffe::1']],
    // Prefer matching label: a 6to4 source reaches 6to4 first.
    [
      '2002:c633:6401::2',
      ['2001:db8:1::1', '2002:c633:6401::1'],
      ['2002:c633:6401::1', '2001:db8:1::1'],
    ],
    // Prefer higher precedence, where the source has the label of neither.
    ['fd00::2', ['2002:c633:6401::1', '2001:db8:1::1'], ['2001:db8:1::1', '2002:c633:6401::1']],
    // Unique local addresses are reached first from within.
    [
      'fd11:1111:1111:1::2',
      ['2001:db8:1::1', 'fd11:1111:1111:1::1'],
      ['fd11:1111:1111:1::1', '2001:db8:1::1'],
    ],
    [
      '2001:db8:2::2',
      ['fd11:1111:1111:1::1', '2001:db8:1::1'],
      ['2001:db8:1::1', 'fd11:1111:1111:1::1'],
    ],
  ])('from %s orders %j as %j', (source, received, order) => {
    for (const sort of [rfc6724, rfc6724v6only, rtt])
      expect(sorted(sort, source, 64, received)).toEqual(order);
  });

  it('knows link-local and loopback IPv4 addresses as such', () => {
    const received = ['198.51.100.121', '169.254.13.78', '127.0.0.1'];
    expect(sorted(rfc6724v6only, '169.254.13.79', 16, received)).toEqual([
      '169.254.13.78',
      '127.0.0.1',
      '198.51.100.121',
    ]);
    expect(sorted(rfc6724v6only, '198.51.100.117', 24, received)).toEqual(received);
  });
});

describe('rtt', () => {
  const source = '198.51.100.9';

  it('keeps the order received where round trips are within 10 ms, or not modelled', () => {
    expect(ranked(source, { '192.0.2.1': 0.03, '192.0.2.2': 0.02 })).toEqual([
      '192.0.2.1',
      '192.0.2.2',
    ]);
    expect(ranked(source, { '192.0.2.1': Number.NaN, '192.0.2.2': 0.02 })[0]).toBe('192.0.2.1');
  });

  it('puts the nearer first where they are more than 10 ms apart', () => {
    expect(ranked(source, { '192.0.2.1': 0.031, '192.0.2.2': 0.02 })[0]).toBe('192.0.2.2');
  });

  it('prefers its own network to what is up to 100 ms nearer, and no further', () => {
    expect(ranked(source, { '192.0.2.1': 0.01, '198.51.100.1': 0.1 })[0]).toBe('198.51.100.1');
    expect(ranked(source, { '192.0.2.1': 0.01, '198.51.100.1': 0.12 })[0]).toBe('192.0.2.1');
  });

  it('puts what has only failed after all but what is 100 ms farther', () => {
    const trips = { '192.0.2.1': 0.01, '192.0.2.2': 0.09, '192.0.2.3': 0.2 };
    expect(ranked(source, trips, '192.0.2.1')).toEqual(['192.0.2.2', '192.0.2.1', '192.0.2.3']);
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

  it.each(['glibc', 'v4rule9', 'os'])('goes to .2 alone by %s, whatever the TTL', (sort) => {
    const all = loads(sort, 30);
    expect(all[1]).toBe(sum(all));
  });

  it.each(['v4rule9Capped', 'rfc6724'])(
    'goes to all of them by %s, whose limit is the subnet that they share',
    (sort) => {
      expect(Math.min(...loads(sort, 30))).toBeGreaterThan(0);
      const all = loads(sort, 32);
      expect(all[1]).toBe(sum(all));
    },
  );
});
