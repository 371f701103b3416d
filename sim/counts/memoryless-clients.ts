/**
 * Clients that remember nothing. Each cache entry they ask has one event pending: the next decision there, which by
 * the lack of memory comes an exponential time after what the entry holds has ended, or is to be refreshed.
 */
import { worthOf } from '../clients/arrivals/course.ts';
import type { Clients } from '../clients/clients.ts';
import type { Engine, EventKind } from '../engine/engine.ts';
import type { ChoiceId } from '../metrics/followers.ts';
import { hypergeometric } from '../random/hypergeometric.ts';
import type { Stream } from '../random/stream.ts';
import type { Resolvers } from '../resolvers/resolvers.ts';
import type { PerSecond, Seconds } from '../settings.ts';
import { ArrivalsAt } from './arrivals-at.ts';
import type { CountsContext } from './context.ts';
import { type Flow, flowsByEntry } from './flows.ts';
import { OrderLaw } from './order-law.ts';
import type { Stretch, Tallying } from './tallying.ts';

const NO_ROW = -1;

export class MemorylessClients {
  readonly #engine: Engine;
  readonly #clients: Clients;
  readonly #resolvers: Resolvers;
  readonly #tallying: Tallying;
  readonly #end: Seconds;
  readonly #names: number;
  /** Entries that have flows. */
  readonly #entries: readonly number[];
  /** By entry. */
  readonly #arrivals: readonly ArrivalsAt[];
  readonly #streams: readonly Stream[];
  /** Until when every request there is a hit that decides nothing. */
  readonly #quietUntil: Float64Array;
  readonly #settledAt: Float64Array;
  readonly #due: Float64Array;
  /** How hits are arranged, by resolver group. */
  readonly #laws: readonly OrderLaw[];
  /** Places of a list: how many turns begin there, and one flow's part of them. */
  readonly #begun: Float64Array;
  readonly #share: Float64Array;
  readonly #asked: EventKind;
  readonly #stretch: Stretch;
  #isPaused = true;

