/** Ctrl-C and termination: the first stops after what is under way, the second at once. */
import { EXIT, type ExitCode } from './exit-codes.ts';

const CODES = { SIGINT: EXIT.interrupted, SIGTERM: EXIT.terminated } as const;
/** npm passes on a signal that the terminal has already sent: within this time two are one. */
const SAME_SIGNAL_MS = 400;
type Signal = keyof typeof CODES;

/** The reason that an interrupted run is aborted with. */
export class Interrupted extends Error {
  readonly exitCode: ExitCode;

  constructor(signal: Signal) {
    super(`interrupted by ${signal}`);
    this.name = 'Interrupted';
    this.exitCode = CODES[signal];
  }
}

/**
 * Runs a task that can be interrupted.
 *
 * @param onFirst told when the first signal has come
 */
export async function interruptible<T>(
  task: (signal: AbortSignal) => Promise<T>,
  onFirst: () => void,
): Promise<T> {
  const controller = new AbortController();
  let firstAt = 0;
  const onSignal = (signal: Signal) => {
    if (controller.signal.aborted) {
      if (performance.now() - firstAt > SAME_SIGNAL_MS) process.exit(CODES[signal]);
      return;
    }
    firstAt = performance.now();
    controller.abort(new Interrupted(signal));
    onFirst();
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  try {
    return await task(controller.signal);
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  }
}
