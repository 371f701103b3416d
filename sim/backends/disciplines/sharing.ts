/**
 * All jobs share the workers: with n of them and c workers each gets min(1, c/n) of a worker. A clock that shows what
 * a job gets, and not the time, makes every job end at a reading known when it comes: the ends wait in a heap, and one
 * event is under way for the first of them. What comes or goes changes the speed of the clock, not its readings.
 */
import { type JobId, type Jobs, NO_JOB, Stage } from '../jobs.ts';
import type { Station, Surroundings } from './discipline.ts';

const NEVER = Number.POSITIVE_INFINITY;

export class SharingStation implements Station {
  readonly #own: Surroundings;
  readonly #workers: number;
  readonly #ends: Ends;
  /** What each job has got, and has been kept waiting, since the station was last empty; as of `#at`. */
  #got = 0;
  #waited = 0;
  #at: number;
  /** When the event under way that counts will come. */
  #due = NEVER;

  constructor(surroundings: Surroundings) {
    this.#own = surroundings;
    this.#workers = surroundings.workers;
    this.#ends = new Ends(surroundings.jobs);
    this.#at = surroundings.clock.now;
  }

  get busy(): number {
    return Math.min(this.#ends.length, this.#workers);
  }

  get queued(): number {
    return Math.max(0, this.#ends.length - this.#workers);
  }

  add(job: JobId): void {
    const { jobs } = this.#own;
    this.#own.changes();
    this.settle();
    jobs.stage[job] = Stage.running;
    jobs.since[job] = this.#waited;
    jobs.due[job] = this.#got + (jobs.left[job] as number);
    this.#ends.add(job);
    this.#own.grew(this.queued);
    this.repace();
  }

  remove(job: JobId): void {
    this.#own.changes();
    this.settle();
    this.#ends.remove(job);
  }

  goOn(): void {
    this.repace();
  }

  /** An event that comes early, for more jobs have come since, puts itself off. */
  finished(): JobId | -1 {
    const { jobs, clock } = this.#own;
    if (this.#due !== clock.now) return NO_JOB;
    this.#due = NEVER;
    this.settle();
    const job = this.#ends.first;
    if (job === NO_JOB || this.#spanTo(job as JobId) > 0) {
      this.repace();
      return NO_JOB;
    }
    this.#own.waited(job as JobId, this.#waited - (jobs.since[job] as number));
    return job as JobId;
  }

  settle(): void {
    const { pace, clock } = this.#own;
    const { now } = clock;
    const share = this.#share();
    this.#got += share * pace.doneSince(this.#at, now);
    this.#waited += (1 - share) * (now - this.#at);
    this.#at = now;
    if (this.#ends.length > 0) return;
    this.#got = 0;
    this.#waited = 0;
  }

  repace(): void {
    const { clock, backend, done } = this.#own;
    const job = this.#ends.first;
    if (job === NO_JOB) return;
    const span = this.#spanTo(job as JobId);
    if (clock.now + span >= this.#due) return;
    this.#due = clock.now + span;
    this.#own.schedule(span, done, backend);
  }

  /** Until a job is done, if nothing comes between; 0 when that is too short for the clock to tell. */
  #spanTo(job: JobId): number {
    const { jobs, pace, clock } = this.#own;
    const left = (jobs.due[job] as number) - this.#got;
    if (left <= 0) return 0;
    const span = pace.spanOf(left / this.#share(), clock.now);
    return clock.now + span > clock.now ? span : 0;
  }

  #share(): number {
    const there = this.#ends.length;
    return there > this.#workers ? this.#workers / there : 1;
  }
}

/** Jobs by when they end, the first on top: a binary heap in which every job knows its place, as its `before`. */
class Ends {
  readonly #jobs: Jobs;
  readonly #heap: JobId[] = [];

  constructor(jobs: Jobs) {
    this.#jobs = jobs;
  }

  get length(): number {
    return this.#heap.length;
  }

  get first(): JobId | -1 {
    return this.#heap[0] ?? NO_JOB;
  }

  add(job: JobId): void {
    this.#heap.push(job);
    this.#rise(this.#heap.length - 1, job);
  }

  remove(job: JobId): void {
    const place = this.#jobs.before[job] as number;
    const last = this.#heap.pop() as JobId;
    if (last === job) return;
    this.#heap[place] = last;
    this.#rise(place, last);
    this.#sink(this.#jobs.before[last] as number, last);
  }

  #rise(from: number, job: JobId): void {
    let place = from;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const other = this.#heap[above] as JobId;
      if (!this.#isBefore(job, other)) break;
      this.#put(place, other);
      place = above;
    }
    this.#put(place, job);
  }

  #sink(from: number, job: JobId): void {
    const { length } = this.#heap;
    let place = from;
    for (;;) {
      let below = 2 * place + 1;
      if (below >= length) break;
      if (
        below + 1 < length &&
        this.#isBefore(this.#heap[below + 1] as JobId, this.#heap[below] as JobId)
      )
        below += 1;
      const other = this.#heap[below] as JobId;
      if (!this.#isBefore(other, job)) break;
      this.#put(place, other);
      place = below;
    }
    this.#put(place, job);
  }

  #put(place: number, job: JobId): void {
    this.#heap[place] = job;
    this.#jobs.before[job] = place;
  }

  #isBefore(a: JobId, b: JobId): boolean {
    return (this.#jobs.due[a] as number) < (this.#jobs.due[b] as number);
  }
}
