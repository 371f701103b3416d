import { describe, expect, it } from 'vitest';
import type { Stream } from '../../sim/random/stream.ts';
import { streamsOf } from '../../sim/random/streams.ts';
import { arrangeBySeed } from '../../sim/resolvers/orders/bind-seeded.ts';
import { orders } from '../../sim/resolvers/orders/index.ts';
import { rotate } from '../../sim/resolvers/orders/rotate.ts';
import { chiSquare, limitAt1e6 } from '../support/chi-square.ts';

const bySeed = (seed: number, n: number) => {
  const places = new Int32Array(n);
  arrangeBySeed(seed, n, n, places);
  return [...places];
};
const settingsOf = (name: string) => (name.startsWith('rotate') ? { by: name.slice(7) } : null);
/** A stream whose 32 random bits are given. */
const streamOf = (bits: number) => ({ bits: () => bits }) as Stream;

it('BIND 9.20, n = 4, seed 7: swaps (0,3), (1,2), (2,3) give 3 2 0 1 (conformance vector)', () => {
  expect(bySeed(7, 4)).toEqual([3, 2, 0, 1]);
});

it.each([
  [3, 6],
  [4, 12],
  [5, 60],
  [8, 840],
])('BIND 9.20 reaches only lcm(1…n) orders: n = %d, %d orders', (n, reachable) => {
  const seen = new Set<string>();
  const firsts = new Array<number>(n).fill(0);
  for (let seed = 0; seed < 840 * 3; seed++) {
    const places = bySeed(seed, n);
    seen.add(places.join());
    firsts[places[0] as number] = (firsts[places[0] as number] as number) + 1;
  }
  expect(seen.size).toBe(reachable);
  expect(new Set(firsts).size).toBe(1);
});

it('Unbound, n = 3, id 0x1234, clock 1000 s: offset 2 gives 2 0 1 (conformance vector)', () => {
  const places = new Int32Array(3);
  rotate.prepare({ by: 'queryIdTime' }, streamOf(0x1234 << 16)).arrange(3, 3, 1000.9, places, 0);
  expect([...places]).toEqual([2, 0, 1]);
});

it('BIND 9.21, n = 4, id 10: start 2 gives 2 3 0 1 (conformance vector)', () => {
  const places = new Int32Array(4);
  rotate.prepare({ by: 'queryId' }, streamOf(10 << 16)).arrange(4, 4, 1000, places, 0);
  expect([...places]).toEqual([2, 3, 0, 1]);
});

it('dnsmasq 2.90, [a, b, c]: hits give a b c, c a b, b c a (as run: docs/conformance.md)', () => {
  const places = new Int32Array(3);
  const settings = { by: 'counter', step: -1, per: 'entry', first: 0 };
  const arranger = rotate.prepare(settings, streamOf(0));
  const hits = [0, 1, 2].map((turn) => {
    arranger.arrange(3, 3, 0, places, turn);
    return [...places].map((place) => 'abc'[place]).join('');
  });
  expect(hits).toEqual(['abc', 'cab', 'bca']);
});

it('a counter may step backwards', () => {
  const places = new Int32Array(3);
  const settings = { by: 'counter', step: -1, per: 'name', first: 0 };
  const arranger = rotate.prepare(settings, streamOf(0));
  const starts = [0, 1, 2, 3].map((turn) => {
    arranger.arrange(3, 1, 0, places, turn);
    return places[0];
  });
  expect(starts).toEqual([0, 2, 1, 0]);
});

describe.each(
  orders.map((order) => [order.name, order, order.settings ? { by: 'random' } : null] as const),
)('order %s', (name, order, settings) => {
  const arranger = order.prepare(settings, streamsOf('orders', 1)('order', name));
  it.each([1, 2, 3, 4, 8])('writes a permutation of %d places', (n) => {
    const places = new Int32Array(n);
    for (let i = 0; i < 200; i++) {
      arranger.arrange(n, n, -5 + i / 3, places, i);
      expect([...places].sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, k) => k));
    }
  });
});

// First place: uniform for every order that is memoryless; chi-square at 1e-6.
const draw = (name: string, n: number, need: number, count: number) => {
  const order = orders.find((o) => o.name === name.split(' ')[0]);
  if (!order) throw new Error(name);
  const arranger = order.prepare(settingsOf(name), streamsOf('law', 1)('order', `${name} ${n}`));
  const places = new Int32Array(n);
  return Array.from({ length: count }, () => {
    arranger.arrange(n, need, 0, places, 0);
    return [...places.slice(0, need)];
  });
};

it.each(
  ['shuffle', 'bindSeeded', 'rotate queryId', 'rotate queryIdTime', 'rotate random'].flatMap(
    (name) => [2, 3, 4, 8].map((n) => [name, n] as const),
  ),
)('order %s puts each of %d addresses first equally often', (name, n) => {
  const counts = new Array<number>(n).fill(0);
  for (const [first] of draw(name, n, 1, 40_000))
    counts[first as number] = (counts[first as number] as number) + 1;
  expect(chiSquare(counts)).toBeLessThan(limitAt1e6(n - 1));
});

it('shuffle reaches all 24 orders of four equally, rotate only four', () => {
  const tally = (name: string) => {
    const counts = new Map<string, number>();
    for (const places of draw(name, 4, 4, 48_000))
      counts.set(places.join(), (counts.get(places.join()) ?? 0) + 1);
    return [...counts.values()];
  };
  const shuffled = tally('shuffle');
  expect(shuffled).toHaveLength(24);
  expect(chiSquare(shuffled)).toBeLessThan(limitAt1e6(23));
  expect(tally('rotate queryId')).toHaveLength(4);
});

it('shuffleNaive favours some orders of three: 4, 5 and 5 of 27 each', () => {
  const counts = new Map<string, number>();
  for (const places of draw('shuffleNaive', 3, 3, 54_000))
    counts.set(places.join(), (counts.get(places.join()) ?? 0) + 1);
  const keys = [...counts.keys()].sort();
  const truth: Record<string, number> = {
    '0,1,2': 4,
    '0,2,1': 5,
    '1,0,2': 5,
    '1,2,0': 5,
    '2,0,1': 4,
    '2,1,0': 4,
  };
  expect(
    chiSquare(
      keys.map((k) => counts.get(k) as number),
      keys.map((k) => (truth[k] as number) / 27),
    ),
  ).toBeLessThan(limitAt1e6(5));
});
