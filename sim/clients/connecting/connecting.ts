/**
 * From a list of addresses to an open connection: sorts, picks, and races over the addresses until one accepts
 * or all have failed (model.md part 2, step 6).
 */
import { Reception } from '../../backends/reception.ts';
import type { EventKind } from '../../engine/engine.ts';
import { FAILURES } from '../../measurements.ts';
import { type AnswerId, type ChoiceId, clientOf } from '../../metrics/followers.ts';
import type { Seconds } from '../../settings.ts';
import type { ConnectionId } from '../connections.ts';
import type { Group } from '../group.ts';
import type { RequestId } from '../requests.ts';
import { callerOf, groupOf, type Tables } from '../tables.ts';
import { went } from '../went.ts';
import { type RaceId, Races } from './races.ts';
import { TryOrder } from './try-order.ts';

const NO_ROW = -1;
const NEVER = Number.POSITIVE_INFINITY;
const REFUSED = FAILURES.indexOf('refused');
const UNREACHABLE = FAILURES.indexOf('unreachable');
const CONNECT_TIMEOUT = FAILURES.indexOf('connect-timeout');

export interface AfterConnecting {
  connected(request: RequestId, group: Group): void;
  /** No address accepted. @param reason of `FAILURES` */
  unconnected(request: RequestId, group: Group, reason: number): void;
}

export class Connecting {
  readonly #tables: Tables;
  readonly #next: AfterConnecting;
  readonly #races: Races;
  readonly #order: TryOrder;
  readonly #one = new Int32Array(1);
  readonly #open: EventKind;
  readonly #step: EventKind;

