/**
 * Look-ups of clients that use both families: two queries side by side, for IPv6 and IPv4 addresses, each answered
 * from, and kept in, entries of its own at every tier. What waits is the request; what looks up are its two legs.
 */
import type { EventKind } from '../engine/engine.ts';
import { longerFloat64, longerInt32, RowPool } from '../engine/row-pool.ts';
import { FAILURES } from '../measurements.ts';
import type { AnswerId, ChoiceId } from '../metrics/followers.ts';
import type { Group } from './group.ts';
import type { AfterLookUp } from './looking-up.ts';
import type { RequestId } from './requests.ts';
import { callerOf, groupOf, type Tables } from './tables.ts';

const NO_ROW = -1;
const NEVER = Number.POSITIVE_INFINITY;
const NO_ADDRESS = FAILURES.indexOf('no-address');

export class PairedLookUps implements AfterLookUp {
  readonly #tables: Tables;
  readonly #next: AfterLookUp;
  /** Looks one family up. */
  readonly #seek: (leg: RequestId, group: Group) => void;
  readonly #waited: EventKind;
  readonly #rows: RowPool;
  /** The request that waits; −1: it has gone on. */
  #request = new Int32Array(0);
  /** Legs that have not ended. */
  #open = new Int32Array(0);
  /** Held lists of the family that leads and of the other; −1: none. */
  #lists = new Int32Array(0);
  /** The lesser of their remaining TTLs. */
  #ttl = new Float64Array(0);
  /** Why the last leg without a list has none, and how many legs the client's own cache has answered. */
  #reason = new Int32Array(0);
  #hits = new Int32Array(0);
  /** When the request goes on with what there is. */
  #due = new Float64Array(0);

