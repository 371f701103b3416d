/**
 * Look-ups whose client does not wait for ever: its stub asks the resolver again after a time-out, and fails when it has
 * done so often enough (resolv.conf(5), `timeout` and `attempts`). Each is a ticket, by which resolvers know it: one that
 * its client has given up stays theirs until they answer it.
 */
import type { EventKind } from '../engine/engine.ts';
import { longerFloat64, longerInt32, RowPool } from '../engine/row-pool.ts';
import { Reply } from '../outages.ts';
import type { Stub } from '../scenario.ts';
import type { Seconds } from '../settings.ts';
import type { Group } from './group.ts';
import type { RequestId } from './requests.ts';
import { groupOf, type Tables } from './tables.ts';

/** Resolvers know a ticket by this plus its row; requests are below, refreshes above. */
const FIRST = 536_870_912;
const NOBODY = -1;
const NEVER = Number.POSITIVE_INFINITY;

/** Where a look-up is. */
const SENT = 0;
const IN_LINE = 1;
const LOST = 2;
const ANSWERED = 3;

/** What look-ups do by themselves. */
export interface Asking {
  /** One way to the resolver; null: it takes no time. */
  halfTrip(request: RequestId, group: Group): Seconds | null;
  /** Asks the resolver; true: the result is at hand. */
  ask(request: RequestId, group: Group, waiter: number): boolean;
  /** The answer at hand has reached the client without delay. */
  resolved(request: RequestId, group: Group): void;
  /** Keeps the answer at hand, which is on its way. */
  carry(request: RequestId): void;
  /** The answer carried has reached the client. */
  received(request: RequestId): void;
  /** The resolver says that it cannot answer, or nothing has come in time. */
  failed(request: RequestId, group: Group, reason: 'servfail' | 'lookup-timeout'): void;
}

export class Stubs {
  readonly #tables: Tables;
  readonly #asking: Asking;
  readonly #rows: RowPool;
  #request = new Int32Array(0);
  #state = new Int32Array(0);
  #attempt = new Int32Array(0);
  #begun = new Float64Array(0);
  /** When the present attempt times out; Infinity: it is answered. */
  #due = new Float64Array(0);
  readonly #arrives: EventKind;
  readonly #returns: EventKind;
  readonly #refused: EventKind;
  readonly #expires: EventKind;

