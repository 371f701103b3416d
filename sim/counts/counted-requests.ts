/**
 * The request source of `detail: counts` (model.md part 5). Between two DNS decisions the requests of a flow go to a
 * known place, or to places with known chances, so their numbers are drawn and not they themselves. Authority,
 * resolvers, caches, followers and recorder are those of `detail: requests`: a request that makes a DNS decision (a
 * miss, or a hit that refreshes) is made for itself and asks them. All others are accounted for when something
 * changes: when a cached answer is replaced, when a window closes, when the world is about to change.
 *
 * Each cache entry that clients without memory ask has one event pending: the next decision there. By the lack of
 * memory it comes an exponential time after what the entry holds has ended.
 */
import type { Engine, EventKind } from '../engine/engine.ts';
import type { ChoiceId } from '../metrics/followers.ts';
import type { Stream } from '../random/stream.ts';
import type { Streams } from '../random/streams.ts';
import type { RequestSource } from '../request-source.ts';
import type { Resolvers } from '../resolvers/resolvers.ts';
import type { Topology } from '../resolvers/topology.ts';
import type { ResolverGroup } from '../scenario.ts';
import type { Seconds } from '../settings.ts';
import { CachingClients } from './caching-clients.ts';
import { type Flow, flowsByEntry } from './flows.ts';
import { OrderLaw } from './order-law.ts';
import { type CountsContext, Tallying } from './tallying.ts';

const NO_ROW = -1;

export class CountedRequests implements RequestSource {
  readonly inFlight = 0;
  readonly attemptsInFlight = 0;
  readonly #engine: Engine;
  readonly #resolvers: Resolvers;
  readonly #tallying: Tallying;
  readonly #clients: CachingClients;
  readonly #end: Seconds;
  /** Entries that have flows. */
  readonly #entries: readonly number[];
  /** By entry. */
  readonly #flows: readonly (readonly Flow[])[];
  readonly #rate: Float64Array;
  readonly #streams: readonly Stream[];
  /** Until when every request there is a hit that decides nothing. */
  readonly #quietUntil: Float64Array;
  readonly #settledAt: Float64Array;
  readonly #due: Float64Array;
  /** How hits are arranged, by resolver group. */
  readonly #laws: readonly OrderLaw[];
  readonly #asked: EventKind;

