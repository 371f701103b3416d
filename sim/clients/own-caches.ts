/** The DNS answers that clients keep themselves: one entry per client and name. */
import type { ChoiceId, Followers } from '../metrics/followers.ts';
import { byName } from '../plugin.ts';
import type { ClientBehaviour, ClientCache, Reresolve } from '../scenario.ts';
import type { Seconds } from '../settings.ts';
import { picks } from './picks/index.ts';
import { goesRound } from './picks/pick.ts';

const NOTHING = -1;
const NEVER = Number.NEGATIVE_INFINITY;

/** What a client finds among its own answers. */
export const Kept = {
  /** Nothing of use. */
  nothing: 0,
  /** An answer to use. */
  answer: 1,
  /** An answer to use while a fresh one is fetched. */
  staleAnswer: 2,
  /** That the name had no address a short while ago. */
  failure: 3,
} as const;
export type Kept = (typeof Kept)[keyof typeof Kept];

/** For how long an answer with `ttl` left is kept. */
export function lifeOf(cache: ClientCache, ttl: Seconds): Seconds {
  switch (cache.kind) {
    case 'none':
      return 0;
    case 'ttl':
      return ttl;
    case 'fixed':
      return cache.seconds;
    case 'scaled':
      return Math.max(cache.atLeast, ttl * cache.scale + cache.plus);
  }
}

/** The caches that a client has behind its nearest. */
export function behindOf(cache: ClientCache): readonly ClientCache[] {
  return cache.kind === 'none' ? [] : (cache.behind ?? []);
}

/** Whether a client with such behaviour keeps any answer beyond the connection it was for. */
export function keepsAnswers({ dns, reresolve, pick }: ClientBehaviour): boolean {
  return (
    dns.kind !== 'none' ||
    holdsList(reresolve) ||
    intervalOf(reresolve) !== null ||
    goesRound(byName(picks, pick))
  );
}

/** Whether it goes on with the list it has, whatever its TTL. */
export function holdsList(
  reresolve: Reresolve,
): reresolve is 'never' | { readonly onFailure: Seconds } {
  return reresolve === 'never' || (typeof reresolve === 'object' && 'onFailure' in reresolve);
}

/** How often it looks up again of its own accord; null: never. */
export function intervalOf(reresolve: Reresolve): Seconds | null {
  return typeof reresolve === 'object' && 'interval' in reresolve ? reresolve.interval : null;
}

export class OwnCaches {
  readonly #followers: Followers;
  /** When the entry ends; of an answer, or of a failure where the choice is {@link NOTHING}. */
  readonly #until: Float64Array;
  readonly #choice: Int32Array;
  /** When it was filled. */
  readonly #filled: Float64Array;
  /** By row × caches behind + place: what those hold, and until when. */
  readonly #behind: number;
  readonly #behindUntil: Float64Array;
  readonly #behindChoice: Int32Array;
  /** Rows being refreshed, and rows whose list has failed since it was had. */
  readonly #refreshing = new Set<number>();
  readonly #suspect = new Set<number>();

  /**
   * @param rows clients × names, over all groups
   * @param behind caches that a client has behind its nearest, at most
   */
  constructor(rows: number, followers: Followers, behind = 0) {
    this.#behind = behind;
    this.#behindUntil = new Float64Array(rows * behind).fill(NEVER);
    this.#behindChoice = new Int32Array(rows * behind).fill(NOTHING);
    this.#followers = followers;
    this.#until = new Float64Array(rows).fill(NEVER);
    this.#filled = new Float64Array(rows).fill(NEVER);
    this.#choice = new Int32Array(rows).fill(NOTHING);
  }

  look(row: number, now: Seconds, { dns, reresolve }: ClientBehaviour): Kept {
    const until = this.#until[row] as number;
    const hasAnswer = this.#choice[row] !== NOTHING;
    if (now < until) return hasAnswer ? Kept.answer : Kept.failure;
    if (!hasAnswer) return Kept.nothing;
    if (holdsList(reresolve)) return this.#isHeld(row, now, reresolve) ? Kept.answer : Kept.nothing;
    // What it has serves until the next one is in.
    if (intervalOf(reresolve) !== null) return Kept.answer;
    const grace = dns.kind === 'none' ? 0 : (dns.grace ?? 0);
    return now < until + grace ? Kept.staleAnswer : Kept.nothing;
  }

