/**
 * From a request to a list of addresses: the client's own cache is asked, then its resolver (model.md part 2,
 * steps 3 and 4).
 */
import type { EventKind } from '../engine/engine.ts';
import { FAILURES } from '../measurements.ts';
import type { AnswerId, ChoiceId } from '../metrics/followers.ts';
import type { Seconds } from '../settings.ts';
import type { Group } from './group.ts';
import { Kept } from './own-caches.ts';
import { PairedLookUps } from './paired-look-ups.ts';
import { Refreshes } from './refreshes.ts';
import type { RequestId } from './requests.ts';
import { type Asker, Stubs } from './stubs.ts';
import { callerOf, clientRow, groupOf, type Tables } from './tables.ts';
import { TimedLookups } from './timed-lookups.ts';

const NO_ROW = -1;
/** Instead of the answer on its way: the resolver could not find out. */
const FAILED = -2;

const NO_ADDRESS = FAILURES.indexOf('no-address');
const SERVFAIL = FAILURES.indexOf('servfail');

export interface AfterLookUp {
  /** @param choice the list as a row, or −1: the resolvers' own list */
  found(
    request: RequestId,
    group: Group,
    choice: ChoiceId | -1,
    answer: AnswerId,
    count: number,
  ): void;
  /**
   * The name has no address, or there was no finding out.
   *
   * @param reason as `FAILURES`
   */
  nothingFound(request: RequestId, group: Group, reason: number): void;
  /** A client has a new list, for which no request has waited. */
  renewed(row: number, group: Group): void;
}

export class LookingUp implements Asker {
  readonly #tables: Tables;
  readonly #next: AfterLookUp;
  readonly #pairs: PairedLookUps;
  readonly #refreshes: Refreshes;
  readonly #timed: TimedLookups;
  readonly #stubs: Stubs;
  readonly #atResolver: EventKind;
  readonly #answered: EventKind;
  readonly #goesOn: EventKind;

  constructor(tables: Tables, next: AfterLookUp) {
    const { engine, resolvers } = tables;
    this.#tables = tables;
    this.#pairs = new PairedLookUps(tables, next, (leg, group) => this.#seek(leg, group));
    this.#next = tables.groups.some(({ isDual }) => isDual) ? this.#pairs : next;
    this.#atResolver = engine.on('DNS reply', (request) => this.#ask(request as RequestId));
    this.#answered = engine.on('DNS reply', (request) => this.#returned(request as RequestId));
    this.#goesOn = engine.on('DNS reply', (request) => this.#tryAnother(request as RequestId));
    this.#stubs = new Stubs(tables, this);
    this.#refreshes = new Refreshes(tables, this.#stubs, next.renewed.bind(next));
    this.#timed = new TimedLookups(tables, this.#refreshes);
    resolvers.onReply(
      (waiter) => {
        if (Refreshes.isOne(waiter)) this.#refreshes.answered(waiter);
        else if (Stubs.isOne(waiter)) this.#stubs.answered(waiter);
        else this.#replied(waiter as RequestId);
      },
      (waiter) => {
        if (Refreshes.isOne(waiter)) this.#refreshes.failed(waiter);
        else this.#stubs.dropped(waiter);
      },
    );
  }

  /** Begins the look-ups that wait for no request. */
  start(): void {
    this.#timed.begin();
  }

  begin(request: RequestId, group: Group): void {
    const { requests, engine, recorder } = this.#tables;
    requests.since[request] = engine.now;
    recorder.count(group.columns.lookups);
    if (group.isDual) this.#pairs.begin(request, group);
    else this.#seek(request, group);
  }

  #seek(request: RequestId, group: Group): void {
    this.#tables.requests.tried[request] = 0;
    if (group.keepsAnswers && this.#findOwn(request, group)) return;
    this.#setOut(request, group);
  }

  /** Puts the question whose turn it is. */
  #setOut(request: RequestId, group: Group): void {
    const { requests, engine } = this.#tables;
    if (group.stub !== null) {
      const client = requests.client[request] as number;
      const shard = requests.shard[request] as number;
      const source = requests.source[request] as number;
      this.#stubs.begin(request, group, client, this.#questionOf(request, group), shard, source);
      return;
    }
    const half = this.#halfTrip(request, group);
    if (half === null) this.#ask(request);
    else engine.after(half, this.#atResolver, request);
  }

