/** Names in no zone of the scenario, as other people's authorities answer them: all values, in random order. */
import type { ExternalRecord, ZoneSpec } from '../scenario.ts';

/** TTL of a negative answer of theirs: what Route 53 would give (route53.md section 5). */
const NEGATIVE_TTL = 900;
const AT_ONCE = { name: 'constant', settings: 0 };

/** What they stand for in reports, beside the routing policies. */
export const EXTERNAL = 'external';

/** A zone for each name, of one edge. */
export function externalZones(external: readonly ExternalRecord[]): ZoneSpec[] {
  return [...new Set(external.map(({ name }) => name))].map((name) => ({
    name,
    isPrivate: false,
    records: external
      .filter((record) => record.name === name)
      .map((record) => ({
        ...record,
        routing: 'simple',
        setIdentifier: '',
        alias: null,
        settings: {},
        healthCheck: null,
      })),
    negativeTtl: NEGATIVE_TTL,
    edges: { count: 1, recordLag: AT_ONCE, healthLag: AT_ONCE, pick: 'member' },
    healthChecks: [],
    cidrCollections: [],
    selection: 'query',
    order: 'random',
    mixedTtl: 'min',
    weightedValues: 'all',
    ecsScope: 'source',
    noAnswer: 'nodata',
    lastResort: 'perLevel',
    edgeState: 'own',
  }));
}

/** Every zone that answers something: the scenario's own first. */
export function answeringZones({
  zones,
  external,
}: {
  readonly zones: readonly ZoneSpec[];
  readonly external: readonly ExternalRecord[];
}): readonly ZoneSpec[] {
  return external.length === 0 ? zones : [...zones, ...externalZones(external)];
}
