/**
 * The virtual clock. Components register one handler per kind of event, then schedule events by kind and
 * subject; the engine runs them by (time, rank, sequence). One sequence counter serves the heap, the rings
 * and the polled sources, so ties are settled the same way wherever an event waits (model.md part 3).
 */
import type { Seconds } from '../settings.ts';
import { EventQueue } from './event-queue.ts';
import { Ring } from './ring.ts';

/** Who goes first among events at one time, in this order. */
export const RANKS = [
  'window close',
  'scenario event',
  'health and edges',
  'completion',
  'time-out',
  'DNS reply',
  'arrival',
] as const;
export type Rank = (typeof RANKS)[number];

declare const eventKind: unique symbol;
/** A kind of event: a number handed out by {@link Engine.on}. */
export type EventKind = number & { readonly [eventKind]: true };

/** What to do when an event falls due; `subject` is the row of the table it is about. */
export type EventHandler = (subject: number) => void;

/** Sequence numbers below one rank: enough for 2⁴⁸ events a run. */
const RANK_STEP = 281_474_976_710_656;

export class Engine {
  readonly #queue = new EventQueue();
  readonly #handlers: EventHandler[] = [];
  readonly #rankOrders: number[] = [];
  readonly #rings: Ring[] = [];
  readonly #ringKinds: number[] = [];
  readonly #usualRing: (Ring | undefined)[] = [];
  readonly #usualDelay: Seconds[] = [];
  #sourceTimes = new Float64Array(0);
  #sourceOrders = new Float64Array(0);
  readonly #sourceKinds: number[] = [];
  readonly #sourceSubjects: number[] = [];
  #nextSource = -1;
  #sequence = 0;
  #now: Seconds;
  #processed = 0;

  /** @param start virtual time at which the clock begins; may be negative (lead-in). */
  constructor(start: Seconds) {
    this.#now = start;
  }

  /** Virtual time in seconds. */
  get now(): Seconds {
    return this.#now;
  }

  /** Events run so far. */
  get processed(): number {
    return this.#processed;
  }

  /** Registers `handler` and returns the kind of event that it handles. */
  on(rank: Rank, handler: EventHandler): EventKind {
    if (this.#handlers.length === 256)
      throw new RangeError('an engine has at most 256 kinds of event');
    this.#rankOrders.push(RANKS.indexOf(rank) * RANK_STEP);
    this.#usualRing.push(undefined);
    this.#usualDelay.push(Number.NaN);
    return (this.#handlers.push(handler) - 1) as EventKind;
  }

  /** @throws {RangeError} if `time` is past or not a number. */
  at(time: Seconds, kind: EventKind, subject = 0): void {
    if (!(time >= this.#now))
      throw new RangeError(`an event at ${time} s is before now, ${this.#now} s`);
    this.#queue.push(time, this.#order(kind), kind, subject);
  }

  /** Schedules after a delay of 0 s or more. */
  after(delay: Seconds, kind: EventKind, subject = 0): void {
    const ring = this.#usualRing[kind];
    if (ring !== undefined && delay === this.#usualDelay[kind]) {
      ring.push(this.#now + delay, this.#order(kind), subject);
    } else {
      this.at(this.#now + delay, kind, subject);
    }
  }

  /**
   * Says that events of a kind are mostly scheduled after one and the same delay: those then wait in a ring and
   * not in the queue. Changes nothing but the speed.
   */
  expectDelay(kind: EventKind, delay: Seconds): void {
    if (this.#usualRing[kind] !== undefined) return;
    const ring = new Ring();
    this.#rings.push(ring);
    this.#ringKinds.push(kind);
    this.#usualRing[kind] = ring;
    this.#usualDelay[kind] = delay;
  }

  /**
   * A polled source: something with at most one event pending, kept beside the queue. Its event's subject
   * is `subject`; it fires when {@link arm}ed, and its handler must arm it again, at Infinity to stop.
   */
  source(kind: EventKind, subject: number): number {
    const source = this.#sourceKinds.push(kind) - 1;
    this.#sourceSubjects.push(subject);
    this.#sourceTimes = widened(this.#sourceTimes, Number.POSITIVE_INFINITY);
    this.#sourceOrders = widened(this.#sourceOrders, 0);
    return source;
  }

  /** Sets when a source fires next; Infinity: not again. */
  arm(source: number, time: Seconds): void {
    this.#sourceTimes[source] = time;
    this.#sourceOrders[source] = this.#order(this.#sourceKinds[source] as EventKind);
    this.#nextSource = this.#sourceKinds.length === 1 ? 0 : this.#earliestSource();
  }

  /** Runs every event due before `end`, then sets the clock to it. */
  run(end: Seconds): void {
    const queue = this.#queue;
    const handlers = this.#handlers;
    for (;;) {
      const source = this.#nextSource;
      let time = source >= 0 ? (this.#sourceTimes[source] as number) : Number.POSITIVE_INFINITY;
      let order = source >= 0 ? (this.#sourceOrders[source] as number) : 0;
      let ring = -1;
      for (let i = 0; i < this.#rings.length; i++) {
        const candidate = this.#rings[i] as Ring;
        const due = candidate.headTime;
        if (due < time || (due === time && candidate.headOrder < order)) {
          time = due;
          order = candidate.headOrder;
          ring = i;
        }
      }
      const due = queue.headTime;
      if (due < time || (due === time && queue.length > 0 && queue.headOrder < order)) {
        if (due >= end) break;
        this.#now = due;
        const kind = queue.headKind;
        const subject = queue.headSubject;
        queue.removeHead();
        this.#processed += 1;
        (handlers[kind] as EventHandler)(subject);
        continue;
      }
      if (!(time < end)) break;
      this.#now = time;
      this.#processed += 1;
      if (ring >= 0) {
        (handlers[this.#ringKinds[ring] as number] as EventHandler)(
          (this.#rings[ring] as Ring).shift(),
        );
      } else {
        (handlers[this.#sourceKinds[source] as number] as EventHandler)(
          this.#sourceSubjects[source] as number,
        );
      }
    }
    this.#now = end;
  }

  #order(kind: EventKind): number {
    return (this.#rankOrders[kind] as number) + this.#sequence++;
  }

  #earliestSource(): number {
    const times = this.#sourceTimes;
    let earliest = 0;
    for (let i = 1; i < times.length; i++) {
      const time = times[i] as number;
      const best = times[earliest] as number;
      if (
        time < best ||
        (time === best &&
          (this.#sourceOrders[i] as number) < (this.#sourceOrders[earliest] as number))
      ) {
        earliest = i;
      }
    }
    return earliest;
  }
}

function widened(column: Float64Array<ArrayBuffer>, value: number): Float64Array<ArrayBuffer> {
  const wider = new Float64Array(column.length + 1).fill(value);
  wider.set(column);
  return wider;
}
