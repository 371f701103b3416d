/** Every way to pick an address; a new one is a file beside this one and a line here. */
import { all } from './all.ts';
import { cycle } from './cycle.ts';
import { first } from './first.ts';
import type { Pick } from './pick.ts';
import { random } from './random.ts';
import { slots } from './slots.ts';
import { smooth } from './smooth.ts';

export const picks: readonly Pick[] = [first, random, cycle, all, smooth, slots];
