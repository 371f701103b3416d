/**
 * Who followed which authority answer: the G and H of expected CV² (model.md part 6).
 *
 * An *answer* is one reply of the authority; G is the number of requests that followed it. A *choice* is one
 * final order inside it (a frozen response, a client's cached list, a connection); H is the number of
 * requests that followed the choice. A choice that no other request shares has H = 1 and needs no row: it is
 * counted on the answer as its *own*.
 *
 * Rows are counted references: caches, clients and connections hold them, so the table is as large as what
 * is still in use. Sums per window are made when a window closes, over the rows touched in it.
 */
import { longerFloat64, longerInt32, RowPool } from '../engine/row-pool.ts';
import type { Seconds } from '../settings.ts';
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
/** Places before a choice's addresses: their number and the answer. */
const HEADER = 2;

export class Followers {
  readonly #coefficients: readonly Coefficients[];
  readonly #questionOf: Int32Array;
  readonly #memberRequests: Float64Array;
  readonly #changes: RecordChanges;
  readonly #stride: number;

  readonly #answers: RowPool;
  /** Own followers and followers of shared choices in this window, all so far, time given. */
  #answer = new Float64Array(0);
  #answerRefs = new Int32Array(0);
  #answerView = new Int32Array(0);
  #answerMember = new Int32Array(0);
  #answerGeneration = new Int32Array(0);

  readonly #choices: RowPool;
  /** By choice, side by side: number of addresses, answer, the addresses in order. */
  #list = new Int32Array(0);
  #choiceRefs = new Int32Array(0);
  #choiceWindow = new Float64Array(0);
  #choiceWhole = new Float64Array(0);
  /** Round that the choice is part of, the place where it begins in it, and the table of its own turns; or −1. */
  #choiceRound = new Int32Array(0);
  #choiceStart = new Int32Array(0);
  #choiceTable = new Int32Array(0);
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
   * @param longest most addresses in one answer
   * @param members resolver members, over all groups
   */
  constructor(
    coefficients: readonly Coefficients[],
    questionOf: Int32Array,
    longest: number,
    members: number,
    changes: RecordChanges,
  ) {
    this.#coefficients = coefficients;
    this.#questionOf = questionOf;
    this.#changes = changes;
    this.#stride = longest + HEADER;
    this.#memberRequests = new Float64Array(members);
    this.#rotations = new Rotations(longest);
    this.#answers = new RowPool(256, (capacity) => {
      this.#answer = longerFloat64(this.#answer, capacity * ANSWER_COLUMNS);
      this.#answerRefs = longerInt32(this.#answerRefs, capacity);
      this.#answerView = longerInt32(this.#answerView, capacity);
      this.#answerMember = longerInt32(this.#answerMember, capacity);
      this.#answerGeneration = longerInt32(this.#answerGeneration, capacity);
    });
    this.#choices = new RowPool(256, (capacity) => {
      this.#list = longerInt32(this.#list, capacity * this.#stride);
      this.#choiceRefs = longerInt32(this.#choiceRefs, capacity);
      this.#choiceWindow = longerFloat64(this.#choiceWindow, capacity);
      this.#choiceWhole = longerFloat64(this.#choiceWhole, capacity);
      this.#choiceRound = longerInt32(this.#choiceRound, capacity);
      this.#choiceStart = longerInt32(this.#choiceStart, capacity);
      this.#choiceTable = longerInt32(this.#choiceTable, capacity);
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
  chosen(answer: AnswerId, addresses: Int32Array, count: number): ChoiceId {
    const row = this.#choices.take();
    const at = row * this.#stride;
    this.#list[at] = count;
    this.#list[at + 1] = answer;
    for (let i = 0; i < count; i++) this.#list[at + HEADER + i] = addresses[i] as number;
    this.#choiceRefs[row] = 1;
    this.#choiceWindow[row] = 0;
    this.#choiceWhole[row] = 0;
    this.#choiceRound[row] = NOTHING;
    this.#choiceTable[row] = NOTHING;
    this.#answerRefs[answer] = (this.#answerRefs[answer] as number) + 1;
    return row as ChoiceId;
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
    const turned = this.chosen(this.answerOf(base), NO_ADDRESSES, 0);
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
    const { choice } = this.#coefficientsOf(this.answerOf(base));
    const already = this.#choiceWhole[base] as number;
    const round = this.#rotations.beginRound(this.countOf(base), choice, already);
    this.#choiceWhole[base] = 0;
    this.#choiceRound[base] = round;
    this.#choiceStart[base] = 0;
    return round;
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
    return this.#list[choice * this.#stride + 1] as AnswerId;
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

  /** Requests (one, or `count`) followed choices inside `answer`, each its own. */
  followOwn(answer: AnswerId, count = 1): void {
    const cell = answer * ANSWER_COLUMNS;
    const own = this.#answer[cell + OWN] as number;
    if (own === 0 && this.#answer[cell + SHARED] === 0) this.#touchedAnswers.push(answer);
    this.#answer[cell + OWN] = own + count;
  }

  /** Requests (one, or `count`) followed `choice`. */
  follow(choice: ChoiceId, count = 1): void {
    const followers = this.#choiceWindow[choice] as number;
    if (followers === 0) this.#touchedChoices.push(choice);
    this.#choiceWindow[choice] = followers + count;
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
    for (const choice of this.#touchedChoices) {
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
    return { weight, requests };
  }

  /** Sums over the whole measured span; after the last window closed. Ends the table's life. */
  finish() {
    for (let choice = 0; choice < this.#choices.used; choice++) this.#sumChoice(choice as ChoiceId);
    for (let answer = 0; answer < this.#answers.used; answer++) this.#sumAnswer(answer as AnswerId);
    return {
      weight: this.#wholeWeight + this.#rotations.finish(),
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
    const [round, table] = [this.#choiceRound[choice], this.#choiceTable[choice]];
    if (table !== NOTHING)
      for (const turned of this.#rotations.endTable(table as number))
        this.release(turned as ChoiceId);
    if (round !== NOTHING) this.#rotations.release(round as number);
    this.#choices.free(choice);
    this.releaseAnswer(this.answerOf(choice));
  }

  #retireAnswer(answer: AnswerId): void {
    this.#sumAnswer(answer);
    this.#answers.free(answer);
  }

  #sumChoice(choice: ChoiceId): void {
    const followers = this.#choiceWhole[choice] as number;
    this.#choiceWhole[choice] = 0;
    this.#wholeWeight += this.#coefficientsOf(this.answerOf(choice)).choice * followers * followers;
  }

  #sumAnswer(answer: AnswerId): void {
    const cell = answer * ANSWER_COLUMNS + WHOLE;
    const followers = this.#answer[cell] as number;
    if (followers === 0) return;
    this.#answer[cell] = 0;
    const member = this.#answerMember[answer] as number;
    this.#wholeWeight += this.#coefficientsOf(answer).content * followers * followers;
    this.#sumSquares += followers * followers;
    this.#heaviest = Math.max(this.#heaviest, followers);
    this.#memberRequests[member] = (this.#memberRequests[member] as number) + followers;
  }
}
