import type { Replay } from '../../sim/clients/arrivals/replay.ts';
import type { Scenario } from '../../sim/scenario.ts';
import type { Assumption } from '../result.ts';

/** That requests of a file are the same in every replication: what intervals do not cover. */
export function replayAssumptions({ clients }: Pick<Scenario, 'clients'>): Assumption[] {
  return clients.flatMap(({ name, arrivals }) =>
    arrivals.name === 'replay'
      ? [
          {
            about: `clients ${name}`,
            text: `every replication makes the requests of ${(arrivals.settings as Replay).file}: intervals cover everything else that is left to chance, not what other days would bring`,
            source: 'the scenario',
          },
        ]
      : [],
  );
}
