/**
 * What came back from upstream, as it will be stored: one RRset; or from a resolver that has followed CNAMEs, each of
 * those and the RRset at their end.
 */
import type { Answer } from '../authority/answer.ts';
import type { ChoiceId, Followers } from '../metrics/followers.ts';
import type { Seconds } from '../settings.ts';
import { isLink, linkTo, NEGATIVE, NOTHING } from './cache.ts';
import type { Group } from './group.ts';
import { MOST_LINKS, type Responses } from './responses.ts';
import type { Tables } from './tables.ts';

export class Received {
  /** Record sets. */
  count = 0;
  /** Addresses in the last of them. */
  addresses = 0;
  /** By record set, in the order of the chain: the question, what to store (a list is held), the TTL. */
  readonly questions = new Int32Array(MOST_LINKS + 1);
  readonly stored = new Int32Array(MOST_LINKS + 1);
  readonly ttls = new Float64Array(MOST_LINKS + 1);
  readonly #tables: Tables;
  readonly #responses: Responses;
  /** Places in the canonical order, by address row. */
  readonly #ranks: Int32Array;

  constructor(tables: Tables, responses: Responses, ranks: Int32Array) {
    this.#tables = tables;
    this.#responses = responses;
    this.#ranks = ranks;
  }

  /** Lets go of it, unstored. */
  drop(): void {
    for (let i = 0; i < this.count; i++) {
      const stored = this.stored[i] as number;
      if (stored >= 0) this.#tables.followers.release(stored as ChoiceId);
    }
    this.count = 0;
  }

  #add(question: number, stored: number, ttl: Seconds): void {
    this.questions[this.count] = question;
    this.stored[this.count] = stored;
    this.ttls[this.count] = ttl;
    this.count += 1;
  }

  /** @param view of the question at the authority */
  fromAuthority(
    question: number,
    view: number,
    member: number,
    { behaviour, row }: Group,
    { addresses, count, ttl, generation, link }: Answer,
  ): void {
    this.count = 0;
    this.addresses = count;
    if (link >= 0) this.#add(question, linkTo(link), ttl);
    else if (count === 0) this.#add(question, NEGATIVE, ttl);
    else {
      const { followers, engine } = this.#tables;
      if (behaviour.base === 'sorted') this.#sort(addresses, count);
      const answer = followers.answered(view, member, engine.now, generation);
      this.#add(question, followers.chosen(answer, addresses, count, row), ttl);
      followers.releaseAnswer(answer);
    }
  }

  /** What another resolver has just answered. */
  fromResolver({ behaviour, row }: Group): void {
    const { cache, entries, followers } = this.#tables;
    const responses = this.#responses;
    this.count = 0;
    this.addresses = responses.count;
    let entry = responses.root;
    while (entry !== responses.last && this.count < MOST_LINKS) {
      this.#add(entries.questionOf(entry), cache.storedIn(entry), responses.remainingOf(entry));
      entry = responses.linkFrom(entry);
    }
    const question = entries.questionOf(responses.last);
    const ttl = responses.remainingOf(responses.last);
    const held = cache.storedIn(responses.last);
    if (responses.hasFailed) this.#add(question, NOTHING, 0);
    else if (isLink(held)) this.#add(question, held, ttl);
    else if (responses.count === 0) this.#add(question, NEGATIVE, ttl);
    else this.#add(question, this.#listFrom(responses, followers, behaviour.base, row), ttl);
  }

  #listFrom(
    responses: Responses,
    followers: Followers,
    base: 'wire' | 'sorted',
    keeper: number,
  ): number {
    if (base === 'wire') return responses.keep(keeper);
    const { list, count } = responses;
    for (let i = 0; i < count; i++) list[i] = responses.addressAt(i);
    this.#sort(list, count);
    return followers.chosen(responses.answer, list, count, keeper);
  }

  #sort(addresses: Int32Array, count: number): void {
    const ranks = this.#ranks;
    addresses.subarray(0, count).sort((a, b) => (ranks[a] as number) - (ranks[b] as number));
  }
}
