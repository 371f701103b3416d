import type { RecordSpec, ZoneSpec } from '../scenario.ts';

/** TTL of a negative answer of theirs: what Route 53 would give (route53.md section 5). */
const NEGATIVE_TTL = 900;

/** A zone of one name for which somebody else's authority answers. */
export function zoneElsewhere(
  name: string,
  records: readonly RecordSpec[],
  edges: ZoneSpec['edges'],
): ZoneSpec {
  return {
    name,
    isPrivate: false,
    records,
    negativeTtl: NEGATIVE_TTL,
    edges,
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
  };
}
