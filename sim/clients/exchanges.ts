/**
 * From an open connection to the response: the request travels to the backend, is served there, and what came of
 * it travels back, unless the client gives up waiting first (model.md part 2, step 7).
 */
import { Outcome } from '../backends/reception.ts';
import type { EventKind } from '../engine/engine.ts';
import { FAILURES } from '../measurements.ts';
import type { ChoiceId } from '../metrics/followers.ts';
import type { ConnectionId } from './connections.ts';
import type { Group } from './group.ts';
import { AT_BACKEND, ELSEWHERE, RACED, type RequestId } from './requests.ts';
import { callerOf, groupOf, type Tables } from './tables.ts';

const NO_ROW = -1;
const NEVER = Number.POSITIVE_INFINITY;
const RESPONSE_TIMEOUT = FAILURES.indexOf('response-timeout');

/** Reason of `FAILURES` by outcome, and whether the connection can be used on: an error is a response like others. */
const FAILED: Readonly<Record<number, { readonly reason: number; readonly reusable: boolean }>> = {
  [Outcome.error]: { reason: FAILURES.indexOf('5xx'), reusable: true },
  [Outcome.rejected]: { reason: FAILURES.indexOf('rejected'), reusable: true },
  [Outcome.refused]: { reason: FAILURES.indexOf('refused'), reusable: false },
  [Outcome.reset]: { reason: FAILURES.indexOf('reset'), reusable: false },
};

export interface AfterExchange {
  completed(request: RequestId, group: Group): void;
  /** Its connection had been closed by the server before it came. */
  raced(request: RequestId, group: Group): void;
  /** @param reusable whether its connection can carry another request */
  broken(request: RequestId, group: Group, reason: number, reusable: boolean): void;
}

export class Exchanges {
  readonly #tables: Tables;
  readonly #next: AfterExchange;
  readonly #arrived: EventKind;
  readonly #returned: EventKind;
  readonly #timeOut: EventKind;

