/** Requests in flight, as rows: who made them, when, and how far they have come. */
import { longerFloat64, longerInt32, RowPool } from '../engine/row-pool.ts';
import type { Seconds } from '../settings.ts';

declare const requestRow: unique symbol;
export type RequestId = number & { readonly [requestRow]: true };

/** Columns are public: every stage of a request's life writes some of them. */
export class Requests {
  readonly #rows: RowPool;
  group = new Int32Array(0);
  /** Row of the client in its group, or −1: a new client. */
  client = new Int32Array(0);
  name = new Int32Array(0);
  shard = new Int32Array(0);
  /** The client's own address, for sorts that look at it. */
  source = new Float64Array(0);
  connection = new Int32Array(0);
  /** A held choice, or −1. */
  choice = new Int32Array(0);
  ttl = new Float64Array(0);
  address = new Int32Array(0);
  next = new Int32Array(0);
  made = new Float64Array(0);
  /** When the present stage began. */
  since = new Float64Array(0);

  constructor() {
    this.#rows = new RowPool(64, (capacity) => {
      this.group = longerInt32(this.group, capacity);
      this.client = longerInt32(this.client, capacity);
      this.name = longerInt32(this.name, capacity);
      this.shard = longerInt32(this.shard, capacity);
      this.source = longerFloat64(this.source, capacity);
      this.connection = longerInt32(this.connection, capacity);
      this.choice = longerInt32(this.choice, capacity);
      this.ttl = longerFloat64(this.ttl, capacity);
      this.address = longerInt32(this.address, capacity);
      this.next = longerInt32(this.next, capacity);
      this.made = longerFloat64(this.made, capacity);
      this.since = longerFloat64(this.since, capacity);
    });
  }

  /** Requests in flight. */
  get inFlight(): number {
    return this.#rows.live;
  }

  take(group: number, client: number, name: number, made: Seconds): RequestId {
    const row = this.#rows.take();
    this.group[row] = group;
    this.client[row] = client;
    this.name[row] = name;
    this.connection[row] = -1;
    this.choice[row] = -1;
    this.made[row] = made;
    return row as RequestId;
  }

  free(request: RequestId): void {
    this.#rows.free(request);
  }
}
