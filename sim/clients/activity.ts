/**
 * How the requests of a group spread over its clients. What each member is asked goes by how many clients it has; of
 * that, each of them makes a part by its rank among them.
 */
import { normal } from '../random/normal.ts';
import type { Stream } from '../random/stream.ts';
import type { Activity } from '../scenario.ts';

/**
 * By client: its part of the group's requests; they sum to 1.
 *
 * @param memberOf members of the clients, those of one member in a row
 * @param stream draws lognormal parts
 */
export function partsByActivity(
  activity: Activity,
  memberOf: Int32Array,
  stream: Stream,
): Float64Array {
  const parts = new Float64Array(memberOf.length);
  let first = 0;
  while (first < parts.length) {
    let end = first;
    let sum = 0;
    for (; end < parts.length && memberOf[end] === memberOf[first]; end++) {
      const weight = weightOf(activity, end - first, stream);
      parts[end] = weight;
      sum += weight;
    }
    const scale = (end - first) / parts.length / sum;
    for (let client = first; client < end; client++)
      parts[client] = (parts[client] as number) * scale;
    first = end;
  }
  return parts;
}

function weightOf(activity: Activity, rank: number, stream: Stream): number {
  return activity.kind === 'zipf'
    ? Math.exp(-activity.s * Math.log(rank + 1))
    : Math.exp(activity.sigma * normal(stream));
}

/** The part of something of a group, such as its requests a second, that one of its clients has. */
export function partOf(
  whole: number,
  { activity, memberOf }: { readonly activity: Float64Array | null; readonly memberOf: Int32Array },
  client: number,
): number {
  return activity ? whole * (activity[client] as number) : whole / memberOf.length;
}
