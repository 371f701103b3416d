/**
 * One level of a decision, ready to answer: the record sets of a group of which one may choose, and the levels below
 * those of them that are aliases.
 */
import type { Addresses } from '../backends/addresses.ts';
import type { Stream } from '../random/stream.ts';
import { shufflePlaces } from '../resolvers/orders/shuffle.ts';
import type { RecordSpec, ZoneSpec } from '../scenario.ts';
import type { Seconds } from '../settings.ts';
import type { Answer } from './answer.ts';
import type { Asked, Asker, Chooser, TtlChance } from './routing/policy.ts';
import { linkOf } from './tree.ts';

/** What values of records stand for. */
export interface Meanings {
  readonly addresses: Addresses;
  /** Row of the question that a CNAME leads to when asked for a type. */
  questionOf(name: string, type: string): number;
}

/** Nothing to choose from. */
const NONE: Chooser = { size: 1, choose: () => 0, intended: () => {} };
const NO_ADDRESSES = new Int32Array(0);

export class Level {
  readonly records: readonly RecordSpec[];
  /** By record: what an alias leads to; null: it has values of its own. */
  readonly below: readonly (Level | null)[];
  readonly chooser: Chooser;
  readonly #zone: ZoneSpec;
  readonly #shuffles: boolean;
  /** Address rows, by record. */
  readonly #addresses: readonly Int32Array[];
  /** By record: the question that a CNAME leads to; −1: it is none. */
  readonly #links: readonly number[];
  readonly #ttls: Float64Array;
  readonly #uniformTtl: boolean;
  readonly #distinct: boolean;
  readonly #chosen: Int32Array;
  readonly #places: Int32Array;
  readonly #sent: Int32Array;

