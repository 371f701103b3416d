/** The thread behind `parallel.ts` and the sweep: runs the replications, or the cells, it is given. */
import { workerData } from 'piscina';
import type { Scenario } from '../sim/scenario.ts';
import { simulate } from '../sim/simulate.ts';
import type { Study } from './study.ts';
import { type CellNumbers, runCell } from './sweep/run-cell.ts';
import { pack } from './transport.ts';

export function replicate(replication: number): unknown {
  const { scenario, seed } = workerData as { scenario: Scenario; seed: number | string };
  return pack(simulate(scenario, seed, replication));
}

export function sweepCell(study: Study): Promise<CellNumbers> {
  return runCell(study);
}
