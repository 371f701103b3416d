/** The thread behind `parallel.ts`: runs the replications it is given. */
import { workerData } from 'piscina';
import type { Scenario } from '../sim/scenario.ts';
import { simulate } from '../sim/simulate.ts';
import { pack } from './transport.ts';

const { scenario, seed } = workerData as { scenario: Scenario; seed: number | string };

export function replicate(replication: number): unknown {
  return pack(simulate(scenario, seed, replication));
}
