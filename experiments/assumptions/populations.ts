import { byName } from '../../sim/plugin.ts';
import { populations } from '../../sim/populations/index.ts';
import type { Scenario } from '../../sim/scenario.ts';
import type { Assumption } from '../result.ts';

/** How a population is put together is assumed, whatever is known of the programs in it. */
export function populationAssumptions({ population }: Scenario): Assumption[] {
  if (population === undefined) return [];
  const { name, evidence, source, assumed } = byName(populations, population);
  const shares = evidence === 'A' ? ['the shares of its profiles are assumed'] : [];
  return [...shares, ...assumed].map((text) => ({ about: `population ${name}`, text, source }));
}
