/**
 * Forwarders at the start: what each holds, given what its upstream holds, and what clients that asked through one
 * long ago were told. Entries that count down expire with the one above them (model.md part 3).
 */
import type { Stream } from '../random/stream.ts';
import { clamped, NEGATIVE } from '../resolvers/cache.ts';
import type { Resolvers } from '../resolvers/resolvers.ts';
import type { PerSecond, Seconds } from '../settings.ts';
import type { Past } from './past.ts';

export class Chains {
  readonly #resolvers: Resolvers;
  /** By entry: when what it holds at the start had come. */
  readonly #filledAt: Float64Array;
  /** By entry: who of those that ask it began its epoch, as a place on the line of their rates; NaN: not drawn yet. */
  readonly #beganBy: Float64Array;
  /** By entry: how much of that line is taken by those below it looked at so far. */
  readonly #taken: Float64Array;
  /** By entry: until when, before the run, it keeps what it was asked for last. */
  readonly #keptUntil: Float64Array;

  constructor(resolvers: Resolvers) {
    const { count: entries } = resolvers.entries;
    this.#resolvers = resolvers;
    this.#filledAt = new Float64Array(entries).fill(Number.NEGATIVE_INFINITY);
    this.#beganBy = new Float64Array(entries).fill(Number.NaN);
    this.#taken = new Float64Array(entries);
    this.#keptUntil = new Float64Array(entries).fill(Number.NEGATIVE_INFINITY);
  }

  /** What an entry holds at the start came at `at`. */
  filled(entry: number, at: Seconds): void {
    this.#filledAt[entry] = at;
  }

  /** When that came that an entry holds at the start; −∞: it is empty. */
  filledAt(entry: number): Seconds {
    return this.#filledAt[entry] as number;
  }

  /**
   * When an entry below a live one was filled; null: it is empty. One of those who ask the upper entry began its
   * epoch, each with a chance in proportion to its rate; any other has asked since with 1 − e^(−λa), a its age.
   *
   * @param rate queries per second at the lower entry, of `total` at the upper one
   */
  filledBelow(
    upper: number,
    rate: PerSecond,
    total: PerSecond,
    now: Seconds,
    stream: Stream,
  ): Seconds | null {
    if (!(total > 0)) return null;
    if (Number.isNaN(this.#beganBy[upper])) this.#beganBy[upper] = stream.uniform() * total;
    const from = this.#taken[upper] as number;
    const to = from + rate;
    this.#taken[upper] = to;
    const begun = this.#filledAt[upper] as number;
    const first = this.#beganBy[upper] as number;
    if (first >= from && first < to) return begun;
    const u = stream.uniform();
    return u < -Math.expm1(-rate * (now - begun)) ? begun - Math.log1p(-u) / rate : null;
  }

  /**
   * A query at `at`, before the run, through the entries of `path` (the last one asks the authority): afterwards the
   * first of them holds what it was answered with. Queries come in the order of time.
   *
   * @returns when that answer expires
   */
  ask(path: readonly number[], at: Seconds, root: Past): Seconds {
    const [entry, ...above] = path as [number, ...number[]];
    if (above.length === 0) {
      root.ask(at);
      return root.expiry;
    }
    const kept = this.#keptUntil[entry] as number;
    if (at < kept) return kept;
    const left = this.ask(above, at, root) - at;
    const { entries } = this.#resolvers;
    this.#resolvers.fillNow(entry, entries.shardOf(above[0] as number));
    const isNegative = this.#resolvers.cache.storedIn(entry) === NEGATIVE;
    const until =
      at + clamped(left, isNegative, this.#resolvers.behaviourOf(entries.shardOf(entry)));
    this.#keptUntil[entry] = until;
    return until;
  }
}

/** The entries that a query goes through, from the one asked to the one that asks the authority. */
export function pathUp(resolvers: Resolvers, entry: number, stream: Stream): number[] {
  const { topology, entries } = resolvers;
  const path = [entry];
  const question = entries.questionOf(entry);
  for (let at = entry; topology.upstreamOf(entries.groupOf(at), question) >= 0; path.push(at)) {
    const shard = entries.shardOf(at);
    const member = topology.upstreamMember(shard, question, stream);
    const above = topology.shardFor(member, shard, question, stream);
    at = resolvers.entryAbove(at, above);
  }
  return path;
}
