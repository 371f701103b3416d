/** Clients spread over several blocks of addresses. */
import { describe, expect, it } from 'vitest';
import { blocksOf, ClientBlocks } from '../../sim/clients/client-blocks.ts';
import { v4rule9 } from '../../sim/clients/sorting/v4rule9.ts';
import { ClientSubnets } from '../../sim/resolvers/client-subnets.ts';
import type { ClientGroup, Popularity, Scenario, SubnetSet } from '../../sim/scenario.ts';
import { simulate } from '../../sim/simulate.ts';
import { mistakes, read, SAMPLE } from '../scenarios/sample.ts';
import { clientGroup, columnSums, resolverGroup, sum } from '../support/scenarios.ts';

const UNIFORM: Popularity = { kind: 'uniform' };
const block = (address: string, prefix: number) => ({ address, prefix });
const group = (change: Partial<ClientGroup>): ClientGroup => ({
  ...clientGroup(1, null),
  ...change,
});
const inEach = (popularity: Popularity, count: number, clients: number) => [
  ...new ClientBlocks(block('10.0.0.0', 16), { popularity, count }, clients).clients,
];

describe('known clients of several blocks', () => {
  it('are as many in each as its share says, to a few clients, each at an address of its own', () => {
    expect(inEach({ kind: 'weights', weights: [6, 3, 1] }, 3, 1000)).toEqual([600, 300, 100]);
    for (const each of inEach(UNIFORM, 50, 5000)) expect(Math.abs(each - 100)).toBeLessThan(3);
    const zipf = inEach({ kind: 'zipf', s: 1 }, 2, 3000);
    expect(Math.abs((zipf[0] as number) - 2000)).toBeLessThan(3);
    const lognormal = inEach({ kind: 'lognormal', sigma: 1.5 }, 4, 1000);
    expect([...lognormal].sort((a, b) => b - a)).toEqual(lognormal);
    const blocks = blocksOf(
      group({
        subnet: block('10.0.0.0', 24),
        subnets: { count: 5, popularity: UNIFORM },
        count: 900,
      }),
    ) as ClientBlocks;
    const offsets = Array.from({ length: 900 }, (_, client) => blocks.offsetOf(client));
    expect(new Set(offsets).size).toBe(900);
    expect(Math.max(...offsets)).toBeLessThan(5 * 256);
  });

  it('are where they would be in one group, if they are parts of a mix', () => {
    const at = (count: number, before: number) => {
      const set = { popularity: UNIFORM, count: 7, ...(before > 0 && { before }) };
      const blocks = new ClientBlocks(block('10.0.0.0', 24), set, count);
      return Array.from({ length: count }, (_, client) => blocks.offsetOf(client));
    };
    expect([...at(40, 0), ...at(60, 40)]).toEqual(at(100, 0));
    const text = SAMPLE.replace(
      'profile: chrome-windows',
      'profile: { chrome-windows: 50%, ideal-random: 50% }',
    ).replace('count: 500', 'count: 500, subnet: { from: 10.0.0.0, count: 5, prefix: 24 }');
    expect(read(text).scenario.clients.map(({ subnets }) => subnets?.before)).toEqual([
      undefined,
      250,
    ]);
  });
});

/** Backends in two blocks, each the nearest by rule 9 to the clients in its own. */
function world(
  clients: string,
  { family = 'v4', more = '' }: { family?: 'v4' | 'v6'; more?: string } = {},
): Scenario {
  const [type, ...values] =
    family === 'v4'
      ? ['A', '10.0.0.1', '10.0.1.1']
      : ['AAAA', '2001:db8:0:0::1', '2001:db8:0:1::1'];
  const text = `version: 1
name: offices
duration: 1h
zone:
  name: example.com
  records:
    - { name: app, type: ${type}, ttl: 60, values: ["${values.join('", "')}"] }
resolvers:
  - { name: isp, profile: ideal, count: 20${more} }
clients:
  - { name: staff, profile: one-shot, family: ${family}, resolvers: isp, lookup: app.example.com, arrivals: { poisson: 5/s }, ${clients} }
backends:
  - { name: one, address: "${values[0]}" }
  - { name: two, address: "${values[1]}" }
`;
  return read(text).scenario;
}

/** Requests at the first backend, and at both. */
function firstOf(scenario: Scenario, detail: Scenario['detail'] = 'requests') {
  const { requests } = simulate({ ...scenario, detail }, 'blocks', 1).backends;
  const [first = 0, second = 0] = columnSums(requests, 2);
  return { first, all: first + second };
}

function expectShare({ first, all }: { first: number; all: number }, share: number) {
  expect(all).toBeGreaterThan(10_000);
  expect(Math.abs(first / all - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / all));
}

const SET = 'subnet: { from: 10.0.0.0, count: 2, prefix: 24, popularity: { weights: [7, 3] } }';

describe('clients of two blocks, with a backend in each', () => {
  it('go to their own by rule 9, in both details, known or new', () => {
    const sorting = `sort: ${v4rule9.name}, ${SET}`;
    for (const detail of ['requests', 'counts'] as const) {
      expectShare(firstOf(world(sorting), detail), 0.7);
      expectShare(firstOf(world(`count: 200, ${sorting}`), detail), 0.7);
    }
  });

  it('go to their own by glibc’s sort, whose on-subnet test takes the block for the network', () => {
    expectShare(firstOf(world(`sort: glibc, ${SET}`)), 0.7);
  });

  it('go to their own by IPv6, known or new', () => {
    const set = SET.replace('10.0.0.0', '"2001:db8::"').replace('24', '64');
    for (const count of ['', 'count: 200, '])
      expectShare(firstOf(world(`${count}sort: rfc6724, ${set}`, { family: 'v6' })), 0.7);
  });

  it('are told apart by a resolver that puts near addresses first', () => {
    const near = { more: ', nearFirst: 24' };
    expectShare(firstOf(world(`count: 200, sort: verbatim, ${SET}`, near)), 0.7);
    expectShare(firstOf(world(`sort: verbatim, ${SET}`, near)), 0.7);
  });
});

