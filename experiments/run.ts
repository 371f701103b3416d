import { performance } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';
import type { Measurements } from '../sim/measurements.ts';
import type { Scenario } from '../sim/scenario.ts';
import { simulate as simulateScenario } from '../sim/simulate.ts';
import { documentOf } from './document/index.ts';
import type { Result } from './result.ts';
import { SeriesTally } from './series.ts';
import type { Study } from './study.ts';
import { Tally } from './tally.ts';

/** Runs one replication; equal arguments give equal measurements. */
export type Simulate = (
  scenario: Scenario,
  seed: number | string,
  replication: number,
) => Measurements;

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
  const {
    onReplication,
    signal,
    simulate = simulateScenario,
    now = () => performance.now(),
  } = options;
  const { scenario, seed, replications } = study;
  const tally = new Tally();
  const series = new SeriesTally(options.series ?? 'mean');
  const began = now();
  for (let r = 1; r <= replications && !signal?.aborted; r++) {
    const measurements = simulate(scenario, seed, r);
    tally.fold(measurements);
    series.fold(measurements);
    onReplication?.({ finished: r, of: replications, events: tally.processed.events });
    await setImmediate();
  }
  if (tally.replications === 0) signal?.throwIfAborted();
  const outcome = tally.replications < replications ? 'aborted' : 'done';
  const result = documentOf(study, tally, series, outcome);
  return { ...result, performance: { ...tally.processed, wallSeconds: (now() - began) / 1000 } };
}
