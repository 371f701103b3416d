/**
 * From a request to a list of addresses: the client's own cache is asked, then its resolver (model.md part 2,
 * steps 3 and 4).
 */
import type { EventKind } from '../engine/engine.ts';
import type { AnswerId, ChoiceId } from '../metrics/followers.ts';
import type { Seconds } from '../settings.ts';
import type { Group } from './group.ts';
import type { RequestId } from './requests.ts';
import { clientRow, groupOf, type Tables } from './tables.ts';

const NO_ROW = -1;

export interface AfterLookUp {
  /** @param choice the list as a row, or −1: the resolvers' own list */
  found(
    request: RequestId,
    group: Group,
    choice: ChoiceId | -1,
    answer: AnswerId,
    count: number,
  ): void;
  /** The name has no address. */
  nothingFound(request: RequestId, group: Group): void;
}

export class LookingUp {
  readonly #tables: Tables;
  readonly #next: AfterLookUp;
  readonly #atResolver: EventKind;
  readonly #answered: EventKind;

  constructor(tables: Tables, next: AfterLookUp) {
    const { engine, resolvers } = tables;
    this.#tables = tables;
    this.#next = next;
    this.#atResolver = engine.on('DNS reply', (request) => this.#ask(request as RequestId));
    this.#answered = engine.on('DNS reply', (request) => this.#received(request as RequestId));
    resolvers.onReply((request) => this.#replied(request as RequestId));
  }

  begin(request: RequestId, group: Group): void {
    const { requests, engine, recorder, caches } = this.#tables;
    requests.since[request] = engine.now;
    recorder.count(group.columns.lookups);
    if (group.spec.behaviour.dns.kind !== 'none') {
      const row = clientRow(this.#tables, request, group);
      if (caches.isLive(row, engine.now)) {
        recorder.count(group.columns.cacheHits);
        group.lookupTime?.add(0);
        this.#foundKept(request, group, caches.choiceIn(row));
        return;
      }
    }
    const half = this.#halfTrip(request, group);
    if (half === null) this.#ask(request);
    else engine.after(half, this.#atResolver, request);
  }

  #foundKept(request: RequestId, group: Group, choice: ChoiceId): void {
    const { followers } = this.#tables;
    this.#next.found(request, group, choice, followers.answerOf(choice), followers.countOf(choice));
  }

  #halfTrip(request: RequestId, group: Group): Seconds | null {
    const { topology } = this.#tables.resolvers;
    const shard = this.#tables.requests.shard[request] as number;
    const trip = group.resolverTrip[topology.groupOfShard[shard] as number];
    return trip ? trip() / 2 : null;
  }

  #ask(request: RequestId): void {
    const { requests, resolvers } = this.#tables;
    const group = groupOf(this.#tables, request);
    const name = group.nameRows[requests.name[request] as number] as number;
    const shard = requests.shard[request] as number;
    if (resolvers.ask(shard, name, group.shape, group.need, request)) this.#replied(request);
  }

  /** The resolver has answered; its result is at hand. */
  #replied(request: RequestId): void {
    const { requests, resolvers, engine } = this.#tables;
    const group = groupOf(this.#tables, request);
    const half = this.#halfTrip(request, group);
    if (half === null) {
      this.#resolved(request, group);
      return;
    }
    requests.ttl[request] = resolvers.remainingTtl();
    requests.choice[request] = resolvers.count > 0 ? resolvers.keep() : NO_ROW;
    engine.after(half, this.#answered, request);
  }

  /** The answer, kept on the way, has reached the client. */
  #received(request: RequestId): void {
    const { requests, followers } = this.#tables;
    const group = groupOf(this.#tables, request);
    const choice = requests.choice[request] as ChoiceId | -1;
    requests.choice[request] = NO_ROW;
    this.#noteTime(request, group);
    if (choice === NO_ROW) {
      this.#next.nothingFound(request, group);
      return;
    }
    this.#remember(request, group, choice, requests.ttl[request] as number);
    this.#foundKept(request, group, choice);
    followers.release(choice);
  }

  /** The answer is here without delay. */
  #resolved(request: RequestId, group: Group): void {
    const { resolvers, followers, requests } = this.#tables;
    const { count, answer, choice } = resolvers;
    this.#noteTime(request, group);
    if (count === 0) {
      this.#next.nothingFound(request, group);
      return;
    }
    const { dns } = group.spec.behaviour;
    const keeps = dns.kind !== 'none' || requests.connection[request] !== NO_ROW;
    if (!keeps) {
      this.#next.found(request, group, choice, answer, count);
      return;
    }
    const kept = resolvers.keep();
    if (dns.kind !== 'none') this.#remember(request, group, kept, resolvers.remainingTtl());
    this.#foundKept(request, group, kept);
    followers.release(kept);
  }

  #remember(request: RequestId, group: Group, choice: ChoiceId, ttl: Seconds): void {
    const { caches, engine } = this.#tables;
    const { dns } = group.spec.behaviour;
    if (dns.kind === 'none') return;
    caches.remember(clientRow(this.#tables, request, group), choice, ttl, engine.now, dns);
  }

  #noteTime(request: RequestId, group: Group): void {
    const { requests, engine } = this.#tables;
    group.lookupTime?.add(engine.now - (requests.since[request] as number));
  }
}