describe('the client subnets of several blocks', () => {
  const sending = resolverGroup('isp', 1, { ecs: { v4: 24, v6: 56 } });
  const set = (count: number, popularity: Popularity = UNIFORM): SubnetSet => ({
    count,
    popularity,
  });
  const of = (change: Partial<ClientGroup>) => {
    const subnets = new ClientSubnets([group(change)], [sending]);
    return { subnets, rows: subnets.rows.map(({ block: b }) => `${b.address}/${b.prefix}`) };
  };

  it('are those of the blocks, with the part of the clients in each', () => {
    const weights: Popularity = { kind: 'weights', weights: [6, 3, 1] };
    const all = ['10.0.0.0/24', '10.0.1.0/24', '10.0.2.0/24'];
    for (const count of [null, 100]) {
      const { subnets, rows } = of({
        subnet: block('10.0.0.0', 24),
        subnets: set(3, weights),
        count,
      });
      expect(rows).toEqual(all);
      const shares = subnets.sharesOf(0, 0);
      expect(sum(shares)).toBeCloseTo(1, 12);
      for (const [i, share] of [0.6, 0.3, 0.1].entries())
        expect(shares[i]).toBeCloseTo(share, count === null ? 12 : 1);
      expect([0, 255, 256, 513].map((offset) => subnets.at(0, 0, offset))).toEqual([0, 0, 1, 2]);
    }
  });

  it('are where each client is, in shares that count them', () => {
    for (const [address, prefix] of [
      ['10.0.0.0', 22],
      ['10.0.0.0', 26],
      ['2001:db8::', 48],
    ] as const) {
      const { subnets } = of({ subnet: block(address, prefix), subnets: set(3), count: 90 });
      const rows = subnets.of(0, 0) as Int32Array;
      const shares = subnets.sharesOf(0, 0);
      const counted = new Map<number, number>();
      for (let client = 0; client < 90; client++) {
        const row = subnets.ofClient(0, 0, client);
        counted.set(row, (counted.get(row) ?? 0) + 1 / 90);
      }
      for (const row of new Set(rows)) {
        const expected = sum(shares.filter((_, i) => rows[i] === row));
        expect(counted.get(row)).toBeCloseTo(expected, 10);
      }
    }
  });

  it('are sent along in a run, where each is a cache of its own', () => {
    const scenario = world(SET, { more: ', ecs: { v4: 24 }' });
    const [zone] = scenario.zones as [Scenario['zones'][number]];
    const located = { routing: 'geolocation', settings: { geoLocation: { countryCode: '*' } } };
    const records = zone.records.map((record) => ({ ...record, ...located }));
    const resolvers = scenario.resolvers.map((one) => ({ ...one, count: 1 }));
    const asked = simulate({ ...scenario, resolvers, zones: [{ ...zone, records }] }, 'sent', 1);
    // Two caches with 3.5 and 1.5 requests a second, each renewed once in a TTL and a gap between requests; where a
    // run begins and ends in that cycle counts for one renewal of each.
    const cycles = [60 + 1 / 3.5, 60 + 1 / 1.5];
    const mean = sum(cycles.map((cycle) => 3600 / cycle));
    const deviation = Math.sqrt(
      sum(cycles.map((cycle) => (3600 / cycle) * ((cycle - 60) / cycle) ** 2)),
    );
    expect(Math.abs(sum(asked.authority.queries) - mean)).toBeLessThan(2 + 4 * deviation);
  });
});

describe('a set of blocks that cannot be', () => {
  it.each([
    [
      '{ from: 10.0.0.0, count: 0, prefix: 24 }',
      '13 ‹0› expected a whole number from 1 to 65536; found 0',
    ],
    [
      '{ from: 255.255.254.0, count: 3, prefix: 24 }',
      '13 ‹3› from 255.255.254.0 on there are 2 blocks of 24 bits; found 3',
    ],
    [
      '{ from: 10.0.0.0, count: 3, prefix: 33 }',
      '13 ‹33› an address such as 10.0.0.0 has 32 bits; found 33',
    ],
    [
      '{ from: 10.0.0.5, count: 3, prefix: 24 }',
      '13 ‹10.0.0.5› 10.0.0.5 is inside a block of 24 bits; begin with its first address, 10.0.0.0',
    ],
    [
      '{ from: "2001:db8::", count: 3, prefix: 48 }',
      '13 ‹"2001:db8::"› expected an IPv4 address such as 10.0.0.0; found "2001:db8::"',
    ],
    [
      '{ from: 10.0.0.0, count: 3, prefix: 24, popularity: { weights: [1, 2] } }',
      '13 ‹[1, 2]› 2 weights for 3 blocks; give one for each',
    ],
    [
      '{ from: 10.0.0.0, count: 2, prefix: 26 }',
      '13 ‹26› 250 clients do not fit into 10.0.0.0/26, which has 64 addresses; give a shorter prefix, or more blocks',
    ],
    [
      '{ from: 10.0.0.0, count: 2, prefix: 24 }, publicSubnet: 198.51.100.0/24',
      '13 ‹publicSubnet› resolvers know these clients by their own subnets, which are several; remove it, or give subnet as one block',
    ],
  ])('%s', (subnet, expected) => {
    const text = SAMPLE.replace('count: 500', `count: 500, subnet: ${subnet}`);
    expect(mistakes(text)).toEqual([expected]);
  });
});
