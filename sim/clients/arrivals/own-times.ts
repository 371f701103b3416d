import type { Seconds } from '../../settings.ts';
import type { ArrivalTimes, Particulars } from './process.ts';

/** Every client's own process, run side by side: a binary heap of their next arrivals, one for each client. */
export class OwnTimes implements ArrivalTimes {
  readonly particulars: Particulars = { client: -1, resolver: -1, name: -1, service: -1 };
  readonly #processes: readonly ArrivalTimes[];
  /** By place in the heap. */
  readonly #times: Float64Array;
  readonly #clients: Int32Array;

  /** @param begin the process of one client, from now on */
  constructor(clients: number, begin: () => ArrivalTimes) {
    this.#processes = Array.from({ length: clients }, begin);
    const firsts = Float64Array.from(this.#processes, (process) => process.next());
    this.#clients = Int32Array.from(firsts.keys()).sort(
      (a, b) => (firsts[a] as number) - (firsts[b] as number) || a - b,
    );
    // What is sorted is a heap.
    this.#times = Float64Array.from(this.#clients, (client) => firsts[client] as number);
  }

  next(): Seconds {
    const time = this.#times[0] as number;
    const client = this.#clients[0] as number;
    this.particulars.client = client;
    if (time < Number.POSITIVE_INFINITY)
      this.#sink((this.#processes[client] as ArrivalTimes).next(), client);
    return time;
  }

  /** Puts a client's next arrival in the place of its last one, and lets it sink; of two at one time the first client goes first. */
  #sink(time: Seconds, client: number): void {
    const [times, clients] = [this.#times, this.#clients];
    let hole = 0;
    for (;;) {
      let child = 2 * hole + 1;
      if (child >= times.length) break;
      if (child + 1 < times.length && this.#precedes(child + 1, child)) child += 1;
      const due = times[child] as number;
      if (time < due || (time === due && client < (clients[child] as number))) break;
      times[hole] = due;
      clients[hole] = clients[child] as number;
      hole = child;
    }
    times[hole] = time;
    clients[hole] = client;
  }

  #precedes(a: number, b: number): boolean {
    const [ofA, ofB] = [this.#times[a] as number, this.#times[b] as number];
    return (
      ofA < ofB || (ofA === ofB && (this.#clients[a] as number) < (this.#clients[b] as number))
    );
  }
}