  constructor(tables: Tables, asking: Asking) {
    const { engine } = tables;
    this.#tables = tables;
    this.#asking = asking;
    this.#rows = new RowPool(16, (capacity) => {
      this.#request = longerInt32(this.#request, capacity);
      this.#state = longerInt32(this.#state, capacity);
      this.#attempt = longerInt32(this.#attempt, capacity);
      this.#begun = longerFloat64(this.#begun, capacity);
      this.#due = longerFloat64(this.#due, capacity);
    });
    this.#arrives = engine.on('DNS reply', (ticket) => this.#arrive(ticket));
    this.#returns = engine.on('DNS reply', (ticket) => asking.received(this.#free(ticket)));
    this.#refused = engine.on('DNS reply', (ticket) => this.#refuse(ticket));
    this.#expires = engine.on('time-out', (ticket) => this.#expire(ticket));
  }

  static isOne(waiter: number): boolean {
    return waiter >= FIRST;
  }

  begin(request: RequestId, group: Group): void {
    const ticket = this.#rows.take();
    this.#request[ticket] = request;
    this.#attempt[ticket] = 1;
    this.#begun[ticket] = this.#tables.engine.now;
    this.#due[ticket] = NEVER;
    this.#send(ticket, request, group);
  }

  /** The resolver has answered a ticket; its result is at hand. */
  answered(waiter: number): void {
    const ticket = waiter - FIRST;
    const request = this.#request[ticket] as RequestId;
    if (request === NOBODY) this.#free(ticket);
    else if (this.#replyOf(request) === Reply.silence) this.#state[ticket] = LOST;
    else this.#reply(ticket, request);
  }

  /** The resolver will not answer a ticket. */
  dropped(waiter: number): void {
    const ticket = waiter - FIRST;
    if (this.#request[ticket] === NOBODY) this.#free(ticket);
    else this.#state[ticket] = LOST;
  }

  #send(ticket: number, request: RequestId, group: Group): void {
    const half = this.#asking.halfTrip(request, group);
    this.#state[ticket] = SENT;
    if (half === null) this.#arrive(ticket);
    else this.#tables.engine.after(half, this.#arrives, ticket);
  }

  #arrive(ticket: number): void {
    const request = this.#request[ticket] as RequestId;
    const group = groupOf(this.#tables, request);
    const reply = this.#replyOf(request);
    if (reply === Reply.usual) {
      if (this.#asking.ask(request, group, FIRST + ticket)) this.#reply(ticket, request);
      else this.#wait(ticket, group, IN_LINE);
    } else if (reply === Reply.silence) this.#wait(ticket, group, LOST);
    else this.#bringBack(ticket, group, this.#refused);
  }

  #reply(ticket: number, request: RequestId): void {
    const group = groupOf(this.#tables, request);
    if (this.#bringBack(ticket, group, this.#returns)) this.#asking.carry(request);
  }

  /** An answer travels back; false: it is there already, or comes too late. */
  #bringBack(ticket: number, group: Group, arrival: EventKind): boolean {
    const { engine } = this.#tables;
    const request = this.#request[ticket] as RequestId;
    const half = this.#asking.halfTrip(request, group);
    if (half === null) {
      if (arrival === this.#refused) this.#refuse(ticket);
      else this.#asking.resolved(this.#free(ticket), group);
      return false;
    }
    const { timeout, attempts } = group.stub as Stub;
    const end = (this.#begun[ticket] as number) + timeout * attempts;
    if (engine.now + half > end) {
      this.#attempt[ticket] = attempts;
      this.#wait(ticket, group, LOST);
      return false;
    }
    this.#state[ticket] = ANSWERED;
    this.#due[ticket] = NEVER;
    engine.after(half, arrival, ticket);
    return true;
  }

  #refuse(ticket: number): void {
    const request = this.#free(ticket);
    this.#asking.failed(request, groupOf(this.#tables, request), 'servfail');
  }

  /** Nothing is known yet, or ever, of the present attempt. */
  #wait(ticket: number, group: Group, state: number): void {
    const { engine } = this.#tables;
    const { timeout, attempts } = group.stub as Stub;
    const begun = this.#begun[ticket] as number;
    this.#state[ticket] = state;
    let attempt = this.#attempt[ticket] as number;
    // A trip longer than the time-out: the attempts that ended on the way are over.
    while (attempt < attempts && begun + timeout * attempt <= engine.now) attempt += 1;
    this.#attempt[ticket] = attempt;
    this.#due[ticket] = Math.max(engine.now, begun + timeout * attempt);
    engine.at(this.#due[ticket] as number, this.#expires, ticket);
  }

  #expire(ticket: number): void {
    const { engine, resolvers, requests } = this.#tables;
    if (this.#due[ticket] !== engine.now) return;
    const request = this.#request[ticket] as RequestId;
    const group = groupOf(this.#tables, request);
    const attempt = this.#attempt[ticket] as number;
    const isInLine = this.#state[ticket] === IN_LINE;
    if (attempt < (group.stub as Stub).attempts) {
      this.#attempt[ticket] = attempt + 1;
      if (!isInLine) this.#send(ticket, request, group);
      else {
        if (this.#replyOf(request) === Reply.usual)
          resolvers.askedAgain(requests.shard[request] as number);
        this.#wait(ticket, group, IN_LINE);
      }
      return;
    }
    if (isInLine) {
      this.#request[ticket] = NOBODY;
      this.#due[ticket] = NEVER;
    } else this.#free(ticket);
    this.#asking.failed(request, group, 'lookup-timeout');
  }

  #replyOf(request: RequestId): Reply {
    const { requests, resolvers } = this.#tables;
    return resolvers.replyOf(requests.shard[request] as number);
  }

  #free(ticket: number): RequestId {
    const request = this.#request[ticket] as RequestId;
    this.#due[ticket] = NEVER;
    this.#rows.free(ticket);
    return request;
  }
}
