/**
 * Sessions under way: one user's visit of some pages (Colajanni, Yu, Dias 1998). All requests of a page are made at one
 * moment; when the last of them is over the user thinks, then opens the next page. Where a session keeps to an address,
 * it is the one that its first request reached; it is forgotten when no connection to it comes about or one breaks, and
 * the next request looks the name up again.
 */

import type { Ways } from '../backends/ways.ts';
import type { Engine, EventKind } from '../engine/engine.ts';
import { longerFloat64, longerInt32, RowPool } from '../engine/row-pool.ts';
import { type ChoiceId, clientOf, type Followers } from '../metrics/followers.ts';
import type { RequestId, Requests } from './requests.ts';
import type { SessionDraws } from './session-draws.ts';

declare const sessionRow: unique symbol;
export type SessionId = number & { readonly [sessionRow]: true };

const NOTHING = -1;

export class Sessions {
  readonly #requests: Requests;
  readonly #followers: Followers;
  readonly #ways: Ways;
  readonly #rows: RowPool;
  readonly #one = new Int32Array(1);
  #engine: Engine | null = null;
  #page: EventKind | null = null;
  group = new Int32Array(0);
  /** Row of the client in its group, or −1: a new client; the member it asks, its address for sorts. */
  client = new Int32Array(0);
  member = new Int32Array(0);
  source = new Float64Array(0);
  /** The name visited, by the group's own numbering. */
  name = new Int32Array(0);
  /** Pages still to come, and requests of the present one that are not over. */
  #pages = new Int32Array(0);
  #open = new Int32Array(0);
  /** Held: its first address is where the session goes; −1: not known. */
  #choice = new Int32Array(0);
  /** The request that looks for it, and the first of those that wait for that one; −1: none. */
  #seeker = new Int32Array(0);
  #waiting = new Int32Array(0);

  constructor(requests: Requests, followers: Followers, ways: Ways) {
    this.#ways = ways;
    this.#requests = requests;
    this.#followers = followers;
    this.#rows = new RowPool(16, (capacity) => {
      this.group = longerInt32(this.group, capacity);
      this.client = longerInt32(this.client, capacity);
      this.member = longerInt32(this.member, capacity);
      this.source = longerFloat64(this.source, capacity);
      this.name = longerInt32(this.name, capacity);
      this.#pages = longerInt32(this.#pages, capacity);
      this.#open = longerInt32(this.#open, capacity);
      this.#choice = longerInt32(this.#choice, capacity);
      this.#seeker = longerInt32(this.#seeker, capacity);
      this.#waiting = longerInt32(this.#waiting, capacity);
    });
  }

  /** Says what makes a session's next page. */
  onPage(engine: Engine, make: (session: SessionId) => void): void {
    this.#engine = engine;
    this.#page = engine.on('arrival', (session) => make(session as SessionId));
  }

  /** A session of a group's client, before its first page. */
  begin(
    group: number,
    client: number,
    member: number,
    name: number,
    source: number,
    draws: SessionDraws,
  ): SessionId {
    const row = this.#rows.take();
    this.group[row] = group;
    this.client[row] = client;
    this.member[row] = member;
    this.name[row] = name;
    this.source[row] = source;
    this.#pages[row] = draws.pages();
    this.#choice[row] = NOTHING;
    this.#seeker[row] = NOTHING;
    this.#waiting[row] = NOTHING;
    return row as SessionId;
  }

  /** Begins its next page, of so many requests as are returned. */
  beginPage(session: SessionId, draws: SessionDraws): number {
    const hits = draws.hits();
    this.#pages[session] = (this.#pages[session] as number) - 1;
    this.#open[session] = hits;
    return hits;
  }

  /** One of its requests is over; with the last of a page begins the time to think, or the session ends. */
  ended(request: RequestId, draws: SessionDraws): void {
    const session = this.#requests.session[request] as SessionId;
    const open = (this.#open[session] as number) - 1;
    this.#open[session] = open;
    if (open > 0) return;
    if ((this.#pages[session] as number) > 0) {
      this.#engine?.after(draws.think(), this.#page as EventKind, session);
      return;
    }
    this.#drop(session);
    this.#rows.free(session);
  }

  // -------------------------------------------------------------------------------- its address

  /** The choice at whose first address its requests go, or −1. */
  choiceOf(request: RequestId): ChoiceId | -1 {
    return this.#choice[this.#requests.session[request] as number] as ChoiceId | -1;
  }

  /** Whether a request is the one to look for the address; if not, it waits for the one that does. */
  seeks(request: RequestId): boolean {
    const session = this.#requests.session[request] as number;
    if (this.#seeker[session] === NOTHING) {
      this.#seeker[session] = request;
      return true;
    }
    this.#requests.next[request] = this.#waiting[session] as number;
    this.#waiting[session] = request;
    return false;
  }

  /** Takes one of those that wait for `request`, whose search is over; −1: nobody does any more. */
  takeWaiting(request: RequestId): RequestId | -1 {
    const session = this.#requests.session[request] as number;
    if (this.#seeker[session] !== request) return NOTHING;
    const first = this.#waiting[session] as number;
    if (first === NOTHING) this.#seeker[session] = NOTHING;
    else this.#waiting[session] = this.#requests.next[first] as number;
    return first as RequestId | -1;
  }

  /** A request is connected: where it goes the session goes, unless it goes somewhere already. */
  keep(request: RequestId, group: number): void {
    const { session, way, choice } = this.#requests;
    const row = session[request] as number;
    if (this.#choice[row] !== NOTHING) return;
    const followed = choice[request] as ChoiceId;
    const followers = this.#followers;
    this.#one[0] = this.#ways.addressOf[way[request] as number] as number;
    // Sorted, the first address of a shared order is not the one gone to.
    const kept =
      followers.addressAt(followed, 0) === this.#one[0]
        ? followers.keptBy(group, followed)
        : followers.chosen(followers.answerOf(followed), this.#one, 1, clientOf(group));
    this.#choice[row] = kept;
    if (followers.isWithin(kept, followed)) {
      followers.release(followed);
      choice[request] = followers.hold(kept);
    }
  }

  /** An address has failed a request: its session goes there no more. */
  forget(request: RequestId): void {
    const session = this.#requests.session[request] as SessionId;
    const choice = this.#choice[session] as ChoiceId | -1;
    if (choice === NOTHING) return;
    const address = this.#followers.addressAt(choice as ChoiceId, 0);
    const way = this.#requests.way[request] as number;
    if (way >= 0 && address === this.#ways.addressOf[way]) this.#drop(session);
  }

  #drop(session: SessionId): void {
    const choice = this.#choice[session] as number;
    if (choice !== NOTHING) this.#followers.release(choice as ChoiceId);
    this.#choice[session] = NOTHING;
  }
}
