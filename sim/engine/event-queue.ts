/**
 * The pending events: a 4-ary min-heap ordered by (time, order). Heap position `i` is one event, spread over
 * four parallel typed arrays, so that none of a run's millions of events is an object.
 */
export class EventQueue {
  #time: Float64Array;
  #order: Float64Array;
  #kind: Uint8Array;
  #subject: Int32Array;
  #length = 0;

  /** @param capacity events to make room for; the queue doubles itself when full. */
  constructor(capacity = 64) {
    this.#time = new Float64Array(capacity);
    this.#order = new Float64Array(capacity);
    this.#kind = new Uint8Array(capacity);
    this.#subject = new Int32Array(capacity);
    this.#time[0] = Number.POSITIVE_INFINITY;
  }

  /** Number of pending events. */
  get length(): number {
    return this.#length;
  }

  /** When the earliest event falls due, or Infinity if none is pending. */
  get headTime(): number {
    return this.#time[0] as number;
  }

  /** Tie-breaker of the earliest event; meaningless if none is pending, as are the next two. */
  get headOrder(): number {
    return this.#order[0] as number;
  }

  get headKind(): number {
    return this.#kind[0] as number;
  }

  get headSubject(): number {
    return this.#subject[0] as number;
  }

  /** @param order who goes first among equal times; no two events may share time and order. */
  push(time: number, order: number, kind: number, subject: number): void {
    if (this.#length === this.#time.length) this.#grow();
    let hole = this.#length++;
    while (hole > 0) {
      const parent = (hole - 1) >> 2;
      if (this.#precedes(parent, time, order)) break;
      this.#move(parent, hole);
      hole = parent;
    }
    this.#put(hole, time, order, kind, subject);
  }

  /** Removes the earliest event. There must be one. */
  removeHead(): void {
    const last = --this.#length;
    if (last === 0) {
      this.#time[0] = Number.POSITIVE_INFINITY;
      return;
    }
    const time = this.#time[last] as number;
    const order = this.#order[last] as number;
    let hole = 0;
    for (;;) {
      const child = this.#earliestChild(hole, last);
      if (child < 0 || !this.#precedes(child, time, order)) break;
      this.#move(child, hole);
      hole = child;
    }
    this.#put(hole, time, order, this.#kind[last] as number, this.#subject[last] as number);
  }

  #earliestChild(parent: number, length: number): number {
    const first = 4 * parent + 1;
    if (first >= length) return -1;
    const end = Math.min(first + 4, length);
    let earliest = first;
    for (let i = first + 1; i < end; i++) {
      if (this.#precedes(i, this.#time[earliest] as number, this.#order[earliest] as number))
        earliest = i;
    }
    return earliest;
  }

  #precedes(i: number, time: number, order: number): boolean {
    const mine = this.#time[i] as number;
    return mine < time || (mine === time && (this.#order[i] as number) < order);
  }

  #move(from: number, to: number): void {
    this.#time[to] = this.#time[from] as number;
    this.#order[to] = this.#order[from] as number;
    this.#kind[to] = this.#kind[from] as number;
    this.#subject[to] = this.#subject[from] as number;
  }

  #put(i: number, time: number, order: number, kind: number, subject: number): void {
    this.#time[i] = time;
    this.#order[i] = order;
    this.#kind[i] = kind;
    this.#subject[i] = subject;
  }

  #grow(): void {
    const capacity = 2 * this.#time.length;
    const { time, order, kind, subject } = {
      time: new Float64Array(capacity),
      order: new Float64Array(capacity),
      kind: new Uint8Array(capacity),
      subject: new Int32Array(capacity),
    };
    time.set(this.#time);
    order.set(this.#order);
    kind.set(this.#kind);
    subject.set(this.#subject);
    this.#time = time;
    this.#order = order;
    this.#kind = kind;
    this.#subject = subject;
  }
}