  constructor(context: CountsContext) {
    const { engine, resolvers, groups, curves, names, numbers, end } = context;
    const { topology } = resolvers;
    const entries = topology.shards * names;
    this.#engine = engine;
    this.#resolvers = resolvers;
    this.#end = end;
    this.#tallying = new Tallying(context);
    const streamOf = memberStreams(topology, context.streams);
    this.#clients = new CachingClients(context, this.#tallying, streamOf);
    const flows = flowsByEntry(groups, topology, names, numbers);
    this.#entries = [...flows.keys()].sort((a, b) => a - b);
    this.#flows = Array.from({ length: entries }, (_, entry) => flows.get(entry) ?? []);
    this.#rate = Float64Array.from(this.#flows, (all) =>
      all.reduce((sum, { rate }) => sum + rate, 0),
    );
    this.#streams = this.#flows.map((_, entry) =>
      streamOf(topology.memberOfShard[(entry / names) | 0] as number),
    );
    this.#quietUntil = new Float64Array(entries);
    this.#settledAt = new Float64Array(entries);
    this.#due = new Float64Array(entries);
    this.#laws = topology.groups.map(({ behaviour }) => new OrderLaw(behaviour.orderOnHit));
    this.#asked = engine.on('arrival', (entry) => this.#decide(entry));
    const cut = engine.on('window close', () => this.settle());
    for (const edge of curves?.edges ?? []) if (edge > engine.now) engine.at(edge, cut);
  }

  get made(): number {
    return this.#tallying.made;
  }

  begin(): void {
    this.#resolvers.watch({
      replacing: (entry) => this.#settleEntry(entry),
      filled: (entry) => this.#renew(entry),
    });
    for (const entry of this.#entries) this.#renew(entry);
    this.#clients.begin();
  }

  settle(): void {
    for (const entry of this.#entries) this.#settleEntry(entry);
    this.#clients.settle();
  }

  /** An entry's life begins, or its wait for one. */
  #renew(entry: number): void {
    const rate = this.#rate[entry] as number;
    if (rate === 0) return;
    const { cache } = this.#resolvers;
    const { now } = this.#engine;
    const quietUntil = cache.isLive(entry, now)
      ? Math.max(now, Math.min(cache.expiryOf(entry), cache.refreshFrom(entry)))
      : now;
    this.#settledAt[entry] = now;
    this.#quietUntil[entry] = quietUntil;
    const due = quietUntil + (this.#streams[entry] as Stream).exponential() / rate;
    this.#due[entry] = due;
    if (due < this.#end) this.#engine.at(due, this.#asked, entry);
  }

  /** A request that finds nothing, or has what it finds refreshed. */
  #decide(entry: number): void {
    const { now } = this.#engine;
    // What was due has been put off: someone else has filled the entry.
    if (this.#due[entry] !== now) return;
    this.#settleEntry(entry);
    const { group, shard, name, keys } = this.#askingFlow(entry);
    this.#resolvers.ask(shard, name, group.shape, group.need, NO_ROW);
    this.#tallying.one(group, this.#resolvers.choice, keys);
    if (this.#due[entry] === now) this.#renew(entry);
  }

  #askingFlow(entry: number): Flow {
    const flows = this.#flows[entry] as readonly Flow[];
    if (flows.length === 1) return flows[0] as Flow;
    let rest = (this.#streams[entry] as Stream).uniform() * (this.#rate[entry] as number);
    let i = 0;
    while (i < flows.length - 1 && rest >= (flows[i] as Flow).rate) {
      rest -= (flows[i] as Flow).rate;
      i += 1;
    }
    return flows[i] as Flow;
  }

  #settleEntry(entry: number): void {
    const from = this.#settledAt[entry] as number;
    const { now } = this.#engine;
    const to = Math.min(now, this.#quietUntil[entry] as number);
    this.#settledAt[entry] = now;
    if (from >= to) return;
    for (const flow of this.#flows[entry] as readonly Flow[])
      this.#settleFlow(
        flow,
        this.#resolvers.cache.storedIn(entry),
        from,
        to,
        this.#streams[entry] as Stream,
      );
  }

  #settleFlow(flow: Flow, stored: number, from: Seconds, to: Seconds, stream: Stream): void {
    const { group, shard, name, rate, keys } = flow;
    const mean = rate * (to - from);
    const resolvers = this.#resolvers;
    const tallying = this.#tallying;
    let hits: number;
    if (stored < 0) hits = tallying.nowhere(group, mean, from, to, stream);
    else if (!group.pick.settled)
      hits = tallying.anywhere(group, stored as ChoiceId, mean, from, to, stream);
    else {
      const shared = resolvers.sharedByHits(shard, name, group.shape);
      hits =
        shared === NO_ROW
          ? tallying.byOrder(
              group,
              this.#laws[resolvers.topology.groupOfShard[shard] as number] as OrderLaw,
              stored as ChoiceId,
              keys,
              mean,
              from,
              to,
              stream,
            )
          : tallying.together(group, shared as ChoiceId, keys, mean, from, to, stream);
    }
    if (hits > 0) resolvers.countHits(shard, hits);
  }
}

/** The stream of the numbers behind each resolver member: no other member's draws shift them. */
function memberStreams(topology: Topology, streams: Streams): (member: number) => Stream {
  const made: Stream[] = [];
  return (member) => {
    const group = topology.groups.findIndex(
      (_, row) => member < (topology.firstMember[row + 1] as number),
    );
    const rank = member - (topology.firstMember[group] as number) + 1;
    made[member] ??= streams('counts', `${(topology.groups[group] as ResolverGroup).name}/${rank}`);
    return made[member] as Stream;
  };
}
