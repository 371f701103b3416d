/**
 * The request source of `detail: counts` (model.md part 5). Between two DNS decisions the requests of a flow go to a
 * known place, or to places with known chances, so their numbers are drawn and not they themselves. A request that
 * makes a decision (a miss, or a hit that refreshes) is made for itself, by the same clients as with
 * `detail: requests`, and asks the same resolvers. All others are accounted for when something changes: when a cached
 * answer is replaced, when a window closes, when the world is about to change.
 *
 * What meets a fault is a single request: while some answer in use, or one that could be had, leads to a backend
 * that does not accept, all requests are made one by one. Poisson arrivals forget, so that nothing is lost in
 * changing from the one to the other at a moment that looks at the past alone.
 */

import type { Clients } from '../clients/clients.ts';
import type { RequestSource } from '../request-source.ts';
import type { PerSecond } from '../settings.ts';
import { CachingClients } from './caching-clients.ts';
import type { CountsContext } from './context.ts';
import { Dangers } from './dangers.ts';
import { memberStreams } from './member-streams.ts';
import { MemorylessClients } from './memoryless-clients.ts';
import { Tallying } from './tallying.ts';

export class CountedRequests implements RequestSource {
  readonly #single: Clients;
  readonly #tallying: Tallying;
  readonly #memoryless: MemorylessClients;
  readonly #caching: CachingClients;
  readonly #dangers: Dangers;
  #isOneByOne = false;

  constructor(context: CountsContext) {
    const { engine, clients, curves, resolvers, streams } = context;
    const streamOf = memberStreams(resolvers.topology, streams);
    this.#single = clients;
    this.#tallying = new Tallying(context);
    this.#memoryless = new MemorylessClients(context, this.#tallying, streamOf);
    this.#caching = new CachingClients(context, this.#tallying, streamOf);
    this.#dangers = new Dangers(context);
    const cut = engine.on('window close', () => this.settle());
    for (const edge of curves?.edges ?? []) if (edge > engine.now) engine.at(edge, cut);
  }

  get made(): number {
    return this.#tallying.made + this.#single.made;
  }

  get inFlight(): number {
    return this.#single.inFlight;
  }

  get attemptsInFlight(): number {
    return this.#single.attemptsInFlight;
  }

  begin(): void {
    this.#memoryless.begin();
    this.#caching.begin();
  }

  settle(): void {
    if (this.#isOneByOne) this.changed();
    else {
      this.#memoryless.settle();
      this.#caching.settle();
    }
  }

  makeFrom(group: number, perSecond: PerSecond): void {
    this.settle();
    this.#single.makeFrom(group, perSecond);
    this.#memoryless.makeFrom(group, perSecond);
    this.#caching.makeFrom(group, perSecond);
    this.forgotten();
  }

  /** Poisson arrivals forget as well: the next of each may be drawn anew. */
  forgotten(): void {
    if (!this.#isOneByOne) this.begin();
  }

  changed(): void {
    if (this.#dangers.threaten() === this.#isOneByOne) return;
    if (this.#isOneByOne) {
      this.#single.pause();
      this.#isOneByOne = false;
      this.begin();
      return;
    }
    this.settle();
    this.#memoryless.pause();
    this.#caching.pause();
    this.#isOneByOne = true;
    this.#single.begin();
  }
}