  constructor(tables: Tables, next: AfterLookUp, seek: (leg: RequestId, group: Group) => void) {
    this.#tables = tables;
    this.#next = next;
    this.#seek = seek;
    this.#waited = tables.engine.on('time-out', (pair) => {
      if (this.#due[pair] === tables.engine.now) this.#goOn(pair);
    });
    this.#rows = new RowPool(16, (capacity) => {
      this.#request = longerInt32(this.#request, capacity);
      this.#open = longerInt32(this.#open, capacity);
      this.#lists = longerInt32(this.#lists, 2 * capacity);
      this.#ttl = longerFloat64(this.#ttl, capacity);
      this.#reason = longerInt32(this.#reason, capacity);
      this.#hits = longerInt32(this.#hits, capacity);
      this.#due = longerFloat64(this.#due, capacity);
    });
  }

  begin(request: RequestId, group: Group): void {
    const pair = this.#rows.take();
    this.#request[pair] = request;
    this.#open[pair] = 2;
    this.#lists.fill(NO_ROW, 2 * pair, 2 * pair + 2);
    this.#ttl[pair] = NEVER;
    this.#reason[pair] = NO_ADDRESS;
    this.#hits[pair] = 0;
    this.#due[pair] = NEVER;
    const first = this.#legOf(request, group, pair, 0);
    const second = this.#legOf(request, group, pair, group.spec.lookup.length);
    this.#seek(first, group);
    this.#seek(second, group);
  }

  #legOf(request: RequestId, group: Group, pair: number, further: number): RequestId {
    const { requests, resolvers, engine } = this.#tables;
    const name = (requests.name[request] as number) + further;
    const client = requests.client[request] as number;
    const leg = requests.takeLeg(requests.group[request] as number, client, name, engine.now);
    const shard = requests.shard[request] as number;
    requests.pair[leg] = pair;
    requests.source[leg] = requests.source[request] as number;
    requests.shard[leg] =
      further === 0
        ? shard
        : resolvers.topology.shardFor(
            resolvers.topology.memberOfShard[shard] as number,
            callerOf(this.#tables, request, group),
            group.nameRows[name] as number,
            group.picking,
          );
    return leg;
  }

  /** Whether a request is a leg; its client's own cache has answered it. */
  hit(leg: RequestId): boolean {
    const pair = this.#tables.requests.pair[leg] as number;
    if (pair === NO_ROW) return false;
    this.#hits[pair] = (this.#hits[pair] as number) + 1;
    return true;
  }

  found(
    leg: RequestId,
    group: Group,
    choice: ChoiceId | -1,
    answer: AnswerId,
    count: number,
  ): void {
    const { requests, followers } = this.#tables;
    const pair = requests.pair[leg] as number;
    if (pair === NO_ROW) {
      this.#next.found(leg, group, choice, answer, count);
      return;
    }
    const place = (requests.name[leg] as number) < group.spec.lookup.length ? 0 : 1;
    this.#lists[2 * pair + place] = followers.hold(choice as ChoiceId);
    this.#ttl[pair] = Math.min(this.#ttl[pair] as number, requests.ttl[leg] as number);
    this.#ended(pair, leg, group);
  }

  nothingFound(leg: RequestId, group: Group, reason: number): void {
    const pair = this.#tables.requests.pair[leg] as number;
    if (pair === NO_ROW) {
      this.#next.nothingFound(leg, group, reason);
      return;
    }
    if (reason !== NO_ADDRESS) this.#reason[pair] = reason;
    this.#ended(pair, leg, group);
  }

  renewed(row: number, group: Group): void {
    this.#next.renewed(row, group);
  }

  #ended(pair: number, leg: RequestId, group: Group): void {
    const { engine, requests } = this.#tables;
    const open = (this.#open[pair] as number) - 1;
    this.#open[pair] = open;
    requests.freeLeg(leg);
    if (this.#request[pair] === NO_ROW) this.#forget(pair);
    else if (open === 0) this.#goOn(pair);
    else if (this.#ttl[pair] !== NEVER && group.resolutionDelay < NEVER) {
      this.#due[pair] = engine.now + group.resolutionDelay;
      engine.at(this.#due[pair] as number, this.#waited, pair);
    }
  }

  /** The request goes on with the lists there are. */
  #goOn(pair: number): void {
    const { requests, engine, recorder, followers, numbers } = this.#tables;
    const open = this.#open[pair] as number;
    const request = this.#request[pair] as RequestId;
    const group = groupOf(this.#tables, request);
    if (this.#hits[pair] === 2) recorder.count(group.columns.cacheHits);
    group.lookupTime?.add(engine.now - (requests.since[request] as number));
    requests.ttl[request] = this.#ttl[pair] as number;
    this.#request[pair] = NO_ROW;
    this.#due[pair] = NEVER;
    let [one, other] = [this.#lists[2 * pair] as ChoiceId, this.#lists[2 * pair + 1] as ChoiceId];
    const reason = this.#reason[pair] as number;
    this.#lists.fill(NO_ROW, 2 * pair, 2 * pair + 2);
    if (open === 0) this.#rows.free(pair);
    if (one < 0) [one, other] = [other, one];
    if (one < 0) {
      this.#next.nothingFound(request, group, reason);
      return;
    }
    const isV4 = (numbers[followers.addressAt(one, 0)] as number) >= 0;
    const list =
      other < 0
        ? one
        : isV4
          ? followers.merged(other, one, group.row)
          : followers.merged(one, other, group.row);
    this.#next.found(request, group, list, followers.answerOf(list), followers.countOf(list));
    followers.release(one);
    if (other < 0) return;
    followers.release(other);
    followers.release(list);
  }

  /** A leg has ended that nobody waits for any more. */
  #forget(pair: number): void {
    const { followers } = this.#tables;
    for (let at = 2 * pair; at < 2 * pair + 2; at++) {
      const list = this.#lists[at] as number;
      if (list !== NO_ROW) followers.release(list as ChoiceId);
      this.#lists[at] = NO_ROW;
    }
    this.#rows.free(pair);
  }
}
