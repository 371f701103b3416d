/** Requests by backend of each client group with answers that each resolver group had fetched, over the measured span. */
import type { GroupLoadCounts } from '../measurements.ts';

export class GroupLoads {
  readonly #resolvers: number;
  readonly #backends: number;
  /** By client group × resolver groups + resolver group; those that nobody uses have none. */
  readonly #rows: (Float64Array | undefined)[];

  /** @param clients client groups @param resolvers resolver groups */
  constructor(clients: number, resolvers: number, backends: number) {
    this.#resolvers = resolvers;
    this.#backends = backends;
    this.#rows = new Array<Float64Array | undefined>(clients * resolvers).fill(undefined);
  }

  add(client: number, resolver: number, backend: number, count: number): void {
    const row = client * this.#resolvers + resolver;
    let loads = this.#rows[row];
    if (loads === undefined) {
      loads = new Float64Array(this.#backends);
      this.#rows[row] = loads;
    }
    loads[backend] = (loads[backend] as number) + count;
  }

  /** Forgets what came before the measured span. */
  clear(): void {
    for (const loads of this.#rows) loads?.fill(0);
  }

  counts(): GroupLoadCounts[] {
    return this.#rows.flatMap((requests, row) =>
      requests === undefined || requests.every((count) => count === 0)
        ? []
        : [
            {
              client: Math.floor(row / this.#resolvers),
              resolver: row % this.#resolvers,
              requests,
            },
          ],
    );
  }
}
