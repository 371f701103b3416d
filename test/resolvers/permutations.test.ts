/** Whole permutations: how often each order of addresses comes, against the law that the algorithm has. */
import { describe, expect, it } from 'vitest';
import type { Stream } from '../../sim/random/stream.ts';
import { streamsOf } from '../../sim/random/streams.ts';
import { arrangeBySeed } from '../../sim/resolvers/orders/bind-seeded.ts';
import { orders } from '../../sim/resolvers/orders/index.ts';
import { chiSquare, limitAt1e6 } from '../support/chi-square.ts';

/** Chance of each order, as `0,1,2`. */
type Law = Map<string, number>;

const QUERY_IDS = 65_536;
const NOW = 1000.5;
const places = (n: number) => Array.from({ length: n }, (_, i) => i);

function permutations(items: readonly number[]): number[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item) =>
    permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]),
  );
}

function add(law: Law, order: readonly number[], chance: number): void {
  const key = order.join();
  law.set(key, (law.get(key) ?? 0) + chance);
}

function swapped(order: readonly number[], i: number, j: number): number[] {
  const next = [...order];
  [next[i], next[j]] = [next[j] as number, next[i] as number];
  return next;
}

/** Every way that the swaps of a naive shuffle can go: n of them at each of n places. */
function naive(n: number): Law {
  let law: Law = new Map([[places(n).join(), 1]]);
  for (let i = 0; i < n; i++) {
    const next: Law = new Map();
    for (const [key, chance] of law)
      for (let j = 0; j < n; j++) add(next, swapped(key.split(',').map(Number), i, j), chance / n);
    law = next;
  }
  return law;
}

function leastCommonMultiple(n: number): number {
  let all = 1;
  for (let k = 2; k <= n; k++) {
    let [a, b] = [all, k];
    while (b > 0) [a, b] = [b, a % b];
    all = (all / a) * k;
  }
  return all;
}

function seeded(n: number): Law {
  const law: Law = new Map();
  const seeds = leastCommonMultiple(n);
  for (let seed = 0; seed < seeds; seed++) {
    const order = new Int32Array(n);
    arrangeBySeed(seed, n, n, order);
    add(law, [...order], 1 / seeds);
  }
  return law;
}

/** @param ids query ids that lead to each start */
function rotated(n: number, ids: (start: number) => number): Law {
  const law: Law = new Map();
  const all = places(n).reduce((sum, start) => sum + ids(start), 0);
  for (const start of places(n))
    add(
      law,
      places(n).map((i) => (start + i) % n),
      ids(start) / all,
    );
  return law;
}

const idsModulo = (n: number, start: number) => Math.floor((QUERY_IDS - 1 - start) / n) + 1;
const uniform = (n: number): Law => {
  const all = permutations(places(n));
  return new Map(all.map((order) => [order.join(), 1 / all.length]));
};

const LAWS: Readonly<Record<string, (n: number) => Law>> = {
  shuffle: uniform,
  shuffleNaive: naive,
  bindSeeded: seeded,
  'rotate queryId': (n) => rotated(n, (start) => idsModulo(n, start)),
  'rotate queryIdTime': (n) => {
    const second = Math.floor(NOW);
    return rotated(n, (start) => idsModulo(n, (((start - second) % n) + n) % n));
  },
  'rotate random': (n) => rotated(n, () => 1),
};

function draw(name: string, n: number, count: number): Law {
  const [plugin, by] = name.split(' ');
  const order = orders.find((one) => one.name === plugin) as (typeof orders)[number];
  const stream = streamsOf('permutations', 1)('order', `${name} ${n}`);
  const arranger = order.prepare(by ? { by } : null, stream);
  const seen: Law = new Map();
  const list = new Int32Array(n);
  for (let i = 0; i < count; i++) {
    arranger.arrange(n, n, NOW, list, i);
    add(seen, [...list], 1);
  }
  return seen;
}

/** What a law says of a part of each order. */
function projected(law: Law, part: (order: readonly string[]) => string): Law {
  const parts: Law = new Map();
  for (const [key, chance] of law) {
    const found = part(key.split(','));
    parts.set(found, (parts.get(found) ?? 0) + chance);
  }
  return parts;
}

function expectLaw(seen: Law, law: Law): void {
  expect([...seen.keys()].filter((key) => !law.has(key))).toEqual([]);
  const keys = [...law.keys()];
  if (keys.length === 1) return;
  const counts = keys.map((key) => seen.get(key) ?? 0);
  const shares = keys.map((key) => law.get(key) as number);
  expect(chiSquare(counts, shares)).toBeLessThan(limitAt1e6(keys.length - 1));
}

describe.each(Object.keys(LAWS))('order %s', (name) => {
  const law = LAWS[name] as (n: number) => Law;

  it.each([2, 3, 4])('has the law of its algorithm over whole permutations of %d', (n) => {
    const exact = law(n);
    expectLaw(draw(name, n, 400 * exact.size), exact);
  });
});

describe('eight addresses', () => {
  const firstTwo = (order: readonly string[]) => order.slice(0, 2).join();
  const allPairs: Law = new Map(
    places(8).flatMap((a) =>
      places(8)
        .filter((b) => b !== a)
        .map((b) => [`${a},${b}`, 1 / 56] as const),
    ),
  );

  it('shuffled have every address first, every pair first and second, and any last equally often', () => {
    const seen = draw('shuffle', 8, 30_000);
    expectLaw(projected(seen, firstTwo), allPairs);
    const last = (order: readonly string[]) => order.slice(7).join();
    expectLaw(projected(seen, last), new Map(places(8).map((i) => [`${i}`, 1 / 8])));
    // Of 40,320 orders so many draws meet some 21,000 different ones.
    expect(seen.size).toBeGreaterThan(20_000);
  });

  it('by one seed come in 840 orders alone, all equally often, all pairs among the first two', () => {
    const law = seeded(8);
    expect(law.size).toBe(840);
    const seen = draw('bindSeeded', 8, 33_600);
    expect(seen.size).toBe(840);
    expectLaw(seen, law);
    expectLaw(projected(seen, firstTwo), allPairs);
  });

  it('shuffled naively have first the law of the swaps followed one by one', () => {
    const order = orders.find((one) => one.name === 'shuffleNaive') as (typeof orders)[number];
    const leads = order.leads?.(null, new Uint8Array(8).fill(1)) ?? [];
    const law: Law = new Map(leads.map(({ place, chance }) => [`${place}`, chance]));
    expect([...law.values()].reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 12);
    expectLaw(
      projected(draw('shuffleNaive', 8, 30_000), (all) => all[0] as string),
      law,
    );
  });

  it.each(['queryId', 'queryIdTime', 'random'])(
    'rotated by %s come in eight orders alone',
    (by) => {
      const law = (LAWS[`rotate ${by}`] as (n: number) => Law)(8);
      const seen = draw(`rotate ${by}`, 8, 16_000);
      expect(seen.size).toBe(8);
      expectLaw(seen, law);
    },
  );
});

it.each([2, 3, 4, 8])('a counter gives %d addresses each start in turn, for ever', (n) => {
  const order = orders.find(({ name }) => name === 'rotate') as (typeof orders)[number];
  const nothing = { bits: () => 0 } as Stream;
  const arranger = order.prepare({ by: 'counter', step: 1, per: 'entry', first: 0 }, nothing);
  const list = new Int32Array(n);
  for (let turn = 0; turn < 3 * n; turn++) {
    arranger.arrange(n, n, 0, list, turn);
    expect([...list]).toEqual(places(n).map((i) => (turn + i) % n));
  }
});
