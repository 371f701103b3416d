import { describe, expect, it } from 'vitest';
import { mser5 } from '../../../experiments/statistics/mser.ts';
import { streamsOf } from '../../../sim/random/streams.ts';

const noise = (count: number, seed: number) => {
  const stream = streamsOf(seed, 1)('work', 'mser');
  return Array.from({ length: count }, () => stream.uniform() - 0.5);
};

describe('MSER-5', () => {
  it('leaves out a beginning that is higher than the rest, to the batch', () => {
    const series = noise(200, 1).map((x, i) => x + (i < 40 ? 20 : 0));
    expect(mser5(series)).toBe(40);
  });

  it('leaves out most of a beginning that fades', () => {
    const series = noise(400, 2).map((x, i) => x + 50 * Math.exp(-i / 15));
    expect(mser5(series)).toBeGreaterThanOrEqual(40);
    expect(mser5(series)).toBeLessThanOrEqual(120);
  });

  it('leaves out little of a series that is alike throughout', () => {
    const cut = Array.from({ length: 40 }, (_, seed) => mser5(noise(200, seed + 10)) ?? 100);
    expect(cut.toSorted((a, b) => a - b)[20]).toBeLessThanOrEqual(20);
  });

  it('does not know of a series that rises to the end, or has fewer than twenty numbers', () => {
    expect(mser5(Array.from({ length: 200 }, (_, i) => i))).toBeNull();
    expect(mser5(noise(19, 3))).toBeNull();
  });

  it('of equal numbers leaves out none', () => {
    expect(mser5(new Array<number>(50).fill(7))).toBe(0);
  });
});
