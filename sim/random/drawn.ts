/** Some of many, each set of that size as likely as any other (Knuth, TAOCP volume 2, algorithm 3.4.2 S). */
import type { Stream } from './stream.ts';

/** `wanted` of the numbers from 0 to `count` − 1, ascending. */
export function drawn(wanted: number, count: number, stream: Stream): number[] {
  const chosen: number[] = [];
  for (let i = 0; i < count; i++)
    if (stream.below(count - i) < wanted - chosen.length) chosen.push(i);
  return chosen;
}
