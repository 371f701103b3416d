/**
 * Servers: workers in front of one queue, first come first served. A request finds a free worker, waits, or is
 * turned away; what it needs of a worker is fixed when it arrives. Probes that queue are work like any other, but
 * count as no request.
 */
import type { Engine, EventKind } from '../engine/engine.ts';
import { longerInt32 } from '../engine/row-pool.ts';
import type { Recorder } from '../metrics/recorder.ts';
import { quantileOf } from '../random/index.ts';
import type { BackendSpec, ServerSpec } from '../scenario.ts';
import type { Seconds } from '../settings.ts';
import { finishKinds } from './finish-kinds.ts';
import {
  checkerOf,
  type JobId,
  Jobs,
  NO_CHECKER,
  NO_JOB,
  NOBODY,
  probeOwner,
  Stage,
} from './jobs.ts';
import { type ServerCounts, ServerMetrics } from './server-counts.ts';

/** Who hears what becomes of work. */
export interface ServerListener {
  completed(request: number): void;
  probed(checker: number): void;
}

export class Servers {
  readonly #engine: Engine;
  readonly #listener: ServerListener;
  readonly #specs: readonly (ServerSpec | null)[];
  readonly #metrics: ServerMetrics;
  readonly #jobs = new Jobs();
  /** Uniform → service time, by backend. */
  readonly #service: readonly ((work: number) => Seconds)[];
  readonly #finished: readonly EventKind[];
  readonly #workers: Int32Array;
  readonly #limit: Float64Array;
  readonly #busy: Int32Array;
  readonly #queued: Int32Array;
  readonly #head: Int32Array;
  readonly #tail: Int32Array;
  /** Requests in hand, probes left out. */
  readonly #held: Int32Array;
  /** Jobs by the rows of those who wait for them. */
  #jobOfRequest = new Int32Array(64).fill(NO_JOB);
  #jobOfProbe = new Int32Array(64).fill(NO_JOB);

