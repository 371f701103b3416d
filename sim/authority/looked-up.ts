/**
 * One name that is looked up (type A): the record sets that answer it after each record change, and the versions of
 * them that edges answer from. A version is a state of the records and which of them are healthy; equal ones are
 * one object.
 */
import type { Addresses } from '../backends/addresses.ts';
import type { RecordSpec, ZoneSpec } from '../scenario.ts';
import { GroupVersion } from './record-group.ts';
import { type Found, find, isAlike } from './zone.ts';

export class LookedUp {
  readonly name: string;
  /** Part of all requests that look it up. */
  readonly share: number;
  /** What was found after each record change that concerned it; the place in the list is the generation. */
  readonly #found: Found[];
  readonly #versions = new Map<string, GroupVersion>();
  readonly #addresses: Addresses;

  constructor(name: string, share: number, zones: readonly ZoneSpec[], addresses: Addresses) {
    this.name = name;
    this.share = share;
    this.#found = [find(zones, name, 'A')];
    this.#addresses = addresses;
  }

  /** What was found at the start and after every change since, in turn. */
  get states(): readonly Found[] {
    return this.#found;
  }

  /** Record changes so far. */
  get generation(): number {
    return this.#found.length - 1;
  }

  /** Name of the zone it is in. */
  get zone(): string {
    return (this.#found[0] as Found).zone.name;
  }

  get edges(): ZoneSpec['edges'] {
    return (this.#found[0] as Found).zone.edges;
  }

  /** The records have changed: whether this name is answered otherwise now, which makes a new generation. */
  change(zones: readonly ZoneSpec[]): boolean {
    const now = find(zones, this.name, 'A');
    const isSame = isAlike(now, this.#found.at(-1) as Found);
    if (!isSame) this.#found.push(now);
    return !isSame;
  }

  /**
   * The version of a generation in which some record sets are unhealthy: those are left out, but if none is healthy
   * all are taken to be (route53.md section 3.1; for weights section 3.2 follows from it, since of what is left
   * zero weights answer only when there are no others). Undefined: a negative answer.
   */
  version(
    generation: number,
    isHealthy: (record: RecordSpec) => boolean,
  ): GroupVersion | undefined {
    const { group, zone } = this.#found[generation] as Found;
    if (group.length === 0) return undefined;
    const healthy = group.filter(isHealthy);
    const all = healthy.length === 0 || healthy.length === group.length;
    const live = all ? group : healthy;
    const key = `${generation}:${all ? '' : live.map((record) => group.indexOf(record)).join()}`;
    const known = this.#versions.get(key);
    if (known) return known;
    const version = new GroupVersion(live, zone, this.#addresses, generation);
    this.#versions.set(key, version);
    return version;
  }

  /** Whether the records of a generation look at a health check. */
  looksAt(generation: number, check: string): boolean {
    return (this.#found[generation] as Found).group.some(
      ({ healthCheck }) => healthCheck === check,
    );
  }
}
