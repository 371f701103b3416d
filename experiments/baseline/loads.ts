/** The law of window loads against the accepted one. */
import { streamsOf } from '../../sim/random/streams.ts';
import { permutedDistance } from '../statistics/permuted-distance.ts';
import type { Baseline } from './baseline.ts';
import type { Likened } from './judge.ts';

/** A distance that does not matter to anybody, and the chance at which one is not put down to chance. */
const DELTA = 0.05;
const LEVEL = 0.005;

export function judgeLoads(before: Baseline, after: Baseline): Likened {
  const stream = streamsOf('baseline', 1)('deal', 'window loads');
  const found = permutedDistance(countsOf(before), countsOf(after), stream);
  const number = { path: 'skew.windows.loads', what: 'law of the window loads', baseline: null };
  const nothing = { ...number, result: null, difference: null, delta: DELTA };
  if (!found) {
    const isSame = before.windowLoads.length === 0 && after.windowLoads.length === 0;
    return {
      ...nothing,
      likeness: isSame ? 'same' : 'inconclusive',
      reason: isSame ? null : 'one of the two has no loads to compare',
    };
  }
  const { distance, p, least } = found;
  const reason = `Kolmogorov-Smirnov distance ${distance.toFixed(3)}, p = ${p.toPrecision(2)}`;
  const seen = { ...nothing, result: distance, reason };
  if (distance <= DELTA) return { ...seen, likeness: 'same' };
  if (p < LEVEL) return { ...seen, likeness: 'different' };
  if (least >= LEVEL)
    return { ...seen, likeness: 'inconclusive', reason: `${reason}: too few replications to tell` };
  return { ...seen, likeness: 'same' };
}

function countsOf({ windowLoads }: Baseline): number[][] {
  return windowLoads.map((text) => {
    const [first = '0', counts = ''] = text.split(': ');
    const steps = counts === '' ? [] : counts.split(' ').map(Number);
    return [...new Array<number>(Number(first)).fill(0), ...steps];
  });
}