  /** A list held is given up when it has failed, but not more often than `onFailure` seconds apart. */
  #isHeld(
    row: number,
    now: Seconds,
    reresolve: 'never' | { readonly onFailure: Seconds },
  ): boolean {
    if (reresolve === 'never' || !this.#suspect.has(row)) return true;
    return now - (this.#filled[row] as number) < reresolve.onFailure;
  }

  /** Whether there is an answer, of whatever age. */
  has(row: number): boolean {
    return this.#choice[row] !== NOTHING;
  }

  /** What an entry holds. */
  choiceIn(row: number): ChoiceId {
    return this.#choice[row] as ChoiceId;
  }

  /** When it ends. */
  expiryOf(row: number): Seconds {
    return this.#until[row] as number;
  }

  /** Until when every request finds here what one would now. */
  steadyUntil(row: number, { reresolve }: ClientBehaviour): Seconds {
    const isKept = this.#choice[row] !== NOTHING && holdsList(reresolve) && !this.#suspect.has(row);
    return isKept ? Number.POSITIVE_INFINITY : (this.#until[row] as number);
  }

  /** Until when an answer kept here may still be used. */
  usableUntil(row: number, { dns, reresolve }: ClientBehaviour): Seconds {
    if (this.#choice[row] === NOTHING) return NEVER;
    if (holdsList(reresolve)) return Number.POSITIVE_INFINITY;
    return (this.#until[row] as number) + (dns.kind === 'none' ? 0 : (dns.grace ?? 0));
  }

  /** Keeps an answer received at `now` with `ttl` left for as long as the kind of cache says. */
  remember(
    row: number,
    choice: ChoiceId,
    ttl: Seconds,
    now: Seconds,
    { row: group, cache }: { readonly row: number; readonly cache: ClientCache },
  ): void {
    const left = this.#fillBehind(row, choice, ttl, now, behindOf(cache).length, cache, group);
    this.seed(row, this.#followers.keptBy(group, choice), now + lifeOf(cache, left));
    this.#filled[row] = now;
  }

  /** Fills the nearest cache, and those before the one that holds an answer, from it; false: none of them does. */
  fillFromBehind(
    row: number,
    now: Seconds,
    { row: group, cache }: { readonly row: number; readonly cache: ClientCache },
  ): boolean {
    const depth = behindOf(cache).length;
    for (let place = 0; place < depth; place++) {
      const cell = row * this.#behind + place;
      const left = (this.#behindUntil[cell] as number) - now;
      if (!(left > 0)) continue;
      const choice = this.#behindChoice[cell] as ChoiceId;
      const ttl = this.#fillBehind(row, choice, left, now, place, cache, group);
      this.seed(row, this.#followers.keptBy(group, choice), now + lifeOf(cache, ttl));
      this.#filled[row] = now;
      return true;
    }
    return false;
  }

  /** Fills the first `depth` of the caches behind the nearest, the last of them first; returns the TTL that it hands on. */
  #fillBehind(
    row: number,
    choice: ChoiceId,
    ttl: Seconds,
    now: Seconds,
    depth: number,
    cache: ClientCache,
    group: number,
  ): Seconds {
    let left = ttl;
    for (let place = depth - 1; place >= 0; place--) {
      const cell = row * this.#behind + place;
      const old = this.#behindChoice[cell] as number;
      left = lifeOf(behindOf(cache)[place] as ClientCache, left);
      this.#behindChoice[cell] = this.#followers.keptBy(group, choice);
      this.#behindUntil[cell] = now + left;
      if (old !== NOTHING) this.#followers.release(old as ChoiceId);
    }
    return left;
  }

  /**
   * Keeps for a while that the name has no address. A list held on to stays, and one that is fetched anew every so often
   * as long as a cache like its client's would keep it.
   */
  rememberFailure(row: number, now: Seconds, { dns, reresolve }: ClientBehaviour): void {
    this.#refreshing.delete(row);
    this.#filled[row] = now;
    const old = this.#choice[row] as number;
    if (holdsList(reresolve) && old !== NOTHING) return;
    const isLive = now < (this.#until[row] as number);
    if (intervalOf(reresolve) !== null && old !== NOTHING && isLive) return;
    this.#choice[row] = NOTHING;
    this.#until[row] = now + (dns.kind === 'none' ? 0 : (dns.negative ?? 0));
    if (old !== NOTHING) this.#followers.release(old as ChoiceId);
  }

  /** Fills an entry with a choice already held for it. */
  seed(row: number, choice: ChoiceId, until: Seconds): void {
    const old = this.#choice[row] as number;
    this.#choice[row] = choice;
    this.#until[row] = until;
    this.#refreshing.delete(row);
    this.#suspect.delete(row);
    if (old !== NOTHING) this.#followers.release(old as ChoiceId);
  }

  /** Empties an entry. A refresh under way fills it all the same. */
  forget(row: number): void {
    const old = this.#choice[row] as number;
    this.#choice[row] = NOTHING;
    this.#until[row] = NEVER;
    this.#suspect.delete(row);
    if (old !== NOTHING) this.#followers.release(old as ChoiceId);
    for (let cell = row * this.#behind; cell < (row + 1) * this.#behind; cell++) {
      const held = this.#behindChoice[cell] as number;
      if (held !== NOTHING) this.#followers.release(held as ChoiceId);
      this.#behindChoice[cell] = NOTHING;
      this.#behindUntil[cell] = NEVER;
    }
  }

  /** A refresh of a stale entry begins; false: one is under way. */
  beginRefresh(row: number): boolean {
    if (this.#refreshing.has(row)) return false;
    this.#refreshing.add(row);
    return true;
  }

  /** An address of the list has failed. */
  suspect(row: number): void {
    this.#suspect.add(row);
  }
}
