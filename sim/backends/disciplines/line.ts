/** Those who wait for a worker, in the order of a discipline. */
import type { Stream } from '../../random/stream.ts';
import { type JobId, type Jobs, NO_JOB } from '../jobs.ts';

export interface Line {
  readonly length: number;
  join(job: JobId): void;
  leave(job: JobId): void;
  /** Who is next, and stays in the line; it must not be empty. */
  next(): JobId;
}

/** In order of arrival, forwards and backwards. */
export class ArrivalLine implements Line {
  readonly #jobs: Jobs;
  readonly #lastFirst: boolean;
  #first: number = NO_JOB;
  #last: number = NO_JOB;
  #length = 0;

  /** @param lastFirst whether who came last is next */
  constructor(jobs: Jobs, lastFirst: boolean) {
    this.#jobs = jobs;
    this.#lastFirst = lastFirst;
  }

  get length(): number {
    return this.#length;
  }

  next(): JobId {
    return (this.#lastFirst ? this.#last : this.#first) as JobId;
  }

  join(job: JobId): void {
    const last = this.#last;
    this.#jobs.next[job] = NO_JOB;
    this.#jobs.before[job] = last;
    if (last === NO_JOB) this.#first = job;
    else this.#jobs.next[last] = job;
    this.#last = job;
    this.#length += 1;
  }

  leave(job: JobId): void {
    const next = this.#jobs.next[job] as number;
    const before = this.#jobs.before[job] as number;
    if (before === NO_JOB) this.#first = next;
    else this.#jobs.next[before] = next;
    if (next === NO_JOB) this.#last = before;
    else this.#jobs.before[next] = before;
    this.#length -= 1;
  }
}

/** In no order: anyone who waits may be next, each as likely as any other. */
export class RandomLine implements Line {
  readonly #jobs: Jobs;
  readonly #stream: Stream;
  /** By place, which a job keeps as its `before`. */
  readonly #members: JobId[] = [];

  constructor(jobs: Jobs, stream: Stream) {
    this.#jobs = jobs;
    this.#stream = stream;
  }

  get length(): number {
    return this.#members.length;
  }

  next(): JobId {
    return this.#members[this.#stream.below(this.#members.length)] as JobId;
  }

  join(job: JobId): void {
    this.#jobs.before[job] = this.#members.length;
    this.#members.push(job);
  }

  leave(job: JobId): void {
    const place = this.#jobs.before[job] as number;
    const last = this.#members.pop() as JobId;
    if (last === job) return;
    this.#members[place] = last;
    this.#jobs.before[last] = place;
  }
}
