import type { Scenario } from '../../sim/scenario.ts';
import type { Assumption } from '../result.ts';

/** What is expected rather than observed when requests are counted by number (model.md part 5). */
export function detailAssumption({ detail }: Scenario): readonly Assumption[] {
  if (detail === 'requests') return [];
  return [
    {
      about: 'detail counts',
      text: 'ages of answers are expected mass: the requests of one stretch are taken as spread evenly over it',
      source: 'skew53, how requests are counted',
    },
  ];
}