  constructor(
    backends: readonly BackendSpec[],
    engine: Engine,
    recorder: Recorder,
    listener: ServerListener,
  ) {
    const count = backends.length;
    this.#engine = engine;
    this.#listener = listener;
    this.#specs = backends.map(({ server }) => server);
    this.#metrics = new ServerMetrics(
      this.#specs.map((server) => server?.workers ?? 0),
      recorder,
      engine.now,
    );
    this.#service = this.#specs.map((server) => (server ? quantileOf(server.service) : () => 0));
    this.#finished = finishKinds(this.#specs, engine, (job) => this.#finish(job as JobId));
    this.#workers = Int32Array.from(this.#specs, (server) => server?.workers ?? 0);
    this.#limit = Float64Array.from(this.#specs, (server) => server?.queueLimit ?? 0);
    this.#busy = new Int32Array(count);
    this.#queued = new Int32Array(count);
    this.#head = new Int32Array(count).fill(NO_JOB);
    this.#tail = new Int32Array(count).fill(NO_JOB);
    this.#held = new Int32Array(count);
  }

  has(backend: number): boolean {
    return this.#specs[backend] !== null;
  }

  isFull(backend: number): boolean {
    return (
      this.#busy[backend] === this.#workers[backend] &&
      (this.#queued[backend] as number) >= (this.#limit[backend] as number)
    );
  }

  overflowOf(backend: number): ServerSpec['overflow'] {
    return (this.#specs[backend] as ServerSpec).overflow;
  }

  /** Somebody was turned away because the queue was full. */
  reject(backend: number): void {
    this.#metrics.rejected(backend);
  }

  /** Takes a request in; the server must not be full. @param work uniform on (0, 1) */
  take(backend: number, request: number, work: number): void {
    if (request >= this.#jobOfRequest.length)
      this.#jobOfRequest = longerJobs(this.#jobOfRequest, request);
    this.#jobOfRequest[request] = this.#begin(backend, request, work);
    this.#held[backend] = (this.#held[backend] as number) + 1;
  }

  /** Takes a probe in, likewise. */
  takeProbe(backend: number, checker: number, work: number): void {
    if (checker >= this.#jobOfProbe.length)
      this.#jobOfProbe = longerJobs(this.#jobOfProbe, checker);
    this.#jobOfProbe[checker] = this.#begin(backend, probeOwner(checker), work);
  }

  /** Nobody waits for a request any more: its work is finished for nothing, or dropped. No matter if there is none. */
  giveUp(request: number): void {
    const job = this.#jobOfRequest[request] ?? NO_JOB;
    if (job === NO_JOB) return;
    this.#jobOfRequest[request] = NO_JOB;
    this.#jobs.owner[job] = NOBODY;
    const backend = this.#jobs.backend[job] as number;
    if ((this.#specs[backend] as ServerSpec).abandoned === 'finish') return;
    this.#lose(job as JobId, backend);
    this.#startNext(backend);
  }

  /** Nobody waits for a checker's probe any more; it is finished like other work. */
  giveUpProbe(checker: number): void {
    const job = this.#jobOfProbe[checker] ?? NO_JOB;
    if (job === NO_JOB) return;
    this.#jobOfProbe[checker] = NO_JOB;
    this.#jobs.owner[job] = NO_CHECKER;
  }

  /** Drops all work of a backend; returns the owners of what was dropped, in order of arrival. */
  dropAll(backend: number): readonly number[] {
    return this.#jobs.of(backend).map((job) => {
      const owner = this.#jobs.owner[job] as number;
      this.#forget(owner);
      this.#lose(job, backend);
      return owner;
    });
  }

  /** The window being recorded ends now. */
  closeWindow(): void {
    this.#specs.forEach((server, backend) => {
      if (!server) return;
      this.#pass(backend);
      this.#metrics.closeWindow(
        backend,
        this.#held[backend] as number,
        this.#queued[backend] as number,
      );
    });
  }

  measured(): ServerCounts {
    return this.#metrics.measured();
  }

  // -------------------------------------------------------------------------------- work

  #begin(backend: number, owner: number, work: number): JobId {
    const { now } = this.#engine;
    const seconds = (this.#service[backend] as (work: number) => Seconds)(work);
    const job = this.#jobs.take(backend, owner, seconds, now);
    this.#pass(backend);
    if ((this.#busy[backend] as number) < (this.#workers[backend] as number))
      this.#start(job, backend);
    else this.#join(job, backend);
    return job;
  }

  #start(job: JobId, backend: number): void {
    this.#busy[backend] = (this.#busy[backend] as number) + 1;
    this.#jobs.stage[job] = Stage.running;
    if ((this.#jobs.owner[job] as number) >= NOBODY)
      this.#metrics.started(backend, this.#engine.now - (this.#jobs.arrived[job] as number));
    this.#engine.after(
      this.#jobs.service[job] as number,
      this.#finished[backend] as EventKind,
      job,
    );
  }

  #join(job: JobId, backend: number): void {
    const tail = this.#tail[backend] as number;
    this.#jobs.stage[job] = Stage.waiting;
    this.#jobs.next[job] = NO_JOB;
    this.#jobs.before[job] = tail;
    if (tail === NO_JOB) this.#head[backend] = job;
    else this.#jobs.next[tail] = job;
    this.#tail[backend] = job;
    const queued = (this.#queued[backend] as number) + 1;
    this.#queued[backend] = queued;
    this.#metrics.queueGrew(backend, queued);
  }

  #leave(job: JobId, backend: number): void {
    const next = this.#jobs.next[job] as number;
    const before = this.#jobs.before[job] as number;
    if (before === NO_JOB) this.#head[backend] = next;
    else this.#jobs.next[before] = next;
    if (next === NO_JOB) this.#tail[backend] = before;
    else this.#jobs.before[next] = before;
    this.#queued[backend] = (this.#queued[backend] as number) - 1;
  }

  /** A worker has served a job, unless it was dropped meanwhile. */
  #finish(job: JobId): void {
    if (this.#jobs.stage[job] === Stage.dropped) {
      this.#jobs.free(job);
      return;
    }
    const backend = this.#jobs.backend[job] as number;
    const owner = this.#jobs.owner[job] as number;
    this.#pass(backend);
    this.#busy[backend] = (this.#busy[backend] as number) - 1;
    if (owner >= NOBODY) {
      this.#held[backend] = (this.#held[backend] as number) - 1;
      this.#metrics.completed(
        backend,
        this.#engine.now - (this.#jobs.arrived[job] as number),
        owner === NOBODY,
      );
    }
    this.#forget(owner);
    this.#jobs.free(job);
    // Those who wait go first: whoever hears of the end may send at once.
    this.#startNext(backend);
    if (owner > NOBODY) this.#listener.completed(owner);
    else if (owner < NO_CHECKER) this.#listener.probed(checkerOf(owner));
  }

  /** Gives free workers to those who wait. */
  #startNext(backend: number): void {
    const head = this.#head[backend] as number;
    if (head === NO_JOB || this.#busy[backend] === this.#workers[backend]) return;
    this.#leave(head as JobId, backend);
    this.#start(head as JobId, backend);
  }

  /** Takes a job out of the hands of its server; the row of a running one lives on until its event. */
  #lose(job: JobId, backend: number): void {
    this.#pass(backend);
    if ((this.#jobs.owner[job] as number) >= NOBODY) {
      this.#held[backend] = (this.#held[backend] as number) - 1;
      this.#metrics.lost(backend);
    }
    if (this.#jobs.stage[job] === Stage.waiting) {
      this.#leave(job, backend);
      this.#jobs.free(job);
    } else {
      this.#busy[backend] = (this.#busy[backend] as number) - 1;
      this.#jobs.stage[job] = Stage.dropped;
    }
  }

  #forget(owner: number): void {
    if (owner > NOBODY) this.#jobOfRequest[owner] = NO_JOB;
    else if (owner < NO_CHECKER) this.#jobOfProbe[checkerOf(owner)] = NO_JOB;
  }

  #pass(backend: number): void {
    this.#metrics.pass(
      backend,
      this.#busy[backend] as number,
      this.#queued[backend] as number,
      this.#engine.now,
    );
  }
}

/** A copy with room for row `row`. */
function longerJobs(jobs: Int32Array, row: number): Int32Array<ArrayBuffer> {
  const longer = longerInt32(jobs, 2 * (row + 1));
  longer.fill(NO_JOB, jobs.length);
  return longer;
}
