/**
 * Who followed which authority answer: the G and H of expected CV² (model.md part 6).
 *
 * An *answer* is one reply of the authority; G is the number of requests that followed it. A *choice* is one
 * final order inside it (a frozen response, a client's cached list, a connection); H is the number of
 * requests that followed the choice. A choice that no other request shares has H = 1 and needs no row: it is
 * counted on the answer as its *own*. Where one client keeps a choice that others follow as well, it holds a row
 * of its own *within* that choice, so that requests of one look-up can be told from those of others ({@link Causes}).
 *
 * Rows are counted references: caches, clients and connections hold them, so the table is as large as what
 * is still in use. Sums per window are made when a window closes, over the rows touched in it.
 */
import { longerFloat64, longerInt32, RowPool } from '../engine/row-pool.ts';
import type { Seconds } from '../settings.ts';
import { Causes } from './causes.ts';
import { GroupCounts } from './group-counts.ts';
import { GroupLoads } from './group-loads.ts';
import type { RecordChanges } from './record-changes.ts';
import { Rotations } from './rotations.ts';

declare const answerRow: unique symbol;
/** A row of an answer of the authority. */
export type AnswerId = number & { readonly [answerRow]: true };
declare const choiceRow: unique symbol;
/** A row of a list of addresses in one final order. */
export type ChoiceId = number & { readonly [choiceRow]: true };

/** The weights of G² and H² in expected CV² for the answers that one view of the authority gives. */
export interface Coefficients {
  /** c₁, of G²: how far the content of an answer strays from the intended shares. */
  readonly content: number;
  /** c₂, of H²: how far one choice inside an answer does. */
  readonly choice: number;
}

const OWN = 0;
const SHARED = 1;
const WHOLE = 2;
const GIVEN = 3;
const ANSWER_COLUMNS = 4;
const NOTHING = -1;
const NO_ADDRESSES = new Int32Array(0);
/** Places before a choice's addresses: their number, the answer, who keeps it, and the choice that it is within. */
const HEADER = 4;
const ANSWER = 1;
const KEEPER = 2;
const WITHIN = 3;

/** Who keeps a choice: the row of a resolver group; or a client of a group, as −1 less the group's row. */
export type Keeper = number;
/** A client of a group, as keeper of a choice. */
export const clientOf = (group: number): Keeper => -1 - group;

export class Followers {
  readonly #coefficients: readonly Coefficients[];
  readonly #questionOf: Int32Array;
  readonly #memberRequests: Float64Array;
  readonly #changes: RecordChanges;
  readonly #stride: number;

  readonly #causes: Causes;
  /** By member of a resolver group: its group. */
  readonly #groupOfMember: Int32Array;
  /** Requests by client group, of answers and of what resolvers keep; null: there is one group. */
  readonly #answerGroups: GroupCounts | null;
  readonly #choiceGroups: GroupCounts | null;
  /** Null: there is one group of each, or a balancer says where requests go. */
  readonly #loads: GroupLoads | null;
  /** Whether requests are counted by group: there are several, and the measured span has begun. */
  #isSplit = false;

  readonly #answers: RowPool;
  /** Own followers and followers of shared choices in this window, all so far, time given. */
  #answer = new Float64Array(0);
  #answerRefs = new Int32Array(0);
  #answerView = new Int32Array(0);
  #answerMember = new Int32Array(0);
  #answerGeneration = new Int32Array(0);

  readonly #choices: RowPool;
  /** By choice, side by side: {@link HEADER}, the addresses in order. */
  #list = new Int32Array(0);
  #choiceRefs = new Int32Array(0);
  #choiceWindow = new Float64Array(0);
  #choiceWhole = new Float64Array(0);
  /** Round that the choice is part of, the place where it begins in it, and the table of its own turns; or −1. */
  #choiceRound = new Int32Array(0);
  #choiceStart = new Int32Array(0);
  #choiceTable = new Int32Array(0);
  /** The second list of those made of the answers to two questions. */
  readonly #second = new Map<ChoiceId, ChoiceId>();
  readonly #rotations: Rotations;

