/** What each algorithm chooses, by itself: whom, how often, and who keeps whom. Chi-square at 1e-6, fixed seeds. */
import { describe, expect, it } from 'vitest';
import type { Chooser } from '../../../sim/backends/balancers/algorithms/algorithm.ts';
import { ringChooser } from '../../../sim/backends/balancers/algorithms/consistent-hash.ts';
import { algorithms } from '../../../sim/backends/balancers/algorithms/index.ts';
import { byName } from '../../../sim/plugin.ts';
import { streamsOf } from '../../../sim/random/streams.ts';
import { chiSquare, limitAt1e6 } from '../../support/chi-square.ts';

/** A chooser among backends 0, 1, … with as many outstanding as listed; `weights` all 1 unless given. */
function chooserOf(
  name: string,
  outstanding: readonly number[],
  { settings = null, weights = outstanding.map(() => 1), seed = 'one' }: Setting = {},
): Chooser {
  const stream = streamsOf(seed, 1)('balance', 'lb');
  const salt = stream.bits();
  const chooser = byName(algorithms, name).chooser(settings, {
    stream,
    outstanding: Int32Array.from(outstanding),
    salt,
  });
  chooser.among(amongAll(outstanding.length, weights));
  return chooser;
}
interface Setting {
  readonly settings?: unknown;
  readonly weights?: readonly number[];
  readonly seed?: string;
}

function amongAll(count: number, weights?: readonly number[]) {
  return {
    backends: Int32Array.from({ length: count }, (_, i) => i),
    weights: weights ? Float64Array.from(weights) : new Float64Array(count).fill(1),
  };
}

/** How often each of `count` places is chosen in so many choices, each by a client and over a connection of its own. */
function tally(chooser: Chooser, count: number, choices: number): number[] {
  const chosen = Array.from({ length: count }, () => 0);
  for (let i = 0; i < choices; i++) {
    const place = chooser.choose(i, i + 1);
    chosen[place] = (chosen[place] as number) + 1;
  }
  return chosen;
}

describe.each(['random', 'weighted-random', 'flow-hash'])('%s', (name) => {
  it('gives equal targets equal shares', () => {
    const chooser = chooserOf(
      name,
      Array.from({ length: 8 }, () => 0),
    );
    expect(chiSquare(tally(chooser, 8, 100_000))).toBeLessThan(limitAt1e6(7));
  });

  it('gives shares by weight', () => {
    const weights = [1, 0.5, 0.01, 0.25];
    const chooser = chooserOf(name, [0, 0, 0, 0], { weights });
    const shares = weights.map((weight) => weight / 1.76);
    expect(chiSquare(tally(chooser, 4, 100_000), shares)).toBeLessThan(limitAt1e6(3));
  });

  it('does not go by who has how much in hand', () => {
    const idle = chooserOf(name, [0, 0, 0]);
    const busy = chooserOf(name, [7, 0, 90]);
    expect(tally(busy, 3, 1000)).toEqual(tally(idle, 3, 1000));
  });
});

describe('round-robin', () => {
  it('takes one after another, beginning anywhere', () => {
    const begun = Array.from({ length: 200 }, (_, seed) => {
      const chooser = chooserOf('round-robin', [0, 0, 0, 0], { seed: `turns ${seed}` });
      const turns = Array.from({ length: 9 }, () => chooser.choose(-1, 0));
      turns.forEach((place, i) => {
        if (i > 0) expect(place).toBe(((turns[i - 1] as number) + 1) % 4);
      });
      return turns[0] as number;
    });
    const starts = [0, 1, 2, 3].map((place) => begun.filter((first) => first === place).length);
    expect(chiSquare(starts)).toBeLessThan(limitAt1e6(3));
  });

  it('goes on with those that are left when one leaves', () => {
    const chooser = chooserOf('round-robin', [0, 0, 0, 0]);
    chooser.choose(-1, 0);
    chooser.among(amongAll(3));
    const counts = tally(chooser, 3, 300);
    expect(counts).toEqual([100, 100, 100]);
  });

  it('gives a target of half the weight every other turn of its own, spread out', () => {
    const chooser = chooserOf('round-robin', [0, 0], { weights: [1, 0.5] });
    const turns = Array.from({ length: 12 }, () => chooser.choose(-1, 0)).join('');
    expect(turns).toBe('010010010010');
  });
});