  /** Goes on with what the client has kept; false: nothing of use. */
  #findOwn(request: RequestId, group: Group): boolean {
    const { requests, engine, recorder, caches } = this.#tables;
    const row = clientRow(this.#tables, request, group);
    let kept = caches.look(row, engine.now, group.spec.behaviour);
    if (kept === Kept.nothing) {
      if (!caches.fillFromBehind(row, engine.now, group)) return false;
      kept = Kept.answer;
    }
    if (!group.isDual || !this.#pairs.hit(request)) {
      recorder.count(group.columns.cacheHits);
      group.lookupTime?.add(0);
    }
    if (kept === Kept.failure) {
      this.#next.nothingFound(request, group, NO_ADDRESS);
      return true;
    }
    if (kept === Kept.staleAnswer) this.#refresh(row, request, group);
    requests.ttl[request] = Math.max(0, caches.expiryOf(row) - engine.now);
    this.#foundKept(request, group, caches.choiceIn(row));
    return true;
  }

  #refresh(row: number, request: RequestId, group: Group): void {
    const { requests } = this.#tables;
    this.#refreshes.begin(
      {
        row,
        group,
        client: requests.client[request] as number,
        name: this.#questionOf(request, group),
        shard: requests.shard[request] as number,
        source: requests.source[request] as number,
      },
      () => this.#roundTrip(request, group),
    );
  }

  #foundKept(request: RequestId, group: Group, choice: ChoiceId): void {
    const { followers } = this.#tables;
    this.#next.found(request, group, choice, followers.answerOf(choice), followers.countOf(choice));
  }

  #questionOf(request: RequestId, group: Group): number {
    const { requests } = this.#tables;
    const name = requests.name[request] as number;
    const { searched } = group;
    if (searched === null) return group.nameRows[name] as number;
    return (searched[name] as readonly number[])[requests.tried[request] as number] as number;
  }

  #roundTrip(request: RequestId, group: Group): Seconds | null {
    const { topology } = this.#tables.resolvers;
    const shard = this.#tables.requests.shard[request] as number;
    const trip = group.resolverTrip[topology.groupOfShard[shard] as number];
    return trip ? trip() : null;
  }

  #halfTrip(request: RequestId, group: Group): Seconds | null {
    const trip = this.#roundTrip(request, group);
    return trip === null ? null : trip / 2;
  }

  #ask(request: RequestId): void {
    const group = groupOf(this.#tables, request);
    const { requests, resolvers } = this.#tables;
    const shard = requests.shard[request] as number;
    const subnet = this.#subnetOf(request, group, shard);
    if (resolvers.turnsAway(shard, callerOf(this.#tables, request, group), request)) return;
    const question = this.#questionOf(request, group);
    const asker = group.askerAt(requests.source[request] as number);
    if (resolvers.ask(shard, question, subnet, asker, group.need, request)) this.#replied(request);
  }

  #subnetOf(request: RequestId, group: Group, shard: number): number {
    if (!group.sendsSubnets) return NO_ROW;
    const { requests, resolvers } = this.#tables;
    const asked = resolvers.topology.groupOfShard[shard] as number;
    return group.subnetAt(asked, requests.source[request] as number);
  }

  /** The resolver has answered; its result is at hand. */
  #replied(request: RequestId): void {
    const group = groupOf(this.#tables, request);
    const half = this.#halfTrip(request, group);
    if (half === null) {
      this.resolved(request, group);
      return;
    }
    const { requests, resolvers, engine } = this.#tables;
    requests.ttl[request] = resolvers.remainingTtl();
    requests.choice[request] =
      resolvers.count > 0
        ? resolvers.keep(groupOf(this.#tables, request).row)
        : resolvers.hasFailed
          ? FAILED
          : NO_ROW;
    engine.after(half, this.#answered, request);
  }

  /** What was kept on the way has reached the client. */
  #returned(request: RequestId): void {
    const { requests, followers } = this.#tables;
    const group = groupOf(this.#tables, request);
    const choice = requests.choice[request] as ChoiceId | -1 | -2;
    requests.choice[request] = NO_ROW;
    if (choice === FAILED) this.failed(request, group, 'servfail');
    else this.received(request, group, choice, requests.ttl[request] as number);
    if (choice >= 0) followers.release(choice as ChoiceId);
  }

  received(asker: number, group: Group, choice: ChoiceId | -1, ttl: Seconds): void {
    if (Refreshes.isOne(asker)) {
      this.#refreshes.received(asker, choice, ttl);
      return;
    }
    const request = asker as RequestId;
    if (choice < 0) {
      this.#nothing(request, group, NO_ADDRESS);
      return;
    }
    this.#noteTime(request, group);
    this.#tables.requests.ttl[request] = ttl;
    this.#foundNew(request, group, choice as ChoiceId, ttl);
  }

  /** The answer is here without delay. */
  resolved(asker: number, group: Group): void {
    if (Refreshes.isOne(asker)) {
      this.#refreshes.answered(asker);
      return;
    }
    const request = asker as RequestId;
    const { resolvers, followers, requests } = this.#tables;
    const { count, answer, choice } = resolvers;
    if (count === 0) {
      this.#nothing(request, group, resolvers.hasFailed ? SERVFAIL : NO_ADDRESS);
      return;
    }
    this.#noteTime(request, group);
    if (!group.keepsAnswers && !group.isDual && requests.connection[request] === NO_ROW) {
      this.#next.found(request, group, choice, answer, count);
      return;
    }
    const kept = resolvers.keep(group.row);
    const ttl = resolvers.remainingTtl();
    requests.ttl[request] = ttl;
    this.#foundNew(request, group, kept, ttl);
    followers.release(kept);
  }

  /** Goes on with an answer from a resolver, as the client keeps it if it does. */
  #foundNew(request: RequestId, group: Group, choice: ChoiceId, ttl: Seconds): void {
    const { caches, engine } = this.#tables;
    if (!group.keepsAnswers) {
      this.#foundKept(request, group, choice);
      return;
    }
    const row = clientRow(this.#tables, request, group);
    caches.remember(row, choice, ttl, engine.now, group);
    this.#foundKept(request, group, caches.choiceIn(row));
  }

  /** The resolver has said that it cannot answer, or nothing. */
  failed(asker: number, group: Group, reason: 'servfail' | 'lookup-timeout'): void {
    if (Refreshes.isOne(asker)) {
      this.#refreshes.failed(asker);
      return;
    }
    this.#nothing(asker as RequestId, group, FAILURES.indexOf(reason));
  }

  /** There is no address: the client asks for the next name of its search list, or may keep that too. */
  #nothing(request: RequestId, group: Group, reason: number): void {
    const { caches, engine } = this.#tables;
    if (group.searched !== null && reason === NO_ADDRESS && this.#hasAnother(request, group)) {
      // Others may be waiting for the result at hand.
      engine.at(engine.now, this.#goesOn, request);
      return;
    }
    this.#noteTime(request, group);
    if (group.keepsAnswers) {
      const row = clientRow(this.#tables, request, group);
      caches.rememberFailure(row, engine.now, group.spec.behaviour);
    }
    this.#next.nothingFound(request, group, reason);
  }

  #hasAnother(request: RequestId, group: Group): boolean {
    const { requests } = this.#tables;
    const names = group.searched?.[requests.name[request] as number] ?? [];
    return (requests.tried[request] as number) + 1 < names.length;
  }

  #tryAnother(request: RequestId): void {
    const { requests, resolvers } = this.#tables;
    const { topology } = resolvers;
    const group = groupOf(this.#tables, request);
    requests.tried[request] = (requests.tried[request] as number) + 1;
    requests.shard[request] = topology.shardFor(
      topology.memberOfShard[requests.shard[request] as number] as number,
      callerOf(this.#tables, request, group),
      this.#questionOf(request, group),
      group.picking,
    );
    this.#setOut(request, group);
  }

  #noteTime(request: RequestId, group: Group): void {
    if (group.isDual) return;
    const { requests, engine } = this.#tables;
    group.lookupTime?.add(engine.now - (requests.since[request] as number));
  }
}
