/** Names in no zone of the scenario, as other people's authorities answer them: all values, in random order. */
import type { BalancerSpec, ExternalRecord, ZoneSpec } from '../scenario.ts';
import { balancerZones } from './balancer-names.ts';
import { zoneElsewhere } from './zone-elsewhere.ts';

const AT_ONCE = { name: 'constant', settings: 0 };

/** What they stand for in reports, beside the routing policies. */
export const EXTERNAL = 'external';

/** A zone for each name, of one edge. */
export function externalZones(external: readonly ExternalRecord[]): ZoneSpec[] {
  return [...new Set(external.map(({ name }) => name))].map((name) => {
    const records = external
      .filter((record) => record.name === name)
      .map((record) => ({
        ...record,
        routing: 'simple',
        setIdentifier: '',
        alias: null,
        settings: {},
        healthCheck: null,
      }));
    return zoneElsewhere(name, records, {
      count: 1,
      recordLag: AT_ONCE,
      healthLag: AT_ONCE,
      pick: 'member',
    });
  });
}

/** Every zone that answers something: the scenario's own first. */
export function answeringZones({
  zones,
  external,
  balancers = [],
}: {
  readonly zones: readonly ZoneSpec[];
  readonly external: readonly ExternalRecord[];
  readonly balancers?: readonly BalancerSpec[];
}): readonly ZoneSpec[] {
  return external.length + balancers.length === 0
    ? zones
    : [...zones, ...externalZones(external), ...balancerZones(balancers, zones)];
}
