/**
 * How popular each member of each resolver group is in one replication. The members of a mix have one popularity
 * together, which is dealt to its parts: at random, or from the most popular down in the order of the parts.
 */
import { wholesOf } from '../mixes.ts';
import { normal } from '../random/normal.ts';
import { normalQuantile } from '../random/normal-quantile.ts';
import type { Stream } from '../random/stream.ts';
import type { Streams } from '../random/streams.ts';
import type { Popularity, ResolverGroup } from '../scenario.ts';

export interface Dealt {
  /** By group: weights of its members, most popular first. Those of a group, or of the parts of a mix, sum to 1. */
  readonly weights: readonly Float64Array[];
  /** By member: where it stands among all from the most popular of the first group down; null: in their own order. */
  readonly ranks: Int32Array | null;
}

export function dealMembers(groups: readonly ResolverGroup[], streams: Streams): Dealt {
  const weights: Float64Array[] = [];
  const ranks: number[] = [];
  let isMixed = false;
  for (const parts of wholesOf(groups)) {
    const { name, mix, count, popularity } = parts[0] as ResolverGroup;
    const stream = streams('deal', mix?.of ?? name);
    const all = memberWeights(popularity, mix?.count ?? count, stream);
    const order = Int32Array.from(all.keys());
    isMixed ||= mix !== undefined;
    if (mix?.deal === 'random') shuffle(order, stream);
    if (mix?.deal === 'byRank') order.sort((a, b) => mostPopularFirst(all, a, b));
    const first = ranks.length;
    let from = 0;
    for (const part of parts) {
      const own = order.slice(from, from + part.count).sort();
      from += part.count;
      weights.push(Float64Array.from(own, (rank) => all[rank] as number));
      for (const rank of own) ranks.push(first + rank);
    }
  }
  return { weights, ranks: isMixed ? Int32Array.from(ranks) : null };
}

/** Parts of a mix's requests, or of its clients, that each of its groups can expect; they sum to 1. */
export function expectedShares(parts: readonly ResolverGroup[]): number[] {
  const { mix, popularity } = parts[0] as ResolverGroup;
  if (!mix) return [1];
  if (mix.deal === 'random') return parts.map(({ count }) => count / mix.count);
  const expected =
    popularity.kind === 'lognormal'
      ? normalised(
          Float64Array.from({ length: mix.count }, (_, rank) =>
            Math.exp(-popularity.sigma * normalQuantile((rank + 0.5) / mix.count)),
          ),
        )
      : memberWeights(popularity, mix.count, null).sort((a, b) => b - a);
  let from = 0;
  return parts.map(({ count }) => {
    const own = expected.subarray(from, from + count);
    from += count;
    return own.reduce((sum, weight) => sum + weight, 0);
  });
}

function mostPopularFirst(weights: Float64Array, a: number, b: number): number {
  return (weights[b] as number) - (weights[a] as number) || a - b;
}

/** Fisher and Yates. */
export function shuffle(places: Int32Array, stream: Stream): void {
  for (let i = places.length - 1; i > 0; i--) {
    const j = stream.below(i + 1);
    const held = places[i] as number;
    places[i] = places[j] as number;
    places[j] = held;
  }
}

/**
 * Weights of `count` members, most popular first; they sum to 1.
 *
 * @param stream draws those that are random; null where none are
 */
function memberWeights(popularity: Popularity, count: number, stream: Stream | null): Float64Array {
  const weights = Float64Array.from({ length: count }, (_, i) => weightOf(popularity, i, stream));
  if (popularity.kind === 'lognormal') weights.sort((a, b) => b - a);
  return normalised(weights);
}

function normalised(weights: Float64Array): Float64Array {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

function weightOf(popularity: Popularity, rank: number, stream: Stream | null): number {
  switch (popularity.kind) {
    case 'uniform':
      return 1;
    case 'zipf':
      return Math.exp(-popularity.s * Math.log(rank + 1));
    case 'lognormal':
      return Math.exp(popularity.sigma * normal(stream as Stream));
    case 'weights':
      return popularity.weights[rank] as number;
  }
}
