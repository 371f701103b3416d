/** Every algorithm of a balancer; a new one is a file beside this one and a line here. */
import type { Algorithm } from './algorithm.ts';
import { consistentHash } from './consistent-hash.ts';
import { flowHash } from './flow-hash.ts';
import { leastOutstanding } from './least-outstanding.ts';
import { powerOf } from './power-of.ts';
import { random } from './random.ts';
import { roundRobin } from './round-robin.ts';
import { weightedRandom } from './weighted-random.ts';

export const algorithms: readonly Algorithm<unknown>[] = [
  random,
  roundRobin,
  leastOutstanding,
  powerOf,
  weightedRandom,
  flowHash,
  consistentHash,
];
