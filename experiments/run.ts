import { performance } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';
import type { Measurements } from '../sim/measurements.ts';
import type { Scenario } from '../sim/scenario.ts';
import { simulate as simulateScenario } from '../sim/simulate.ts';
import { documentOf } from './document/index.ts';
import { measuresFor } from './expectations/index.ts';
import { isPrecise, looksUpTo } from './precision.ts';
import type { Result } from './result.ts';
import { SeriesTally } from './series.ts';
import type { Study } from './study.ts';
import { Tally } from './tally.ts';
import { WindowLoads } from './window-loads.ts';

/** Runs one replication, here or elsewhere; equal arguments give equal measurements. */
export type Simulate = (
  scenario: Scenario,
  seed: number | string,
  replication: number,
) => Measurements | Promise<Measurements>;

export interface RunOptions {
  /** Called after each replication; `finished` counts from 1. */
  readonly onReplication?: (progress: {
    readonly finished: number;
    readonly of: number;
    readonly events: number;
  }) => void;
  /** Stops before the next replication; what is finished is kept. */
  readonly signal?: AbortSignal;
  /** `full` gives every element of a series its interval. */
  readonly series?: 'mean' | 'full';
  readonly simulate?: Simulate;
  /**
   * Goes on until half of every 95 % interval is at most this part of its number ({@link isPrecise}), or the study's
   * replications are done.
   */
  readonly precision?: number;
  /** Replications begun before the first of them is waited for: more than 1 where `simulate` runs elsewhere. */
  readonly ahead?: number;
  /** A clock in milliseconds, for the performance block only. */
  readonly now?: () => number;
}

/**
 * Runs a study's replications 1, 2, … and sums them up. Equal studies give equal results but for the block
 * `performance`. Each replication is folded into running sums at once, so memory hardly grows with their number.
 *
 * Between replications the event loop gets a turn, so a signal handler can abort.
 *
 * @returns the result; its outcome is `aborted` when the signal stopped it after at least one replication
 * @throws the signal's reason when it was aborted before the first replication finished
 */
export async function run(study: Study, options: RunOptions = {}): Promise<Result> {
  return (await runTallied(study, options)).result;
}

/** A result, and the numbers of each replication behind it. */
export interface Tallied {
  readonly result: Result;
  readonly tally: Tally;
}

/** As {@link run}. */
export async function runTallied(study: Study, options: RunOptions = {}): Promise<Tallied> {
  const {
    onReplication,
    signal,
    simulate = simulateScenario,
    ahead = 1,
    now = () => performance.now(),
  } = options;
  const { scenario, seed, replications } = study;
  const tally = new Tally(measuresFor(study));
  const series = new SeriesTally(options.series ?? 'mean');
  const loads = new WindowLoads();
  const began = now();
  const { precision } = options;
  const looks = precision === undefined ? [replications] : looksUpTo(replications);
  const queue = new Lookahead((r) => simulate(scenario, seed, r), ahead);
  let isDone = false;
  for (const look of looks) {
    queue.goOnTo(look);
    for (let r = tally.replications + 1; r <= look && (!signal?.aborted || queue.hasNext); r++) {
      const measurements = await queue.next(!signal?.aborted);
      tally.fold(measurements);
      series.fold(measurements);
      loads.fold(measurements);
      onReplication?.({ finished: r, of: look, events: tally.processed.events });
      await setImmediate();
    }
    isDone = tally.replications === look;
    if (!isDone || (precision !== undefined && isPrecise(tally, precision))) break;
  }
  if (tally.replications === 0) signal?.throwIfAborted();
  const document = documentOf(study, tally, series, loads, isDone ? 'done' : 'aborted');
  const result = precision === undefined ? document : withPrecision(document, tally, precision);
  const wallSeconds = (now() - began) / 1000;
  return { result: { ...result, performance: { ...tally.processed, wallSeconds } }, tally };
}

function withPrecision(result: Result, tally: Tally, wanted: number): Result {
  const precision = { wanted, reached: isPrecise(tally, wanted) };
  return { ...result, scenario: { ...result.scenario, precision } };
}

/** Replications begun ahead of the one that is waited for, handed out in the order of their numbers. */
class Lookahead {
  readonly #begin: (replication: number) => Measurements | Promise<Measurements>;
  readonly #ahead: number;
  readonly #pending: { result: Promise<Measurements>; finished: boolean }[] = [];
  #begun = 0;
  #of = 0;

  constructor(begin: (replication: number) => Measurements | Promise<Measurements>, ahead: number) {
    this.#begin = begin;
    this.#ahead = ahead;
  }

  /** Begins none beyond that number. */
  goOnTo(replication: number): void {
    this.#of = replication;
  }

  /** Whether the next one has finished already. */
  get hasNext(): boolean {
    return this.#pending[0]?.finished ?? false;
  }

  /** @param goesOn whether more are to be begun */
  next(goesOn: boolean): Promise<Measurements> {
    while (goesOn && this.#pending.length < this.#ahead && this.#begun < this.#of) this.#beginOne();
    return (this.#pending.shift() as { result: Promise<Measurements> }).result;
  }

  #beginOne(): void {
    this.#begun += 1;
    const result = Promise.resolve(this.#begin(this.#begun));
    const pending = { result, finished: false };
    const done = () => {
      pending.finished = true;
    };
    // One that fails while another is waited for is heard of when its turn comes.
    result.then(done, done);
    this.#pending.push(pending);
  }
}
