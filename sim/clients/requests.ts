/** Requests in flight, as rows: who made them, when, and how far they have come. */
import { longerFloat64, longerInt32, RowPool } from '../engine/row-pool.ts';
import type { Seconds } from '../settings.ts';

declare const requestRow: unique symbol;
export type RequestId = number & { readonly [requestRow]: true };

const NOTHING = -1;
/** In place of what came of a request: the backend has it, or it is not there. */
export const AT_BACKEND = -1;
export const ELSEWHERE = -2;
/** It met a connection that the server had closed. */
export const RACED = -3;

/** Columns are public: every stage of a request's life writes some of them. */
export class Requests {
  readonly #rows: RowPool;
  #legs = 0;
  group = new Int32Array(0);
  /** Row of the client in its group, or −1: a new client. */
  client = new Int32Array(0);
  name = new Int32Array(0);
  /** The session that it is part of, or −1. */
  session = new Int32Array(0);
  shard = new Int32Array(0);
  /** The client's own address, for sorts that look at it. */
  source = new Float64Array(0);
  /** Its uniform of the stream `work`, from which the serving backend's law makes a time; below 0: that time itself, negated. */
  work = new Float64Array(0);
  connection = new Int32Array(0);
  /** A held choice, or −1. */
  choice = new Int32Array(0);
  ttl = new Float64Array(0);
  /** The way it is sent, or was tried last, and where that leads; −1 before the first attempt. */
  way = new Int32Array(0);
  destination = new Int32Array(0);
  /** State of the records behind it while a node has yet to choose where it goes; −1: that is known. */
  generation = new Int32Array(0);
  next = new Int32Array(0);
  made = new Float64Array(0);
  /** When the present stage began. */
  since = new Float64Array(0);
  /** Row of the race over addresses that it waits for, or −1. */
  race = new Int32Array(0);
  /** The list it is connecting through, held while a retry may go on with it; or −1. */
  list = new Int32Array(0);
  /** Of a leg the pair of look-ups that it is part of; −1: it is a request. */
  pair = new Int32Array(0);
  /** Names that its look-up has asked for in vain. */
  tried = new Int32Array(0);
  /** How often it has been begun again. */
  retries = new Int32Array(0);
  /** 1 while one attempt has it, no race among several. */
  isTrying = new Int32Array(0);
  /** {@link AT_BACKEND}, {@link ELSEWHERE}, or the `Outcome` that is on its way back. */
  outcome = new Int32Array(0);
  /** When it next moves on the way to the backend or back; another time makes that event one of the past. */
  due = new Float64Array(0);
  /** When its client gives up waiting for the response; Infinity: it does not wait. */
  deadline = new Float64Array(0);

  constructor() {
    this.#rows = new RowPool(64, (capacity) => {
      this.group = longerInt32(this.group, capacity);
      this.client = longerInt32(this.client, capacity);
      this.name = longerInt32(this.name, capacity);
      this.session = longerInt32(this.session, capacity);
      this.shard = longerInt32(this.shard, capacity);
      this.source = longerFloat64(this.source, capacity);
      this.work = longerFloat64(this.work, capacity);
      this.connection = longerInt32(this.connection, capacity);
      this.choice = longerInt32(this.choice, capacity);
      this.ttl = longerFloat64(this.ttl, capacity);
      this.way = longerInt32(this.way, capacity);
      this.destination = longerInt32(this.destination, capacity);
      this.generation = longerInt32(this.generation, capacity);
      this.next = longerInt32(this.next, capacity);
      this.made = longerFloat64(this.made, capacity);
      this.since = longerFloat64(this.since, capacity);
      this.race = longerInt32(this.race, capacity);
      this.list = longerInt32(this.list, capacity);
      this.pair = longerInt32(this.pair, capacity);
      this.tried = longerInt32(this.tried, capacity);
      this.retries = longerInt32(this.retries, capacity);
      this.isTrying = longerInt32(this.isTrying, capacity);
      this.outcome = longerInt32(this.outcome, capacity);
      this.due = longerFloat64(this.due, capacity);
      this.deadline = longerFloat64(this.deadline, capacity);
    });
  }

  /** Requests in flight. */
  get inFlight(): number {
    return this.#rows.live - this.#legs;
  }

  /** Rows ever used: every live one is below it. */
  get used(): number {
    return this.#rows.used;
  }

  take(group: number, client: number, name: number, made: Seconds): RequestId {
    const row = this.#rows.take();
    this.group[row] = group;
    this.client[row] = client;
    this.name[row] = name;
    this.session[row] = NOTHING;
    this.connection[row] = NOTHING;
    this.choice[row] = NOTHING;
    this.way[row] = NOTHING;
    this.destination[row] = NOTHING;
    this.generation[row] = NOTHING;
    this.list[row] = NOTHING;
    this.pair[row] = NOTHING;
    this.race[row] = NOTHING;
    this.isTrying[row] = 0;
    this.tried[row] = 0;
    this.retries[row] = 0;
    this.outcome[row] = ELSEWHERE;
    this.made[row] = made;
    this.due[row] = Number.POSITIVE_INFINITY;
    this.deadline[row] = Number.POSITIVE_INFINITY;
    return row as RequestId;
  }

  /** A row for the look-up of one family, which is no request. */
  takeLeg(group: number, client: number, name: number, made: Seconds): RequestId {
    this.#legs += 1;
    return this.take(group, client, name, made);
  }

  freeLeg(leg: RequestId): void {
    this.#legs -= 1;
    this.free(leg);
  }

  free(request: RequestId): void {
    this.due[request] = Number.POSITIVE_INFINITY;
    this.deadline[request] = Number.POSITIVE_INFINITY;
    this.outcome[request] = ELSEWHERE;
    this.#rows.free(request);
  }
}
