/**
 * Puts numbers of requests where single requests would have put themselves: on clients, backends, followers, curves
 * and the ages of answers. Each function takes a stretch of a flow in which its requests are alike.
 */
import type { Destinations } from '../backends/destinations.ts';
import type { ConnectionId, Connections } from '../clients/connections.ts';
import type { Group } from '../clients/group.ts';
import { FAILURES } from '../measurements.ts';
import type { Curves } from '../metrics/curves.ts';
import type { AnswerId, ChoiceId, Followers } from '../metrics/followers.ts';
import type { Histogram } from '../metrics/histogram.ts';
import type { Recorder } from '../metrics/recorder.ts';
import { binomial } from '../random/binomial.ts';
import { poisson } from '../random/poisson.ts';
import type { Stream } from '../random/stream.ts';
import type { Seconds } from '../settings.ts';
import type { CountsContext } from './context.ts';
import type { OrderLaw } from './order-law.ts';
import { leading } from './sources.ts';

/** A time, within one window and one bin of every curve, over which a flow's requests are alike. */
export interface Stretch {
  from: Seconds;
  to: Seconds;
  /** How many requests to expect. */
  mean: number;
  stream: Stream;
}

const NO_ADDRESS = FAILURES.indexOf('no-address');
/** Instead of a backend. */
const NOWHERE = -1;

export class Tallying {
  readonly #followers: Followers;
  readonly #destinations: Destinations;
  readonly #connections: Connections;
  readonly #recorder: Recorder;
  readonly #ages: Histogram;
  readonly #curves: Curves | null;
  #made = 0;

  constructor({ followers, destinations, clients, recorder, ages, curves }: CountsContext) {
    this.#followers = followers;
    this.#destinations = destinations;
    this.#connections = clients.connections;
    this.#recorder = recorder;
    this.#ages = ages;
    this.#curves = curves;
  }

  /** How many requests a stretch holds. */
  draw({ mean, stream }: Stretch): number {
    return poisson(mean, stream);
  }

  /** Requests so far. */
  get made(): number {
    return this.#made;
  }

  /** Nothing has an address. */
  nowhere(group: Group, { from, to }: Stretch, count: number): void {
    this.#make(group, count);
    this.#lookUp(group, count);
    this.#recorder.add(group.columns.failures + NO_ADDRESS, count);
    this.#curves?.failed((from + to) / 2, NOWHERE, count);
  }

  /** All follow one choice, to the address that it leads with. */
  together(
    group: Group,
    choice: ChoiceId,
    keys: Float64Array | null,
    stretch: Stretch,
    count: number,
  ): void {
    const followers = this.#followers;
    const answer = followers.answerOf(choice);
    const place = keys
      ? leading(keys, followers.countOf(choice), (i) => followers.addressAt(choice, i))
      : 0;
    this.#visit(group, followers.addressAt(choice, place), answer, count, stretch);
    followers.follow(choice, group.row, count);
    this.#arrive(group, answer, count, stretch);
  }

  /** Each takes any address of a list. */
  anywhere(group: Group, list: ChoiceId, stretch: Stretch, count: number): void {
    const followers = this.#followers;
    const answer = followers.answerOf(list);
    let rest = count;
    for (let left = followers.countOf(list); left > 0 && rest > 0; left--) {
      const visits = binomial(rest, 1 / left, stretch.stream);
      rest -= visits;
      if (visits > 0)
        this.#visit(group, followers.addressAt(list, left - 1), answer, visits, stretch);
    }
    this.#followOwn(group, answer, count, stretch);
  }

  /** All come over one open connection. */
  overOpen(group: Group, connection: ConnectionId, stretch: Stretch, count: number): void {
    const choice = this.#connections.choiceOf(connection);
    const address = this.#connections.wayOf(connection);
    const answer = this.#followers.answerOf(choice);
    this.#destinations.accept(address, count);
    const backend = this.#destinations.ways.destinationOf[address] as number;
    this.#followers.load(answer, group.row, backend, count);
    this.#went(address, answer, count, stretch);
    this.#followers.follow(choice, group.row, count);
    this.#make(group, count);
    this.#reach(group, answer, count, stretch);
  }

