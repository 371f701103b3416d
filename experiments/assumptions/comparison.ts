import { routingPolicies } from '../../sim/authority/routing/index.ts';
import { byName } from '../../sim/plugin.ts';
import type { Scenario, ZoneSpec } from '../../sim/scenario.ts';
import type { Assumption } from '../result.ts';

/** Routing policies in use that Route 53 does not have. */
export function comparisonPolicies({ zones }: Pick<Scenario, 'zones'>): string[] {
  return [...new Set(zones.flatMap(policiesOf))];
}

function policiesOf({ records }: ZoneSpec): string[] {
  const used = records.map(({ routing }) => routing);
  return used.filter((routing) => byName(routingPolicies, routing).isForComparison);
}

/** That an authority of this kind is none of Route 53's, and what it is taken to know and to remember. */
export function comparisonAssumptions({ zones }: Pick<Scenario, 'zones'>): Assumption[] {
  return zones.flatMap((zone) => {
    const policies = [...new Set(policiesOf(zone))];
    if (policies.length === 0) return [];
    const about = `zone ${zone.name}`;
    const usual = zone.edgeState === 'own' ? ', the default' : ', the default is own';
    return [
      {
        about,
        text: `not Route 53: routing ${policies.join(', ')} is here for comparison, and knows the load of whoever asks from the scenario`,
        source: 'Colajanni, Yu and Dias, IEEE TPDS 9(6), 1998',
      },
      {
        about,
        text: `whether edges share the state of a policy: edgeState ${zone.edgeState}${usual}`,
        source: 'Route 53 Developer Guide: nothing is stated of what its sites share',
      },
    ];
  });
}