  readonly #touchedAnswers: number[] = [];
  readonly #touchedChoices: number[] = [];

  #wholeWeight = 0;
  #wholeRequests = 0;
  #sumSquares = 0;
  #heaviest = 0;

  /**
   * @param coefficients by view
   * @param questionOf by view
   * @param longest most addresses in one list
   * @param groupOfMember by resolver member, over all groups
   * @param groups how many of clients and of resolvers, and the backends that they lead to; 0: others choose those
   */
  constructor(
    coefficients: readonly Coefficients[],
    questionOf: Int32Array,
    longest: number,
    groupOfMember: Int32Array,
    groups: { readonly clients: number; readonly resolvers: number; readonly backends: number },
    changes: RecordChanges,
  ) {
    this.#coefficients = coefficients;
    this.#questionOf = questionOf;
    this.#changes = changes;
    this.#stride = longest + HEADER;
    this.#memberRequests = new Float64Array(groupOfMember.length);
    this.#groupOfMember = groupOfMember;
    this.#causes = new Causes(groups.clients, groups.resolvers);
    this.#answerGroups = groups.clients > 1 ? new GroupCounts(groups.clients) : null;
    this.#choiceGroups = groups.clients > 1 ? new GroupCounts(groups.clients) : null;
    this.#loads =
      groups.clients * groups.resolvers > 1 && groups.backends > 0
        ? new GroupLoads(groups.clients, groups.resolvers, groups.backends)
        : null;
    this.#rotations = new Rotations(longest, groups.clients, this.#causes);
    this.#answers = new RowPool(256, (capacity) => {
      this.#answer = longerFloat64(this.#answer, capacity * ANSWER_COLUMNS);
      this.#answerRefs = longerInt32(this.#answerRefs, capacity);
      this.#answerView = longerInt32(this.#answerView, capacity);
      this.#answerMember = longerInt32(this.#answerMember, capacity);
      this.#answerGeneration = longerInt32(this.#answerGeneration, capacity);
      this.#answerGroups?.grow(capacity);
    });
    this.#choices = new RowPool(256, (capacity) => {
      this.#list = longerInt32(this.#list, capacity * this.#stride);
      this.#choiceRefs = longerInt32(this.#choiceRefs, capacity);
      this.#choiceWindow = longerFloat64(this.#choiceWindow, capacity);
      this.#choiceWhole = longerFloat64(this.#choiceWhole, capacity);
      this.#choiceRound = longerInt32(this.#choiceRound, capacity);
      this.#choiceStart = longerInt32(this.#choiceStart, capacity);
      this.#choiceTable = longerInt32(this.#choiceTable, capacity);
      this.#choiceGroups?.grow(capacity);
    });
  }

  // -------------------------------------------------------------------------------- rows

  /**
   * A new answer, held once by the caller.
   *
   * @param generation changes of the records behind its question that it has seen
   */
  answered(view: number, member: number, at: Seconds, generation: number): AnswerId {
    const row = this.#answers.take();
    const cell = row * ANSWER_COLUMNS;
    this.#answer[cell + OWN] = 0;
    this.#answer[cell + SHARED] = 0;
    this.#answer[cell + WHOLE] = 0;
    this.#answer[cell + GIVEN] = at;
    this.#answerRefs[row] = 1;
    this.#answerView[row] = view;
    this.#answerMember[row] = member;
    this.#answerGeneration[row] = this.#changes.stateOf(
      this.#questionOf[view] as number,
      generation,
    );
    return row as AnswerId;
  }

  /** A new choice: `count` addresses in order, held once by the caller; it holds its answer. */
  chosen(answer: AnswerId, addresses: Int32Array, count: number, keeper: Keeper): ChoiceId {
    const row = this.#begin();
    const at = row * this.#stride;
    this.#list[at] = count;
    this.#list[at + ANSWER] = answer;
    this.#list[at + KEEPER] = keeper;
    this.#list[at + WITHIN] = NOTHING;
    for (let i = 0; i < count; i++) this.#list[at + HEADER + i] = addresses[i] as number;
    this.#answerRefs[answer] = (this.#answerRefs[answer] as number) + 1;
    return row;
  }

  #begin(): ChoiceId {
    const row = this.#choices.take();
    this.#choiceRefs[row] = 1;
    this.#choiceWindow[row] = 0;
    this.#choiceWhole[row] = 0;
    this.#choiceRound[row] = NOTHING;
    this.#choiceTable[row] = NOTHING;
    return row as ChoiceId;
  }

  /**
   * A choice as one client of a group keeps it for several requests, held once by the caller: a row within the one
   * that a resolver hands to others too, or the choice itself if it is the client's alone.
   */
  keptBy(group: number, choice: ChoiceId): ChoiceId {
    if (this.#keeperOf(choice) < 0) return this.hold(choice);
    const row = this.#begin();
    const at = row * this.#stride;
    const from = choice * this.#stride;
    this.#list.copyWithin(at, from, from + HEADER + this.countOf(choice));
    this.#list[at + KEEPER] = clientOf(group);
    this.#list[at + WITHIN] = this.hold(choice);
    return row;
  }

  /** The addresses of a list and then those of another, which follow another answer, for a client of a group. */
  merged(first: ChoiceId, second: ChoiceId, group: number): ChoiceId {
    const merged = this.chosen(this.answerOf(first), NO_ADDRESSES, 0, clientOf(group));
    const at = merged * this.#stride;
    const [before, after] = [this.countOf(first), this.countOf(second)];
    this.#list[at] = before + after;
    for (let i = 0; i < before; i++) this.#list[at + HEADER + i] = this.addressAt(first, i);
    for (let i = 0; i < after; i++)
      this.#list[at + HEADER + before + i] = this.addressAt(second, i);
    this.#second.set(merged, this.hold(second));
    return merged;
  }

  /** The answer that an address of a list is from. */
  answerWith(choice: ChoiceId, address: number): AnswerId {
    const second = this.#second.get(choice);
    if (second === undefined) return this.answerOf(choice);
    for (let place = 0; place < this.countOf(second); place++)
      if (this.addressAt(second, place) === address) return this.answerOf(second);
    return this.answerOf(choice);
  }

  /** The list that begins at a place of `base` and follows it round, as a counter makes it; kept while `base` is. */
  turned(base: ChoiceId, start: number): ChoiceId {
    const count = this.countOf(base);
    if (start === 0 || count === 1) return base;
    if (this.#choiceTable[base] === NOTHING) this.#choiceTable[base] = this.#rotations.beginTable();
    const table = this.#choiceTable[base] as number;
    const known = this.#rotations.listAt(table, start);
    if (known !== NOTHING) return known as ChoiceId;
    const round = this.#roundOf(base);
    const turned = this.chosen(this.answerOf(base), NO_ADDRESSES, 0, this.#keeperOf(base));
    this.#list[turned * this.#stride] = count;
    for (let i = 0; i < count; i++)
      this.#list[turned * this.#stride + HEADER + i] = this.addressAt(base, (start + i) % count);
    this.#choiceRound[turned] = round;
    this.#choiceStart[turned] = ((this.#choiceStart[base] as number) + start) % count;
    this.#rotations.hold(round);
    this.#rotations.setList(table, start, turned);
    return turned;
  }

  #roundOf(base: ChoiceId): number {
    const known = this.#choiceRound[base] as number;
    if (known !== NOTHING) return known;
    const coefficients = this.#coefficientsOf(this.answerOf(base));
    const already = this.#choiceWhole[base] as number;
    const round = this.#rotations.beginRound(
      this.countOf(base),
      coefficients,
      already,
      this.#keeperOf(base),
    );
    this.#choiceWhole[base] = 0;
    this.#choiceRound[base] = round;
    this.#choiceStart[base] = 0;
    return round;
  }

  /** Addresses that a list has room for. */
  get longest(): number {
    return this.#stride - HEADER;
  }

  hold(choice: ChoiceId): ChoiceId {
    this.#choiceRefs[choice] = (this.#choiceRefs[choice] as number) + 1;
    return choice;
  }

  release(choice: ChoiceId): void {
    const refs = (this.#choiceRefs[choice] as number) - 1;
    this.#choiceRefs[choice] = refs;
    if (refs === 0 && this.#choiceWindow[choice] === 0) this.#retireChoice(choice);
  }

  releaseAnswer(answer: AnswerId): void {
    const refs = (this.#answerRefs[answer] as number) - 1;
    this.#answerRefs[answer] = refs;
    if (refs === 0 && !this.#isTouched(answer)) this.#retireAnswer(answer);
  }

  countOf(choice: ChoiceId): number {
    return this.#list[choice * this.#stride] as number;
  }

  addressAt(choice: ChoiceId, place: number): number {
    return this.#list[choice * this.#stride + HEADER + place] as number;
  }

  answerOf(choice: ChoiceId): AnswerId {
    return this.#list[choice * this.#stride + ANSWER] as AnswerId;
  }

  #keeperOf(choice: ChoiceId): Keeper {
    return this.#list[choice * this.#stride + KEEPER] as Keeper;
  }

  #within(choice: ChoiceId): ChoiceId | -1 {
    return this.#list[choice * this.#stride + WITHIN] as ChoiceId | -1;
  }

  /** Whether a choice is one as a client keeps it of `other`. */
  isWithin(choice: ChoiceId, other: ChoiceId): boolean {
    return this.#within(choice) === other;
  }

  /** Row of the resolver group that had fetched the answer. */
  resolversOf(answer: AnswerId): number {
    return this.#groupOfMember[this.#answerMember[answer] as number] as number;
  }

  /** State of the records behind its question that the answer shows ({@link RecordChanges}). */
  generationOf(answer: AnswerId): number {
    return this.#answerGeneration[answer] as number;
  }

  /** When the authority gave the answer. */
  givenAt(answer: AnswerId): Seconds {
    return this.#answer[answer * ANSWER_COLUMNS + GIVEN] as number;
  }

  /** Says that an answer had been given at another time than its row was made; for the start. */
  backdate(answer: AnswerId, at: Seconds): void {
    this.#answer[answer * ANSWER_COLUMNS + GIVEN] = at;
  }

  // -------------------------------------------------------------------------------- counting

  /** Requests (one, or `count`) of a client group followed choices inside `answer`, each its own. */
  followOwn(answer: AnswerId, group: number, count = 1): void {
    if (this.#isSplit) (this.#answerGroups as GroupCounts).add(answer, group, count);
    const cell = answer * ANSWER_COLUMNS;
    const own = this.#answer[cell + OWN] as number;
    if (own === 0 && this.#answer[cell + SHARED] === 0) this.#touchedAnswers.push(answer);
    this.#answer[cell + OWN] = own + count;
  }

  /** Requests (one, or `count`) of a client group followed `choice`. */
  follow(choice: ChoiceId, group: number, count = 1): void {
    if (this.#isSplit && this.#keeperOf(choice) >= 0)
      (this.#choiceGroups as GroupCounts).add(choice, group, count);
    const followers = this.#choiceWindow[choice] as number;
    if (followers === 0) this.#touchedChoices.push(choice);
    this.#choiceWindow[choice] = followers + count;
  }

  /** Requests (one, or `count`) of a client group that follow an answer go to a backend. */
  load(answer: AnswerId, group: number, backend: number, count = 1): void {
    if (this.#loads !== null) this.#loads.add(group, this.resolversOf(answer), backend, count);
  }

  /**
   * Closes a window: sums its G and H.
   *
   * @param recorded false throws them away
   * @returns Σ c₁G² + c₂ΣH² and ΣG of the window
   */
  closeWindow(recorded: boolean): { readonly weight: number; readonly requests: number } {
    let weight = 0;
    let requests = 0;
    this.#closeLookups(recorded);
    for (const choice of this.#touchedChoices) {
      if (this.#within(choice as ChoiceId) !== NOTHING) {
        if (this.#choiceRefs[choice] === 0) this.#retireChoice(choice as ChoiceId);
        continue;
      }
      const followers = this.#choiceWindow[choice] as number;
      const answer = this.answerOf(choice as ChoiceId);
      this.#choiceWindow[choice] = 0;
      if (recorded) {
        weight += this.#count(choice as ChoiceId, answer, followers);
        if (!this.#isTouched(answer)) this.#touchedAnswers.push(answer);
        const cell = answer * ANSWER_COLUMNS + SHARED;
        this.#answer[cell] = (this.#answer[cell] as number) + followers;
      }
      if (this.#choiceRefs[choice] === 0) this.#retireChoice(choice as ChoiceId);
    }
    for (const answer of this.#touchedAnswers) {
      const cell = answer * ANSWER_COLUMNS;
      const own = this.#answer[cell + OWN] as number;
      const followers = own + (this.#answer[cell + SHARED] as number);
      this.#answer[cell + OWN] = 0;
      this.#answer[cell + SHARED] = 0;
      if (recorded) {
        const { content, choice } = this.#coefficientsOf(answer);
        weight += content * followers * followers + choice * own;
        requests += followers;
        this.#wholeWeight += choice * own;
        this.#answer[cell + WHOLE] = (this.#answer[cell + WHOLE] as number) + followers;
      }
      if (this.#answerRefs[answer] === 0) this.#retireAnswer(answer as AnswerId);
    }
    weight += this.#rotations.closeWindow();
    this.#touchedChoices.length = 0;
    this.#touchedAnswers.length = 0;
    this.#wholeRequests += requests;
    if (!recorded) this.#loads?.clear();
    this.#isSplit = this.#answerGroups !== null;
    return { weight, requests };
  }

  /** Followers of a choice as one client keeps it follow the choice that it is within. */
  #closeLookups(recorded: boolean): void {
    const touched = this.#touchedChoices;
    for (let i = 0, end = touched.length; i < end; i++) {
      const choice = touched[i] as ChoiceId;
      const within = this.#within(choice);
      if (within === NOTHING) continue;
      const followers = this.#choiceWindow[choice] as number;
      const besides = this.#choiceWindow[within] as number;
      if (recorded) this.#choiceWhole[choice] = (this.#choiceWhole[choice] as number) + followers;
      if (besides === 0) touched.push(within);
      this.#choiceWindow[within] = besides + followers;
      this.#choiceWindow[choice] = 0;
    }
  }

  /** Sums over the whole measured span; after the last window closed. Ends the table's life. */
  finish() {
    const used = this.#choices.used;
    // What clients keep tells the choices that it is within, those the rounds and the answers.
    for (let row = 0; row < used; row++)
      if (this.#within(row as ChoiceId) !== NOTHING) this.#sumChoice(row as ChoiceId);
    for (let row = 0; row < used; row++) this.#sumChoice(row as ChoiceId);
    const rounds = this.#rotations.finish();
    for (let answer = 0; answer < this.#answers.used; answer++) this.#sumAnswer(answer as AnswerId);
    return {
      weight: this.#wholeWeight + rounds,
      causes: this.#causes.counts(),
      /** Null where they were not told apart. */
      loads: this.#loads?.counts() ?? null,
      requests: this.#wholeRequests,
      sumSquares: this.#sumSquares,
      heaviest: this.#heaviest,
      /** Requests by the member that had fetched the answer. */
      memberRequests: this.#memberRequests,
    };
  }

  /** Adds a window's followers of a choice to those of all windows; their weight, unless a round will tell it. */
  #count(choice: ChoiceId, answer: AnswerId, followers: number): number {
    const round = this.#choiceRound[choice] as number;
    if (round !== NOTHING) {
      this.#rotations.add(round, this.#choiceStart[choice] as number, followers);
      return 0;
    }
    this.#choiceWhole[choice] = (this.#choiceWhole[choice] as number) + followers;
    return this.#coefficientsOf(answer).choice * followers * followers;
  }

  #isTouched(answer: number): boolean {
    const cell = answer * ANSWER_COLUMNS;
    return this.#answer[cell + OWN] !== 0 || this.#answer[cell + SHARED] !== 0;
  }

  #coefficientsOf(answer: number): Coefficients {
    return this.#coefficients[this.#answerView[answer] as number] as Coefficients;
  }

  #retireChoice(choice: ChoiceId): void {
    this.#sumChoice(choice);
    const within = this.#within(choice);
    const second = this.#second.size > 0 ? this.#second.get(choice) : undefined;
    this.#choices.free(choice);
    if (within !== NOTHING) {
      this.release(within as ChoiceId);
      return;
    }
    const [round, table] = [this.#choiceRound[choice], this.#choiceTable[choice]];
    if (table !== NOTHING)
      for (const turned of this.#rotations.endTable(table as number))
        this.release(turned as ChoiceId);
    if (round !== NOTHING) this.#rotations.release(round as number);
    this.releaseAnswer(this.answerOf(choice));
    if (second === undefined) return;
    this.#second.delete(choice);
    this.release(second);
  }

  #retireAnswer(answer: AnswerId): void {
    this.#sumAnswer(answer);
    this.#answers.free(answer);
  }

  #sumChoice(choice: ChoiceId): void {
    const followers = this.#choiceWhole[choice] as number;
    this.#choiceWhole[choice] = 0;
    const answer = this.answerOf(choice);
    const coefficients = this.#coefficientsOf(answer);
    const keeper = this.#keeperOf(choice);
    const within = this.#within(choice);
    if (within === NOTHING) this.#wholeWeight += coefficients.choice * followers * followers;
    if (keeper >= 0) this.#sumOrder(choice, keeper, followers);
    else if (followers > 0) {
      const group = -1 - keeper;
      const order = within === NOTHING ? NOTHING : this.#keeperOf(within as ChoiceId);
      this.#causes.lookup(coefficients, group, this.resolversOf(answer), order, followers);
      if (within === NOTHING) this.#answerGroups?.add(answer, group, followers);
      else this.#choiceGroups?.add(within, group, followers);
    }
  }

  /** A resolver's order is over, or the run: which groups followed it. */
  #sumOrder(choice: ChoiceId, keeper: number, followers: number): void {
    const answer = this.answerOf(choice);
    const coefficients = this.#coefficientsOf(answer);
    const round = this.#choiceRound[choice] as number;
    if (this.#choiceGroups === null) {
      if (round === NOTHING) this.#causes.order(coefficients, 0, keeper, followers, followers);
      return;
    }
    this.#choiceGroups.drain(choice, (group, own) => {
      if (round === NOTHING) this.#causes.order(coefficients, group, keeper, followers, own);
      else this.#rotations.addOf(round, this.#choiceStart[choice] as number, group, own);
      this.#answerGroups?.add(answer, group, own);
    });
  }

  #sumAnswer(answer: AnswerId): void {
    const cell = answer * ANSWER_COLUMNS + WHOLE;
    const followers = this.#answer[cell] as number;
    if (followers === 0) return;
    this.#answer[cell] = 0;
    const member = this.#answerMember[answer] as number;
    const coefficients = this.#coefficientsOf(answer);
    const asked = this.resolversOf(answer);
    this.#wholeWeight += coefficients.content * followers * followers;
    this.#sumSquares += followers * followers;
    this.#heaviest = Math.max(this.#heaviest, followers);
    this.#memberRequests[member] = (this.#memberRequests[member] as number) + followers;
    if (this.#answerGroups === null)
      this.#causes.answer(coefficients, 0, asked, followers, followers);
    else
      this.#answerGroups.drain(answer, (group, own) =>
        this.#causes.answer(coefficients, group, asked, followers, own),
      );
  }
}