describe('least-outstanding', () => {
  it('takes the one with the fewest outstanding', () => {
    expect(tally(chooserOf('least-outstanding', [3, 1, 2, 9]), 4, 50)).toEqual([0, 50, 0, 0]);
  });

  it('takes any of several, each as often', () => {
    const [a, b, c, d, e] = tally(chooserOf('least-outstanding', [1, 4, 1, 1, 1]), 5, 40_000);
    expect(b).toBe(0);
    expect(chiSquare([a, c, d, e] as number[])).toBeLessThan(limitAt1e6(3));
  });

  it('asks less of a target with less weight', () => {
    const chooser = chooserOf('least-outstanding', [3, 1], { weights: [1, 0.25] });
    expect(tally(chooser, 2, 10)).toEqual([10, 0]);
  });
});

describe('powerOf', () => {
  it('with one choice is random', () => {
    const chooser = chooserOf('powerOf', [5, 4, 3, 2, 1, 0, 9, 9], { settings: 1 });
    expect(chiSquare(tally(chooser, 8, 100_000))).toBeLessThan(limitAt1e6(7));
  });

  it('of two different targets takes the one with fewer outstanding', () => {
    // Of 6 pairs the least loaded wins 3, the next 2, the third 1, the last none.
    const [a, b, c, d] = tally(chooserOf('powerOf', [0, 1, 2, 3], { settings: 2 }), 4, 60_000);
    expect(chiSquare([a, b, c] as number[], [3 / 6, 2 / 6, 1 / 6])).toBeLessThan(limitAt1e6(2));
    expect(d).toBe(0);
  });

  it('of two alike takes the first drawn, so that all have equal shares', () => {
    const chooser = chooserOf('powerOf', [2, 2, 2, 2], { settings: 2 });
    expect(chiSquare(tally(chooser, 4, 60_000))).toBeLessThan(limitAt1e6(3));
  });

  it('with as many choices as targets, or more, is least-outstanding', () => {
    for (const settings of [3, 1000])
      expect(tally(chooserOf('powerOf', [2, 0, 1], { settings }), 3, 30)).toEqual([0, 30, 0]);
  });
});

describe('flow-hash', () => {
  it('sends a connection to the same target whenever it is asked, at every node', () => {
    const one = chooserOf('flow-hash', [0, 0, 0, 0, 0]);
    const other = chooserOf('flow-hash', [9, 3, 0, 0, 0]);
    for (let flow = 0; flow < 500; flow++) {
      const place = one.choose(3, flow);
      expect(one.choose(3, flow)).toBe(place);
      expect(other.choose(3, flow)).toBe(place);
    }
  });
});

describe('consistent-hash', () => {
  it('keeps every client where it is, but for those of a target that leaves', () => {
    const chooser = ringChooser(160, { salt: 53 });
    chooser.among(amongAll(10));
    const before = Array.from({ length: 5000 }, (_, client) => chooser.choose(client, 0));
    chooser.among({
      backends: Int32Array.from([0, 1, 2, 4, 5, 6, 7, 8, 9]),
      weights: new Float64Array(9).fill(1),
    });
    const after = before.map((_, client) => {
      const place = chooser.choose(client, 0);
      return place < 3 ? place : place + 1;
    });
    before.forEach((target, client) => {
      if (target === 3) expect(after[client]).not.toBe(3);
      else expect(after[client]).toBe(target);
    });
    chooser.among(amongAll(10));
    expect(before.map((_, client) => chooser.choose(client, 0))).toEqual(before);
  });

  it('sends clients never seen before anywhere', () => {
    const chooser = ringChooser(160, { salt: 53 });
    chooser.among(amongAll(4));
    const chosen = new Set(Array.from({ length: 200 }, (_, flow) => chooser.choose(-1, flow)));
    expect([...chosen].sort()).toEqual([0, 1, 2, 3]);
  });

  it.each([
    [4, 1],
    [4, 10],
    [4, 160],
    [10, 40],
  ])('gives each of %i targets with %i points a share of Beta(V, (N − 1)V)', (targets, points) => {
    // The variance over rings, from the shares of one target: (N − 1)/(N²(NV + 1)).
    const clients = 4000;
    const rings = 600;
    const squares: number[] = [];
    for (let salt = 0; salt < rings; salt++) {
      const chooser = ringChooser(points, { salt: salt * 7919 });
      chooser.among(amongAll(targets));
      let first = 0;
      for (let client = 0; client < clients; client++)
        if (chooser.choose(client + salt * clients, 0) === 0) first += 1;
      const off = first / clients - 1 / targets;
      squares.push(off * off);
    }
    const p = 1 / targets;
    const ofRing = (p * (1 - p)) / (targets * points + 1);
    const expected = ofRing + (p * (1 - p) - ofRing) / clients;
    const mean = squares.reduce((sum, x) => sum + x, 0) / rings;
    const spread = squares.reduce((sum, x) => sum + (x - mean) * (x - mean), 0) / (rings - 1);
    expect(Math.abs(mean - expected)).toBeLessThan(4 * Math.sqrt(spread / rings));
  });
});
