/**
 * What an edge answers a question with: the record sets of one name and type of which it may choose, those left out
 * that it takes to be unhealthy.
 */
import type { Addresses } from '../backends/addresses.ts';
import type { Coefficients } from '../metrics/followers.ts';
import { byName } from '../plugin.ts';
import type { Stream } from '../random/stream.ts';
import { shufflePlaces } from '../resolvers/orders/shuffle.ts';
import type { RecordSpec, ZoneSpec } from '../scenario.ts';
import type { Seconds } from '../settings.ts';
import type { Answer } from './answer.ts';
import type { Origin } from './origin.ts';
import { routingPolicies } from './routing/index.ts';
import type { Asker, Chooser } from './routing/policy.ts';

export class Decision {
  readonly records: readonly RecordSpec[];
  /** Record changes made so far to the group, of which this is the result. */
  readonly generation: number;
  readonly #chooser: Chooser;
  readonly #mixedTtl: 'min' | 'first' | 'refuse';
  readonly #shuffles: boolean;
  /** Address rows, by record. */
  readonly #addresses: readonly Int32Array[];
  readonly #ttls: Float64Array;
  readonly #uniformTtl: boolean;
  readonly #distinct: boolean;
  readonly #chosen: Int32Array;
  readonly #places: Int32Array;
  readonly #sent: Int32Array;

  constructor(
    records: readonly RecordSpec[],
    zone: ZoneSpec,
    addresses: Addresses,
    generation: number,
    origin: Origin,
  ) {
    const policy = byName(routingPolicies, records[0]?.routing ?? 'simple');
    this.records = records;
    this.generation = generation;
    this.#chooser = policy.prepare(records, { zone, origin }) as Chooser;
    this.#mixedTtl = zone.mixedTtl;
    this.#shuffles = zone.order === 'random';
    this.#addresses = records.map((record) =>
      Int32Array.from(record.values, (value) => addresses.rowOf(value)),
    );
    this.#ttls = Float64Array.from(records, (record) => record.ttl);
    this.#uniformTtl = this.#ttls.every((ttl) => ttl === this.#ttls[0]);
    const all = this.#addresses.flatMap((rows) => [...rows]);
    this.#distinct = new Set(all).size === all.length;
    this.#chosen = new Int32Array(records.length);
    this.#places = new Int32Array(all.length);
    this.#sent = new Int32Array(all.length);
  }

  /** Addresses in one answer at most. */
  get longest(): number {
    return this.#sent.length;
  }

  /** Composes one answer; `count` 0 is NODATA. */
  answer(stream: Stream, asker: Asker, out: Answer): void {
    const sets = this.#chooser.choose(stream, asker, this.#chosen);
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
    out.link = -1;
    out.generation = this.generation;
    out.ttl = this.#uniformTtl ? (this.#ttls[0] as number) : this.#mixedTtlOf(sets);
  }

  /** TTLs of its answers and their chances. */
  ttlLaw(): { readonly ttl: Seconds; readonly chance: number }[] {
    const n = this.records.length;
    const odds = new Float64Array(n);
    this.#chooser.intended(odds);
    const { size } = this.#chooser;
    if (this.#uniformTtl) return [{ ttl: this.#ttls[0] as number, chance: 1 }];
    if (size === n && this.#mixedTtl === 'first')
      return [{ ttl: this.#ttls[0] as number, chance: 1 }];
    if (size === 1 || this.#mixedTtl === 'first') {
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

  /** Adds each address row's intended share of this group's requests, times `scale`. */
  intended(share: Float64Array, scale: number): void {
    const byRecord = new Float64Array(this.records.length);
    this.#chooser.intended(byRecord);
    this.#addresses.forEach((rows, record) => {
      for (const row of rows)
        share[row] = (share[row] as number) + (scale * (byRecord[record] as number)) / rows.length;
    });
  }

  /**
   * How far its answers, and single picks inside them, stray from the intended shares: the
   * weights of G² and H² in expected CV² (model.md part 6, written for any shares).
   *
   * With Xᵢ the part of an answer's addresses that lead to backend i and pᵢ its intended share:
   * c₁ = Σ Var(Xᵢ)/pᵢ and c₂ = Σ E[Xᵢ(1 − Xᵢ)]/pᵢ. For a uniform k of N, pᵢ = 1/N, they are N/k − 1 and
   * N(1 − 1/k).
   */
  coefficients(backendOf: Int32Array, intended: Float64Array): Coefficients {
    const n = this.records.length;
    const odds = new Float64Array(n);
    this.#chooser.intended(odds);
    let content = 0;
    let choice = 0;
    for (let backend = 0; backend < intended.length; backend++) {
      const p = intended[backend] as number;
      if (p === 0) continue;
      const part = (rows: Int32Array) =>
        rows.filter((row) => backendOf[row] === backend).length / rows.length;
      const parts = this.#addresses.map(part);
      const mean = parts.reduce((sum, x, i) => sum + (odds[i] as number) * x, 0);
      const square = parts.reduce((sum, x, i) => sum + (odds[i] as number) * x * x, 0);
      // A uniform subset of `size` of n record sets: its mean varies less by the finite-population factor.
      const shrink =
        this.#chooser.size === 1 ? 1 : (n - this.#chooser.size) / (n - 1) / this.#chooser.size;
      const variance = (square - mean * mean) * (n === 1 ? 0 : shrink);
      content += variance / p;
      choice += (mean - mean * mean - variance) / p;
    }
    return { content, choice };
  }

  /** RFC 2181 section 5.2 wants one TTL per RRset; what Route 53 does is not documented (route53.md section 1). */
  #mixedTtlOf(sets: number): Seconds {
    let ttl = this.#ttls[this.#chosen[0] as number] as number;
    if (this.#mixedTtl === 'first') return ttl;
    for (let i = 1; i < sets; i++)
      ttl = Math.min(ttl, this.#ttls[this.#chosen[i] as number] as number);
    return ttl;
  }
}
