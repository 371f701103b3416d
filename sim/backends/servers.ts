/**
 * Servers: workers and the work in their hands, in the order of a discipline. A request finds a free worker, waits
 * or shares, or is turned away; what it needs of a worker is fixed when it arrives. Probes that queue are work like
 * any other, but count as no request.
 */
import type { Engine, EventKind } from '../engine/engine.ts';
import { longerInt32 } from '../engine/row-pool.ts';
import type { Recorder } from '../metrics/recorder.ts';
import { byName } from '../plugin.ts';
import { constantOf, quantileOf } from '../random/index.ts';
import type { Streams } from '../random/streams.ts';
import type { BackendSpec, ServerSpec } from '../scenario.ts';
import type { Seconds } from '../settings.ts';
import type { Station } from './disciplines/discipline.ts';
import { disciplines } from './disciplines/index.ts';
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
import { kindsByDelay } from './kinds-by-delay.ts';
import { Pace } from './pace.ts';
import { type ServerCounts, ServerMetrics } from './server-counts.ts';

/** Who hears what becomes of work. */
export interface ServerListener {
  completed(request: number, backend: number): void;
  probed(checker: number, backend: number): void;
  /** Its server has reset it: it took too long. */
  requestReset(request: number): void;
  probeReset(checker: number): void;
}

export class Servers {
  readonly #engine: Engine;
  readonly #listener: ServerListener;
  readonly #specs: readonly (ServerSpec | null)[];
  readonly #metrics: ServerMetrics;
  readonly #jobs = new Jobs();
  /** Uniform → service time, by backend. */
  readonly #service: readonly ((work: number) => Seconds)[];
  readonly #paces: readonly (Pace | null)[];
  readonly #stations: readonly (Station | null)[];
  /** The event that a server resets a job, by backend; null: it never does. */
  readonly #resets: readonly (EventKind | null)[];
  /** Requests in hand, probes left out. */
  readonly #held: Int32Array;
  /** Jobs by the rows of those who wait for them. */
  #jobOfRequest = new Int32Array(64).fill(NO_JOB);
  #jobOfProbe = new Int32Array(64).fill(NO_JOB);

