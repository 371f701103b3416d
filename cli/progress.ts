/** How far a run is: a bar on a terminal, otherwise a line each ten seconds. */
import cliProgress from 'cli-progress';
import { significant, span } from '../reports/numbers.ts';
import type { Output } from './terminal.ts';

export interface ReplicationDone {
  readonly finished: number;
  readonly of: number;
  readonly events: number;
}

export interface Progress {
  step(done: ReplicationDone): void;
  stop(): void;
}

const LINE_EVERY_MS = 10_000;

/**
 * @param stderr where people look; data goes elsewhere
 * @param what is counted
 */
export function showProgress(stderr: Output, of: number, what = 'replications'): Progress {
  return stderr.terminal ? barOn(stderr, of, what) : linesOn(stderr, of, what);
}

export const silent: Progress = { step() {}, stop() {} };

function barOn({ unicode }: Output, of: number, what: string): Progress {
  const bar = new cliProgress.SingleBar({
    stream: process.stderr,
    format: `{bar} {value}/{total} ${what}   {rate}   {left}`,
    barCompleteChar: unicode ? '█' : '#',
    barIncompleteChar: unicode ? '░' : '.',
    barsize: 30,
    clearOnComplete: true,
    hideCursor: true,
    // Signals are ours: the cursor comes back in stop().
    gracefulExit: false,
  });
  const began = performance.now();
  bar.start(of, 0, { rate: '', left: '' });
  return {
    step: (done) => {
      bar.setTotal(done.of);
      bar.update(done.finished, pace(done, performance.now() - began));
    },
    stop: () => bar.stop(),
  };
}

function linesOn(stderr: Output, of: number, what: string): Progress {
  const began = performance.now();
  let last: ReplicationDone = { finished: 0, of, events: 0 };
  const timer = setInterval(() => {
    const { rate, left } = pace(last, performance.now() - began);
    stderr.line([`${last.finished}/${last.of} ${what}`, rate, left].filter(Boolean).join(', '));
  }, LINE_EVERY_MS);
  return {
    step(done) {
      last = done;
    },
    stop: () => clearInterval(timer),
  };
}

/** Events per second and the time left, empty as long as nothing is known. */
export function pace(
  { finished, of, events }: ReplicationDone,
  elapsedMs: number,
): { rate: string; left: string } {
  if (finished === 0 || elapsedMs <= 0) return { rate: '', left: '' };
  const perSecond = (1000 * events) / elapsedMs;
  const seconds = Math.ceil(((elapsedMs / finished) * (of - finished)) / 1000);
  const rate =
    perSecond >= 1e6 ? `${significant(perSecond / 1e6)} million` : significant(perSecond);
  return { rate: `${rate} events/s`, left: `${span(seconds)} left` };
}