  constructor(tables: Tables, next: AfterExchange) {
    const { engine, groups, destinations } = tables;
    this.#tables = tables;
    this.#next = next;
    this.#arrived = engine.on('completion', (request) => {
      if (this.#isDue(request)) this.#arrive(request as RequestId);
    });
    this.#returned = engine.on('completion', (request) => {
      if (this.#isDue(request)) this.#finish(request as RequestId);
    });
    this.#timeOut = engine.on('time-out', (request) => this.#ranOut(request as RequestId));
    for (const { trips, patience } of groups) {
      if (patience < NEVER) engine.expectDelay(this.#timeOut, patience);
      if (trips === null || trips.constant === null) continue;
      engine.expectDelay(this.#arrived, trips.constant / 2);
      engine.expectDelay(this.#returned, trips.constant / 2);
    }
    destinations.onOutcome((request, outcome) => this.#answered(request as RequestId, outcome));
    destinations.onLost(this.#lost.bind(this));
    destinations.onChoice((request, destination) =>
      this.#chosen(request as RequestId, destination),
    );
  }

  /** Sends a request over its connection. */
  send(request: RequestId, group: Group): void {
    const { engine, requests } = this.#tables;
    const deadline = engine.now + group.patience;
    requests.deadline[request] = deadline;
    requests.outcome[request] = ELSEWHERE;
    if (group.trips) {
      const there = group.trips.to(requests.way[request] as number) / 2;
      this.#moveAfter(request, there, this.#arrived);
      if (group.patience < NEVER) engine.after(group.patience, this.#timeOut, request);
      return;
    }
    this.#arrive(request);
    // Whoever has the row now with this deadline is waiting for a response.
    if (group.patience < NEVER && requests.deadline[request] === deadline)
      engine.after(group.patience, this.#timeOut, request);
  }

  #moveAfter(request: RequestId, delay: number, kind: EventKind): void {
    const { engine, requests } = this.#tables;
    requests.due[request] = engine.now + delay;
    engine.after(delay, kind, request);
  }

  /** Whether an event is of the present: its request has not been given up, nor its row passed on. */
  #isDue(request: number): boolean {
    return this.#tables.requests.due[request] === this.#tables.engine.now;
  }

  #arrive(request: RequestId): void {
    const { destinations, requests } = this.#tables;
    const way = requests.way[request] as number;
    requests.due[request] = NEVER;
    if (this.#isTooLate(request)) {
      this.#travelBack(request, RACED);
      return;
    }
    this.#follow(request);
    if (destinations.plain) {
      destinations.accept(way);
      this.#answered(request, Outcome.completed);
      return;
    }
    requests.outcome[request] = AT_BACKEND;
    const group = groupOf(this.#tables, request);
    if (destinations.isCut(group.row, way)) {
      if (destinations.isOpenEnded(way))
        this.#chosen(request, destinations.ways.frontOf[way] as number);
      return;
    }
    const caller = callerOf(this.#tables, request, group);
    destinations.serve(way, request, requests.work[request] as number, caller);
  }

  /** A node has chosen where a request goes: only now is it known. */
  #chosen(request: RequestId, destination: number): void {
    const { requests, curves, destinations } = this.#tables;
    requests.destination[request] = destination;
    const generation = requests.generation[request] as number;
    if (curves === null || generation < 0) return;
    requests.generation[request] = NO_ROW;
    const made = requests.made[request] as number;
    const front = destinations.ways.frontOf[requests.way[request] as number];
    curves.went(made, destination, generation, 1, made, front);
  }

  /** Whether the server has closed its connection, and says so: a silent one says nothing. */
  #isTooLate(request: RequestId): boolean {
    const { destinations, requests } = this.#tables;
    const connection = requests.connection[request] as number;
    if (destinations.keepAlives === null || connection === NO_ROW) return false;
    if (destinations.keepAlives.arrives(connection)) return false;
    const group = groupOf(this.#tables, request);
    return !destinations.isSilent(requests.way[request] as number, group.row);
  }

  /** Counts the request for the choice that led it here. */
  #follow(request: RequestId): void {
    const { requests, connections, followers, ages, engine } = this.#tables;
    const connection = requests.connection[request] as number;
    const choice = (
      connection === NO_ROW
        ? requests.choice[request]
        : connections.choiceOf(connection as ConnectionId)
    ) as ChoiceId | -1;
    if (choice === NO_ROW) return;
    const { row } = groupOf(this.#tables, request);
    const answer = followers.answerOf(choice as ChoiceId);
    followers.follow(choice as ChoiceId, row);
    followers.load(answer, row, requests.destination[request] as number);
    ages.add(engine.now - followers.givenAt(answer));
    if (connection !== NO_ROW) return;
    followers.release(choice as ChoiceId);
    requests.choice[request] = NO_ROW;
  }

  #answered(request: RequestId, outcome: Outcome): void {
    const { destinations, requests } = this.#tables;
    const connection = requests.connection[request] as number;
    if (connection !== NO_ROW) destinations.keepAlives?.answers(connection);
    this.#travelBack(request, outcome);
  }

  #travelBack(request: RequestId, outcome: number): void {
    const { requests } = this.#tables;
    const group = groupOf(this.#tables, request);
    // Lost on the way back: its client goes on waiting.
    if (this.#isCut(request, group)) return;
    requests.outcome[request] = outcome;
    if (group.trips) {
      const back = group.trips.to(requests.way[request] as number) / 2;
      this.#moveAfter(request, back, this.#returned);
    } else this.#finish(request);
  }

  #isCut(request: RequestId, { row }: Group): boolean {
    const { destinations, requests } = this.#tables;
    return destinations.isCut(row, requests.way[request] as number);
  }

  #finish(request: RequestId): void {
    const { requests } = this.#tables;
    const group = groupOf(this.#tables, request);
    const outcome = requests.outcome[request] as number;
    requests.due[request] = NEVER;
    requests.deadline[request] = NEVER;
    if (outcome === Outcome.completed) {
      this.#next.completed(request, group);
      return;
    }
    if (outcome === RACED) {
      this.#next.raced(request, group);
      return;
    }
    const { reason, reusable } = FAILED[outcome] as { reason: number; reusable: boolean };
    this.#next.broken(request, group, reason, reusable);
  }

  /** The client has waited long enough, unless that was for a response it has had. */
  #ranOut(request: RequestId): void {
    const { engine, requests, destinations } = this.#tables;
    if (requests.deadline[request] !== engine.now) return;
    const group = groupOf(this.#tables, request);
    const way = requests.way[request] as number;
    if (group.waitsForKernel && !destinations.isSilent(way, group.row)) {
      // The host still acknowledges what was sent: its kernel sees nothing amiss.
      requests.deadline[request] = engine.now + group.patience;
      engine.after(group.patience, this.#timeOut, request);
      return;
    }
    requests.due[request] = NEVER;
    requests.deadline[request] = NEVER;
    if (requests.outcome[request] === AT_BACKEND) destinations.giveUp(request);
    requests.outcome[request] = ELSEWHERE;
    this.#next.broken(request, group, RESPONSE_TIMEOUT, false);
  }

  /**
   * Every open connection to a destination, or through it, breaks: what waits for a response gets a reset.
   *
   * @param node of a balancer: only those that pass it
   * @param isConcerned only those of a client group, on a way, of which it says so
   */
  #lost(
    destination: number,
    node?: number,
    isConcerned?: (group: number, way: number) => boolean,
  ): void {
    const { connections, destinations, caches, groups, requests } = this.#tables;
    const isOf =
      isConcerned &&
      ((client: number, way: number) => isConcerned(groupOfClient(groups, client), way));
    connections.lose(destination, (client) => caches.suspect(client), node, isOf);
    for (const request of this.#waitingAt(destination, node)) {
      const way = requests.way[request] as number;
      if (isConcerned?.(groupOf(this.#tables, request).row, way) === false) continue;
      destinations.giveUp(request);
      this.#answered(request, Outcome.reset);
    }
  }

  #waitingAt(destination: number, node?: number): RequestId[] {
    const { requests, destinations } = this.#tables;
    const waiting: RequestId[] = [];
    for (let row = 0; row < requests.used; row++) {
      if (requests.outcome[row] !== AT_BACKEND) continue;
      if (destinations.ways.meets(requests.way[row] as number, destination, node))
        waiting.push(row as RequestId);
    }
    return waiting;
  }
}

/** The scenario's group that a client row belongs to. */
function groupOfClient(groups: readonly Group[], client: number): number {
  const group = groups.findLast(
    ({ firstRow, memberOf, isShadow }) => !isShadow && memberOf.length > 0 && firstRow <= client,
  );
  return (group as Group).row;
}