  constructor(
    backends: readonly BackendSpec[],
    engine: Engine,
    recorder: Recorder,
    streams: Streams,
    listener: ServerListener,
  ) {
    this.#engine = engine;
    this.#listener = listener;
    this.#specs = backends.map(({ server }) => server);
    this.#metrics = new ServerMetrics(
      this.#specs.map((server) => server?.workers ?? 0),
      recorder,
      engine.now,
    );
    this.#service = this.#specs.map((server) => (server ? quantileOf(server.service) : () => 0));
    this.#paces = this.#specs.map((server) => server && new Pace(server.slowStart));
    this.#stations = this.#open(backends, streams);
    const limits = this.#specs.map((server) =>
      server && server.timeout < Number.POSITIVE_INFINITY ? server.timeout : null,
    );
    const resets = limits.some((limit) => limit !== null)
      ? kindsByDelay(limits, engine, 'time-out', (job) => this.#reset(job as JobId))
      : [];
    this.#resets = limits.map((limit, i) => (limit === null ? null : (resets[i] as EventKind)));
    this.#held = new Int32Array(backends.length);
  }

  #open(backends: readonly BackendSpec[], streams: Streams): (Station | null)[] {
    const engine = this.#engine;
    const jobs = this.#jobs;
    const constants = this.#specs.map((server) => constantOf(server?.service ?? null));
    const finish = (subject: number, backend: number) => this.#finished(subject, backend);
    const done = kindsByDelay(constants, engine, 'completion', (job) =>
      finish(job, jobs.backend[job] as number),
    );
    const someDone = engine.on('completion', (backend) => finish(backend, backend));
    return backends.map(({ name, server }, backend) => {
      if (!server) return null;
      const discipline = byName(disciplines, server.discipline);
      return discipline.open({
        backend,
        workers: server.workers,
        jobs,
        pace: this.#paces[backend] as Pace,
        clock: engine,
        done: discipline.shares ? someDone : (done[backend] as EventKind),
        schedule: (delay, kind, subject) => engine.after(delay, kind, subject),
        stream: () => streams('order', name),
        changes: () => this.#pass(backend),
        grew: (queued) => this.#metrics.queueGrew(backend, queued),
        waited: (job, seconds) => {
          if ((jobs.owner[job] as number) >= NOBODY) this.#metrics.started(backend, seconds);
        },
      });
    });
  }

  has(backend: number): boolean {
    return this.#specs[backend] !== null;
  }

  isFull(backend: number): boolean {
    const { busy, queued } = this.#stations[backend] as Station;
    const { workers, queueLimit } = this.#specs[backend] as ServerSpec;
    return busy === workers && queued >= queueLimit;
  }

  overflowOf(backend: number): ServerSpec['overflow'] {
    return (this.#specs[backend] as ServerSpec).overflow;
  }

  /** Somebody was turned away because the queue was full. */
  reject(backend: number): void {
    this.#metrics.rejected(backend);
  }

  /** Takes a request in; the server must not be full. @param work uniform on (0, 1), a quantile of its law; below 0: seconds, negated */
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
    (this.#stations[backend] as Station).goOn();
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

  /** Every service takes so many times as long from now on, that of work in hand too. */
  slowBy(backend: number, factor: number): void {
    this.#repace(backend, (pace) => pace.slowBy(factor));
  }

  /** A backend begins anew, cold. */
  chill(backend: number): void {
    this.#repace(backend, (pace) => pace.chill(this.#engine.now));
  }

  #repace(backend: number, change: (pace: Pace) => boolean): void {
    const station = this.#stations[backend];
    if (!station) return;
    station.settle();
    if (change(this.#paces[backend] as Pace)) station.repace();
  }

  /** The window being recorded ends now. */
  closeWindow(): void {
    this.#stations.forEach((station, backend) => {
      if (!station) return;
      this.#pass(backend);
      this.#metrics.closeWindow(backend, this.#held[backend] as number, station.queued);
    });
  }

  measured(): ServerCounts {
    return this.#metrics.measured();
  }

  // -------------------------------------------------------------------------------- work

  #begin(backend: number, owner: number, work: number): JobId {
    const { now } = this.#engine;
    const seconds = work < 0 ? -work : (this.#service[backend] as (work: number) => Seconds)(work);
    const job = this.#jobs.take(backend, owner, seconds, now);
    const reset = this.#resets[backend] as EventKind | null;
    if (reset !== null) {
      const { timeout } = this.#specs[backend] as ServerSpec;
      this.#jobs.resetAt[job] = now + timeout;
      this.#engine.after(timeout, reset, job);
    }
    (this.#stations[backend] as Station).add(job);
    return job;
  }

  /** Workers have served a job, unless the event is of the past. */
  #finished(subject: number, backend: number): void {
    const station = this.#stations[backend] as Station;
    const job = station.finished(subject);
    if (job === NO_JOB) return;
    const owner = this.#jobs.owner[job] as number;
    station.remove(job as JobId);
    if (owner >= NOBODY) {
      this.#held[backend] = (this.#held[backend] as number) - 1;
      this.#metrics.completed(
        backend,
        this.#engine.now - (this.#jobs.arrived[job] as number),
        owner === NOBODY,
      );
    }
    this.#forget(owner);
    this.#jobs.end(job as JobId);
    // Those who wait go first: whoever hears of the end may send at once.
    station.goOn();
    if (owner > NOBODY) this.#listener.completed(owner, backend);
    else if (owner < NO_CHECKER) this.#listener.probed(checkerOf(owner), backend);
  }

  /** A job has been there for too long, unless the event is of one that was in its row before. */
  #reset(job: JobId): void {
    if (this.#jobs.resetAt[job] !== this.#engine.now) return;
    if (this.#jobs.stage[job] === Stage.dropped) return;
    const owner = this.#jobs.owner[job] as number;
    const backend = this.#jobs.backend[job] as number;
    this.#forget(owner);
    this.#lose(job, backend);
    (this.#stations[backend] as Station).goOn();
    if (owner > NOBODY) this.#listener.requestReset(owner);
    else if (owner < NO_CHECKER) this.#listener.probeReset(checkerOf(owner));
  }

  /** Takes a job out of the hands of its server. */
  #lose(job: JobId, backend: number): void {
    (this.#stations[backend] as Station).remove(job);
    if ((this.#jobs.owner[job] as number) >= NOBODY) {
      this.#held[backend] = (this.#held[backend] as number) - 1;
      this.#metrics.lost(backend);
    }
    this.#jobs.end(job);
  }

  #forget(owner: number): void {
    if (owner > NOBODY) this.#jobOfRequest[owner] = NO_JOB;
    else if (owner < NO_CHECKER) this.#jobOfProbe[checkerOf(owner)] = NO_JOB;
  }

  #pass(backend: number): void {
    const { busy, queued } = this.#stations[backend] as Station;
    this.#metrics.pass(backend, busy, queued, this.#engine.now);
  }
}

/** A copy with room for row `row`. */
function longerJobs(jobs: Int32Array, row: number): Int32Array<ArrayBuffer> {
  const longer = longerInt32(jobs, 2 * (row + 1));
  longer.fill(NO_JOB, jobs.length);
  return longer;
}
