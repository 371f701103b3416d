/**
 * From a cache entry to a response: the stored RRset in the order of the moment, its own or one that many
 * responses share.
 */
import type { AnswerId, ChoiceId, Keeper } from '../metrics/followers.ts';
import type { Seconds } from '../settings.ts';
import type { Askers } from './askers.ts';
import { isLink, NOTHING, questionOf } from './cache.ts';
import type { Group, Rendering } from './group.ts';
import { Selecting, selects } from './selecting.ts';
import { groupOf, type Tables } from './tables.ts';

const NO_ONE = -1;

/** CNAMEs that a resolver follows before it gives up: as Unbound (MAX_RESTART_COUNT) and BIND (max-query-restarts). */
export const MOST_LINKS = 11;

export class Responses {
  /** The authority answer behind the latest response; meaningless when `count` is 0. */
  answer = NO_ONE as AnswerId;
  /** A choice shared with other requests, or −1: `list` holds an order of this response's own. */
  choice = NO_ONE as ChoiceId | -1;
  /** Addresses in the latest response; 0: a negative answer. */
  count = 0;
  readonly list: Int32Array;
  /** How many leading addresses the asker will read. */
  need = 1;

  readonly #tables: Tables;
  readonly #askers: Askers;
  /** By group; null: responses are as their order says. */
  readonly #selecting: readonly (Selecting | null)[];
  readonly #places: Int32Array;
  /** Choice frozen per entry and asker ({@link Askers}); NOTHING when none is. */
  readonly #frozen: Int32Array;
  /** Whether the latest response says that there was no finding out. */
  hasFailed = false;
  /** The entries of the question put and of the records that the latest response ends with: CNAMEs lead from one to the other. */
  root = 0;
  last = 0;
  /** The client subnet that it was for. */
  #subnet = NO_ONE;

