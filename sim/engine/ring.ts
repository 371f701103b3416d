/**
 * Pending events that all fall due the same delay after they were scheduled: first in, first out, so a ring
 * buffer holds them and no heap is needed.
 */
export class Ring {
  #time = new Float64Array(16);
  #order = new Float64Array(16);
  #subject = new Int32Array(16);
  #head = 0;
  #length = 0;

  /** When its earliest event falls due, or Infinity. */
  get headTime(): number {
    return this.#length > 0 ? (this.#time[this.#head] as number) : Number.POSITIVE_INFINITY;
  }

  /** Tie-breaker of its earliest event; meaningless if none is pending. */
  get headOrder(): number {
    return this.#order[this.#head] as number;
  }

  /** `time` must not be before that of any event pushed earlier. */
  push(time: number, order: number, subject: number): void {
    if (this.#length === this.#time.length) this.#grow();
    const tail = (this.#head + this.#length) & (this.#time.length - 1);
    this.#time[tail] = time;
    this.#order[tail] = order;
    this.#subject[tail] = subject;
    this.#length += 1;
  }

  /** Removes the earliest event and returns its subject. There must be one. */
  shift(): number {
    const subject = this.#subject[this.#head] as number;
    this.#head = (this.#head + 1) & (this.#time.length - 1);
    this.#length -= 1;
    return subject;
  }

  #grow(): void {
    const { length } = this.#time;
    const [time, order, subject] = [this.#time, this.#order, this.#subject];
    this.#time = new Float64Array(2 * length);
    this.#order = new Float64Array(2 * length);
    this.#subject = new Int32Array(2 * length);
    for (let i = 0; i < length; i++) {
      const from = (this.#head + i) & (length - 1);
      this.#time[i] = time[from] as number;
      this.#order[i] = order[from] as number;
      this.#subject[i] = subject[from] as number;
    }
    this.#head = 0;
  }
}
