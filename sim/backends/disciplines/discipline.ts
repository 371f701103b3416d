/** In which order a server does its work, and how its workers are shared out. */
import type { EventKind } from '../../engine/engine.ts';
import type { Plugin } from '../../plugin.ts';
import type { Stream } from '../../random/stream.ts';
import type { JobId, Jobs } from '../jobs.ts';
import type { Pace } from '../pace.ts';

/** The workers of one backend and the work in their hands. */
export interface Station {
  /** Workers that do something, and jobs in hand beyond what these can do: busy + queued is all that is there. */
  readonly busy: number;
  readonly queued: number;
  add(job: JobId): void;
  /** Takes a job out of hand; whoever waits goes on only with {@link goOn}. */
  remove(job: JobId): void;
  goOn(): void;
  /** An event says that a job is done, or that one of the station's may be. @returns the job; −1: not yet */
  finished(subject: number): JobId | -1;
  /** Brings up to now how much of the work in hand is done; before its pace changes. */
  settle(): void;
  /** The pace has changed. */
  repace(): void;
}

/** What a station is made of, and tells. */
export interface Surroundings {
  readonly backend: number;
  readonly workers: number;
  readonly jobs: Jobs;
  readonly pace: Pace;
  readonly clock: { readonly now: number };
  /** The event that a job is done, with {@link Discipline.shares} of nobody's: that of a backend, some job of which may be. */
  readonly done: EventKind;
  schedule(delay: number, kind: EventKind, subject: number): void;
  /** Its own stream, asked for once at most. */
  stream(): Stream;
  /** Before `busy` or `queued` change. */
  changes(): void;
  /** After `queued` has grown. */
  grew(queued: number): void;
  /** A job has waited for so long in all. */
  waited(job: JobId, seconds: number): void;
}

export interface Discipline extends Plugin {
  /** Whether all jobs share the workers at once. */
  readonly shares: boolean;
  /** For how long a job waits is known when a worker takes it; where workers are shared, when it is done. */
  open(surroundings: Surroundings): Station;
}