  /**
   * @param chooser null: none of the records answers the origin
   * @param type asked for
   */
  constructor(
    records: readonly RecordSpec[],
    below: readonly (Level | null)[],
    chooser: Chooser | null,
    zone: ZoneSpec,
    type: string,
    { addresses, questionOf }: Meanings,
  ) {
    const isCname = ({ type: own }: RecordSpec) => own === 'CNAME' && type !== 'CNAME';
    this.records = records;
    this.below = below;
    this.chooser = chooser ?? NONE;
    this.#zone = zone;
    this.#shuffles = zone.order === 'random';
    this.#addresses = records.map((record) =>
      isCname(record)
        ? NO_ADDRESSES
        : Int32Array.from(record.values, (value) => addresses.rowOf(value)),
    );
    this.#links = records.map((record) =>
      isCname(record) && !record.alias ? questionOf(linkOf(record.values[0] as string), type) : -1,
    );
    this.#ttls = Float64Array.from(records, (record) => record.ttl);
    this.#uniformTtl = this.#ttls.every((ttl) => ttl === this.#ttls[0]);
    const all = this.#addresses.flatMap((rows) => [...rows]);
    this.#distinct = new Set(all).size === all.length;
    this.#chosen = new Int32Array(records.length);
    this.#places = new Int32Array(all.length);
    this.#sent = new Int32Array(all.length);
  }

  /** Composes one answer, all but the generation; `count` 0 without a link is a negative one. */
  answer(stream: Stream, asker: Asker, out: Answer): void {
    const sets = this.chooser.choose(stream, asker, this.#chosen);
    const first = this.#chosen[0] as number;
    const below = sets === 1 ? (this.below[first] as Level | null) : null;
    if (below) {
      below.answer(stream, asker, out);
      return;
    }
    this.#put(sets, stream, out);
    out.ofBalancer = this.#zone.balancer !== undefined;
    out.link = sets === 1 ? (this.#links[first] as number) : -1;
    if (sets === 0) out.ttl = this.#zone.negativeTtl;
    else if (this.chooser.ttls) out.ttl = this.chooser.ttls.draw(asker, first, stream);
    else out.ttl = this.#uniformTtl ? (this.#ttls[0] as number) : this.#mixedTtlOf(sets);
  }

  #put(sets: number, stream: Stream, out: Answer): void {
    let count = 0;
    for (let i = 0; i < sets; i++) {
      const rows = this.#addresses[this.#chosen[i] as number] as Int32Array;
      for (let j = 0; j < rows.length; j++) {
        const row = rows[j] as number;
        if (!this.#distinct && this.#sent.subarray(0, count).includes(row)) continue;
        this.#sent[count++] = row;
      }
    }
    if (this.#shuffles) shufflePlaces(count, count, stream, this.#places);
    for (let i = 0; i < count; i++) {
      out.addresses[i] = this.#sent[this.#shuffles ? (this.#places[i] as number) : i] as number;
    }
    out.count = count;
  }

  /** RFC 2181 section 5.2 wants one TTL per RRset; what Route 53 does is not documented (route53.md section 1). */
  #mixedTtlOf(sets: number): Seconds {
    let ttl = this.#ttls[this.#chosen[0] as number] as number;
    if (this.#zone.mixedTtl === 'first') return ttl;
    for (let i = 1; i < sets; i++)
      ttl = Math.min(ttl, this.#ttls[this.#chosen[i] as number] as number);
    return ttl;
  }

  /** Whether TTLs of its answers differ between askers. */
  get followsSources(): boolean {
    return (
      this.chooser.ttls?.followSources === true ||
      this.below.some((level) => level?.followsSources === true)
    );
  }

  /** By record: its part of the requests that come here. */
  odds(): Float64Array {
    const odds = new Float64Array(this.records.length);
    this.chooser.intended(odds);
    return odds;
  }

  /** TTLs of its answers to an asker and their chances; an alias has those of what it leads to. */
  ttlLaw(asker: Asked): readonly TtlChance[] {
    if (this.chooser === NONE) return [{ ttl: this.#zone.negativeTtl, chance: 1 }];
    return this.below.some((level) => level !== null)
      ? this.#ttlsBelow(asker)
      : (this.chooser.ttls?.law(asker) ?? this.#ownTtls());
  }

  #ttlsBelow(asker: Asked): TtlChance[] {
    const law = [...this.odds()].flatMap((part, i): readonly TtlChance[] =>
      part === 0
        ? []
        : (this.below[i]
            ?.ttlLaw(asker)
            .map(({ ttl, chance }) => ({ ttl, chance: part * chance })) ?? [
            { ttl: this.#ttls[i] as number, chance: part },
          ]),
    );
    const [first] = law;
    return first && law.every(({ ttl }) => ttl === first.ttl) ? [{ ...first, chance: 1 }] : law;
  }

  #ownTtls(): TtlChance[] {
    const n = this.records.length;
    const { size } = this.chooser;
    if (this.#uniformTtl) return [{ ttl: this.#ttls[0] as number, chance: 1 }];
    const isFirst = this.#zone.mixedTtl === 'first';
    if (size === n && isFirst) return [{ ttl: this.#ttls[0] as number, chance: 1 }];
    if (size === 1 || isFirst) {
      const odds = this.odds();
      const law = Array.from(this.#ttls, (ttl, i) => ({ ttl, chance: odds[i] as number }));
      return law.filter(({ chance }) => chance > 0);
    }
    // The least of a uniform subset: the i-th smallest is it when it is in and all smaller ones are out.
    let smallerOut = 1;
    return Array.from(this.#ttls.toSorted()).map((ttl, i) => {
      const chance = smallerOut * Math.min(1, size / (n - i));
      smallerOut *= Math.max(0, (n - i - size) / (n - i));
      return { ttl, chance };
    });
  }

  /**
   * Adds `scale` times the intended share of each address row among the requests that come here, and of each question
   * that a CNAME leads to.
   */
  intended(share: Float64Array, scale: number, linked: Float64Array): void {
    const odds = this.odds();
    for (const [i, rows] of this.#addresses.entries()) {
      const part = scale * (odds[i] as number);
      const link = this.#links[i] as number;
      const below = this.below[i];
      if (below) below.intended(share, part, linked);
      else if (link >= 0) linked[link] = (linked[link] as number) + part;
      for (const row of rows) share[row] = (share[row] as number) + part / rows.length;
    }
  }

  /** Part of its answers that name nodes of balancers. */
  ofBalancers(): number {
    if (this.#zone.balancer !== undefined) return 1;
    const odds = this.odds();
    return this.below.reduce(
      (sum, level, i) => sum + (odds[i] as number) * (level?.ofBalancers() ?? 0),
      0,
    );
  }

  /** Mean and variance of the part of an answer's addresses that lead to a backend. */
  partOf(backend: number, backendOf: Int32Array): { mean: number; variance: number } {
    const n = this.records.length;
    const { size } = this.chooser;
    const odds = this.odds();
    const below = this.below.map((level) => level?.partOf(backend, backendOf) ?? null);
    const parts = this.#addresses.map(
      (rows, i) =>
        below[i]?.mean ??
        (rows.length === 0
          ? 0
          : rows.filter((row) => backendOf[row] === backend).length / rows.length),
    );
    const mean = parts.reduce((sum, x, i) => sum + (odds[i] as number) * x, 0);
    const square = parts.reduce((sum, x, i) => sum + (odds[i] as number) * x * x, 0);
    const within = below.reduce(
      (sum, part, i) => sum + (odds[i] as number) * (part?.variance ?? 0),
      0,
    );
    // A uniform subset of `size` of n record sets: its mean varies less by the finite-population factor.
    const shrink = size === 1 ? 1 : (n - size) / (n - 1) / size;
    return { mean, variance: (square - mean * mean) * (n === 1 ? 0 : shrink) + within };
  }
}