  constructor(tables: Tables, next: AfterConnecting) {
    const { engine, groups, followers } = tables;
    this.#tables = tables;
    this.#next = next;
    const lanes = Math.max(1, ...groups.map(({ race }) => race.parallel));
    this.#races = new Races(followers.longest, lanes);
    this.#order = new TryOrder(tables);
    this.#open = engine.on('completion', (request) => this.#opened(request as RequestId));
    this.#step = engine.on('time-out', (request) => this.#continue(request as RequestId));
    for (const { trips } of groups)
      if (trips !== null && trips.constant !== null) engine.expectDelay(this.#open, trips.constant);
  }

  /** Attempts under way in races; looks at every request in flight. */
  get racing(): number {
    const { requests, groups } = this.#tables;
    let underWay = 0;
    for (let row = 0; row < requests.used; row++) {
      const race = requests.race[row] as number;
      const opens = groups[requests.group[row] as number]?.opens === true;
      if (race !== NO_ROW && !opens) underWay += this.#races.underWay[race] as number;
    }
    return underWay;
  }

  /** The address of a held list that a request goes to, of a group that has a rota. */
  addressInTurn(request: RequestId, group: Group, choice: ChoiceId): number {
    return this.#order.addressInTurn(request, group, choice);
  }

  /** Connects to an address of a held list. @param first to be tried first; −1: as the pick says */
  toKept(request: RequestId, group: Group, choice: ChoiceId, first = NO_ROW): void {
    const { followers } = this.#tables;
    this.to(request, group, choice, followers.answerOf(choice), followers.countOf(choice), first);
  }

  /** Connects to the first address of a held list and to no other. */
  toFirst(request: RequestId, group: Group, choice: ChoiceId): void {
    this.to(request, group, choice, this.#tables.followers.answerOf(choice), 1);
  }

  /**
   * Connects to an address of a list.
   *
   * @param choice the list as a row, or −1: the resolvers' own list
   * @param first to be tried first; −1: as the pick says
   */
  to(
    request: RequestId,
    group: Group,
    choice: ChoiceId | -1,
    answer: AnswerId,
    count: number,
    first = NO_ROW,
  ): void {
    const { requests, engine, destinations, recorder, followers } = this.#tables;
    const place = this.#order.begin(request, group, choice, count, first);
    const address = this.#order.at(place);
    const way = destinations.dial(address, callerOf(this.#tables, request, group));
    const from = group.isDual ? followers.answerWith(choice as ChoiceId, address) : answer;
    this.#went(request, way, from);
    const now = engine.now;
    requests.since[request] = now;
    const took = group.trips === null ? 0 : group.trips.to(way);
    const reception = destinations.plain
      ? Reception.accepted
      : destinations.reception(way, group.row);
    if (reception === Reception.accepted && took <= group.firstLimit(count)) {
      recorder.count(group.columns.attempts);
      this.#settle(request, group, choice, from, way, this.#order.isPicked(place));
      if (group.trips) engine.after(took, this.#open, request);
      else this.#opened(request);
      return;
    }
    const race = this.#begin(request, group, choice, answer, count, place);
    this.#attempt(group, race, way, reception, took);
    this.#continue(request);
  }

  /** A request goes a way, first of all or again. */
  #went(request: RequestId, way: number, answer: AnswerId): void {
    const { curves, requests, followers } = this.#tables;
    if (curves === null || requests.retries[request] !== 0) return;
    if (requests.destination[request] !== NO_ROW || groupOf(this.#tables, request).opens) return;
    went(this.#tables, request, way, followers.generationOf(answer));
  }

  // -------------------------------------------------------------------------------- racing

  /** A race over a list, for when the first address does not do by itself. */
  #begin(
    request: RequestId,
    group: Group,
    choice: ChoiceId | -1,
    answer: AnswerId,
    count: number,
    from: number,
  ): RaceId {
    const { engine, followers, requests, resolvers } = this.#tables;
    const places = group.race.tries === 'one' ? 1 : count;
    const held =
      choice >= 0
        ? followers.hold(choice as ChoiceId)
        : followers.chosen(answer, resolvers.list, count, clientOf(group.row));
    const race = this.#races.begin(places, places * group.triesPerAddress, engine.now, held);
    for (let i = 0; i < places; i++)
      this.#races.setAddress(race, i, this.#order.at((from + i) % count));
    requests.race[request] = race;
    return race;
  }

  /** Begins an attempt on a way that receives it so, and answers after `took` if it does. */
  #attempt(group: Group, race: RaceId, way: number, reception: Reception, took: Seconds): void {
    const { engine, recorder } = this.#tables;
    const races = this.#races;
    const { now } = engine;
    const left = group.connectTimeout - (now - (races.since[race] as number));
    const triesLeft = (races.most[race] as number) - (races.begun[race] as number);
    const limit = group.attemptLimit(left, triesLeft);
    recorder.count(group.columns.attempts);
    if (reception === Reception.silent || (took > limit && reception !== Reception.unreachable))
      races.willFail(race, way, now + limit, CONNECT_TIMEOUT, now);
    else if (reception === Reception.unreachable) {
      const told = this.#tables.destinations.unreachableAfter(way);
      const reason = told > limit ? CONNECT_TIMEOUT : UNREACHABLE;
      races.willFail(race, way, now + Math.min(told, limit), reason, now);
    } else if (reception === Reception.refused) races.willFail(race, way, now + took, REFUSED, now);
    else races.willWin(race, way, now + took, now);
  }

  /** Goes on with a race: what has failed by now is noted, another attempt begun if it is due. */
  #continue(request: RequestId): void {
    const { requests, engine, destinations } = this.#tables;
    const group = groupOf(this.#tables, request);
    const race = requests.race[request] as RaceId;
    const races = this.#races;
    const { now } = engine;
    const end = (races.since[race] as number) + group.connectTimeout;
    for (;;) {
      const failed = this.#noteFailures(request, group, race, now);
      if (now >= end) {
        this.#lose(request, group, race, CONNECT_TIMEOUT);
        return;
      }
      const due = this.#nextAttempt(group, race, failed ? now : NEVER);
      const won = races.won[race] as number;
      if (due <= now && now < won) {
        const way = destinations.dial(
          races.nextAddress(race),
          callerOf(this.#tables, request, group),
        );
        const reception = destinations.reception(way, group.row);
        const took = group.trips === null ? 0 : group.trips.to(way);
        this.#attempt(group, race, way, reception, took);
        continue;
      }
      const next = Math.min(due, races.nextFailure(race), end);
      if (next === NEVER && won === NEVER) {
        this.#lose(request, group, race, races.reason[race] as number);
        return;
      }
      if (won <= next) {
        this.#win(request, group, race, won);
        return;
      }
      if (next > now) {
        engine.at(next, this.#step, request);
        return;
      }
    }
  }

  /** When the next attempt begins, were nothing to fail before; Infinity: none does. */
  #nextAttempt(group: Group, race: RaceId, failed: Seconds): Seconds {
    const races = this.#races;
    if ((races.begun[race] as number) >= (races.most[race] as number)) return NEVER;
    const underWay = races.underWay[race] as number;
    if (underWay >= group.race.parallel) return NEVER;
    if (underWay === 0) return this.#tables.engine.now;
    return Math.min(failed, (races.last[race] as number) + group.race.stagger);
  }

  #noteFailures(request: RequestId, group: Group, race: RaceId, now: Seconds): boolean {
    let any = false;
    const { requests, recorder, destinations } = this.#tables;
    for (;;) {
      const way = this.#races.takeFailure(race, now);
      if (way < 0) return any;
      any = true;
      requests.way[request] = way;
      requests.destination[request] = destinations.ways.destinationOf[way] as number;
      recorder.count(group.columns.attemptsFailed);
      this.#order.remember(request, group, destinations.ways.addressOf[way] as number);
    }
  }

  /** The race is decided: its winner will be open at `at`, when the others under way are overtaken. */
  #win(request: RequestId, group: Group, race: RaceId, at: Seconds): void {
    const { engine, followers, destinations } = this.#tables;
    const races = this.#races;
    const choice = races.choice[race] as ChoiceId;
    const way = races.winner[race] as number;
    const address = destinations.ways.addressOf[way] as number;
    const isFirst = !group.sorts && address === followers.addressAt(choice, 0);
    this.#rememberOvertaken(request, group, race);
    this.#settle(request, group, choice, followers.answerWith(choice, address), way, isFirst);
    this.#end(request, group, race, 1);
    if (group.trips) engine.at(at, this.#open, request);
    else this.#opened(request);
  }

  /** Attempts that would fail had they not been overtaken count as failures: nothing has come of them so far. */
  #rememberOvertaken(request: RequestId, group: Group, race: RaceId): void {
    if (!this.#order.remembers(group)) return;
    const { destinations } = this.#tables;
    for (let lane = 0; lane < group.race.parallel; lane++) {
      const way = this.#races.failingOn(race, lane);
      if (way >= 0)
        this.#order.remember(request, group, destinations.ways.addressOf[way] as number);
    }
  }

  #lose(request: RequestId, group: Group, race: RaceId, reason: number): void {
    this.#end(request, group, race, 0);
    this.#next.unconnected(request, group, reason);
  }

  #end(request: RequestId, group: Group, race: RaceId, winners: number): void {
    const { requests, followers, recorder } = this.#tables;
    const races = this.#races;
    recorder.add(group.columns.attemptsFailed, (races.underWay[race] as number) - winners);
    followers.release(races.choice[race] as ChoiceId);
    races.free(race);
    requests.race[request] = NO_ROW;
  }

  // -------------------------------------------------------------------------------- connected

  /** Notes where the request goes, and which choice it, and its connection, will follow. */
  #settle(
    request: RequestId,
    group: Group,
    choice: ChoiceId | -1,
    answer: AnswerId,
    way: number,
    asPicked: boolean,
  ): void {
    const { requests, followers, ages, engine, connections, destinations } = this.#tables;
    const connection = requests.connection[request] as number;
    const { keepsAddress } = group;
    this.#order.accepted(request, group, destinations.ways.addressOf[way] as number);
    const shared =
      choice >= 0 &&
      !(group.isDual && followers.answerOf(choice as ChoiceId) !== answer) &&
      ((group.pick.settled && asPicked) ||
        (keepsAddress && followers.countOf(choice as ChoiceId) === 1));
    requests.way[request] = way;
    requests.destination[request] = destinations.ways.destinationOf[way] as number;
    requests.isTrying[request] = 1;
    if (connection === NO_ROW && group.trips === null && !keepsAddress) {
      if (shared) followers.follow(choice as ChoiceId, group.row);
      else followers.followOwn(answer, group.row);
      followers.load(answer, group.row, requests.destination[request] as number);
      ages.add(engine.now - followers.givenAt(answer));
      return;
    }
    this.#one[0] = destinations.ways.addressOf[way] as number;
    if (!shared) {
      const own = followers.chosen(answer, this.#one, 1, clientOf(group.row));
      if (connection === NO_ROW) requests.choice[request] = own;
      else connections.connect(connection as ConnectionId, way, own);
    } else if (connection === NO_ROW) requests.choice[request] = followers.hold(choice as ChoiceId);
    else {
      const kept = followers.keptBy(group.row, choice as ChoiceId);
      connections.connect(connection as ConnectionId, way, kept);
    }
  }

  #opened(request: RequestId): void {
    this.#next.connected(request, groupOf(this.#tables, request));
  }
}
