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

/** @param stderr where people look; data goes elsewhere */
export function showProgress(stderr: Output, replications: number): Progress {
  return stderr.terminal ? barOn(stderr, replications) : linesOn(stderr, replications);
}

export const silent: Progress = { step() {}, stop() {} };

function barOn({ unicode }: Output, replications: number): Progress {
  const bar = new cliProgress.SingleBar({
    stream: process.stderr,
    format: '{bar} {value}/{total} replications   {rate}   {left}',
    barCompleteChar: unicode ? '█' : '#',
    barIncompleteChar: unicode ? '░' : '.',
    barsize: 30,
    clearOnComplete: true,
    hideCursor: true,
    // Signals are ours: the cursor comes back in stop().
    gracefulExit: false,
  });
  const began = performance.now();
  bar.start(replications, 0, { rate: '', left: '' });
  return {
    step: (done) => bar.update(done.finished, pace(done, performance.now() - began)),
    stop: () => bar.stop(),
  };
}

function linesOn(stderr: Output, replications: number): Progress {
  const began = performance.now();
  let last: ReplicationDone = { finished: 0, of: replications, events: 0 };
  const timer = setInterval(() => {
    const { rate, left } = pace(last, performance.now() - began);
    stderr.line(
      [`${last.finished}/${replications} replications`, rate, left].filter(Boolean).join(', '),
    );
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
