/** Whose turn it is, address by address, as a dialogue. */
import { describe, expect, it } from 'vitest';
import type { Pick } from '../../sim/clients/picks/pick.ts';
import type { Rota } from '../../sim/clients/picks/rota.ts';
import { slots } from '../../sim/clients/picks/slots.ts';
import { smooth } from '../../sim/clients/picks/smooth.ts';

/** Asks a rota of ten addresses again and again. */
function askedOf(pick: Pick) {
  const rota = pick.rota?.(2, 10) as Rota;
  return (list: number[], times: number, { out = [] as number[], row = 0, turn = 0 } = {}) => {
    const isOut = new Uint8Array(10);
    for (const address of out) isOut[address] = 1;
    const padded = Int32Array.of(...list, ...Array(10 - list.length).fill(9));
    return Array.from({ length: times }, () => rota.next(row, padded, list.length, isOut, turn));
  };
}

describe('smooth', () => {
  it('is plain round robin in the order of the list, each client by itself', () => {
    const next = askedOf(smooth);
    expect(next([3, 1, 2], 7)).toEqual([3, 1, 2, 3, 1, 2, 3]);
    expect(next([3, 1, 2], 2, { row: 1, turn: 5 })).toEqual([2, 3]);
    expect(next([3, 1, 2], 1)).toEqual([1]);
  });

  it('is even among the others while one is out, which none inherits from', () => {
    const next = askedOf(smooth);
    expect(next([0, 1, 2], 6, { out: [1] })).toEqual([0, 2, 0, 2, 0, 2]);
    expect(next([0, 1, 2], 6)).toEqual([0, 1, 2, 0, 1, 2]);
  });

  it('goes to any while all are out', () => {
    expect(askedOf(smooth)([0, 1], 4, { out: [0, 1] })).toEqual([0, 1, 0, 1]);
  });

  it('does not heed a new order of the same addresses; forgets those gone, and puts new ones last', () => {
    const next = askedOf(smooth);
    expect(next([0, 1, 2], 1)).toEqual([0]);
    expect(next([2, 0, 1], 3)).toEqual([1, 2, 0]);
    // What 2 has given is gone with it; 5 has gained nothing yet.
    expect(next([5, 0, 1], 6)).toEqual([1, 5, 0, 1, 5, 0]);
  });
});

describe('slots', () => {
  it('keep their addresses whatever the order of an answer', () => {
    const next = askedOf(slots);
    expect(next([4, 5, 6], 3)).toEqual([4, 5, 6]);
    expect(next([6, 4, 5], 3)).toEqual([4, 5, 6]);
  });

  it('take an address that no other has in place of one that is gone', () => {
    const next = askedOf(slots);
    next([4, 5, 6], 3);
    expect(next([6, 7, 4], 3)).toEqual([4, 7, 6]);
  });

  it('are as many as the first answer has addresses, and stay empty when a later one has fewer', () => {
    const next = askedOf(slots);
    next([4, 5, 6], 3);
    expect(next([1, 2, 3, 4, 5, 6], 3)).toEqual([4, 5, 6]);
    expect(next([5], 3)).toEqual([5, 5, 5]);
    expect(next([8, 5, 7], 3)).toEqual([7, 8, 5]);
  });

  it('are passed over while their address is out, unless all are', () => {
    const next = askedOf(slots);
    expect(next([4, 5, 6], 4, { out: [5] })).toEqual([4, 6, 4, 6]);
    expect(next([4, 5, 6], 2, { out: [4, 5, 6] })).toEqual([4, 5]);
  });
});
