import type * as z from 'zod/mini';
import type { Plugin } from '../../plugin.ts';
import type { Stream } from '../../random/stream.ts';
import type { Law, Scenario } from '../../scenario.ts';
import type { PerSecond, Seconds } from '../../settings.ts';
import type { RateCourse } from './course.ts';

/** Arrival times of one replication, in order. */
export interface ArrivalTimes {
  /** The next arrival on the virtual clock; Infinity when there is none. */
  next(): Seconds;
  /** Of the arrival that {@link next} gave last; left out: any client, and what the group makes of it. */
  readonly particulars?: Particulars;
}

/** What is known of one arrival, by the group's own numberings; −1: it is drawn as usual. */
export interface Particulars {
  client: number;
  /** One of the resolvers that the process tells apart. */
  resolver: number;
  name: number;
  /** Seconds that a worker at full speed needs for it. */
  service: Seconds;
}

/** When requests are made. */
export interface ArrivalProcess<S> extends Plugin {
  readonly settings: z.ZodMiniType<S>;
  /** Whether arrivals are Poisson at a constant rate, so that a cache behind them has a closed stationary form. */
  readonly poisson: boolean;
  /** Whether parts of the clients, each with its part of the rate, together make the same requests in law. */
  readonly divisible: boolean;
  /**
   * Of a divisible one: the settings of a part of the group with such a share of its clients; of one that so many clients
   * with processes of their own add up to, where `share` is their number.
   */
  ofPart?(settings: S, share: number): S;
  /** Its name for what each client does by itself, `perClient` or not; absent: clients may. */
  readonly isOwn?: string;
  /** Other keys beside its name. */
  readonly options?: Readonly<Record<string, z.ZodMiniType>>;
  /** What is wrong with settings that the schema has accepted, and at which key. */
  check?(settings: S): { readonly key: string; readonly message: string } | null;
  /** Of the group; of one client where each has a process of its own. */
  meanRate(settings: S): PerSecond;
  /** Where it is known beforehand and not always the same. */
  rateAt?(settings: S, time: Seconds): PerSecond;
  /** Where each client waits for its request's end: the law of the time until its next one. */
  thinkTime?(settings: S): Law;
  /**
   * A process that is Poisson but for its rate: how that moves about its mean.
   *
   * @param phase the group's stream of that name, which serves nothing else
   * @param from when the run, its lead-in included, begins
   */
  course?(settings: S, phase: Stream, from: Seconds, start: Scenario['start']): RateCourse;
  /**
   * Arrivals after `from`; `stream` is the group's `gap` stream and serves nothing else. A stationary process has
   * run for ever by then, a cold one begins.
   */
  begin(settings: S, stream: Stream, start: Scenario['start']): (from: Seconds) => ArrivalTimes;
}

/** Keeps a process's own settings type inside its file. */
export function arrivalProcess<S>(process: ArrivalProcess<S>): ArrivalProcess<unknown> {
  return process as ArrivalProcess<unknown>;
}
