/** What connections that last make of an even DNS, and what is left where they do not. */
import { hitRatio } from '../../theory/caching/poisson-cache.ts';
import { asMeasured, type Effect } from './effect.ts';

/**
 * Part of all requests that an instance has which joins to make `of`, `joined` seconds after the start of `span`. A
 * client renews its connection every `life` seconds, at times of its own; who looks up u seconds after the change finds
 * the old list with h·(1 − u/T).
 */
function newcomersShare(o: {
  of: number;
  life: number;
  ttl: number;
  hit: number;
  joined: number;
  span: number;
}): number {
  const after = o.span - o.joined;
  const width = after / 10_000;
  let openings = 0;
  for (let u = width / 2; u < after; u += width) {
    const fresh = u < o.ttl ? 1 - o.hit * (1 - u / o.ttl) : 1;
    // A connection opened then is used for its life, or to the end.
    openings += fresh * Math.min(o.life, after - u) * width;
  }
  return openings / o.life / o.span / o.of;
}

/** A connection ends after two minutes, at the next request, half a second's rate later. */
const LIFE = 120 + 2;

export const poolEffects: Readonly<Record<string, Effect>> = {
  'grpc-channels': {
    what: 'CV² of the shares over the hour',
    measured: ({ skew }) => skew.whole.cvSquared,
    // Twelve equal choices of four, and 60 requests a second.
    withCause: 3 / 12 + 3 / (60 * 3600),
    // A channel's turns differ by one request at most.
    without: { atMost: 1e-6 },
    error: (prediction, { n }) => prediction * Math.sqrt(2 / (3 * n)),
  },
  newcomer: {
    what: 'the share of the new instance',
    measured: ({ backends }) => backends[4]?.share ?? null,
    withCause: 0,
    without: newcomersShare({
      of: 5,
      life: LIFE,
      ttl: 60,
      hit: hitRatio(6 / LIFE, 60),
      joined: 300,
      span: 2100,
    }),
    error: asMeasured,
  },
};
