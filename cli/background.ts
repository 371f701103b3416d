/**
 * Runs a study in a thread of its own. A replication never pauses, so only this way do signals, progress
 * and a second Ctrl-C get through while one is under way.
 */
import { Worker } from 'node:worker_threads';
import type { Result, Study } from '../experiments/index.ts';
import type { ReplicationDone } from './progress.ts';

/** What the thread is given. */
export interface Task {
  readonly study: Study;
  readonly series: 'mean' | 'full';
}

/** What the thread reports. */
export type Report =
  | { readonly kind: 'replication'; readonly done: ReplicationDone }
  | { readonly kind: 'result'; readonly result: Result };

/**
 * @param signal stops after the replication under way; what is finished is kept
 * @throws the signal's reason when nothing was finished
 */
export function runInBackground(
  task: Task,
  signal: AbortSignal,
  onReplication: (done: ReplicationDone) => void,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.mjs', import.meta.url), { workerData: task });
    const stop = () => worker.postMessage('stop');
    signal.addEventListener('abort', stop, { once: true });
    worker.on('message', (report: Report) => {
      if (report.kind === 'replication') onReplication(report.done);
      else resolve(report.result);
    });
    worker.on('error', (error) => reject(signal.aborted ? signal.reason : error));
    worker.on('exit', (code) => {
      signal.removeEventListener('abort', stop);
      reject(new Error(`the simulation thread ended with code ${code} and without a result`));
    });
  });
}
