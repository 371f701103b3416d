/**
 * From a question to the record set that CNAMEs lead to (RFC 1034 section 3.6.2): every name on the way is an entry of
 * its own, and only those that are missing are asked for.
 */
import { isLink, questionOf } from './cache.ts';
import type { Fetching } from './fetching.ts';
import type { Group } from './group.ts';
import { MOST_LINKS, type Responses } from './responses.ts';
import { groupOf, type Tables } from './tables.ts';

export class Following {
  readonly #tables: Tables;
  readonly #responses: Responses;
  readonly #fetching: Fetching;

  constructor(tables: Tables, responses: Responses, fetching: Fetching) {
    this.#tables = tables;
    this.#responses = responses;
    this.#fetching = fetching;
  }

  /**
   * Goes on from an entry until there is a response, or something to wait for.
   *
   * @param root the entry of the question that was put
   * @param waiter who is to be resumed, as for `Resolvers.ask`
   * @param before CNAMEs followed before; 0: the query has just come, and is counted as a hit or as a join
   * @param isStale whether one of those had expired
   * @returns whether the response is rendered
   */
  from(
    entry: number,
    root: number,
    subnet: number,
    shape: number,
    waiter: number,
    before: number,
    isStale = false,
  ): boolean {
    const { cache, engine, entries, recorder, stale, joinLimits, recency } = this.#tables;
    const responses = this.#responses;
    const fetching = this.#fetching;
    const group = groupOf(this.#tables, entry);
    let at = entry;
    let isHit = true;
    let isFetched = false;
    let hasExpired = isStale;
    for (let links = before; ; links++) {
      if (links > MOST_LINKS) {
        responses.fail(root);
        return true;
      }
      isFetched = !cache.isLive(at, engine.now);
      if (!isFetched) {
        fetching.considerPrefetch(at, subnet);
        recency?.used(at);
      } else if (stale?.answersNow(at, group, hasExpired)) {
        isHit = isFetched = false;
        if (stale.takeRefresh(at)) fetching.refresh(at, subnet);
        recency?.used(at);
      } else if (group.delayed) {
        if (joinLimits?.admits(at, group, engine.now) === false)
          return this.#turnAway(group, root, waiter);
        const isUnderWay = fetching.underWay.has(at);
        fetching.underWay.join(at, waiter, shape, root, subnet, links);
        if (!isUnderWay) fetching.begin(at, subnet);
        else if (before === 0) recorder.count(group.joins);
        stale?.awaited(at, group);
        return false;
      } else at = fetching.atOnce(at, subnet);
      isHit &&= !isFetched;
      if (stale?.holds(at, group)) {
        hasExpired = true;
        isFetched = false;
      }
      const stored = cache.storedIn(at);
      if (!isLink(stored)) break;
      at = entries.of(entries.shardOf(at), questionOf(stored), subnet);
    }
    if (isHit && before === 0) recorder.count(group.hits);
    if (hasExpired) recorder.count(group.staleAnswers);
    responses.render(at, group, shape, isFetched ? group.miss : group.hit);
    responses.cameFrom(root, subnet);
    return true;
  }

  /** Too many wait already. */
  #turnAway(group: Group, root: number, waiter: number): boolean {
    this.#tables.recorder.count(group.turnedAway);
    if (group.behaviour.joinLimit?.overflow === 'servfail') {
      this.#responses.fail(root);
      return true;
    }
    this.#fetching.dropSoon(waiter);
    return false;
  }
}