  constructor(context: CountsContext, tallying: Tallying, streamOf: (member: number) => Stream) {
    const { engine, clients, resolvers, groups, names, numbers, end } = context;
    const { topology } = resolvers;
    const entries = topology.shards * names;
    this.#engine = engine;
    this.#clients = clients;
    this.#resolvers = resolvers;
    this.#end = end;
    this.#names = names;
    this.#tallying = tallying;
    this.#stretch = { from: 0, to: 0, mean: 0, stream: streamOf(0) };
    const flows = flowsByEntry(groups, topology, names, numbers);
    this.#entries = [...flows.keys()].sort((a, b) => a - b);
    this.#arrivals = Array.from(
      { length: entries },
      (_, entry) => new ArrivalsAt(flows.get(entry) ?? []),
    );
    this.#streams = this.#arrivals.map((_, entry) =>
      streamOf(topology.memberOfShard[(entry / names) | 0] as number),
    );
    this.#quietUntil = new Float64Array(entries);
    this.#settledAt = new Float64Array(entries);
    this.#due = new Float64Array(entries);
    this.#laws = topology.groups.map(({ behaviour }) => new OrderLaw(behaviour.orderOnHit));
    this.#begun = new Float64Array(resolvers.list.length);
    this.#share = new Float64Array(resolvers.list.length);
    this.#asked = engine.on('arrival', (entry) => this.#decide(entry));
    resolvers.watch({
      replacing: (entry) => this.#settleEntry(entry),
      filled: (entry) => this.#renew(entry),
      turning: (entry) => this.#settleEntry(entry),
    });
  }

  /** A group makes so many requests a second from now on; everything before is settled. */
  makeFrom(group: number, perSecond: PerSecond): void {
    for (const entry of this.#entries) {
      const arrivals = this.#arrivals[entry] as ArrivalsAt;
      for (const flow of arrivals.flows)
        if (flow.groupRow === group) flow.rate = perSecond * flow.part;
      arrivals.weigh();
    }
  }

  /** Begins to count at the present moment, with what the caches hold. */
  begin(): void {
    this.#isPaused = false;
    for (const entry of this.#entries) this.#renew(entry);
  }

  /** Stops; everything is settled. */
  pause(): void {
    this.#isPaused = true;
    this.#due.fill(Number.NaN);
  }

  settle(): void {
    for (const entry of this.#entries) this.#settleEntry(entry);
  }

  /** An entry's life begins, or its wait for one. */
  #renew(entry: number): void {
    const arrivals = this.#arrivals[entry] as ArrivalsAt;
    const isAsked = arrivals.rate > 0;
    if (!isAsked) this.#due[entry] = Number.NaN;
    if (!isAsked || this.#isPaused) return;
    const { cache } = this.#resolvers;
    const { now } = this.#engine;
    const quietUntil = cache.isLive(entry, now)
      ? Math.max(now, Math.min(cache.expiryOf(entry), cache.refreshFrom(entry)))
      : now;
    this.#settledAt[entry] = now;
    this.#quietUntil[entry] = quietUntil;
    const due = arrivals.after(quietUntil, this.#streams[entry] as Stream);
    this.#due[entry] = due;
    if (due < this.#end) this.#engine.at(due, this.#asked, entry);
  }

  #groupOf(shard: number): number {
    return this.#resolvers.topology.groupOfShard[shard] as number;
  }

  #isOwn(shard: number): boolean {
    return (this.#laws[this.#groupOf(shard)] as OrderLaw).kind === 'own';
  }

  #isTurned(entry: number): boolean {
    const shard = (entry / this.#names) | 0;
    return (this.#laws[this.#groupOf(shard)] as OrderLaw).kind === 'turned';
  }

  /** A request that finds nothing, or has what it finds refreshed. */
  #decide(entry: number): void {
    const { now } = this.#engine;
    // What was due has been put off: someone else has filled the entry.
    if (this.#due[entry] !== now) return;
    this.#settleEntry(entry);
    const stream = this.#streams[entry] as Stream;
    const { groupRow, name, shard, source } = (this.#arrivals[entry] as ArrivalsAt).asking(stream);
    this.#clients.make(groupRow, NO_ROW, name, shard, source);
    if (this.#due[entry] === now) this.#renew(entry);
  }

  #settleEntry(entry: number): void {
    if (this.#isPaused) return;
    const from = this.#settledAt[entry] as number;
    const { now } = this.#engine;
    const to = Math.min(now, this.#quietUntil[entry] as number);
    this.#settledAt[entry] = now;
    if (from >= to) return;
    const stretch = this.#stretch;
    stretch.stream = this.#streams[entry] as Stream;
    const stored = this.#resolvers.cache.storedIn(entry);
    const arrivals = this.#arrivals[entry] as ArrivalsAt;
    const { flows } = arrivals;
    for (let at = from; at < to; at = stretch.to) {
      stretch.from = at;
      stretch.to = Math.min(to, arrivals.steadyUntil(at));
      if (stored >= 0 && this.#isTurned(entry)) this.#settleTurns(flows, stored as ChoiceId);
      else for (const flow of flows) this.#settleFlow(flow, stored);
    }
  }

  /** How many requests of a flow to expect in the stretch at hand. */
  #meanOf({ group, rate }: Flow): number {
    const { from, to } = this.#stretch;
    return rate * worthOf(group.course, from, to);
  }

  #settleFlow(flow: Flow, stored: number): void {
    const { group, shard, nameRow, keys } = flow;
    const tallying = this.#tallying;
    const stretch = this.#stretch;
    stretch.mean = this.#meanOf(flow);
    if (stored >= 0 && group.pick.settled && this.#isOwn(shard)) {
      const law = this.#laws[this.#groupOf(shard)] as OrderLaw;
      const own = tallying.byOrder(group, law, stored as ChoiceId, keys, stretch);
      if (own > 0) this.#resolvers.countHits(shard, own);
      return;
    }
    const hits = tallying.draw(stretch);
    if (hits === 0) return;
    this.#resolvers.countHits(shard, hits);
    if (stored < 0) tallying.nowhere(group, stretch, hits);
    else if (!group.pick.settled) tallying.anywhere(group, stored as ChoiceId, stretch, hits);
    else {
      const shared = this.#resolvers.sharedByHits(shard, nameRow, group.askerAt(0)) as ChoiceId;
      tallying.together(group, shared, keys, stretch, hits);
    }
  }

  /** Flows that share a counter are served in any order: each gets its part of the turns by drawing without return. */
  #settleTurns(flows: readonly Flow[], stored: ChoiceId): void {
    const stretch = this.#stretch;
    const begun = this.#begun;
    const hits = flows.map((flow) => {
      stretch.mean = this.#meanOf(flow);
      return this.#tallying.draw(stretch);
    });
    let left = hits.reduce((sum, n) => sum + n, 0);
    if (left === 0) return;
    const { shard, nameRow } = flows[0] as Flow;
    this.#resolvers.countHits(shard, left);
    begun.fill(0);
    this.#resolvers.takeTurns(shard, nameRow, left, begun);
    flows.forEach(({ group, keys }, i) => {
      const count = hits[i] as number;
      if (count === 0) return;
      dealt(count, begun, left, stretch.stream, this.#share);
      left -= count;
      if (group.pick.settled) this.#tallying.inTurn(group, stored, this.#share, keys, stretch);
      else this.#tallying.anywhere(group, stored, stretch, count);
    });
  }
}

/** Deals `count` of the `total` items in `piles` into `share`, and takes them away. */
function dealt(
  count: number,
  piles: Float64Array,
  total: number,
  stream: Stream,
  share: Float64Array,
): void {
  let [rest, left] = [count, total];
  for (let i = 0; i < piles.length; i++) {
    const pile = piles[i] as number;
    const taken = rest === left ? pile : hypergeometric(rest, pile, left, stream);
    share[i] = taken;
    piles[i] = pile - taken;
    rest -= taken;
    left -= pile;
  }
}
