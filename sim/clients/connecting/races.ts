/**
 * Races over the addresses of a list, as rows. What becomes of an attempt is known when it begins, so a race is
 * the times at which those under way will end: the earliest that will be accepted, and those that will fail.
 */
import { longerFloat64, longerInt32, RowPool } from '../../engine/row-pool.ts';
import type { ChoiceId } from '../../metrics/followers.ts';
import type { Seconds } from '../../settings.ts';

declare const raceRow: unique symbol;
export type RaceId = number & { readonly [raceRow]: true };

const NONE = Number.POSITIVE_INFINITY;

/** Columns are public: {@link Connecting} runs the race. */
export class Races {
  readonly #rows: RowPool;
  /** Places of a list, and attempts under way at once, that a row has room for. */
  readonly #longest: number;
  readonly #lanes: number;
  #list = new Int32Array(0);
  #ends = new Float64Array(0);
  #endingOn = new Int32Array(0);
  #endsWith = new Int32Array(0);
  /** Addresses in the list. */
  count = new Int32Array(0);
  /** Attempts begun, attempts in all at most, and those begun and not ended. */
  begun = new Int32Array(0);
  most = new Int32Array(0);
  underWay = new Int32Array(0);
  /** When the race began, and its latest attempt. */
  since = new Float64Array(0);
  last = new Float64Array(0);
  /** When the earliest success under way will be had, and on which way; Infinity: none is. */
  won = new Float64Array(0);
  winner = new Int32Array(0);
  /** Why the attempt that ended last had failed. */
  reason = new Int32Array(0);
  /** The list that it is run over, held. */
  choice = new Int32Array(0);

  /** @param lanes attempts under way at once, at most */
  constructor(longest: number, lanes: number) {
    this.#longest = longest;
    this.#lanes = lanes;
    this.#rows = new RowPool(16, (capacity) => {
      this.#list = longerInt32(this.#list, capacity * longest);
      this.#ends = longerFloat64(this.#ends, capacity * lanes);
      this.#endingOn = longerInt32(this.#endingOn, capacity * lanes);
      this.#endsWith = longerInt32(this.#endsWith, capacity * lanes);
      this.count = longerInt32(this.count, capacity);
      this.begun = longerInt32(this.begun, capacity);
      this.most = longerInt32(this.most, capacity);
      this.underWay = longerInt32(this.underWay, capacity);
      this.since = longerFloat64(this.since, capacity);
      this.last = longerFloat64(this.last, capacity);
      this.won = longerFloat64(this.won, capacity);
      this.winner = longerInt32(this.winner, capacity);
      this.reason = longerInt32(this.reason, capacity);
      this.choice = longerInt32(this.choice, capacity);
    });
  }

  /** A race over `count` addresses, set by {@link setAddress}, `most` attempts long. */
  begin(count: number, most: number, now: Seconds, choice: ChoiceId): RaceId {
    const race = this.#rows.take();
    this.count[race] = count;
    this.begun[race] = 0;
    this.most[race] = most;
    this.underWay[race] = 0;
    this.since[race] = now;
    this.last[race] = now;
    this.won[race] = NONE;
    this.winner[race] = -1;
    this.choice[race] = choice;
    this.#ends.fill(NONE, race * this.#lanes, (race + 1) * this.#lanes);
    return race as RaceId;
  }

  setAddress(race: RaceId, place: number, address: number): void {
    this.#list[race * this.#longest + place] = address;
  }

  /** Where the next attempt goes: each address as often as it is tried, then the next. */
  nextAddress(race: RaceId): number {
    const perAddress = (this.most[race] as number) / (this.count[race] as number);
    const place = Math.floor((this.begun[race] as number) / perAddress);
    return this.#list[race * this.#longest + place] as number;
  }

  /** An attempt has begun that will be accepted at `time`. */
  willWin(race: RaceId, way: number, time: Seconds, now: Seconds): void {
    this.#attempt(race, now);
    if (time >= (this.won[race] as number)) return;
    this.won[race] = time;
    this.winner[race] = way;
  }

  /** An attempt has begun that will fail at `time` for `reason`. */
  willFail(race: RaceId, way: number, time: Seconds, reason: number, now: Seconds): void {
    this.#attempt(race, now);
    let lane = race * this.#lanes;
    while (this.#ends[lane] !== NONE) lane += 1;
    this.#ends[lane] = time;
    this.#endingOn[lane] = way;
    this.#endsWith[lane] = reason;
  }

  #attempt(race: RaceId, now: Seconds): void {
    this.begun[race] = (this.begun[race] as number) + 1;
    this.underWay[race] = (this.underWay[race] as number) + 1;
    this.last[race] = now;
  }

  /** When the next failure under way will be known; Infinity: none is. */
  nextFailure(race: RaceId): Seconds {
    let earliest = NONE;
    const from = race * this.#lanes;
    for (let lane = from; lane < from + this.#lanes; lane++)
      earliest = Math.min(earliest, this.#ends[lane] as number);
    return earliest;
  }

  /** Takes a failure that is known by `now` off the race and returns its way; −1: there is none. */
  takeFailure(race: RaceId, now: Seconds): number {
    const from = race * this.#lanes;
    for (let lane = from; lane < from + this.#lanes; lane++) {
      if ((this.#ends[lane] as number) > now) continue;
      this.#ends[lane] = NONE;
      this.underWay[race] = (this.underWay[race] as number) - 1;
      this.reason[race] = this.#endsWith[lane] as number;
      return this.#endingOn[lane] as number;
    }
    return -1;
  }

  /** The way of an attempt under way that will fail, by its lane; −1: there is none in it. */
  failingOn(race: RaceId, lane: number): number {
    const at = race * this.#lanes + lane;
    return this.#ends[at] === NONE ? -1 : (this.#endingOn[at] as number);
  }

  free(race: RaceId): void {
    this.#rows.free(race);
  }
}
