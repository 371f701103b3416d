/** What a profile says that a program does, in the terms of what is recorded of it. */

import { byName, type Chosen } from '../../sim/plugin.ts';
import { streamsOf } from '../../sim/random/streams.ts';
import { Cache, clamped } from '../../sim/resolvers/cache.ts';
import { idealBehaviour, resolverFieldsSchema } from '../../sim/resolvers/fields.ts';
import { orders } from '../../sim/resolvers/orders/index.ts';
import { resolverProfiles } from '../../sim/resolvers/profiles/index.ts';
import type { ResolverBehaviour } from '../../sim/scenario.ts';
import type { Seconds } from '../../sim/settings.ts';
import type { Life } from './record.ts';

export function behaviourOf(profile: string): ResolverBehaviour {
  const { fields } = byName(resolverProfiles, profile);
  const values = Object.fromEntries(Object.entries(fields).map(([key, { value }]) => [key, value]));
  return { ...idealBehaviour, ...resolverFieldsSchema.parse(values) } as ResolverBehaviour;
}

const drawn = new Map<string, Map<string, number>>();

/** How often each order comes of so many responses, the stored one given; drawn by the order itself, once for all. */
export function drawnOrders(
  order: Chosen,
  stored: readonly string[],
  responses: number,
): Map<string, number> {
  const key = JSON.stringify([order, stored, responses]);
  const counts = drawn.get(key) ?? draw(order, stored, responses);
  drawn.set(key, counts);
  return counts;
}

function draw(
  { name, settings }: Chosen,
  stored: readonly string[],
  responses: number,
): Map<string, number> {
  const stream = streamsOf('conformance', 1)('order', name);
  const arranger = byName(orders, name).prepare(settings, stream);
  const count = stored.length;
  const places = new Int32Array(count);
  const counts = new Map<string, number>();
  for (let i = 0; i < responses; i++) {
    arranger.arrange(count, count, i, places, i);
    const order = Array.from(places, (place) => stored[place]).join(' ');
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  return counts;
}

/** The stored order of what came as `sent`. */
export function storedOrder({ base }: ResolverBehaviour, sent: string): string[] {
  const hosts = sent.split(' ');
  return base === 'sorted' ? hosts.toSorted((a, b) => Number(a) - Number(b)) : hosts;
}

interface Lived {
  /** Seconds after the first answer at which a name that is asked all the time is fetched anew. */
  readonly upstream: readonly Seconds[];
  /** TTL shown at an age. */
  shownAt(age: Seconds): Seconds;
}

/** The life of one entry under questions without pause, until an age. */
export function lifeOf({ ttl, phase }: Life, behaviour: ResolverBehaviour, until: Seconds): Lived {
  const cache = new Cache(1, phase);
  const kept = clamped(ttl, false, behaviour);
  const fetched: Seconds[] = [0];
  for (let now = 0; now < until; ) {
    cache.put(0, 0, kept, now, behaviour);
    const next = Math.min(cache.expiryOf(0), cache.refreshFrom(0));
    if (!(next > now)) break;
    // A moment later, lest rounding put it before the turn of the second.
    now = next + 1e-6;
    fetched.push(now);
  }
  const shownAt = (age: Seconds) => {
    const from = fetched.findLast((at) => at <= age) ?? 0;
    cache.put(0, 0, kept, from, behaviour);
    return cache.remaining(0, age, behaviour);
  };
  return { upstream: fetched.slice(1).filter((at) => at < until), shownAt };
}
