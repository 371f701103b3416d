/** Every answer order; a new one is a file beside this one and a line here. */
import { base } from './base.ts';
import { bindSeeded } from './bind-seeded.ts';
import { filling } from './filling.ts';
import type { Order } from './order.ts';
import { rotate } from './rotate.ts';
import { same } from './same.ts';
import { shuffle } from './shuffle.ts';
import { shuffleNaive } from './shuffle-naive.ts';

export const orders: readonly Order<unknown>[] = [
  base,
  filling,
  shuffle,
  shuffleNaive,
  bindSeeded,
  rotate,
  same,
];
