/** Workers in front of a line: each does one job at a time, from its beginning to its end. */
import { type JobId, NO_JOB, Stage } from '../jobs.ts';
import type { Station, Surroundings } from './discipline.ts';
import type { Line } from './line.ts';

export class QueueingStation implements Station {
  busy = 0;
  readonly #line: Line;
  readonly #own: Surroundings;
  readonly #workers: number;

  constructor(surroundings: Surroundings, line: Line) {
    this.#own = surroundings;
    this.#workers = surroundings.workers;
    this.#line = line;
  }

  get queued(): number {
    return this.#line.length;
  }

  add(job: JobId): void {
    this.#own.changes();
    if (this.busy < this.#workers) {
      this.#start(job);
      return;
    }
    this.#own.jobs.stage[job] = Stage.waiting;
    this.#line.join(job);
    this.#own.grew(this.#line.length);
  }

  remove(job: JobId): void {
    this.#own.changes();
    if (this.#own.jobs.stage[job] === Stage.waiting) this.#line.leave(job);
    else this.busy -= 1;
  }

  goOn(): void {
    if (this.#line.length === 0 || this.busy === this.#workers) return;
    const job = this.#line.next();
    this.#line.leave(job);
    this.#start(job);
  }

  finished(subject: number): JobId | -1 {
    return this.#own.jobs.isDone(subject as JobId, this.#own.clock.now)
      ? (subject as JobId)
      : NO_JOB;
  }

  settle(): void {
    const { jobs, pace, clock, backend } = this.#own;
    for (const job of jobs.of(backend)) {
      if (jobs.stage[job] !== Stage.running) continue;
      const done = pace.doneSince(jobs.since[job] as number, clock.now);
      jobs.left[job] = Math.max(0, (jobs.left[job] as number) - done);
      jobs.since[job] = clock.now;
    }
  }

  repace(): void {
    const { jobs, backend } = this.#own;
    for (const job of jobs.of(backend)) if (jobs.stage[job] === Stage.running) this.#expect(job);
  }

  #start(job: JobId): void {
    const { jobs, clock } = this.#own;
    const { now } = clock;
    this.busy += 1;
    jobs.stage[job] = Stage.running;
    jobs.since[job] = now;
    this.#own.waited(job, now - (jobs.arrived[job] as number));
    this.#expect(job);
  }

  #expect(job: JobId): void {
    const { jobs, clock, pace } = this.#own;
    const span = pace.spanOf(jobs.left[job] as number, clock.now);
    jobs.due[job] = clock.now + span;
    jobs.events[job] = (jobs.events[job] as number) + 1;
    this.#own.schedule(span, this.#own.done, job);
  }
}
