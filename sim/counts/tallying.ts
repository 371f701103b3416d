/**
 * Puts numbers of requests where single requests would have put themselves: on clients, backends, followers and the
 * ages of answers. A *stretch* is a time in which the requests of a flow are alike; `mean` is how many it is expected
 * to hold, and every function gives how many it did.
 */
import type { Backends } from '../backends/backends.ts';
import type { Group } from '../clients/group.ts';
import type { OwnCaches } from '../clients/own-caches.ts';
import type { Engine } from '../engine/engine.ts';
import { FAILURES } from '../measurements.ts';
import type { Curves } from '../metrics/curves.ts';
import type { AnswerId, ChoiceId, Followers } from '../metrics/followers.ts';
import type { Histogram } from '../metrics/histogram.ts';
import type { Recorder } from '../metrics/recorder.ts';
import { poisson } from '../random/poisson.ts';
import type { Stream } from '../random/stream.ts';
import type { Streams } from '../random/streams.ts';
import type { Resolvers } from '../resolvers/resolvers.ts';
import type { Seconds } from '../settings.ts';
import type { OrderLaw } from './order-law.ts';
import { leading } from './sources.ts';

export interface CountsContext {
  readonly groups: readonly Group[];
  readonly resolvers: Resolvers;
  readonly caches: OwnCaches;
  readonly followers: Followers;
  readonly backends: Backends;
  readonly engine: Engine;
  readonly recorder: Recorder;
  readonly ages: Histogram;
  /** Null: there are no events to follow. */
  readonly curves: Curves | null;
  /** Names looked up. */
  readonly names: number;
  /** IPv4 addresses as numbers, by address row. */
  readonly numbers: Float64Array;
  /** Backend row by address row. */
  readonly backendOf: Int32Array;
  readonly streams: Streams;
  /** End of the run. */
  readonly end: Seconds;
}

const NO_ADDRESS = FAILURES.indexOf('no-address');
/** Instead of a backend. */
const NOWHERE = -1;

export class Tallying {
  readonly #engine: Engine;
  readonly #resolvers: Resolvers;
  readonly #followers: Followers;
  readonly #backends: Backends;
  readonly #recorder: Recorder;
  readonly #ages: Histogram;
  readonly #curves: Curves | null;
  readonly #backendOf: Int32Array;
  #made = 0;

  constructor(context: CountsContext) {
    const { engine, resolvers, followers, backends, recorder, ages, curves, backendOf } = context;
    this.#engine = engine;
    this.#resolvers = resolvers;
    this.#followers = followers;
    this.#backends = backends;
    this.#recorder = recorder;
    this.#ages = ages;
    this.#curves = curves;
    this.#backendOf = backendOf;
  }

  /** Requests so far. */
  get made(): number {
    return this.#made;
  }

