/** Clients that make their next request some time after the end of the one before (arrivals `closed`). */
import type { Engine, EventKind } from '../engine/engine.ts';
import type { Group } from './group.ts';

export class ClosedLoops {
  readonly #engine: Engine;
  readonly #groups: readonly Group[];
  /** Number of each group's first client among all that loop. */
  readonly #first: readonly number[];
  readonly #groupOf: Int32Array;
  readonly #thinks: EventKind;

  /** @param make makes a request of a client of a group */
  constructor(
    groups: readonly Group[],
    engine: Engine,
    make: (groupRow: number, client: number) => void,
  ) {
    this.#engine = engine;
    this.#groups = groups;
    let clients = 0;
    this.#first = groups.map(({ think, memberOf }) => {
      const first = clients;
      if (think) clients += memberOf.length;
      return first;
    });
    this.#groupOf = new Int32Array(clients);
    groups.forEach(({ think, memberOf }, row) => {
      const first = this.#first[row] as number;
      if (think) this.#groupOf.fill(row, first, first + memberOf.length);
    });
    this.#thinks = engine.on('arrival', (looper) => {
      const row = this.#groupOf[looper] as number;
      make(row, looper - (this.#first[row] as number));
    });
  }

  /** Every client is in the midst of thinking. */
  begin(): void {
    this.#groupOf.forEach((row, looper) => {
      const { firstThink } = this.#groups[row] as Group;
      if (firstThink) this.#engine.after(firstThink(), this.#thinks, looper);
    });
  }

  /** A request of a client is over. */
  ended(groupRow: number, client: number): void {
    const { think } = this.#groups[groupRow] as Group;
    if (think)
      this.#engine.after(think(), this.#thinks, (this.#first[groupRow] as number) + client);
  }
}
