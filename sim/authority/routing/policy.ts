import type * as z from 'zod/mini';
import type { Plugin } from '../../plugin.ts';
import type { Stream } from '../../random/stream.ts';
import type { RecordSpec, ZoneSpec } from '../../scenario.ts';
import type { Seconds } from '../../settings.ts';
import type { QueryPrice } from '../billing/price-table.ts';
import type { Origin } from '../origin.ts';
import type { Sources } from '../sources.ts';

/** A mistake in one record of a group, in the words of the Route 53 API where it has some. */
export interface GroupProblem {
  /** Index into the group. */
  readonly record: number;
  /** The key at fault, such as `values` or `ttl`. */
  readonly key: string;
  readonly message: string;
}

/** Who asks, as far as a choice may look at it. */
export interface Asker {
  /** Of a cache that asks, stable over a run. */
  readonly id: number;
  /** Row of what a stateful choice goes by: the edge asked, or 0 where all edges share one (`edgeState`). */
  readonly site: number;
  /** Row of the cache among those of {@link Asker.sources}. */
  readonly source: number;
  /** How much load stands behind whom, for the question asked: what the policies for comparison go by. */
  readonly sources: Sources;
}

/** Whose answers are meant, as far as their TTLs depend on it. */
export type Asked = Pick<Asker, 'source' | 'sources'>;

/** A TTL that an answer can have, and how likely it does. */
export interface TtlChance {
  readonly ttl: Seconds;
  readonly chance: number;
}

/** TTLs that are not the records' own. */
export interface AnswerTtls {
  /** Whether they differ between askers. */
  readonly followSources: boolean;
  /** The TTL of an answer with one record set. */
  draw(asker: Asked, record: number, stream: Stream): Seconds;
  /** TTLs of all answers to one asker. */
  law(asker: Asked): readonly TtlChance[];
}

/** Chooses the record sets of one answer. */
export interface Chooser {
  /** Record sets in every answer: 1, or a uniform random subset of this many. */
  readonly size: number;
  /**
   * Writes the rows (indices into the group) of the record sets that make up an answer, in the order
   * they are sent, and returns how many; 0 is NODATA.
   *
   * @param asker the same object from one query to the next, so not to be kept
   */
  choose(stream: Stream, asker: Asker, chosen: Int32Array): number;
  /** Absent: the records' TTLs are those of the answers. */
  readonly ttls?: AnswerTtls;
  /**
   * Adds to `share` (one place per record of the group) the part of all requests each record would
   * get if every request were its own query with a uniform pick inside the answer. Sums to 1.
   */
  intended(share: Float64Array): void;
}

/** What a choice may depend on besides the record sets. */
export interface RoutingContext {
  readonly zone: ZoneSpec;
  /** Where the queries come from. */
  readonly origin: Origin;
  /**
   * What the policy remembers of the group: made by `begin` once in a run, the same again whenever the group is
   * prepared anew, be it after a change of its records, for another origin or with other members healthy.
   */
  memory<T>(begin: () => T): T;
}

/** That an origin is not known well enough, as the end of a sentence about those who ask from there. */
export interface Doubt {
  readonly message: string;
  /** Whether there is no answer without it; else it is worth a note. */
  readonly isFatal: boolean;
}

/** What speaks for a record set, in words. */
export interface Grounds {
  /** What of it counts, as the end of a sentence about it: `102 ms to us-east-1`; null: nothing of its own. */
  readonly fact: string | null;
  /** By what rule it answers, if it does: `the lowest latency`. */
  readonly rule: string;
}

/** How an authority picks among the record sets that share a name and type (route53.md). */
export interface RoutingPolicy extends Plugin {
  /** Whether the origin of a query counts; then answers are kept apart by origin, and by client subnet. */
  readonly looksAtOrigin?: true;
  /** At what price its answers are charged for; absent: as standard queries. */
  readonly billedAs?: QueryPrice;
  /** Whether Route 53 has no such policy: every report says so. */
  readonly isForComparison?: true;
  /** Extra keys that a record of this policy must carry. */
  readonly fields: Readonly<Record<string, z.ZodMiniType>>;
  /** Whether its records carry a set identifier; `simple` alone does not. */
  readonly hasSetIdentifier: boolean;
  /** What the Route 53 API would refuse in a group, its records all of this policy. */
  check(
    group: readonly RecordSpec[],
    zone: Pick<ZoneSpec, 'isPrivate' | 'mixedTtl' | 'weightedValues' | 'cidrCollections'>,
  ): GroupProblem[];
  /** What Route 53 accepts in such a group, and does other than its writer may think. */
  remarks?(group: readonly RecordSpec[]): GroupProblem[];
  /** What it would have to know of the origin of queries for a group, and does not; null: nothing. */
  doubt?(
    group: readonly RecordSpec[],
    context: Pick<RoutingContext, 'zone' | 'origin'>,
  ): Doubt | null;
  /**
   * Prepares the policy for the record sets of a group that may answer, the healthy ones or in the last resort all;
   * called again after a change.
   *
   * @param group not empty, in the zone's order
   * @returns null when none of them answers queries of this origin
   */
  prepare(group: readonly RecordSpec[], context: RoutingContext): Chooser | null;
  /** What {@link prepare} goes by, for each record set of such a group. */
  grounds?(
    group: readonly RecordSpec[],
    context: Pick<RoutingContext, 'zone' | 'origin'>,
  ): readonly Grounds[];
}
