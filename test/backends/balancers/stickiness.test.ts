import { describe, expect, it } from 'vitest';
import { Stickiness } from '../../../sim/backends/balancers/targets/stickiness.ts';

describe('stickiness', () => {
  const world = () => {
    const clock = { now: 0 };
    return { clock, sticky: new Stickiness(60, clock) };
  };

  it('keeps a client with its target until it has made no request for the duration', () => {
    const { clock, sticky } = world();
    expect(sticky.targetOf(1)).toBe(-1);
    sticky.keep(1, 7);
    for (const now of [59.9, 119, 178.9]) {
      clock.now = now;
      expect(sticky.targetOf(1)).toBe(7);
      sticky.keep(1, 7);
    }
    clock.now = 178.9 + 60;
    expect(sticky.targetOf(1)).toBe(-1);
    expect(sticky.targetOf(0)).toBe(-1);
  });

  it('keeps it with the last one it had', () => {
    const { sticky } = world();
    sticky.keep(2, 7);
    sticky.keep(2, 8);
    expect(sticky.targetOf(2)).toBe(8);
  });

  it('remembers nobody who is always somebody new', () => {
    const { sticky } = world();
    sticky.keep(-1, 7);
    expect(sticky.targetOf(-1)).toBe(-1);
  });
});
