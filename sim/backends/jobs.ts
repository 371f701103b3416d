/** Work that servers hold, as rows: a client's request or a checker's probe, waiting or being served. */
import { longerFloat64, longerInt32, RowPool } from '../engine/row-pool.ts';
import type { Seconds } from '../settings.ts';

declare const jobRow: unique symbol;
export type JobId = number & { readonly [jobRow]: true };

/** In place of the request that a job is for, or of the checker: nobody waits for it any more. */
export const NOBODY = -1;
export const NO_CHECKER = -2;
/** No row: the end of a queue. */
export const NO_JOB = -1;

export const Stage = { waiting: 0, running: 1, dropped: 2 } as const;

/** Columns are public: the servers write them at every step. */
export class Jobs {
  readonly #rows: RowPool;
  /** A request's row from 0 up; {@link NOBODY}; {@link NO_CHECKER}; below them −3 − the checker of a probe. */
  owner = new Int32Array(0);
  backend = new Int32Array(0);
  /** Neighbours in the line of its backend; where places are numbered, `before` is its own. */
  next = new Int32Array(0);
  before = new Int32Array(0);
  stage = new Int32Array(0);
  arrived = new Float64Array(0);
  /** What is left to do as of `since`, in seconds of one worker at full speed. */
  left = new Float64Array(0);
  /** When a worker took it, or changed its pace. Where workers are shared: what it had been kept waiting when it came. */
  since = new Float64Array(0);
  /** When it will be done, if nothing comes between; where workers are shared, in the time that each gets of them. */
  due = new Float64Array(0);
  /** Events under way that say it is done; all but the one at `due` are of the past. */
  events = new Int32Array(0);
  /** When its server resets it; Infinity: never. */
  resetAt = new Float64Array(0);

  constructor() {
    this.#rows = new RowPool(64, (capacity) => {
      this.owner = longerInt32(this.owner, capacity);
      this.backend = longerInt32(this.backend, capacity);
      this.next = longerInt32(this.next, capacity);
      this.before = longerInt32(this.before, capacity);
      this.stage = longerInt32(this.stage, capacity);
      this.arrived = longerFloat64(this.arrived, capacity);
      this.left = longerFloat64(this.left, capacity);
      this.since = longerFloat64(this.since, capacity);
      this.due = longerFloat64(this.due, capacity);
      this.events = longerInt32(this.events, capacity);
      this.resetAt = longerFloat64(this.resetAt, capacity);
    });
  }

  take(backend: number, owner: number, work: Seconds, now: Seconds): JobId {
    const row = this.#rows.take();
    this.backend[row] = backend;
    this.owner[row] = owner;
    this.left[row] = work;
    this.arrived[row] = now;
    this.events[row] = 0;
    this.resetAt[row] = Number.POSITIVE_INFINITY;
    return row as JobId;
  }

  /** It is over; its row lives on until no event under way is about it. */
  end(job: JobId): void {
    this.stage[job] = Stage.dropped;
    if (this.events[job] === 0) this.#rows.free(job);
  }

  /** One of its events has come to pass. @returns whether it is the one that counts: the job is done now */
  isDone(job: JobId, now: Seconds): boolean {
    this.events[job] = (this.events[job] as number) - 1;
    if (this.stage[job] !== Stage.dropped) return this.due[job] === now;
    if (this.events[job] === 0) this.#rows.free(job);
    return false;
  }

  /** Every job of a backend that is waiting or running, in order of arrival; for rare occasions. */
  of(backend: number): JobId[] {
    const found: JobId[] = [];
    for (let row = 0; row < this.#rows.used; row++)
      if (this.backend[row] === backend && this.stage[row] !== Stage.dropped)
        found.push(row as JobId);
    return found.sort((a, b) => (this.arrived[a] as number) - (this.arrived[b] as number) || a - b);
  }
}

/** The owner of a probe's job. */
export function probeOwner(checker: number): number {
  return NO_CHECKER - 1 - checker;
}

/** The checker behind an owner below {@link NO_CHECKER}. */
export function checkerOf(owner: number): number {
  return NO_CHECKER - 1 - owner;
}
