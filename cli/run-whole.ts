/** A run that a command needs whole: with progress, and Ctrl-C ends it instead of leaving what was done by then. */
import { runParallelTallied, type Side, type Study } from '../experiments/index.ts';
import type { CommandLine } from './command-line.ts';
import { type Interrupted, interruptible } from './interrupt.ts';
import { showProgress, silent } from './progress.ts';

interface WholeOptions {
  /** Replications at a time; at least 1. */
  readonly jobs: number;
  /** Whether to run without progress. */
  readonly quiet?: boolean;
}

/** @throws {Interrupted} on a signal, once the replication under way is over */
export async function runWhole(
  study: Study,
  { jobs, quiet }: WholeOptions,
  { stderr }: CommandLine,
): Promise<Side> {
  const progress = quiet ? silent : showProgress(stderr, study.replications);
  try {
    return await interruptible(
      async (signal) => {
        const onReplication = progress.step;
        const whole = await runParallelTallied(study, { jobs, signal, onReplication });
        if (whole.result.outcome === 'aborted') throw signal.reason as Interrupted;
        return whole;
      },
      () => stderr.line('\nstopping after the replication under way; once more stops at once'),
    );
  } finally {
    progress.stop();
  }
}
