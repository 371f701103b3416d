/** Talking to resolvers one query after the other, on a virtual clock that nobody else moves. */
import { streamsOf } from '../../sim/random/streams.ts';
import type { Scenario } from '../../sim/scenario.ts';
import { buildWorld } from '../../sim/world.ts';

export interface Said {
  /** The last number of each address, in the order of the answer. */
  readonly addresses: readonly number[];
  readonly ttl: number;
}

/** @param scenario cold, with clients that hardly ever ask */
export function talkTo(scenario: Scenario, seed = 'dialogue') {
  const world = buildWorld(
    {
      ...scenario,
      start: 'cold',
      clients: scenario.clients.map((group) => ({
        ...group,
        arrivals: { name: 'regular', settings: 1 / (10 * scenario.duration) },
      })),
    },
    streamsOf(seed, 1),
  );
  const { engine, resolvers, groups } = world;
  const text = (row: number) => {
    const address = scenario.backends.flatMap(({ addresses }) => addresses)[row] as string;
    return Number(address.split('.').at(-1));
  };
  return {
    ...world,
    /** A query of a client at a time, to a shard of the first group. */
    ask(at: number, { client = 0, group = 0, shard = 0, question = 0 } = {}): Said {
      engine.run(at);
      const clients = groups[group] as (typeof groups)[number];
      const source = clients.isPlaced ? clients.sourceOf(client) : 0;
      const there = resolvers.ask(shard, question, -1, clients.askerAt(source), 99, -1);
      if (!there) throw new RangeError('the answer takes its time');
      const places = Array.from({ length: resolvers.count }, (_, place) => place);
      return {
        addresses: places.map((place) => text(resolvers.addressAt(place))),
        ttl: resolvers.remainingTtl(),
      };
    },
  };
}