  /** One request, which the resolvers have just answered, with `choice` or their own list. */
  one(group: Group, choice: ChoiceId | -1, keys: Float64Array | null): void {
    const resolvers = this.#resolvers;
    const { count, answer } = resolvers;
    this.#make(group, 1);
    if (count === 0) {
      this.#recorder.count(group.columns.failures + NO_ADDRESS);
      this.#curves?.failed(this.#engine.now, NOWHERE);
      return;
    }
    const followers = this.#followers;
    const addressAt = (place: number) =>
      choice >= 0
        ? followers.addressAt(choice as ChoiceId, place)
        : (resolvers.list[place] as number);
    const picked = group.pick.place(count, group.picking, 0);
    // A random place of a sorted list is a random place of the list.
    const place = keys && group.pick.settled ? leading(keys, count, addressAt) : picked;
    if (choice >= 0 && group.pick.settled) followers.follow(choice as ChoiceId);
    else followers.followOwn(answer);
    this.#ages.add(this.#engine.now - followers.givenAt(answer));
    this.#attempt(group, 1);
    const address = addressAt(place);
    this.#curves?.went(
      this.#engine.now,
      this.#backendOf[address] as number,
      followers.generationOf(answer),
    );
    this.#backends.visit(address);
  }

  /** A stretch in which nothing has an address. */
  nowhere(group: Group, mean: number, from: Seconds, to: Seconds, stream: Stream): number {
    const count = poisson(mean, stream);
    if (count === 0) return 0;
    this.#make(group, count);
    this.#recorder.add(group.columns.failures + NO_ADDRESS, count);
    this.#curves?.failed((from + to) / 2, NOWHERE, count);
    return count;
  }

  /** A stretch in which all follow one choice, to its first address. */
  together(
    group: Group,
    choice: ChoiceId,
    keys: Float64Array | null,
    mean: number,
    from: Seconds,
    to: Seconds,
    stream: Stream,
  ): number {
    const count = poisson(mean, stream);
    if (count === 0) return 0;
    const followers = this.#followers;
    const place = keys
      ? leading(keys, followers.countOf(choice), (i) => followers.addressAt(choice, i))
      : 0;
    this.#visit(
      followers.addressAt(choice, place),
      followers.answerOf(choice),
      count,
      from,
      to,
      stream,
    );
    followers.follow(choice, count);
    this.#arrive(group, followers.answerOf(choice), count, from, to);
    return count;
  }

  /** A stretch in which each takes any address of a list. */
  anywhere(
    group: Group,
    list: ChoiceId,
    mean: number,
    from: Seconds,
    to: Seconds,
    stream: Stream,
  ): number {
    const followers = this.#followers;
    const addresses = followers.countOf(list);
    let count = 0;
    for (let place = 0; place < addresses; place++) {
      const visits = poisson(mean / addresses, stream);
      if (visits === 0) continue;
      this.#visit(
        followers.addressAt(list, place),
        followers.answerOf(list),
        visits,
        from,
        to,
        stream,
      );
      count += visits;
    }
    this.#followOwn(group, list, count, from, to);
    return count;
  }

  /** A stretch in which each gets a list in an order of its own, and takes the first address. */
  byOrder(
    group: Group,
    law: OrderLaw,
    stored: ChoiceId,
    keys: Float64Array | null,
    mean: number,
    from: Seconds,
    to: Seconds,
    stream: Stream,
  ): number {
    const followers = this.#followers;
    const addresses = followers.countOf(stored);
    let count = 0;
    const leads = keys ? law.among(...this.#best(stored, addresses, keys)) : law.plain(addresses);
    for (const { final, chance } of leads) {
      const visits = poisson(mean * chance, stream);
      if (visits === 0) continue;
      this.#visit(
        followers.addressAt(stored, final),
        followers.answerOf(stored),
        visits,
        from,
        to,
        stream,
      );
      count += visits;
    }
    this.#followOwn(group, stored, count, from, to);
    return count;
  }

  /** The places that a sort puts before all others. */
  #best(stored: ChoiceId, addresses: number, keys: Float64Array): [Uint8Array, Uint8Array] {
    const keyAt = (place: number) => keys[this.#followers.addressAt(stored, place)] as number;
    const least = keyAt(leading(keys, addresses, (i) => this.#followers.addressAt(stored, i)));
    const best = Uint8Array.from({ length: addresses }, (_, place) =>
      keyAt(place) === least ? 1 : 0,
    );
    return [best, best];
  }

  #visit(
    address: number,
    answer: AnswerId,
    count: number,
    from: Seconds,
    to: Seconds,
    stream: Stream,
  ): void {
    this.#backends.visit(address, count);
    if (!this.#curves) return;
    // The last of `count` moments, each anywhere in the stretch.
    const last = from + (to - from) * Math.exp(Math.log(stream.open()) / count);
    const backend = this.#backendOf[address] as number;
    this.#curves.went((from + to) / 2, backend, this.#followers.generationOf(answer), count, last);
  }

  #followOwn(group: Group, list: ChoiceId, count: number, from: Seconds, to: Seconds): void {
    if (count === 0) return;
    const answer = this.#followers.answerOf(list);
    this.#followers.followOwn(answer, count);
    this.#arrive(group, answer, count, from, to);
  }

  /** All that requests which reach a backend have in common. */
  #arrive(group: Group, answer: AnswerId, count: number, from: Seconds, to: Seconds): void {
    const given = this.#followers.givenAt(answer);
    this.#make(group, count);
    this.#attempt(group, count);
    this.#ages.addEvenly(from - given, to - given, count);
  }

  #make({ columns }: Group, count: number): void {
    this.#made += count;
    this.#recorder.add(columns.made, count);
    if (columns.lookups !== columns.made) this.#recorder.add(columns.lookups, count);
  }

  #attempt({ columns }: Group, count: number): void {
    this.#recorder.add(columns.attempts, count);
    if (columns.completed !== columns.attempts) this.#recorder.add(columns.completed, count);
  }
}