  /**
   * @param entries of the cache
   * @param trips by group: mean round trips to addresses, where they are modelled
   * @param longest addresses of an answer at most
   */
  constructor(
    tables: Tables,
    entries: number,
    askers: Askers,
    trips: readonly (Float64Array | null)[],
    longest: number,
  ) {
    this.#tables = tables;
    this.#askers = askers;
    this.#selecting = tables.groups.map(({ behaviour }, row) =>
      selects(behaviour, askers.differ)
        ? new Selecting(behaviour, askers, trips[row] ?? null, longest)
        : null,
    );
    this.list = new Int32Array(longest);
    this.#places = new Int32Array(longest);
    const freezes = tables.groups.some((group) => group.freezes);
    this.#frozen = new Int32Array(freezes ? entries * askers.rows : 0).fill(NOTHING);
  }

  /** The latest response as a row of its own, kept by `keeper`, or as the shared one, held for the caller. */
  keep(keeper: Keeper): ChoiceId {
    return this.choice >= 0
      ? this.#tables.followers.hold(this.choice as ChoiceId)
      : this.#tables.followers.chosen(this.answer, this.list, this.count, keeper);
  }

  /** The address at a place of the latest response. */
  addressAt(place: number): number {
    return this.choice >= 0
      ? this.#tables.followers.addressAt(this.choice as ChoiceId, place)
      : (this.list[place] as number);
  }

  /** The TTL that the latest response carries: what remains of it, or of a CNAME on the way if that is less. */
  remainingTtl(): Seconds {
    let ttl = this.remainingOf(this.last);
    let entry = this.root;
    for (let links = 0; entry !== this.last && links < MOST_LINKS; links++) {
      ttl = Math.min(ttl, this.remainingOf(entry));
      entry = this.linkFrom(entry);
    }
    return ttl;
  }

  /** What remains of one entry's TTL. */
  remainingOf(entry: number): Seconds {
    const { cache, engine, stale } = this.#tables;
    const group = groupOf(this.#tables, entry);
    return stale?.holds(entry, group)
      ? stale.ttlOf(entry, group)
      : cache.remaining(entry, engine.now, group.behaviour);
  }

  /** The entry that a CNAME leads to; `last` where there is none any more. */
  linkFrom(entry: number): number {
    const { cache, entries } = this.#tables;
    const stored = cache.storedIn(entry);
    return isLink(stored)
      ? entries.of(entries.shardOf(entry), questionOf(stored), this.#subnet)
      : this.last;
  }

  /** Says that the latest response was found by CNAMEs from another entry on. */
  cameFrom(root: number, subnet: number): void {
    this.root = root;
    this.#subnet = subnet;
  }

  /** The response that there is no finding out: SERVFAIL. */
  fail(entry: number): void {
    this.root = this.last = entry;
    this.count = 0;
    this.choice = NO_ONE;
    this.hasFailed = true;
  }

  /** Renders what an entry holds. @param asker as {@link Askers} numbers them */
  render(entry: number, group: Group, asker: number, rendering: Rendering): void {
    const { cache, followers, watcher } = this.#tables;
    if (rendering.kind === 'turned') watcher?.turning(entry);
    const stored = cache.storedIn(entry);
    this.root = this.last = entry;
    this.hasFailed = stored === NOTHING;
    if (stored < 0) {
      this.count = 0;
      this.choice = NO_ONE;
      return;
    }
    const choice = stored as ChoiceId;
    this.answer = followers.answerOf(choice);
    this.count = followers.countOf(choice);
    switch (rendering.kind) {
      case 'own':
        this.#arrangeFor(asker, choice, rendering, entry, Math.min(this.need, this.count));
        this.choice = NO_ONE;
        break;
      case 'frozen':
        this.choice = this.#frozenChoice(entry, group, asker, choice);
        this.count = followers.countOf(this.choice as ChoiceId);
        break;
      case 'turned':
        this.#placesFor(rendering, entry, 1);
        this.choice = followers.turned(choice, this.#places[0] as number);
        break;
      default:
        this.choice = choice;
    }
  }

  /**
   * Has a counter turn as many hits on a live entry, one after the other; adds to `begun`, by place of the stored
   * order, how many lists begin there.
   */
  takeTurns(entry: number, { hit }: Group, hits: number, begun: Float64Array): void {
    const { cache, engine, followers, turns } = this.#tables;
    const count = followers.countOf(cache.storedIn(entry) as ChoiceId);
    const turn = hit.countedPer === null ? 0 : turns.take(hit.countedPer, entry, hits);
    const rest = hits % count;
    for (let i = 0; i < Math.min(hits, count); i++) {
      hit.arranger.arrange(count, 1, engine.now, this.#places, turn + i);
      const place = this.#places[0] as number;
      begun[place] = (begun[place] as number) + (hits - rest) / count + (i < rest ? 1 : 0);
    }
  }

  /** Forgets frozen orders of an entry and the RRset it holds. */
  forget(entry: number): void {
    const { cache, followers } = this.#tables;
    const stored = cache.storedIn(entry);
    if (stored >= 0) followers.release(stored as ChoiceId);
    if (this.#frozen.length === 0) return;
    const { rows } = this.#askers;
    for (let cell = entry * rows; cell < (entry + 1) * rows; cell++) {
      const frozen = this.#frozen[cell] as number;
      if (frozen >= 0) followers.release(frozen as ChoiceId);
      this.#frozen[cell] = NOTHING;
    }
  }

  #placesFor({ arranger, countedPer }: Rendering, entry: number, need: number): void {
    const turn = countedPer === null ? 0 : this.#tables.turns.take(countedPer, entry);
    arranger.arrange(this.count, need, this.#tables.engine.now, this.#places, turn);
  }

  #arrange(stored: ChoiceId, rendering: Rendering, entry: number, need: number): void {
    this.#placesFor(rendering, entry, need);
    for (let i = 0; i < need; i++) {
      this.list[i] = this.#tables.followers.addressAt(stored, this.#places[i] as number);
    }
  }

  /** Arranges a list for one asker, of which all is looked at where some of it is chosen. */
  #arrangeFor(
    asker: number,
    stored: ChoiceId,
    rendering: Rendering,
    entry: number,
    need: number,
  ): void {
    const selecting = this.#selecting[this.#tables.entries.groupOf(entry)] ?? null;
    this.#arrange(stored, rendering, entry, selecting ? this.count : need);
    if (selecting) this.count = selecting.apply(this.list, this.count, asker);
  }

  #frozenChoice(entry: number, group: Group, asker: number, stored: ChoiceId): ChoiceId {
    const { rows, shapes } = this.#askers;
    const own = group.behaviour.frozenPer === 'queryShape' ? asker : asker - (asker % shapes);
    const cell = entry * rows + own;
    const frozen = this.#frozen[cell] as number;
    if (frozen >= 0) return frozen as ChoiceId;
    this.#arrangeFor(asker, stored, group.miss, entry, this.count);
    const { followers } = this.#tables;
    const choice = followers.chosen(this.answer, this.list, this.count, group.row);
    this.#frozen[cell] = choice;
    return choice;
  }
}
