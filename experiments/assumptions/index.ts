import type { Scenario } from '../../sim/scenario.ts';
import type { Assumption } from '../result.ts';
import { balancerAssumptions } from './balancers.ts';
import { billAssumptions } from './bill.ts';
import { comparisonAssumptions } from './comparison.ts';
import { detailAssumption } from './detail.ts';
import { networkAssumptions } from './network.ts';
import { placeAssumptions } from './places.ts';
import { populationAssumptions } from './populations.ts';
import { profileAssumptions } from './profiles.ts';
import { replayAssumptions } from './replay.ts';
import { route53Assumptions } from './route53.ts';
import { startAssumption } from './start.ts';

/**
 * What a run rests on that is not known to be so: doubtful profile values, undocumented rules, the start.
 *
 * @param leadIn seconds that were run before time 0
 */
export function assumptionsOf(scenario: Scenario, leadIn: number): readonly Assumption[] {
  return [
    startAssumption(scenario, leadIn),
    ...detailAssumption(scenario),
    ...comparisonAssumptions(scenario),
    ...route53Assumptions(scenario),
    ...balancerAssumptions(scenario),
    ...billAssumptions(scenario),
    ...placeAssumptions(scenario),
    ...populationAssumptions(scenario),
    ...networkAssumptions(scenario),
    ...replayAssumptions(scenario),
    ...profileAssumptions(scenario),
  ];
}