  /** A counter gives each the next list in turn; `begun`: how many lists begin at each place of the stored order. */
  inTurn(
    group: Group,
    stored: ChoiceId,
    begun: Float64Array,
    keys: Float64Array | null,
    stretch: Stretch,
  ): void {
    for (let place = 0; place < begun.length; place++) {
      const count = begun[place] as number;
      if (count === 0) continue;
      this.together(group, this.#followers.turned(stored, place), keys, stretch, count);
    }
  }

  /** Each gets a list in an order of its own, and takes the address that it leads with; gives how many there were. */
  byOrder(
    group: Group,
    law: OrderLaw,
    list: ChoiceId,
    keys: Float64Array | null,
    stretch: Stretch,
  ): number {
    const { mean, stream } = stretch;
    const followers = this.#followers;
    const answer = followers.answerOf(list);
    const addresses = followers.countOf(list);
    let count = 0;
    const leads = keys ? law.among(this.#best(list, addresses, keys)) : law.plain(addresses);
    for (const { place, chance } of leads) {
      const visits = poisson(mean * chance, stream);
      if (visits === 0) continue;
      this.#visit(group, followers.addressAt(list, place), answer, visits, stretch);
      count += visits;
    }
    this.#followOwn(group, answer, count, stretch);
    return count;
  }

  /** The places that a sort puts before all others. */
  #best(list: ChoiceId, addresses: number, keys: Float64Array): Uint8Array {
    const followers = this.#followers;
    const keyAt = (place: number) => keys[followers.addressAt(list, place)] as number;
    const least = keyAt(leading(keys, addresses, (place) => followers.addressAt(list, place)));
    return Uint8Array.from({ length: addresses }, (_, place) => (keyAt(place) === least ? 1 : 0));
  }

  #visit(group: Group, address: number, answer: AnswerId, count: number, stretch: Stretch): void {
    this.#destinations.visit(address, count);
    const backend = this.#destinations.ways.destinationOf[address] as number;
    this.#followers.load(answer, group.row, backend, count);
    this.#went(address, answer, count, stretch);
  }

  #went(address: number, answer: AnswerId, count: number, stretch: Stretch): void {
    if (!this.#curves) return;
    const { from, to, stream } = stretch;
    // The last of `count` moments, each anywhere in the stretch.
    const last = from + (to - from) * Math.exp(Math.log(stream.open()) / count);
    const backend = this.#destinations.ways.destinationOf[address] as number;
    const generation = this.#followers.generationOf(answer);
    this.#curves.went((from + to) / 2, backend, generation, count, last);
  }

  #followOwn(group: Group, answer: AnswerId, count: number, stretch: Stretch): void {
    if (count === 0) return;
    this.#followers.followOwn(answer, group.row, count);
    this.#arrive(group, answer, count, stretch);
  }

  /** What requests that look up, connect and reach a backend have in common. */
  #arrive(group: Group, answer: AnswerId, count: number, stretch: Stretch): void {
    this.#make(group, count);
    this.#lookUp(group, count);
    group.connectTime?.add(0, count);
    this.#reach(group, answer, count, stretch);
  }

  #make({ columns, retrying }: Group, count: number): void {
    this.#made += count;
    this.#recorder.add(columns.made, count);
    retrying?.earn(count);
  }

  #lookUp({ columns }: Group, count: number): void {
    if (columns.lookups !== columns.made) this.#recorder.add(columns.lookups, count);
  }

  #reach({ columns, totalTime }: Group, answer: AnswerId, count: number, stretch: Stretch): void {
    this.#recorder.add(columns.attempts, count);
    if (columns.completed !== columns.attempts) this.#recorder.add(columns.completed, count);
    const given = this.#followers.givenAt(answer);
    this.#ages.addEvenly(stretch.from - given, stretch.to - given, count);
    totalTime?.add(0, count);
  }
}
