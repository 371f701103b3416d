/**
 * What faults have cut between places and destinations (`partition`): nothing passes, in either direction, while the
 * destination itself is as ever. A client group, or a health checker, is cut off with the place that it is at, and
 * with the Region of that place.
 */
import { placeCalled } from '../geography/places.ts';
import { byName, type Chosen } from '../plugin.ts';
import type { Scenario } from '../scenario.ts';
import { faults } from './faults/index.ts';

export class Partitions {
  readonly #destinations: number;
  /** By client group: the names that its place goes by. */
  readonly #names: readonly (readonly string[])[];
  /** By client group and destination: cuts in force between them. */
  readonly #cuts: Int32Array;
  /** By AWS Region: the same, of checkers there. */
  readonly #ofRegion = new Map<string, Int32Array>();
  /** Cuts in force anywhere. */
  #standing = 0;

  constructor({ clients, network }: Pick<Scenario, 'clients' | 'network'>, destinations: number) {
    this.#destinations = destinations;
    this.#names = clients.map(({ place }) => namesOf(network, place));
    this.#cuts = new Int32Array(clients.length * destinations);
  }

  /** Whether nothing passes between a client group and a destination. */
  isCut(group: number, destination: number): boolean {
    return this.#standing > 0 && this.#cuts[group * this.#destinations + destination] !== 0;
  }

  /** Rows of the client groups that cannot reach a destination. */
  groupsCutFrom(destination: number): number[] {
    return [...this.#names.keys()].filter((group) => this.isCut(group, destination));
  }

  /** Whether nothing passes between checkers in an AWS Region and a destination. */
  isCutOff(region: string, destination: number): boolean {
    return this.#standing > 0 && (this.#ofRegion.get(region)?.[destination] ?? 0) !== 0;
  }

  /** Cuts destinations off from places (1), or ends that (−1). */
  change(from: readonly string[], destinations: readonly number[], by: 1 | -1): void {
    this.#standing += by;
    for (const destination of destinations) {
      for (const [group, names] of this.#names.entries()) {
        if (!names.some((name) => from.includes(name))) continue;
        const cell = group * this.#destinations + destination;
        this.#cuts[cell] = (this.#cuts[cell] as number) + by;
      }
      for (const region of from) {
        const row = this.#ofRegion.get(region) ?? new Int32Array(this.#destinations);
        row[destination] = (row[destination] as number) + by;
        this.#ofRegion.set(region, row);
      }
    }
  }
}

/** The names by which a cut may mean a place: its own, and its Region's. */
export function namesOf(network: Scenario['network'], place: string | null): readonly string[] {
  const found = placeCalled(network, place);
  if (!found) return [];
  return found.region === null ? [found.name] : [found.name, found.region];
}

/** The places that a fault cuts off; null: it cuts off none. */
export function cutFrom({ name, settings }: Chosen): readonly string[] | null {
  return byName(faults, name).effect(settings).cutFrom ?? null;
}
