/** The thread behind `background.ts`: runs the study it is given, and reports. */
import { parentPort, workerData } from 'node:worker_threads';
import { run } from '../experiments/index.ts';
import type { Report, Task } from './background.ts';

const { study, series } = workerData as Task;
const report = (what: Report) => parentPort?.postMessage(what);
const stopping = new AbortController();
parentPort?.once('message', () => stopping.abort());

const result = await run(study, {
  series,
  signal: stopping.signal,
  onReplication: (done) => report({ kind: 'replication', done }),
});
report({ kind: 'result', result });
parentPort?.close();
